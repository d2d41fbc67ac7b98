import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

@Suite struct Moderating {
  @Test func `a marking of a later round is placed beside the others, and counts or not`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3, "p2": 0])
      #expect(try series.rule("p2") == .hurdle || series.rule("p2") == .passLine)
      try series.more(["p2"], for: .second, at: "2027-03-23T09:00:00Z")
      #expect(try series.rule("p2") == .anotherMarking)
      try series.mark("p2", 1, at: "2027-03-23T10:00:00Z")
      #expect(try series.rule("p2") == .averageOfTwo)
      try series.more(["p1"], for: .sample, at: "2027-03-24T09:00:00Z")
      try series.mark("p1", 0, at: "2027-03-24T10:00:00Z")
      let first = try #require(try series.row("p1"))
      #expect(first.decision.outcome == .passed && first.entry.markings.count == 1)
      let claims = try series.ledger.claims().map(\.role).sorted()
      #expect(claims == ["first", "first", "sample", "second"])
    }
  }

  @Test func `a pack is for one round, and a round can go out by itself`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3, "p2": 0])
      try series.more(["p1"], for: .sample, at: "2027-03-23T09:00:00Z")
      try series.more(["p2"], for: .second, at: "2027-03-23T09:00:00Z")
      var random = SystemRandom()
      let second = try series.ledger.distribute(
        as: .plain(PageSettings()), for: .second, act: MadeSeries.act("2027-03-23T10:00:00Z"),
        using: &random
      ).packs
      #expect(second.map(\.round) == [.second] && second.map(\.scripts) == [1])
      let rest = try series.distribute(at: "2027-03-23T11:00:00Z").packs
      #expect(rest.map(\.round) == [.sample])
      #expect(try series.distribute(at: "2027-03-23T12:00:00Z").packs.isEmpty)
      let purposes = try series.ledger.queue.read {
        try String.fetchAll($0, sql: "SELECT purpose FROM pack ORDER BY id")
      }
      #expect(purposes.suffix(2) == ["second", "sample"])
    }
  }

  @Test func `allocating again leaves later rounds alone, and gives nobody a script twice`() throws
  {
    try MadeSeries.with { series in
      try series.marked(["p1": 3, "p2": 0])
      try series.more(["p2"], for: .second, at: "2027-03-23T09:00:00Z")
      let before = try series.entry("p2")
      try series.allocate(markings: 1, at: "2027-03-24T09:00:00Z")
      #expect(try series.entry("p2").markers == before.markers)
      try series.allocate(markings: 2, at: "2027-03-24T10:00:00Z")
      let after = try series.entry("p2")
      #expect(Set(after.markers.values).count == 3)
      #expect(after.rounds.values.count { $0 == .second } == 1)
      #expect(after.rounds.values.count { $0 == .marking } == 2)
    }
  }

  @Test func `a full re-mark sets the first marking aside and keeps it`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3])
      let first = try #require(try series.entry("p1").markers[1])
      try series.more(["p1"], for: .second, replacing: first, at: "2027-03-23T09:00:00Z")
      #expect(try series.row("p1")?.decision.outcome == .pending)
      try series.mark("p1", 0, at: "2027-03-23T10:00:00Z")
      let row = try #require(try series.row("p1"))
      #expect(row.decision.outcome == .didNotMeetStandard && row.entry.markings.count == 1)
      #expect(try series.ledger.markFacts().contains { $0.key.assessor.text == first })
      // Nobody is asked to mark it a third time.
      try series.allocate(markings: 1, at: "2027-03-24T09:00:00Z")
      #expect(try series.entry("p1").markers.count == 2)
      #expect(try series.ledger.claims().map(\.role) == ["first", "second"])
    }
  }

  @Test func `what people decided of several scripts becomes true at once, or not at all`() throws {
    try MadeSeries.with { series in
      let people = ["p1", "p2", "p3"]
      try series.marked(["p1": 3, "p2": 3, "p3": 3])
      try series.more(people, for: .second, at: "2027-03-23T09:00:00Z")
      for person in people { try series.mark(person, 0, at: "2027-03-23T10:00:00Z") }
      func decision(_ person: String, decider: String?) throws -> PersonDecision {
        let row = try #require(try series.row(person))
        return PersonDecision(
          script: try #require(row.entry.script), kind: .adjudicated,
          marks: row.entry.markings[0].marks, kept: "a1", reason: "a panel", decider: decider)
      }
      let decisions = [
        try decision("p1", decider: "Ann"), try decision("p2", decider: nil),
        try decision("p1", decider: "Ben"),
      ]
      let act = MadeSeries.act("2027-03-24T09:00:00Z")
      let before = try series.ledger.head()
      let nobody = PersonDecision(
        script: try #require(ScriptCode("S000000000")), kind: .adjudicated, marks: [:], kept: nil,
        reason: "", decider: nil)
      #expect(throws: LedgerError.self) {
        try series.ledger.resolve(decisions + [nobody], act: act)
      }
      #expect(try series.ledger.head() == before)
      #expect(try series.ledger.resolve(decisions, act: act) == 2)
      #expect(try people.map(series.rule) == [.adjudicated, .adjudicated, .adjudication])
      #expect(try series.ledger.resolve(decisions, act: act) == 0)
      #expect(try series.ledger.resolve([], act: act) == 0)
    }
  }

  @Test func `what people decided no longer holds when a mark under it changes`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3])
      try series.more(["p1"], for: .second, at: "2027-03-23T09:00:00Z")
      try series.mark("p1", 0, at: "2027-03-23T10:00:00Z")
      #expect(try series.rule("p1") == .adjudication)
      let row = try #require(try series.row("p1"))
      let entry = try series.entry("p1")
      let marks = row.entry.markings[0].marks
      for isNew in [true, false] {
        #expect(
          try series.ledger.resolve(
            entry: entry.id, kind: .adjudicated, marks: marks, keeping: "a1", reason: "a panel",
            act: MadeSeries.act("2027-03-24T09:00:00Z")) == isNew)
      }
      #expect(try series.rule("p1") == .adjudicated)
      #expect(
        try series.ledger.recordAgreements(act: MadeSeries.act("2027-03-24T10:00:00Z"))
          .recorded == [entry.script])
      #expect(
        try series.ledger.recordAgreements(act: MadeSeries.act("2027-03-24T10:00:00Z"))
          .recorded.isEmpty)
      let script = try #require(row.entry.script)
      let assessor = row.entry.markings[0].assessor
      let criterion = try #require(marks.keys.sorted().first)
      _ = try series.ledger.record(
        mark: (marks[criterion] ?? 0) == 1 ? 2 : 1, criterion: criterion, script: script,
        assessor: assessor, reason: "misread", clerical: true,
        act: MadeSeries.act("2027-03-25T09:00:00Z"))
      let stale = try #require(try series.row("p1"))
      #expect(stale.decision.rule == .adjudication && stale.entry.resolutionIsStale)
    }
  }

  @Test func `marks on which a later round or a decision rests are not undone under it`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3])
      let collected = try series.lastEvent()
      try series.more(["p1"], for: .second, at: "2027-03-23T09:00:00Z")
      let asked = try series.lastEvent()
      let refused = try series.undo(collected)
      #expect(refused.findings.map(\.subject) == ["event \(asked)"])
      #expect(refused.findings.map(\.message).joined().contains("another marking was asked for"))
      #expect(try series.undo(asked).value != nil)
      #expect(try series.undo(collected).value != nil)
    }
  }

  @Test func `a sample is kept as it was drawn, and bars its markings alone`() throws {
    try MadeSeries.with { series in
      try series.marked(["p1": 3, "p2": 3, "p3": 3])
      let rows = try series.ledger.results(at: MadeSeries.instant("2027-03-23T09:00:00Z"))
      let policy = SamplePolicy(rule: .percent, percent: 34, include: [])
      let drawn = drawSample(
        of: rows.compactMap(\.sampled), by: policy, draw: 5, purpose: "spring NPQLT sample 1")
      #expect(drawn.asked == 2 && drawn.drawn == 2)
      let number = try series.ledger.record(
        sample: drawn, of: rows[0].entry.assessment.text, rows[0].entry.qualification, by: policy,
        purpose: "spring NPQLT sample 1", draw: 5,
        act: MadeSeries.act("2027-03-23T09:00:00Z"))
      let sample = try #require(try series.ledger.samples().first)
      #expect(sample.number == number && sample.draw == 5 && sample.policy == policy)
      #expect(sample.scripts.map(\.script) == drawn.scripts.map(\.script.text).sorted())
      for row in rows {
        let script = try #require(row.entry.script)
        let assessor = try #require(row.entry.markings.first?.assessor)
        let isIn = drawn.scripts.contains { $0.script == script }
        #expect(try series.ledger.sample(barring: assessor, on: script) == (isIn ? number : nil))
        #expect(
          try series.ledger.sample(barring: try #require(Identifier("a9")), on: script) == nil)
      }
      try series.ledger.record(
        outcome: .stand, of: number, reason: "all the same",
        act: MadeSeries.act("2027-03-24T09:00:00Z"))
      #expect(try series.ledger.samples().first?.outcome == .stand)
    }
  }
}

extension MadeSeries {
  /// People whose responses are in and marked once, each with the same level on every criterion.
  func marked(_ people: KeyValuePairs<String, Int>) throws {
    try importPeople(people.count)
    _ = try ledger.importAssessors(Self.assessors(4), act: Self.act("2027-02-03T09:00:00Z"))
    _ = try receive(
      people.map { try response($0.key, "Words of \($0.key).", at: "2027-03-09T09:00:00Z") },
      at: "2027-03-20T09:00:00Z")
    try allocate(markings: 1)
    for (person, level) in people { try mark(person, level, at: "2027-03-22T09:00:00Z") }
  }

  func entry(_ person: String) throws -> EntryRecord {
    guard
      let entry = try ledger.entries(at: Self.instant("2027-03-20T09:00:00Z"))
        .first(where: { $0.person == person })
    else { throw LedgerError.damaged("no entry of \(person)") }
    return entry
  }

  func row(_ person: String) throws -> ResultRow? {
    try ledger.results(at: Self.instant("2027-03-30T09:00:00Z"))
      .first { $0.entry.participant.text == person }
  }

  func rule(_ person: String) throws -> Decision.Rule? { try row(person)?.decision.rule }

  /// Asks for one more marking of some scripts.
  func more(
    _ people: [String], for round: MarkingRound, replacing: String? = nil, at time: String
  ) throws {
    let scripts = Set(try people.map { try entry($0).script })
    let request = try ledger.roundRequest(for: scripts, at: Self.instant(time), draw: 1)
    guard let plan = Assessment.allocate(request).plan else { return }
    try ledger.allocate(
      plan.markings, round: round, replacing: replacing, draw: 1, act: Self.act(time))
  }

  /// Marks a script for whoever has it last and has not marked it, with one level throughout.
  func mark(_ person: String, _ level: Int, at time: String) throws {
    _ = try distribute(at: time)
    let entry = try entry(person)
    guard let assessor = entry.markers.max(by: { $0.key < $1.key })?.value,
      let script = ScriptCode(entry.script), let marker = Identifier(assessor),
      let pack = try ledger.packs(of: marker, holding: script).last
    else { return }
    let rubric = try Rubric.embedded(.npqlt)
    let row = ScriptMarks(
      script: script, assessor: marker, pack: pack, revision: 1, rubric: try rubric.digest(),
      marks: Dictionary(
        uniqueKeysWithValues: rubric.criteria.map { ($0.id, $0.levels[level].marks) }))
    let sheet = ReturnedSheet(
      name: "\(person)-\(time).csv", digest: Digest(of: Data("\(person) \(time)".utf8)),
      pack: pack, rows: [row])
    _ = try ledger.collect([sheet], act: Self.act(time))
  }
}
