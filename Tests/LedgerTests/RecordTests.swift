import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct Record {
  @Test func `importing the same roster twice changes nothing`() throws {
    try MadeSeries.with { series in
      try series.importPeople(5)
      let head = try series.ledger.head()
      let again = try series.ledger.importParticipants(
        MadeSeries.roster(5), secret: MadeSeries.secret, act: MadeSeries.act("2027-02-03T09:00:00Z")
      )
      #expect(again == ImportOutcome(added: 0, changed: 0, unchanged: 5))
      #expect(try series.ledger.head() == head)
    }
  }

  @Test func `script codes differ, and are the same again under the same secret`() throws {
    var codes: [[String]] = []
    for _ in 0..<2 {
      try MadeSeries.with { series in
        try series.importPeople(50)
        codes.append(try series.ledger.entries(at: MadeSeries.opens).map(\.script))
      }
    }
    #expect(codes[0] == codes[1])
    #expect(Set(codes[0]).count == 50)
  }

  @Test func `every entry is in one state, and the states add up to the roster`() throws {
    try MadeSeries.with { series in
      try series.importPeople(6)
      let entries = try series.ledger.entries(at: MadeSeries.opens)
      let kinds: [EntryException.Kind] = [.withdrawal, .deferral]
      let exceptions = zip(entries, kinds).map { entry, kind in
        NewException(
          entry: entry.id, exception: EntryException(kind: kind), category: nil, authoriser: nil,
          reason: "asked")
      }
      _ = try series.ledger.record(exceptions, act: MadeSeries.act("2027-03-01T09:00:00Z"))
      _ = try series.receive(
        [
          try series.response("p3", "Three.", at: "2027-03-09T09:00:00Z"),
          try series.response("p4", "Four.", at: "2027-03-17T09:00:00Z"),
          try series.response("p1", "One, withdrawn.", at: "2027-03-09T09:00:00Z"),
        ], at: "2027-03-20T09:00:00Z")
      let expected: [EntryState: Int] = [
        .withdrawn: 1, .deferred: 1, .received: 1, .needsAttention: 1, .notSubmitted: 2,
      ]
      #expect(try series.states() == expected)
      #expect(try series.states(at: "2027-03-10T09:00:00Z")[.expected] == 2)
    }
  }

  @Test(arguments: [
    "UPDATE event SET digest = 'x'", "DELETE FROM event", "DELETE FROM fact",
    "INSERT INTO entry SELECT 99, person, assessment, qualification, 0, 'S000000000', NULL, 1 FROM entry",
  ])
  func `the schema itself refuses what must never happen`(_ statement: String) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      #expect(throws: DatabaseError.self) {
        try series.ledger.queue.write { try $0.execute(sql: statement) }
      }
    }
  }

  @Test func `each event holds the digest of the one before, and no reason`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.extend("p1", to: "2027-03-18T23:59:59Z")
      let rows = try series.ledger.queue.read {
        try Row.fetchAll($0, sql: "SELECT body, digest FROM event ORDER BY number")
      }
      var before: Digest?
      for row in rows {
        let body: Data = row["body"]
        let event = try JSONDecoder().decode(EventBody.self, from: body)
        #expect(event.previous == [before].compactMap { $0 })
        #expect(Digest(of: body).description == row["digest"])
        #expect(!String(decoding: body, as: UTF8.self).contains("a letter"))
        #expect(event.actor == "office")
        before = Digest(of: body)
      }
      #expect(rows.count == 3)
    }
  }

  @Test func `a step never lies before the last`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      #expect(throws: LedgerError.self) {
        _ = try series.ledger.importAssessors(
          MadeSeries.assessors(1), act: MadeSeries.act("2027-02-01T08:00:00Z"))
      }
      #expect(try series.ledger.assessors().isEmpty)
    }
  }

  @Test func `a lasting clash of two sheets leaves the result pending and keeps both`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      try series.collect(value: 0, file: "second.csv", at: "2027-03-24T09:00:00Z")
      let rows = try series.ledger.results(at: MadeSeries.instant("2027-03-25T09:00:00Z"))
      #expect(rows.map(\.decision.rule) == [.markClash])
      let facts = try series.ledger.queue.read { try $0.facts() }
      #expect(Set(facts.map(\.source.file)) == ["first.csv", "second.csv"])
    }
  }

  @Test func `a clash is settled by a recorded mark, and every version is kept`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      try series.collect(value: 0, file: "second.csv", at: "2027-03-24T09:00:00Z")
      let now = MadeSeries.instant("2027-03-25T09:00:00Z")
      let entry = try #require(try series.ledger.entries(at: now).first)
      let script = try #require(ScriptCode(entry.script))
      let assessor = try #require(Identifier("a1"))
      for (position, criterion) in try Rubric.embedded(.npqlt).criteria.enumerated() {
        for isNew in [true, false] {
          let act = MadeSeries.act("2027-03-25T0\(position):00:00Z")
          let recorded = try series.ledger.record(
            mark: 2, criterion: criterion.id, script: script, assessor: assessor,
            reason: "by telephone", act: act)
          #expect(recorded == isNew)
        }
      }
      let rows = try series.ledger.results(at: now)
      #expect(rows.map(\.decision.outcome) == [.passed])
      #expect(try series.ledger.queue.read { try $0.facts() }.count == 18)
    }
  }

  @Test(arguments: [
    ("/home/ann/OneDrive - Trust/npq", "ext4", "synced-folder"),
    ("/home/ann/Dropbox/npq", "ext4", "synced-folder"),
    ("/mnt/share/npq", "cifs", "network-folder"), ("/mnt/share/npq", "nfs4", "network-folder"),
    ("/mnt/c/Users/ann/npq", "9p", "network-folder"), ("/home/ann/npq", "ext4", nil),
  ])
  func `a ledger is kept off shares and synced folders`(
    _ row: (path: String, type: String, code: String?)
  ) {
    let parts = row.path.split(separator: "/")
    let mounts = """
      /dev/sda1 / ext4 rw 0 0
      share /\(parts[0])/\(parts[1]) \(row.type) rw 0 0
      """
    #expect(judgePlace(of: row.path, mounts: mounts).map(\.code) == [row.code].compactMap { $0 })
  }
}

extension MadeSeries {
  /// Receives, allocates, distributes and collects one script, every criterion at the same mark.
  func markOne(value: Int = 2) throws {
    _ = try receive(
      [try response("p1", "One.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T09:00:00Z")
    _ = try ledger.importAssessors(Self.assessors(1), act: Self.act("2027-03-20T10:00:00Z"))
    try allocate(markings: 1)
    _ = try distribute(at: "2027-03-20T13:00:00Z")
    try collect(value: value, file: "first.csv", at: "2027-03-23T09:00:00Z")
  }

  /// Collects a sheet that gives every criterion the same mark.
  func collect(
    value: Int, file: String, at time: String, of person: String = "p1", revision: Int = 1
  ) throws {
    let entry = try #require(
      try ledger.entries(at: Self.instant(time)).first { $0.person == person })
    let script = try #require(ScriptCode(entry.script))
    let pack = try #require(Identifier("M0001"))
    let assessor = try #require(Identifier("a1"))
    let rubric = try Rubric.embedded(.npqlt)
    let marks = ScriptMarks(
      script: script, assessor: assessor, pack: pack, revision: revision,
      rubric: try rubric.digest(),
      marks: Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, value) }))
    let sheet = ReturnedSheet(
      name: file, digest: Digest(of: Data(file.utf8)), pack: pack, rows: [marks])
    _ = try ledger.collect([sheet], act: Self.act(time))
  }
}
