@testable import Assessment
import Testing

/// The test scheme gives 10 marks, passes at 6, and `plan` must reach 2 marks.
@Suite struct Standardisation {
  static let definitive = ["problem": 2, "solution": 2, "plan": 2]

  static func set(_ use: DefinitiveScript.Use, _ count: Int) throws -> [DefinitiveScript] {
    try (0..<count).map { number in
      DefinitiveScript(
        script: try code("\(use.rawValue)\(number)"), use: use, marks: definitive)
    }
  }

  /// Marks that lie off the definitive ones by so much in `problem` and `solution`.
  static func marks(_ set: [DefinitiveScript], off: [(Int, Int)]) -> [ScriptCode: [String: Int]] {
    Dictionary(
      uniqueKeysWithValues: zip(set, off).map { script, off in
        (script.script, ["problem": 2 + off.0, "solution": 2 + off.1, "plan": 2])
      })
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let off: [(Int, Int)]
    var policy = StandardisationPolicy(totalTolerance: 2)
    let fired: [SetJudgement.Rule]
    var testDescription: String { what }
  }

  static let cases = [
    Case(what: "the same marks", off: [(0, 0), (0, 0), (0, 0)], fired: []),
    Case(
      what: "a criterion at its tolerance", off: [(1, 0), (0, -1), (0, 0)],
      policy: StandardisationPolicy(totalTolerance: 2, wrongDecisions: 3), fired: []),
    Case(
      what: "a criterion over its tolerance", off: [(-2, 1), (0, 1), (0, 0)],
      policy: StandardisationPolicy(totalTolerance: 2, wrongDecisions: 3), fired: [.tolerance]),
    Case(
      what: "a total over its tolerance", off: [(-1, -1), (1, 1), (0, 0)],
      policy: StandardisationPolicy(totalTolerance: 1, wrongDecisions: 3), fired: [.tolerance]),
    Case(
      what: "one of five outside, which may be", off: [(-2, 1), (1, 0), (0, 0), (0, 0), (0, 0)],
      policy: StandardisationPolicy(totalTolerance: 2, wrongDecisions: 3), fired: []),
    Case(
      what: "one mark too high on every script", off: [(1, 0), (0, 1), (1, 0)], fired: [.cumulative]
    ),
    Case(what: "one mark too high on all but one", off: [(1, 0), (0, 1), (0, 0)], fired: []),
    Case(
      what: "too low counts as too high does", off: [(-1, 0), (0, -1), (-1, 0)],
      policy: StandardisationPolicy(totalTolerance: 2, wrongDecisions: 3), fired: [.cumulative]),
    Case(
      what: "differences that cancel out", off: [(1, 0), (-1, 0), (1, -1)],
      policy: StandardisationPolicy(totalTolerance: 2, cumulative: 0, wrongDecisions: 3), fired: []),
    Case(
      what: "a named limit", off: [(1, 0), (0, 0), (0, 0)],
      policy: StandardisationPolicy(totalTolerance: 2, cumulative: 0), fired: [.cumulative]),
    Case(what: "a fail of what passes", off: [(-1, 0), (1, 0), (0, 0)], fired: [.decision]),
  ]

  @Test(arguments: cases)
  func `a set is judged by tolerance, cumulative error and decision`(_ one: Case) throws {
    // Six marks pass, and the definitive total is six: one mark less fails.
    let set = try Self.set(.first, one.off.count)
    let judged = SetJudgement(
      of: .first, set, marks: Self.marks(set, off: one.off), rubric: try scheme().rubric,
      policy: one.policy)
    #expect(judged.isComplete)
    #expect(judged.fired == one.fired)
    #expect(judged.reasons.count == one.fired.count)
  }

  @Test(arguments: [(1, 3), (2, 3), (4, 3), (5, 4), (10, 9)])
  func `without a figure the limit grows with the set, and is never tighter than one script's`(
    scripts: Int, limit: Int
  ) {
    #expect(StandardisationPolicy().cumulativeLimit(scripts: scripts) == limit)
    #expect(StandardisationPolicy(cumulative: 7).cumulativeLimit(scripts: scripts) == 7)
  }

  @Test func `a script that misses a must-pass criterion is on the other side of the pass`() throws
  {
    let script = try #require(try Self.set(.first, 1).first)
    let marks = ["problem": 3, "solution": 3, "plan": 0]
    let difference = try #require(
      DefinitiveDifference(of: marks, from: script, rubric: try scheme().rubric))
    #expect(difference.total == 0 && difference.isWrongDecision)
    #expect(difference.criteriaOutside(StandardisationPolicy()) == ["plan"])
    #expect(
      DefinitiveDifference(of: ["problem": 3], from: script, rubric: try scheme().rubric) == nil)
  }

  @Test func `an assessor goes from the first set to the second and then to the lead`() throws {
    let rubric = try scheme().rubric
    let policy = StandardisationPolicy(totalTolerance: 2)
    let first = try Self.set(.first, 3)
    let second = try Self.set(.second, 3)
    let good = [(0, 0), (0, 1), (0, 0)]
    let bad = [(1, 0), (1, 0), (1, 0)]
    let firstBad = Self.marks(first, off: bad)
    func state(
      _ scripts: [DefinitiveScript], _ marks: [ScriptCode: [String: Int]],
      lead: StandardStanding.LeadDecision? = nil
    ) -> [String] {
      let standing = StandardStanding(
        scripts, marks: marks, rubric: rubric, policy: policy, lead: lead)
      return [standing.state.rawValue, standing.rule]
    }
    let both = first + second
    #expect(state([], [:]) == ["no-set", "no qualification scripts"])
    #expect(state(both, [:]) == ["waiting", "0 of 3 of the first set"])
    let part = firstBad.filter { $0.key == first[0].script }
    #expect(state(both, part) == ["waiting", "1 of 3 of the first set"])
    #expect(state(both, Self.marks(first, off: good)) == ["approved", "first set"])
    #expect(state(both, firstBad) == ["second-set", "first set: cumulative"])
    #expect(state(first, firstBad) == ["talk", "first set: cumulative"])
    let secondGood = firstBad.merging(Self.marks(second, off: good)) { old, _ in old }
    #expect(state(both, secondGood) == ["approved", "second set"])
    let secondBad = firstBad.merging(Self.marks(second, off: bad)) { old, _ in old }
    #expect(state(both, secondBad) == ["talk", "second set: cumulative"])
    #expect(state(both, secondBad, lead: .approve) == ["approved", "the lead"])
    #expect(state(both, secondGood, lead: .stop) == ["stopped", "the lead"])
  }

  @Test(arguments: [
    (live: 0, had: 0, count: 0), (1, 0, 1), (20, 0, 1), (21, 0, 2), (21, 1, 1), (21, 2, 0),
    (400, 0, 5),
  ])
  func `everybody gets a seed for so many scripts, and the same ones first`(
    live: Int, had: Int, count: Int
  ) throws {
    let pool = try (0..<6).map { try code("seed\($0)") }
    let barred = pool[3]
    let chosen = chooseSeeds(pool, live: live, had: had, policy: SeedPolicy()) { $0 != barred }
    #expect(chosen.count == count)
    #expect(!chosen.contains(barred))
    let all = chooseSeeds(pool.reversed(), live: 1000, had: 0, policy: SeedPolicy()) {
      $0 != barred
    }
    #expect(Array(all.prefix(count)) == chosen)
    #expect(all != all.sorted())
  }
}
