import Testing

@testable import Assessment

@Suite struct DecisionConsistencyTests {
  /// R betafunctions 1.9.0 and two independent quadratures with scipy: a beta distribution of 6 and
  /// 4, effective length 50, cut at half.
  @Test func `Livingston and Lewis's model gives its published values`() throws {
    let found = try #require(DecisionConsistency(alpha: 6, beta: 4, length: 50, cut: 0.5))
    #expect(abs(found.accuracy - 0.8961149381) < 1e-10)
    #expect(abs(found.consistency - 0.8557455766) < 1e-10)
    #expect(abs(found.kappa - 0.61844491) < 1e-8)
  }

  /// A variance and a reliability that lead back to the same distribution and length.
  @Test func `the moments of totals lead to the model`() throws {
    let trueSpread = 0.6 * 0.4 / 11
    let spread = trueSpread + (0.6 * 0.4 - trueSpread) / 50
    // Their formula for the length has the observed variance below, so that it comes to this one.
    let reliability = trueSpread / spread
    let found = try #require(
      DecisionConsistency(
        mean: 60, variance: spread * 10_000, reliability: reliability, maximum: 100,
        passingTotal: 50))
    let direct = try #require(DecisionConsistency(alpha: 6, beta: 4, length: 50, cut: 0.5))
    #expect(abs(found.accuracy - direct.accuracy) < 1e-9)
    #expect(abs(found.consistency - direct.consistency) < 1e-9)
  }

  @Test(arguments: [(0.0, 4.0, 0.5), (10.0, 4.0, 0.0), (10.0, 4.0, 1.0), (5.0, 0.0, 0.5)])
  func `moments that leave no room give nothing`(mean: Double, variance: Double, reliable: Double) {
    #expect(
      DecisionConsistency(
        mean: mean, variance: variance, reliability: reliable, maximum: 10, passingTotal: 6) == nil)
  }

  /// The normal distribution by scipy: mean 12, true variance 9, error variance 4.
  @Test(arguments: [(11.0, 1, 0.6218864), (8.0, 1, 0.3128342), (10.5, 2, 0.5047546)])
  func `the chance of a pass when marked again`(average: Double, markings: Int, chance: Double)
    throws
  {
    let model = try #require(RepeatChance(mean: 12, variance: 13, errorVariance: 4))
    let found = model.passes(average: average, markings: markings, passingTotal: 11)
    #expect(abs(found - chance) < 1e-6)
    #expect(
      model.changes(average: average, markings: markings, passingTotal: 11, passed: true)
        == 1 - found)
  }

  @Test func `the error of a marking is what is left within scripts`() throws {
    let error = try #require(MarkingError([[10, 12], [8], [7, 7, 10]]))
    #expect(error.degrees == 3)
    #expect(abs(error.variance - 8.0 / 3) < 1e-12)
    #expect(error.limits.low < error.variance && error.limits.high > error.variance)
    #expect(MarkingError([[3], [4]]) == nil)
  }
}
