@testable import Assessment
import Testing

@Suite struct AgreementIntervals {
  /// Quantiles computed with SciPy 1.12.
  @Test(arguments: [
    (0.975, 5, 18, 3.381967805875243), (0.975, 18, 5, 6.361883204654353),
    (0.975, 5, 15, 3.5764153492790607), (0.975, 1, 1, 647.7890114778446),
    (0.95, 3, 1e6, 2.604918176602203), (0.975, 2.5, 7.25, 6.025978544381699),
    (0.975, 499_999, 500_000, 1.005559018701075),
  ])
  func `the F distribution has its quantiles`(
    share: Double, first: Double, second: Double, expected: Double
  ) {
    #expect(abs(fQuantile(share, first, second) / expected - 1) < 1e-9)
  }

  @Test(arguments: [
    (1, 12.706204736174698), (11, 2.200985160091639), (2.5, 3.574654842003682),
    (1e6, 1.959966356814107),
  ])
  func `Student's t has its upper point`(degrees: Double, expected: Double) {
    #expect(abs(tQuantile(0.975, degrees) / expected - 1) < 1e-9)
  }

  @Test(arguments: [
    (0.025, 1, 0.0009820691171752555), (0.975, 1, 5.023886187314888),
    (0.025, 18, 8.230746194756668), (0.975, 18, 31.526378440386626),
    (0.975, 3.7, 10.618055248352459), (0.025, 1e6, 997230.0871432901),
    (0.975, 1e6, 1002773.701467926),
  ])
  func `the chi-square distribution has its quantiles`(
    share: Double, degrees: Double, expected: Double
  ) {
    #expect(abs(chiSquareQuantile(share, degrees) / expected - 1) < 1e-9)
  }

  /// R psych on the table of Shrout and Fleiss prints [.0711, .9272] for ICC(2,k); the other
  /// limits are what pingouin 0.6.1 prints to two places.
  @Test func `the limits of ICC(2,k) are those of Shrout and Fleiss, not of McGraw and Wong`()
    throws
  {
    let report = try report(PublishedTables.shroutFleiss)
    let limits: [AgreementName: (Double, Double, Double)] = [
      .icc2k: (0.0711, 0.9272, 0.000_06), .icc11: (-0.13, 0.72, 0.006),
      .icc21: (0.02, 0.76, 0.006), .icc31: (0.34, 0.95, 0.006), .icc1k: (-0.88, 0.91, 0.006),
      .icc3k: (0.68, 0.99, 0.006),
    ]
    for (name, (low, high, tolerance)) in limits {
      let found = try #require(report[name])
      #expect(abs((found.low ?? 9) - low) < tolerance, "\(name.rawValue)")
      #expect(abs((found.high ?? 9) - high) < tolerance, "\(name.rawValue)")
      #expect(found.method == .f)
    }
  }

  /// R irr prints ICC(A,1) .198 [-.039, .494] for its data set.
  @Test func `the limits of ICC(2,1) are those that R irr prints for anxiety`() throws {
    let found = try #require(try report(PublishedTables.anxiety)[.icc21])
    #expect(abs((found.low ?? 9) + 0.039) < 0.0005)
    #expect(abs((found.high ?? 9) - 0.494) < 0.0005)
  }

  /// irrCAC 0.4.4 prints these for Gwet's table.
  @Test(arguments: [
    (AgreementName.ac1, 0.46081), (.fleissKappa, 0.42438),
  ])
  func `Gwet's standard errors give the limits that irrCAC prints`(
    name: AgreementName, low: Double
  ) throws {
    let found = try #require(try report(PublishedTables.krippendorff)[name])
    #expect(abs((found.low ?? 9) - low) < 5.1e-6)
    #expect(found.high == 1)
    #expect(found.method == .gwet)
  }

  /// Newcombe (1998), Statistics in Medicine 17, page 861, table I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func `Wilson's interval is that of Newcombe's table`(
    agreeing: Int, units: Int, low: Double, high: Double
  ) {
    let limits = wilson(Double(agreeing) / Double(units), units)
    #expect(abs(limits.low - low) < 0.000_051)
    #expect(abs(limits.high - high) < 0.000_051)
  }

  @Test func `the same draw gives the same limits, another draw others`() throws {
    let first = try report(PublishedTables.krippendorff, resamples: 400, draw: 7)
    let again = try report(PublishedTables.krippendorff, resamples: 400, draw: 7)
    let other = try report(PublishedTables.krippendorff, resamples: 400, draw: 8)
    #expect(first.statistics == again.statistics)
    #expect(first[.alphaOrdinal]?.low != other[.alphaOrdinal]?.low)
    #expect(first[.alphaOrdinal]?.estimate == other[.alphaOrdinal]?.estimate)
  }

  /// Efron and Tibshirani's percentile limits of a mean lie where its standard error says.
  @Test func `resampled limits of a share lie where theory puts them`() throws {
    // 900 units of three ratings: two thirds agree wholly, one third in one pair of three.
    let ratings = (0..<900).map { $0.isMultiple(of: 3) ? [0.0, 0, 1] : [1.0, 1, 1] }
    let found = try #require(try report(ratings, .nominal, resamples: 2_000)[.exact])
    #expect(found.method == .bootstrap)
    let deviation = (2.0 / 3) * (2.0 / 9).squareRoot() / 30
    #expect(abs((found.low ?? 9) - (found.estimate - 1.96 * deviation)) < 0.15 * deviation)
    #expect(abs((found.high ?? 9) - (found.estimate + 1.96 * deviation)) < 0.15 * deviation)
  }

  @Test func `without resamples such a statistic has no limits, and says so`() throws {
    let found = try #require(try report(PublishedTables.krippendorff)[.alphaOrdinal])
    #expect(found.low == nil)
    #expect(found.high == nil)
    #expect(found.method == .none)
    #expect(found.sentence.contains("no units were drawn again"))
  }
}
