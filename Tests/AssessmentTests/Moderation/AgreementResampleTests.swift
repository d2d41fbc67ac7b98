import Testing

@testable import Assessment

@Suite struct AgreementResamples {
  static let cases: [(trials: Int, chance: Double)] = [
    (40, 0.1), (1_000, 0.004), (1_000, 0.3), (200_000, 0.5), (500_000, 0.97), (30, 0.5),
  ]

  @Test(arguments: cases)
  func `numbers of successes have the mean and the variance of a binomial`(
    _ one: (trials: Int, chance: Double)
  ) {
    var stream = DrawStream(draw: 3, purpose: "test")
    let drawn = (0..<20_000).map { _ in Double(stream.binomial(one.trials, one.chance)) }
    let mean = drawn.reduce(0, +) / 20_000
    let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19_999
    let expected = Double(one.trials) * one.chance * (1 - one.chance)
    // Five standard errors.
    #expect(
      abs(mean - Double(one.trials) * one.chance) < 5 * (expected / 20_000).squareRoot())
    #expect(abs(variance / expected - 1) < 5 * (2.2 / 20_000).squareRoot())
    #expect(drawn.allSatisfy { (0...Double(one.trials)).contains($0) })
  }

  @Test func `each number of few trials comes as often as the formula says`() {
    var stream = DrawStream(draw: 4, purpose: "test")
    var seen = [Double](repeating: 0, count: 41)
    for _ in 0..<100_000 { seen[stream.binomial(40, 0.3)] += 1 }
    var chance = 1.0
    for _ in 0..<40 { chance *= 0.7 }
    var distance = 0.0
    for number in 0...40 {
      let expected = 100_000 * chance
      if expected >= 5 {
        distance += (seen[number] - expected) * (seen[number] - expected) / expected
      }
      chance *= Double(40 - number) / Double(number + 1) * 0.3 / 0.7
    }
    // Chi-squared with about 22 degrees of freedom exceeds 50 once in a thousand draws.
    #expect(distance < 50)
  }

  @Test func `a resample holds as many units as were there, and none of a pattern without any`() {
    var stream = DrawStream(draw: 5, purpose: "test")
    let units = [0, 250_000, 1, 0, 40_000, 3, 0]
    for _ in 0..<100 {
      let drawn = stream.resample(units)
      #expect(drawn.reduce(0, +) == 290_004)
      #expect(zip(units, drawn).allSatisfy { $0 > 0 || $1 == 0 })
    }
  }

  @Test func `an interval of very many units is as wide as the theory of large samples says`() {
    // Two raters agree on three units of four, over two categories that are even.
    let rows = [[0.0, 0], [0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 1], [1, 0]]
    let ratings = (0..<24_000).map { rows[$0 % 8].map(Optional.some) }
    guard let table = AgreementTable(raters: ["A", "B"], ratings: ratings) else {
      Issue.record("no table")
      return
    }
    let report = agreement(of: table, level: .nominal, resamples: 2_000, draw: 9)
    let alpha = report[.alphaNominal]
    let kappa = report[.kappa]
    let widths = [alpha, kappa].map { ($0?.high ?? 0) - ($0?.low ?? 0) }
    #expect(abs(widths[0] / widths[1] - 1) < 0.08)
  }
}
