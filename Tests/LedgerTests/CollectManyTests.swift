import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Synchronization
import Testing

@testable import Ledger

@Suite struct CollectingMany {
  /// Scripts shared out among assessors, and what each of these gave as so many sheets of one
  /// criterion each.
  private func returns(_ series: MadeSeries, sheets: Int) throws -> [ReturnedSheet] {
    try series.importPeople(3)
    _ = try series.receive(
      try (1...3).map {
        try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
      }, at: "2027-03-20T09:00:00Z")
    _ = try series.ledger.importAssessors(
      MadeSeries.assessors(2), act: MadeSeries.act("2027-03-20T10:00:00Z"))
    try series.allocate(markings: 2)
    _ = try series.distribute(at: "2027-03-20T13:00:00Z")
    let scheme = try PackRubric(Rubric.embedded(.npqlt))
    let entries = try series.ledger.entries(at: MadeSeries.instant("2027-03-21T09:00:00Z"))
    return try (0..<sheets).map { number in
      let script = try #require(ScriptCode(entries[number % 3].script))
      let assessor = try #require(Identifier("a\(1 + number / 3 % 2)"))
      let pack = try #require(try series.ledger.packs(of: assessor, holding: script).first)
      let criteria = scheme.rubric.criteria
      var row = ScriptMarks(
        script: script, assessor: assessor, pack: pack, revision: 1 + number / 6,
        rubric: scheme.digest)
      row.marks[criteria[number / 6 % criteria.count].id] = number % 3
      row.comment = "Comment \(number)."
      if number.isMultiple(of: 7) { row.cleared = [.note] }
      if number == 5 { row.flags = [ScriptFlag(.cannotRead)] }
      return ReturnedSheet(
        name: "\(number).csv", digest: Digest(of: Data("\(number)".utf8)), pack: pack, rows: [row])
    }
  }

  private func collect(
    _ series: MadeSeries, _ sheets: [ReturnedSheet], at time: String
  ) throws -> CollectedFiles {
    try series.ledger.collect(sheets, act: MadeSeries.act(time, "collect")) { [Judged($0)] }
  }

  @Test func `many sheets join as they would all at once, and again they are nothing`() throws {
    try MadeSeries.with { series in
      let sheets = try returns(series, sheets: 150)
      let first = try collect(series, sheets, at: "2027-03-21T09:00:00Z")
      #expect(first.sheets == 150)
      #expect(first.outcome.repeated == 0)
      let kept = try series.ledger.markFacts()
      let again = try collect(series, sheets, at: "2027-03-21T10:00:00Z")
      #expect(again.outcome.repeated == 150)
      #expect(again.outcome.added == 0)
      #expect(try series.ledger.markFacts() == kept)
      try MadeSeries.with { other in
        let sheets = try returns(other, sheets: 150)
        let whole = try other.ledger.collect(
          sheets, act: MadeSeries.act("2027-03-21T09:00:00Z", "collect"))
        #expect(whole.added == first.outcome.added)
        #expect(whole.clashes == first.outcome.clashes)
      }
    }
  }

  @Test func `a sheet that is refused is told of and not joined`() throws {
    try MadeSeries.with { series in
      let sheets = try returns(series, sheets: 3)
      let refused = Finding("marks-bad-mark", .refused, "1.csv", "is wrong", remedy: "")
      let act = MadeSeries.act("2027-03-21T09:00:00Z", "collect")
      let collected = try series.ledger.collect(sheets, act: act) { sheet in
        [Judged(sheet, sheet.name == "1.csv" ? [refused] : [])]
      }
      #expect(collected.sheets == 2)
      #expect(collected.findings == [refused])
    }
  }

  @Test func `who stops it between two times keeps what was joined, and goes on with the same`()
    throws
  {
    try MadeSeries.with { series in
      let sheets = try returns(series, sheets: 100)
      let told = Mutex<[Int]>([])
      let watch = Watch(
        told: { done, _ in told.withLock { $0.append(done) } },
        isStopping: { told.withLock { $0.last == 64 } })
      let watched = MadeSeries(
        ledger: try Ledger(opening: series.folder, watch: watch), folder: series.folder,
        key: series.key)
      #expect(throws: Stopped.self) {
        try collect(watched, sheets, at: "2027-03-21T09:00:00Z")
      }
      #expect(told.withLock { $0 } == [0, 64])
      let rest = try collect(series, sheets, at: "2027-03-21T09:05:00Z")
      #expect(rest.outcome.repeated == 64)
      #expect(rest.sheets == 100)
    }
  }

  @Test(arguments: [MarkTable.Extent.marks, .texts])
  func `marks read in one pass make the markings that all facts make`(
    _ extent: MarkTable.Extent
  ) throws {
    try MadeSeries.with { series in
      _ = try collect(series, returns(series, sheets: 120), at: "2027-03-21T09:00:00Z")
      let facts = try series.ledger.markFacts()
      let table = try series.ledger.queue.read { try MarkTable($0, extent) }
      var expected = markings(of: facts)
      #expect(expected.count == 6)
      if extent == .marks {
        for place in expected.indices {
          expected[place].comment = nil
        }
      }
      #expect(table.codes.sorted().flatMap { table.markings(of: $0) } == expected)
      #expect(
        MarkTable(facts).markings(of: expected[0].script) == Array(markings(of: facts).prefix(2)))
    }
  }

  @Test func `a step of more rows than are proved at a time is proved as a whole`() throws {
    try MadeSeries.with { series in
      let publicKey = try series.key.verificationKey.publicText(comment: "made")
      try Data(publicKey).write(to: series.folder.appending(path: "signing.pub"))
      try series.importPeople(5_000)
      let counts = try series.ledger.queue.read { database in
        try ["change", "row_proof"].map {
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
        }
      }
      #expect(counts[0] == counts[1])
      #expect((counts[0] ?? 0) > 8_192)
      #expect(try VerifyingSeries.verify(series).findings == [])
    }
  }
}
