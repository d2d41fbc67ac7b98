import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct LookingUp {
  /// A series in which the first person was looked up twice, and everybody once, after its last step.
  private static func with(_ body: (MadeSeries, [String]) throws -> Void) throws {
    try VerifyingSeries.with { series in
      let scripts = try series.ledger.entries(at: MadeSeries.opens).map(\.script)
      let reader = try Ledger(opening: series.folder)
      for (time, scripts) in [
        ("2027-03-21T12:00:00Z", [scripts[0]]), ("2027-03-21T12:01:00Z", scripts),
      ] {
        #expect(reader.noteLookup(of: scripts, act: MadeSeries.act(time, "show")) == nil)
      }
      try body(series, scripts)
    }
  }

  private static func step(_ series: MadeSeries) throws {
    let exception = NewException(
      entry: 1, exception: EntryException(kind: .withdrawal), category: nil, authoriser: nil,
      reason: "moved away")
    _ = try series.ledger.record([exception], act: MadeSeries.act("2027-03-21T13:00:00Z"))
  }

  @Test func `a look-up is kept without a step, and the next head stands over it`() throws {
    try Self.with { series, scripts in
      #expect(try series.ledger.lastEvent() == 5)
      #expect(try series.ledger.lookups(of: [scripts[0]]).map(\.command) == ["show", "show"])
      #expect(try series.ledger.lookups(of: [scripts[1]]).map(\.actor) == ["office"])
      #expect(try VerifyingSeries.verify(series).findings == [])
      try Self.step(series)
      let found = try VerifyingSeries.verify(series)
      #expect(found.findings == [])
      #expect(
        found.answers.first { $0.question == .unaltered }?.told.contains("2 look-ups") == true)
      let bound = try series.ledger.queue.read { database in
        try String.fetchOne(
          database,
          sql: """
            SELECT json_extract(CAST(body AS TEXT), '$.lookup') FROM head
            ORDER BY number DESC LIMIT 1
            """)
      }
      #expect(try series.ledger.queue.read { try $0.lastLookup()?.description } == bound)
    }
  }

  @Test func `the whole map counts as a look-up of everybody, and is a step with its reason`()
    throws
  {
    try Self.with { series, scripts in
      let act = MadeSeries.act("2027-03-21T14:00:00Z", "map")
      #expect(try series.ledger.openMap(reason: "an appeal", act: act).count == 2)
      #expect(try series.ledger.lastEvent() == 6)
      #expect(try series.ledger.lookups(of: [scripts[1]]).map(\.command) == ["show", "map"])
      let found = try VerifyingSeries.verify(series)
      #expect(found.findings == [])
    }
  }

  @Test(arguments: [
    ("changed", "UPDATE lookup SET body = CAST(replace(body, 'show', 'none') AS BLOB)"),
    ("first taken out", "DELETE FROM lookup WHERE number = 1"),
    ("last taken out", "DELETE FROM lookup WHERE number = 2"),
    ("all taken out", "DELETE FROM lookup"),
    (
      "made anew under other digests",
      """
      DELETE FROM lookup WHERE number = 2;
      INSERT INTO lookup SELECT 2, body, replace(digest, 'a', 'b') FROM lookup
      """
    ),
  ])
  func `who hides a look-up is found out`(what: String, sql: String) throws {
    try Self.with { series, _ in
      try Self.step(series)
      let stranger = try DatabaseQueue(path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { database in
        try database.execute(
          sql: "DROP TRIGGER lookup_is_not_changed; DROP TRIGGER lookup_is_not_deleted; " + sql)
      }
      try stranger.close()
      let codes = try VerifyingSeries.verify(series).findings.map(\.code)
      #expect(codes.contains { $0.hasPrefix("lookup-") }, "\(what): \(codes)")
    }
  }

  @Test func `nobody but a stranger can change or take out a look-up`() throws {
    try Self.with { series, _ in
      for sql in ["UPDATE lookup SET digest = digest", "DELETE FROM lookup"] {
        #expect(throws: DatabaseError.self) {
          try series.ledger.queue.write { try $0.execute(sql: sql) }
        }
      }
    }
  }

  @Test func `where it cannot be written down, the answer comes with a note`() throws {
    try Self.with { series, scripts in
      try series.ledger.queue.write { database in
        try database.execute(
          sql: """
            CREATE TEMP TRIGGER full BEFORE INSERT ON lookup
            BEGIN SELECT RAISE(ABORT, 'no room'); END
            """)
      }
      let note = series.ledger.noteLookup(
        of: scripts, act: MadeSeries.act("2027-03-21T12:02:00Z", "show"))
      #expect(note?.code == "lookup-not-kept")
      #expect(note?.severity == .note)
    }
  }

  @Test func `a look-up names nobody`() throws {
    try Self.with { series, scripts in
      let bodies = try series.ledger.queue.read { database in
        try String.fetchAll(database, sql: "SELECT CAST(body AS TEXT) FROM lookup")
      }
      #expect(bodies.count == 2)
      #expect(bodies.allSatisfy { $0.contains(scripts[0]) && !$0.contains("Person") })
      #expect(!bodies.joined().contains("\"p1\""))
    }
  }
}
