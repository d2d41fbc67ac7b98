import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// Definitive marks of 2 for every criterion: 12 of 18 marks, a pass.
@Suite struct Standardising {
  static let policy = "{approval-needed: true, tolerance: {total: 2}, seeds: {one-in: 2}}"
  static let uses: [(String, DefinitiveScript.Use)] = [
    ("p1", .practice), ("p2", .first), ("p3", .first), ("p4", .first), ("p5", .second),
    ("p6", .second), ("p7", .seed), ("p8", .seed), ("p9", .seed),
  ]

  func act(_ time: String) -> Act { MadeSeries.act(time) }

  func code(_ series: MadeSeries, _ person: String) throws -> ScriptCode {
    let entries = try series.ledger.entries(at: MadeSeries.instant("2027-03-20T09:00:00Z"))
    return try #require(entries.first { $0.person == person }.flatMap { ScriptCode($0.script) })
  }

  func criteria() throws -> [String] { try Rubric.embedded(.npqlt).criteria.map(\.id) }

  func definitive(
    _ series: MadeSeries, _ person: String, _ use: DefinitiveScript.Use, mark: Int = 2
  ) throws -> DefinitiveScript {
    DefinitiveScript(
      script: try code(series, person), use: use,
      marks: Dictionary(uniqueKeysWithValues: try criteria().map { ($0, mark) }),
      reasons: ["evidence": "it is all there"])
  }

  /// Sixteen scripts, two assessors, definitive marks for nine of them, the others shared out.
  func given(_ series: MadeSeries, assessors: [AssessorRecord]? = nil) throws {
    try series.importPeople(16)
    _ = try series.receive(
      try (1...16).map {
        try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
      }, at: "2027-03-20T09:00:00Z")
    _ = try series.ledger.importAssessors(
      assessors ?? MadeSeries.assessors(2), act: act("2027-03-20T10:00:00Z"))
    let scripts = try Self.uses.map { try definitive(series, $0.0, $0.1) }
    let outcome = try series.ledger.define(scripts, act: act("2027-03-20T10:30:00Z"))
    #expect(outcome.value?.added == 9)
    try series.allocate(markings: 1)
  }

  /// Marks everything that an assessor has and has not marked: 2, and so many more in `evidence`.
  func mark(
    _ series: MadeSeries, _ assessor: String, more: Int = 0, revision: Int = 1, day: Int,
    only people: Set<String>? = nil
  ) throws -> CollectOutcome {
    let rows = try series.ledger.queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT pack.id, entry.script, entry.person FROM pack
          JOIN pack_script ON pack_script.pack = pack.id
          JOIN entry ON entry.id = pack_script.entry WHERE pack.assessor = ?
          """, arguments: [assessor])
    }
    var sheets: [Identifier: [ScriptMarks]] = [:]
    for row in rows {
      let pack = try #require(Identifier(row["id"] as String))
      guard people?.contains(row["person"]) ?? true else { continue }
      var marks = ScriptMarks(
        script: try #require(ScriptCode(row["script"] as String)),
        assessor: try #require(Identifier(assessor)), pack: pack, revision: revision,
        rubric: try Rubric.embedded(.npqlt).digest())
      marks.marks = Dictionary(uniqueKeysWithValues: try criteria().map { ($0, 2) })
      marks.marks["evidence"] = 2 + min(more, 1)
      if more > 1 { marks.marks["causes"] = 3 }
      if more > 2 { marks.marks["choice"] = 3 }
      sheets[pack, default: []].append(marks)
    }
    let returned = sheets.sorted { $0.key < $1.key }.map { pack, rows in
      ReturnedSheet(
        name: "\(pack).csv", digest: Digest(of: Data("\(pack) \(day) \(revision)".utf8)),
        pack: pack, rows: rows)
    }
    return try series.ledger.collect(returned, act: act("2027-03-\(day)T09:00:00Z"))
  }

  func states(_ series: MadeSeries, day: Int) throws -> [String] {
    try series.ledger.standards(at: MadeSeries.instant("2027-03-\(day)T10:00:00Z"))
      .map(\.standing.state.rawValue)
  }

  @Test func `definitive marks are recorded once, changed with what was kept, and undone`() throws {
    try MadeSeries.with { series in
      try given(series)
      let again = try Self.uses.map { try definitive(series, $0.0, $0.1) }
      let same = try series.ledger.define(again, act: act("2027-03-20T12:00:00Z"))
      #expect(same.value?.unchanged == 9 && same.value?.changed == 0)
      let other = try definitive(series, "p7", .seed, mark: 1)
      #expect(
        try series.ledger.define([other], act: act("2027-03-20T12:00:00Z")).value?.changed == 1)
      let seed = { try series.ledger.definitives().first { $0.script.script == other.script } }
      #expect(try seed()?.script == other)
      let entry = try #require(try seed()).entry
      let last = try #require(try series.ledger.history(ofEntry: entry).last)
      _ = try series.ledger.undo(
        last.body.seq, wholeRun: false, reason: "a slip", act: act("2027-03-20T12:30:00Z"))
      #expect(try seed()?.script.marks["evidence"] == 2)
    }
  }

  @Test func `a script that nobody can use is refused, and nothing is recorded`() throws {
    try MadeSeries.with { series in
      try given(series)
      let now = act("2027-03-20T12:00:00Z")
      let allocated = try definitive(series, "p10", .practice)
      #expect(
        try series.ledger.define([allocated], act: now).findings.map(\.code) == [
          "definitive-allocated"
        ])
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let given = try definitive(series, "p1", .seed)
      #expect(
        try series.ledger.define([given], act: act("2027-03-20T14:00:00Z")).findings.map(\.code)
          == ["definitive-given"])
      #expect(try series.ledger.definitives().count == 9)
    }
  }

  @Test func `live scripts wait for approval, by sets or by the lead`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      let first = try series.distribute(at: "2027-03-20T13:00:00Z")
      #expect(first.packs.map(\.round) == [.standardisation, .standardisation])
      #expect(first.packs.map(\.scripts) == [4, 4])
      #expect(first.findings.map(\.code) == ["assessor-held", "assessor-held"])
      // a1 marks as the leads do, a2 is one mark too high on every script.
      _ = try mark(series, "a1", day: 22)
      _ = try mark(series, "a2", more: 1, day: 22)
      #expect(try states(series, day: 22) == ["approved", "second-set"])
      let second = try series.distribute(at: "2027-03-22T13:00:00Z")
      #expect(
        second.packs.map { "\($0.assessor.id) \($0.round)" } == [
          "a1 marking", "a2 standardisation",
        ])
      #expect(second.packs.map(\.scripts).last == 2)
      _ = try mark(series, "a2", more: 3, day: 24, only: ["p5", "p6"])
      #expect(try states(series, day: 24) == ["approved", "talk"])
      #expect(try series.distribute(at: "2027-03-24T13:00:00Z").packs.isEmpty)
      let about = try series.ledger.standards(at: MadeSeries.instant("2027-03-24T13:00:00Z"))
        .filter { $0.assessor.id == "a2" }
      try series.ledger.decide(
        about.map { StandardDecision(.approve, about: $0, reason: "talked") },
        act: act("2027-03-24T14:00:00Z"))
      #expect(try states(series, day: 25) == ["approved", "approved"])
      let third = try series.distribute(at: "2027-03-25T13:00:00Z")
      #expect(third.packs.map { "\($0.assessor.id) \($0.round)" } == ["a2 marking"])
      #expect(third.findings.isEmpty)
    }
  }

  @Test func `a set is judged as it stood when it was first complete`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      _ = try mark(series, "a2", more: 1, day: 21, only: ["p2"])
      // A mark that is corrected before the set is complete counts as corrected.
      _ = try mark(series, "a2", revision: 2, day: 22, only: ["p2"])
      _ = try mark(series, "a2", more: 1, revision: 3, day: 23, only: ["p3", "p4"])
      #expect(try states(series, day: 23) == ["waiting", "approved"])
      _ = try mark(series, "a1", more: 1, day: 24)
      #expect(try states(series, day: 24) == ["second-set", "approved"])
      _ = try mark(series, "a1", revision: 2, day: 25)
      #expect(try states(series, day: 25) == ["second-set", "approved"])
    }
  }

  @Test func `what many mark never counts for its own participant, and is paid`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      _ = try mark(series, "a1", day: 22)
      _ = try mark(series, "a2", day: 22)
      let packs = try series.distribute(at: "2027-03-22T13:00:00Z").packs
      // Ten live scripts, p7 to p16; every second of them asks for a seed.
      #expect(packs.map(\.round) == [.marking, .marking])
      #expect(try mark(series, "a1", more: 3, day: 24, only: ["p7", "p8", "p9"]).findings.isEmpty)
      let rows = try series.ledger.results(at: MadeSeries.instant("2027-03-25T10:00:00Z"))
      let byPerson = Dictionary(
        uniqueKeysWithValues: rows.map { ($0.entry.participant.text, $0.decision) })
      for (person, use) in Self.uses where use.isBeforehand {
        #expect(byPerson[person]?.rule == .definitive && byPerson[person]?.outcome == .passed)
      }
      let entries = try series.ledger.entries(at: MadeSeries.instant("2027-03-25T10:00:00Z"))
      for entry in entries where ["p7", "p8", "p9"].contains(entry.person) {
        // Only the assessor to whom the seed was allocated marks it for its participant.
        let isOwn = entry.markers.values.contains("a1")
        #expect((byPerson[entry.person]?.rule == .notMarked) == !isOwn)
      }
      let roles = Set(try series.ledger.claims().map(\.role))
      #expect(roles == ["first", "standardisation"])
      #expect(try series.ledger.loads().map(\.given).reduce(0, +) == series.ledger.claims().count)
    }
  }

  @Test func `a drift is named on the seeds, and an approval begins the charts anew`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      _ = try mark(series, "a1", day: 21)
      _ = try series.distribute(at: "2027-03-21T13:00:00Z")
      _ = try mark(series, "a1", day: 22, only: ["p7"])
      let others = Set((8...16).map { "p\($0)" })
      _ = try mark(series, "a1", more: 3, revision: 2, day: 24, only: others)
      let standard = {
        try series.ledger.standards(at: MadeSeries.instant("2027-03-26T10:00:00Z")).first
      }
      let named = try #require(try standard()?.drift.named)
      #expect(named.rule == .running)
      #expect(named.lastGood == (try code(series, "p7")))
      let own = try series.ledger.entries(at: MadeSeries.instant("2027-03-26T10:00:00Z"))
        .filter { $0.markers.values.contains("a1") && others.contains($0.person) }.map(\.script)
      #expect(named.remark.map(\.text).sorted() == own.sorted())
      #expect(try standard()?.held == "drifts on the seeds: running-outside")
      let drifting = try #require(try standard())
      try series.ledger.decide(
        [StandardDecision(.approve, about: drifting, reason: "talked")],
        act: act("2027-03-26T11:00:00Z"))
      #expect(try standard()?.drift.seeds.isEmpty == true)
      #expect(try standard()?.held == nil)
      try series.ledger.decide(
        [StandardDecision(.stop, about: drifting, reason: "again")],
        act: act("2027-03-26T12:00:00Z"))
      #expect(try standard()?.held == "stopped by the lead")
    }
  }

  @Test func `whoever may not mark a script is neither given it nor judged by it`() throws {
    try MadeSeries.with(standardisation: Self.policy) { series in
      try given(series)
      _ = try series.ledger.importInterests(
        [(person: "p2", assessor: "a1", reason: "knows them")], act: act("2027-03-20T12:00:00Z"))
      let packs = try series.distribute(at: "2027-03-20T13:00:00Z").packs
      #expect(packs.map(\.scripts) == [3, 4])
      _ = try mark(series, "a1", day: 22)
      let standards = try series.ledger.standards(
        at: MadeSeries.instant("2027-03-22T10:00:00Z"))
      #expect(standards.map(\.standing.first.scripts) == [2, 3])
      #expect(standards.first?.standing.state == .approved)
    }
  }
}
