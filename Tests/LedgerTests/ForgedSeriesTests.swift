import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// Hands laid on a record by somebody who makes digests anew, or knows what stood where.
@Suite struct ForgedSeries {
  static let forgeries = [
    Tampering(
      what: "an event says another time, and can still be read",
      sql: """
        UPDATE event SET body = CAST(replace(body, 'T09:00:00Z', 'T08:00:00Z') AS BLOB)
        WHERE number = 4
        """, question: .unaltered, code: "event-changed", subject: "event 4"),
    Tampering(
      what: "an event is changed, its digest made anew, and no head left that could tell",
      sql: """
        UPDATE event SET body = CAST(replace(body, 'T09:00:00Z', 'T08:00:00Z') AS BLOB)
        WHERE number = 4;
        UPDATE event SET digest = sha256(body) WHERE number = 4;
        DELETE FROM head;
        """, question: .unaltered, code: "event-changed", subject: "event 4"),
    Tampering(
      what: "a row that was taken out is put back as it was", sql: putBack,
      question: .unaltered, code: "row-added", subject: "exception [1]"),
    Tampering(
      what: "a row is changed, and what was proved of it erased by hand",
      sql: """
        UPDATE submission SET received = received - 60;
        UPDATE row_proof SET salt = NULL, text = NULL
        WHERE change = (SELECT max(id) FROM change WHERE record = 'submission')
        """, question: .unaltered, code: "row-changed", subject: "submission [1]"),
    Tampering(
      what: "what an undo would bring back is changed",
      sql: """
        UPDATE change SET before = json_set(before, '$.entry', 1)
        WHERE record = 'exception' AND kind = 'removed'
        """, question: .unaltered, code: "row-changed", subject: "exception [1]"),
    Tampering(
      what: "an entry is added, and said to be older than all proofs",
      sql: """
        INSERT OR REPLACE INTO setting (key, value) VALUES ('proved-from', '6');
        INSERT INTO entry (person, assessment, qualification, attempt, script, event)
        SELECT 'p1', assessment, qualification, 2, 'S234567890', event FROM entry LIMIT 1
        """, question: .unaltered, code: "row-added", subject: "entry [3]"),
  ]

  private static let more = [
    Tampering(
      what: "an event is put in between two others, which are numbered anew",
      sql: """
        UPDATE event SET number = number + 100 WHERE number >= 4;
        UPDATE event SET number = number - 99 WHERE number > 100;
        INSERT INTO event (number, body, digest)
        SELECT 4, CAST(replace(body, 'T09:00:00Z', 'T09:00:01Z') AS BLOB),
          sha256(CAST(replace(body, 'T09:00:00Z', 'T09:00:01Z') AS BLOB))
        FROM event WHERE number = 3
        """, question: .unaltered, code: "event-added", subject: "event 4"),
    Tampering(
      what: "the last event is said to be older than the one before",
      sql: """
        UPDATE event SET body = CAST(replace(body, '-03-21T10', '-03-20T10') AS BLOB)
        WHERE number = 6;
        UPDATE event SET digest = sha256(body) WHERE number = 6
        """, question: .consistent, code: "event-foreign", subject: "event 6"),
    Tampering(
      what: "a look-up is said to be somebody else's, and its digest made anew",
      sql: """
        DROP TRIGGER lookup_is_not_changed; DROP TRIGGER lookup_is_not_deleted;
        UPDATE lookup SET body = CAST(replace(body, 'office', 'nobody') AS BLOB) WHERE number = 1;
        UPDATE lookup SET digest = sha256(body) WHERE number = 1
        """, question: .unaltered, code: "lookup-changed", subject: "look-up 2"),
  ]

  private static let columns = [
    "id", "entry", "kind", "closes", "value", "category", "authoriser", "event",
  ]

  private static let putBack = """
    INSERT INTO exception (\(columns.joined(separator: ", ")))
    SELECT \(columns.map { "json_extract(before, '$.\($0)')" }.joined(separator: ", "))
    FROM change WHERE record = 'exception' AND kind = 'removed'
    """

  private static let sha256 = DatabaseFunction("sha256", argumentCount: 1, pure: true) { values in
    Data.fromDatabaseValue(values[0]).map { Digest(of: $0).description }
  }

  /// The series that is verified, after its deferral was undone.
  private static func with(_ body: (MadeSeries) throws -> Void) throws {
    try VerifyingSeries.with { series in
      _ = try series.ledger.undo(
        5, reason: "a mistake", act: MadeSeries.act("2027-03-21T10:00:00Z", "undo"))
      for _ in 1...2 {
        _ = series.ledger.noteLookup(
          of: nil, act: MadeSeries.act("2027-03-21T11:00:00Z", "history"))
      }
      try body(series)
    }
  }

  @Test func `a series with something undone is as it was written`() throws {
    try Self.with { series in
      let found = try VerifyingSeries.verify(series)
      #expect(found.findings == [])
    }
  }

  @Test(arguments: forgeries + more)
  func `whoever makes proofs anew is found out too`(_ forgery: Tampering) throws {
    try Self.with { series in
      let stranger = try DatabaseQueue(
        path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { database in
        database.add(function: Self.sha256)
        try database.execute(sql: Tampering.unguarded + forgery.sql)
        #expect(database.totalChangesCount > 0)
      }
      try stranger.close()
      let found = try VerifyingSeries.verify(series)
      let told = found.findings.map { "\($0.code) \($0.subject)" }
      #expect(found.answers.first { $0.question == forgery.question }?.verdict == .refused)
      #expect(told.contains("\(forgery.code) \(forgery.subject)"), "\(told)")
    }
  }

  /// What somebody puts into a record in the hope that the next command vouches for it.
  private static let putIn = [
    """
    INSERT INTO exception (entry, kind, event) SELECT 1, 'withdrawal', max(number) FROM event;
    INSERT INTO change (event, record, key, kind, entry)
    SELECT max(event.number), 'exception', '[' || (SELECT max(id) FROM exception) || ']', 'added', 1
    FROM event
    """,
    """
    INSERT INTO event (number, body, digest) SELECT max(number) + 1,
      CAST(replace(body, '"seq":6', '"seq":7') AS BLOB),
      sha256(CAST(replace(body, '"seq":6', '"seq":7') AS BLOB)) FROM event
    """,
    "DELETE FROM event WHERE number = 6",
    "UPDATE head SET body = CAST(replace(body, 'made', 'mad') AS BLOB) WHERE number = 6",
    "UPDATE head SET signature = (SELECT signature FROM head WHERE number = 5) WHERE number = 6",
  ]

  @Test(arguments: putIn)
  func `no command records on top of what npq did not record`(sql: String) throws {
    try Self.with { series in
      let stranger = try DatabaseQueue(
        path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { database in
        database.add(function: Self.sha256)
        try database.execute(sql: Tampering.unguarded + sql)
        #expect(database.totalChangesCount > 0)
      }
      try stranger.close()
      let heads = try series.ledger.queue.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM head")
      }
      let error = #expect(throws: LedgerError.self) {
        try series.importPeople(3, at: "2027-03-22T09:00:00Z")
      }
      guard case .altered? = error else {
        Issue.record("not said why: \(error.map(String.init(describing:)) ?? "")")
        return
      }
      #expect(
        try series.ledger.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM head") }
          == heads)
    }
  }

  @Test func `after one erasure nothing else can be erased by hand`() throws {
    try Self.with { series in
      let late = "2030-06-01T09:00:00Z"
      let due = try series.ledger.retained(forDays: 365, at: MadeSeries.instant(late))
      _ = try series.ledger.erase(
        due.filter { $0.id == "p1" }, act: MadeSeries.act(late, "retain"))
      #expect(try VerifyingSeries.verify(series).findings == [])
      for sql in [
        "UPDATE private_text SET text = '', salt = zeroblob(16) WHERE event = 5",
        "DELETE FROM private_text WHERE event = 5",
        """
        UPDATE row_proof SET salt = NULL, text = NULL
        WHERE change = (SELECT min(id) FROM change WHERE record = 'exception')
        """,
      ] {
        let path = series.folder.appending(path: Ledger.fileName)
        let whole = try Data(contentsOf: path)
        let stranger = try DatabaseQueue(path: path.path)
        try stranger.inDatabase { database in
          let guards = try String.fetchAll(
            database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
          try database.execute(
            sql: Tampering.unguarded + "DROP TRIGGER lookup_is_not_changed;"
              + "DROP TRIGGER lookup_is_not_deleted;" + sql)
          #expect(database.changesCount == 1)
          for one in guards { try database.execute(sql: one) }
        }
        try stranger.close()
        #expect(
          try VerifyingSeries.verify(series).findings.map(\.code) == ["text-missing"], "\(sql)")
        try whole.write(to: path)
      }
    }
  }
}
