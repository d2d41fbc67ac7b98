@testable import Assessment
import Testing

@Suite struct SeedDrifts {
  /// Seeds whose totals lie off by so much, one a day, with a live script before and after each.
  func drift(
    _ off: [Int], policy: StandardisationPolicy = StandardisationPolicy()
  ) throws -> (SeedDrift, seeds: [ScriptCode], live: [ScriptCode]) {
    let rubric = try scheme(criteria: (0..<6).map { "c\($0)" }).rubric
    let agreed = Dictionary(uniqueKeysWithValues: rubric.criteria.map { ($0.id, 0) })
      .merging(["c0": 2, "c1": 2, "c3": 2, "c4": 2, "c5": 2, "c2": 2]) { _, new in new }
    var seeds: [SeedDrift.Seed] = []
    var live: [MarkingTime] = []
    for (day, off) in off.enumerated() {
      var marks = agreed
      // Spread over criteria, so that none lies further off than one mark.
      for criterion in ["c0", "c1", "c3", "c4", "c5"].prefix(abs(off)) {
        marks[criterion, default: 0] += off.signum()
      }
      let seed = DefinitiveScript(script: try code("s\(day)"), use: .seed, marks: agreed)
      let difference = try #require(DefinitiveDifference(of: marks, from: seed, rubric: rubric))
      #expect(difference.total == off)
      let time = { (hour: Int64, script: ScriptCode) in
        MarkingTime(
          received: Instant(seconds: Int64(day) * 86_400 + hour * 3_600), pack: "M1",
          script: script)
      }
      live += [time(1, try code("a\(day)")), time(3, try code("b\(day)"))]
      seeds.append(SeedDrift.Seed(difference, at: time(2, seed.script)))
    }
    let drift = SeedDrift(seeds.reversed(), live: live.shuffled(), policy: policy)
    return (drift, seeds.map(\.difference.script), live.map(\.script))
  }

  @Test func `an assessor who marks as the leads do is not named`() throws {
    let (drift, seeds, _) = try drift([0, 1, -1, 2, -2, 0, 1, -1])
    #expect(drift.named == nil)
    #expect(drift.seeds.map(\.difference.script) == seeds)
    #expect(drift.outside.isEmpty)
  }

  @Test func `one seed outside names nobody, two running do`() throws {
    // The charts are set wide, so that the rule of two stands alone.
    let policy = StandardisationPolicy(
      seeds: SeedPolicy(averagePercent: 1000, sumPercent: 5000))
    #expect(try drift([0, 4, 0, 4, 0], policy: policy).0.named == nil)
    let (drift, seeds, live) = try drift([0, 1, 4, -4, 0], policy: policy)
    let named = try #require(drift.named)
    #expect(named.rule == .running && named.seed == seeds[3])
    #expect(named.lastGood == seeds[1])
    #expect(named.remark == Array(live.dropFirst(3)))
  }

  @Test func `a small steady shift is found by the charts, and all since it began is listed`()
    throws
  {
    // 3 marks are within the tolerance of 3, and over one standard deviation of 19 marks.
    let (drift, seeds, live) = try drift([0, -1, 0, 3, 3, 3, 3, 3, 3, 3])
    let named = try #require(drift.named)
    #expect(drift.outside.isEmpty)
    #expect(named.rule != .running)
    #expect(named.lastGood == seeds[2])
    #expect(named.remark == Array(live.dropFirst(5)))
  }

  @Test func `where the first seed was bad already everything is listed`() throws {
    let (drift, _, live) = try drift([-5, -5])
    let named = try #require(drift.named)
    #expect(named.lastGood == nil)
    #expect(named.remark == live)
  }
}
