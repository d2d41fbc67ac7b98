import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

@Suite struct Joining {
  private static func extend(_ copy: CopiedSeries, _ person: String, to day: Int, minute: Int)
    throws
  {
    let entry = try copy.made.entry(person)
    let closes = MadeSeries.instant("2027-03-\(day)T23:59:59Z")
    _ = try copy.ledger.record(
      [
        NewException(
          entry: entry.id, exception: EntryException(kind: .extension, closes: closes),
          category: nil, authoriser: nil, reason: "a letter")
      ], act: copy.act(minute, "record extension"))
  }

  private static func sheet(
    _ copy: CopiedSeries, _ file: String, person: String, _ edit: (inout ScriptMarks) throws -> Void
  ) throws -> ReturnedSheet {
    let entry = try copy.made.entry(person)
    let script = try #require(ScriptCode(entry.script))
    let assessor = try #require(entry.markers[1].flatMap { Identifier($0) })
    let pack = try #require(try copy.ledger.packs(of: assessor, holding: script).first)
    var row = ScriptMarks(
      script: script, assessor: assessor, pack: pack, revision: 1,
      rubric: try Rubric.embedded(.npqlt).digest())
    try edit(&row)
    return ReturnedSheet(
      name: file, digest: Digest(of: Data((file + person).utf8)), pack: pack, rows: [row])
  }

  private static func marks(_ value: Int) throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try Rubric.embedded(.npqlt).criteria.map { ($0.id, value) })
  }

  @Test func `what two copies did apart is in both after each joined the other`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.extend(anna, "p4", to: 18, minute: 1)
      _ = try anna.made.receive(
        [try anna.made.response("p4", "Late words.", at: "2027-03-17T09:00:00Z")],
        at: "2027-04-01T09:10:00Z")
      _ = try ben.ledger.collect(
        [try Self.sheet(ben, "sheet.csv", person: "p1") { $0.marks = try Self.marks(2) }],
        act: ben.act(3, "collect"))

      let first = try #require(try anna.join(ben).value)
      #expect(first.copies == ["made/ben"] && first.events == 1 && first.own == 2)
      let second = try #require(try ben.join(anna).value)
      #expect(second.isTakeover && second.events == 3)
      try anna.expectSame(as: ben)
      #expect(try anna.made.row("p1")?.decision.outcome != nil)
      #expect(try anna.join(ben).value?.isNothing == true)
      #expect(try ben.join(anna).value?.isNothing == true)
      for copy in [anna, ben] { try copy.expectVerified() }
    }
  }

  @Test func `two extensions are one clash, of which the earlier holds until somebody decides`()
    throws
  {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.extend(anna, "p4", to: 20, minute: 5)
      try Self.extend(ben, "p4", to: 18, minute: 4)
      let judged = try anna.join(ben)
      #expect(judged.findings.map(\.code) == ["join-clash"])
      let until = try anna.made.entry("p4").extendedUntil
      #expect(until == MadeSeries.instant("2027-03-18T23:59:59Z"))
      _ = try ben.join(anna)
      try anna.expectSame(as: ben)
      #expect(try ben.ledger.joinClashes().count == 1)
      let entry = try ben.made.entry("p4")
      let decided = NewException(
        entry: entry.id,
        exception: EntryException(
          kind: .extension, closes: MadeSeries.instant("2027-03-20T23:59:59Z")),
        category: nil, authoriser: nil, reason: "both asked")
      _ = try ben.ledger.record([decided], act: MadeSeries.act("2027-04-20T10:00:00Z"))
      #expect(try ben.ledger.joinClashes().isEmpty)
      _ = try anna.join(ben, at: "2027-04-20T11:00:00Z")
      #expect(try anna.ledger.joinClashes().isEmpty)
      try anna.expectSame(as: ben)
    }
  }

  @Test func `two marks of one marking are a clash of marks, and both are kept`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      for (copy, value) in zip(copies, [1, 2]) {
        _ = try copy.ledger.collect(
          [try Self.sheet(copy, "\(value).csv", person: "p1") { $0.marks = try Self.marks(value) }],
          act: copy.act(value, "collect"))
      }
      let judged = try copies[0].join(copies[1])
      #expect(Set(judged.findings.map(\.code)) == ["mark-clash"])
      let criteria = try Rubric.embedded(.npqlt).criteria.count
      #expect(try copies[0].ledger.clashes().count == criteria)
      _ = try copies[1].join(copies[0])
      try copies[0].expectSame(as: copies[1])
    }
  }

  @Test func `the same sheet, person and response in both copies are one`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      for (index, copy) in copies.enumerated() {
        let sheet = try Self.sheet(copy, "sheet.csv", person: "p2") {
          $0.marks = try Self.marks(2)
          $0.flags = [ScriptFlag(.cannotRead)]
        }
        _ = try copy.ledger.collect([sheet], act: copy.act(index, "collect"))
        _ = try copy.ledger.importParticipants(
          MadeSeries.roster(5), secret: MadeSeries.secret, act: copy.act(10 + index, "import"))
        _ = try copy.made.receive(
          [try copy.made.response("p5", "Fifth.", at: CopiedSeries.handedIn)],
          at: "2027-04-01T10:0\(index):00Z")
      }
      let judged = try copies[0].join(copies[1])
      #expect(judged.findings.isEmpty)
      _ = try copies[1].join(copies[0])
      try copies[0].expectSame(as: copies[1])
      #expect(try copies[0].ledger.queries().count == 1)
      let counting = try copies[0].ledger.submissions(of: copies[0].made.entry("p5").id)
        .filter { $0.standing == .accepted }
      #expect(counting.count == 1)
      for copy in copies { try copy.expectVerified() }
    }
  }

  @Test func `what one undid is undone in the other`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try Self.extend(anna, "p4", to: 18, minute: 1)
      _ = try ben.join(anna)
      let number = try ben.ledger.lastEvent()
      _ = try ben.ledger.undo(number, reason: "by mistake", act: ben.act(2, "undo"))
      try Self.extend(ben, "p3", to: 19, minute: 3)
      _ = try ben.ledger.undo(number + 2, reason: "by mistake", act: ben.act(4, "undo"))
      _ = try anna.join(ben)
      #expect(try anna.made.entry("p4").extendedUntil == nil)
      try anna.expectSame(as: ben)
    }
  }

  @Test func `a response that came when marking had begun in the other copy waits`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      for copy in copies {
        let words = copy.name == "anna" ? "First words." : "Second words."
        _ = try copy.made.receive(
          [try copy.made.response("p4", words, at: CopiedSeries.handedIn)],
          at: "2027-04-01T09:00:00Z")
      }
      try anna.made.allocate(markings: 1, at: "2027-04-01T10:00:00Z")
      _ = try anna.made.distribute(at: "2027-04-01T11:00:00Z")
      #expect(try ben.join(anna).findings.map(\.code) == ["marking-has-begun"])
      _ = try anna.join(ben)
      try anna.expectSame(as: ben)
      for copy in copies { try copy.expectVerified() }
    }
  }

  @Test func `copies without names of their own join, and that is said`() throws {
    try CopiedSeries.with(["anna"]) { copies in
      let other = try copies[0].again("-stick")
      try Self.extend(copies[0], "p4", to: 18, minute: 1)
      try Self.extend(copies[0], "p2", to: 18, minute: 3)
      try Self.extend(other, "p3", to: 19, minute: 2)
      #expect(try copies[0].join(other).findings.map(\.code) == ["join-same-name"])
      _ = try other.join(copies[0])
      try copies[0].expectSame(as: other)
      for copy in [copies[0], other] { #expect(try copy.verify() == []) }
    }
  }

  @Test func `another series, a damaged copy and one that nobody signed are refused`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      try MadeSeries.with { other in
        let judged = try anna.ledger.join(
          JoinRequest(other: other.folder, key: nil, takesFiles: true),
          act: MadeSeries.act("2027-04-20T09:00:00Z"))
        #expect(judged.findings.map(\.code) == ["join-other-series"])
        #expect(judged.value == nil)
      }
      let unsigned = try Ledger(opening: ben.made.folder)
      _ = try unsigned.importParticipants(
        MadeSeries.roster(6), secret: MadeSeries.secret, act: ben.act(1, "import"))
      #expect(try anna.join(ben).findings.map(\.code) == ["join-not-signed"])
      let clean = ben.made.folder.appending(path: "clean")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: clean.path).sorted().first)
      try Data("other".utf8).write(to: clean.appending(path: name))
      #expect(try anna.join(ben).findings.map(\.code) == ["file-changed"])
      #expect(try anna.verify() == [])
    }
  }

  @Test func `an event that was put in beside the chain, or a join that was forged, is found out`()
    throws
  {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      try Self.extend(copies[0], "p4", to: 18, minute: 1)
      try Self.extend(copies[1], "p3", to: 19, minute: 2)
      _ = try copies[0].join(copies[1])
      #expect(try copies[0].verify() == [])
      let stranger = try DatabaseQueue(
        path: copies[0].made.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { database in
        try database.execute(sql: Tampering.unguarded)
        let last = try #require(
          try Row.fetchOne(database, sql: "SELECT * FROM event ORDER BY number DESC LIMIT 1"))
        let body = String(decoding: last["body"] as Data, as: UTF8.self)
        let cut = body.replacing(/"previous":\["[0-9a-f]+",/, with: "\"previous\":[")
        #expect(cut != body)
        try database.execute(
          sql: "UPDATE event SET body = ?, digest = ? WHERE number = ?",
          arguments: [
            Data(cut.utf8), Digest(of: Data(cut.utf8)).description, last["number"] as Int,
          ])
      }
      try stranger.close()
      let codes = Set(try copies[0].verify().map(\.code))
      #expect(codes.isSuperset(of: ["event-added", "event-changed"]), "\(codes)")
    }
  }

  @Test func `a join that stops in the middle leaves nothing, and the next completes it`() throws {
    try CopiedSeries.with(["anna", "ben"]) { copies in
      let (anna, ben) = (copies[0], copies[1])
      _ = try ben.made.receive(
        [try ben.made.response("p4", "Fourth.", at: CopiedSeries.handedIn)],
        at: "2027-04-01T09:00:00Z")
      let before = try anna.ledger.head()
      let watch = Watch(told: { _, _ in }, isStopping: { true })
      let stopped = try Ledger(opening: anna.made.folder, watch: watch)
      #expect(throws: (any Error).self) {
        try stopped.join(
          JoinRequest(other: ben.made.folder, key: nil, takesFiles: true),
          act: MadeSeries.act("2027-04-20T09:00:00Z", "join"))
      }
      #expect(try anna.ledger.head() == before)
      #expect(try anna.join(ben).value?.events == 1)
      #expect(try anna.verify() == [])
    }
  }
}
