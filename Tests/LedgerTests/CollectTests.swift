import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct Collecting {
  static let assessor = "a1"

  /// A row of one script in the pack that holds it.
  private func sheet(
    _ series: MadeSeries, _ name: String, person: String = "p1", assessor: String = assessor,
    revision: Int = 1, isSigned: Bool = false, _ edit: (inout ScriptMarks) throws -> Void
  ) throws -> ReturnedSheet {
    let now = MadeSeries.instant("2027-03-30T09:00:00Z")
    let entry = try #require(try series.ledger.entries(at: now).first { $0.person == person })
    let script = try #require(ScriptCode(entry.script))
    let id = try #require(Identifier(assessor))
    let pack = try #require(try series.ledger.packs(of: id, holding: script).first)
    var row = ScriptMarks(
      script: script, assessor: id, pack: pack, revision: revision,
      rubric: try Rubric.embedded(.npqlt).digest())
    try edit(&row)
    return ReturnedSheet(
      name: name, digest: Digest(of: Data(name.utf8)), pack: pack, rows: [row],
      isSigned: isSigned)
  }

  /// So many scripts shared out among assessors, each in a pack.
  private func given(_ series: MadeSeries, people: Int = 1, assessors: Int = 1) throws {
    try series.importPeople(people)
    _ = try series.receive(
      try (1...people).map {
        try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
      }, at: "2027-03-20T09:00:00Z")
    _ = try series.ledger.importAssessors(
      MadeSeries.assessors(assessors), act: MadeSeries.act("2027-03-20T10:00:00Z"))
    try series.allocate(markings: 1)
    _ = try series.distribute(at: "2027-03-20T13:00:00Z")
  }

  private func collect(
    _ series: MadeSeries, _ sheets: [ReturnedSheet], day: Int
  ) throws -> CollectOutcome {
    try series.ledger.collect(sheets, act: MadeSeries.act("2027-03-\(day)T09:00:00Z", "collect"))
  }

  private var all: [String: Int] {
    get throws {
      Dictionary(
        uniqueKeysWithValues: try Rubric.embedded(.npqlt).criteria.map { ($0.id, 2) })
    }
  }

  @Test func `a pack of the record checks what its assessor signs`() throws {
    try MadeSeries.with { series in
      try given(series)
      let pack = try #require(Identifier("M0001"))
      let contents = try #require(try series.ledger.contents(of: pack))
      #expect(contents.publicKey?.count == 64)
    }
  }

  @Test func `an older copy never wins, and says so`() throws {
    try MadeSeries.with { series in
      try given(series)
      let later = try sheet(series, "later", revision: 2) { $0.comment = "new" }
      let older = try sheet(series, "older", revision: 1) { $0.comment = "old" }
      for (sheets, codes) in [([later], []), ([older], ["marks-older-copy"]), ([older], [])] {
        let outcome = try collect(series, sheets, day: 23)
        #expect(outcome.findings.map(\.code) == codes)
      }
      let facts = try series.ledger.queue.read { try $0.facts() }
      #expect(markings(of: facts).map(\.comment) == ["new"])
      #expect(facts.count == 2)
    }
  }

  @Test func `a mark taken back is open again, and what was stays`() throws {
    try MadeSeries.with { series in
      try given(series)
      _ = try collect(series, [try sheet(series, "1") { $0.marks = try all }], day: 23)
      #expect(try series.ledger.loads().map(\.done) == [1])
      let taken = try sheet(series, "2", revision: 2, isSigned: true) {
        $0.cleared = [.mark(criterion: try all.keys.sorted()[0])]
      }
      let outcome = try collect(series, [taken], day: 24)
      #expect(outcome.signed == 1 && outcome.added == 1 && outcome.clashes == 0)
      #expect(try series.ledger.loads().map(\.done) == [0])
      #expect(try series.ledger.claims().map(\.counts) == [false])
      #expect(try series.ledger.queue.read { try $0.facts().count } == all.count + 1)
    }
  }

  @Test func `a flag opens one query, an answer closes it, taking it back closes it too`() throws {
    try MadeSeries.with { series in
      try given(series, people: 2)
      let flags = [ScriptFlag(.welfare), ScriptFlag(.cannotRead)]
      let raised = try sheet(series, "1") { ($0.flags, $0.note) = (flags, "pages 2 to 3") }
      let outcome = try collect(series, [raised], day: 23)
      #expect(outcome.queries == [1, 2])
      #expect(try collect(series, [raised], day: 23).queries == [])
      let now = MadeSeries.instant("2027-03-26T10:00:00Z")
      let queries = try series.ledger.queries()
      #expect(queries.map { $0.age(at: now) } == [3, 3])
      #expect(queries.map(\.owner) == ["office", "office"])
      #expect(queries.map(\.note) == ["pages 2 to 3", "pages 2 to 3"])
      try series.ledger.give(query: 1, to: "head", act: MadeSeries.act("2027-03-26T10:00:00Z"))
      try series.ledger.answer(
        query: 1, text: "rung", act: MadeSeries.act("2027-03-26T11:00:00Z"))
      let taken = try sheet(series, "2", revision: 2) { $0.cleared = [.flag(queries[1].flag)] }
      _ = try collect(series, [taken], day: 27)
      let after = try series.ledger.queries()
      #expect(after.map(\.isOpen) == [false, false])
      #expect(after.map(\.owner) == ["head", "office"])
      #expect(after.map(\.answer) == ["rung", nil])
      let entries = try series.ledger.entries(at: now)
      #expect(!entries.flatMap(\.flags).contains { $0.hasPrefix("query") })
      let again = try sheet(series, "3", revision: 3) { $0.flags = [queries[1].flag] }
      _ = try collect(series, [again], day: 28)
      #expect(try series.ledger.queries().map(\.isOpen) == [false, true])
    }
  }

  @Test func `suspected malpractice withholds the result of that script alone`() throws {
    try MadeSeries.with { series in
      try given(series, people: 2)
      let raised = try sheet(series, "1") {
        ($0.marks, $0.flags) = (try all, [ScriptFlag(.suspectedMalpractice)])
      }
      let act = MadeSeries.act("2027-03-23T10:00:00Z")
      let outcome = try collect(series, [raised], day: 23)
      let findings = try series.ledger.follow(queries: outcome.queries, draw: 1, act: act)
      #expect(findings.map(\.code) == ["integrity-opened"])
      let held = try series.ledger.entries(at: act.time).filter { !$0.holds.isEmpty }
      #expect(held.map(\.person) == ["p1"])
    }
  }

  @Test func `knowing the author moves that script only, and marks for it are kept as extra`()
    throws
  {
    try MadeSeries.with { series in
      try given(series, people: 6, assessors: 3)
      let act = MadeSeries.act("2027-03-23T10:00:00Z")
      func plan() throws -> [String: String] {
        Dictionary(
          uniqueKeysWithValues: try series.ledger.entries(at: act.time).map {
            ($0.person, $0.markers[1] ?? "")
          })
      }
      let before = try plan()
      let assessor = try #require(before["p1"])
      let known = try sheet(series, "1", assessor: assessor) {
        ($0.marks, $0.flags) = (try all, [ScriptFlag(.iKnowTheAuthor)])
      }
      let outcome = try collect(series, [known], day: 23)
      let findings = try series.ledger.follow(queries: outcome.queries, draw: 1, act: act)
      #expect(findings.map(\.code) == ["author-known"])
      let after = try plan()
      #expect(before.filter { after[$0.key] != $0.value }.map(\.key) == ["p1"])
      let late = try sheet(series, "2", assessor: assessor, revision: 2) { $0.comment = "so" }
      #expect(try collect(series, [late], day: 24).findings.isEmpty)
      let extra = try sheet(series, "3", assessor: assessor, revision: 3) { $0.marks = try all }
      #expect(try collect(series, [extra], day: 25).findings.map(\.code) == ["marks-extra"])
      let claims = try series.ledger.claims().filter(\.counts)
      #expect(claims.map(\.role) == ["extra"])
      #expect(try series.distribute(at: "2027-03-26T09:00:00Z").packs.count == 1)
    }
  }

  @Test func `a clash is settled by either version, once, and both stay`() throws {
    try MadeSeries.with { series in
      try given(series)
      for (file, text) in [("1", "one"), ("2", "two")] {
        _ = try collect(series, [try sheet(series, file) { $0.comment = text }], day: 23)
      }
      let clash = try #require(try series.ledger.clashes().first)
      #expect(clash.versions.map(\.value) == [.text("one"), .text("two")])
      for (value, isSettled) in [("three", false), ("one", true), ("two", false)] {
        let settled = try series.ledger.settle(
          [ClashDecision(key: clash.key, value: .text(value), reason: "asked")],
          act: MadeSeries.act("2027-03-24T09:00:00Z"))
        #expect(settled == (isSettled ? 1 : 0))
      }
      let facts = try series.ledger.queue.read { try $0.facts() }
      #expect(markings(of: facts).map(\.comment) == ["one"])
      #expect(facts.count == 3)
      #expect(try series.ledger.clashes().isEmpty)
    }
  }

  @Test func `whoever sent something hears what came and what is still to come`() throws {
    try MadeSeries.with { series in
      try given(series, people: 2)
      let act = MadeSeries.act("2027-03-23T09:00:00Z")
      let outcome = try collect(
        series, [try sheet(series, "1") { ($0.marks, $0.flags) = (try all, [ScriptFlag(.other)]) }],
        day: 23)
      try series.ledger.answer(query: 1, text: "as it stands", act: act)
      let sent = try series.ledger.acknowledge(packs: outcome.packs, act: act)
      let place = try #require(sent.value)
      let letter = try String(contentsOf: place.appending(path: "M0001.txt"), encoding: .utf8)
      #expect(letter.contains("1 of 2 scripts are marked in full"))
      #expect(letter.contains("our answer: as it stands"))
      let list = try String(contentsOf: place.appending(path: "send.csv"), encoding: .utf8)
      #expect(list.contains("M0001.txt"))
    }
  }
}
