@testable import Assessment
import Testing

/// Published statistics of published tables.
///
/// The longer digits were computed with two public
/// programs each (R irr and psych, krippendorff, statsmodels, irrCAC, scikit-learn, pingouin).
@Suite struct PublishedAgreement {
  struct Case: CustomTestStringConvertible, Sendable {
    let source: String
    let ratings: [[Double?]]
    var level = AgreementLevel.interval
    let values: [AgreementName: Double]
    /// Half a unit of the last digit that is known, and never less than 1e-9.
    var within = 1e-9
    var testDescription: String { source }
  }

  static let cases: [Case] = [
    Case(
      source: "Shrout and Fleiss 1979, page 423, table 4", ratings: PublishedTables.shroutFleiss,
      values: [
        .icc11: 0.165_741_77, .icc21: 0.289_763_78, .icc31: 0.714_840_71, .icc1k: 0.442_797_13,
        .icc2k: 0.620_050_55, .icc3k: 0.909_315_54,
      ], within: 5.1e-9),
    Case(
      source: "Krippendorff 2011, parts C and D", ratings: PublishedTables.krippendorff,
      values: [
        .alphaNominal: 0.743_421_052_6, .alphaOrdinal: 0.815_387_503_8,
        .alphaInterval: 0.849_107_142_9, .alphaRatio: 0.797_402_774_7,
      ]),
    Case(
      source: "Krippendorff 2011, part A", ratings: PublishedTables.binary, level: .nominal,
      values: [.alphaNominal: 2.0 / 21]),
    Case(
      source: "Krippendorff 2011, part B", ratings: PublishedTables.nominal, level: .nominal,
      values: [.alphaNominal: 0.691_964_285_7]),
    Case(
      source: "Fleiss 1971, page 381", ratings: PublishedTables.fleiss, level: .nominal,
      values: [.fleissKappa: 0.430_244_520_1]),
    Case(
      source: "fourteen raters", ratings: PublishedTables.fourteenRaters, level: .nominal,
      values: [.fleissKappa: 0.209_930_704_4]),
    Case(
      source: "Gwet, four raters with gaps", ratings: PublishedTables.krippendorff,
      values: [
        .ac1: 0.775_44, .fleissKappa: 0.761_17, .congerKappa: 0.762_82, .alphaNominal: 0.743_42,
      ], within: 5.1e-6),
    Case(
      source: "Gwet, four raters with gaps, weighted", ratings: PublishedTables.krippendorff,
      values: [.ac2Linear: 0.858_739_14, .ac2Quadratic: 0.914_000_72], within: 5.1e-9),
    Case(
      source: "R irr, anxiety, raters 1 and 2",
      ratings: PublishedTables.anxiety.map { Array($0.prefix(2)) },
      values: [.kappaQuadratic: 0.296_765_119_5]),
    Case(
      source: "R irr, anxiety", ratings: PublishedTables.anxiety,
      values: [.icc21: 0.197_998_259_4]),
    Case(
      source: "Kaggle ASAP, quadratic weighted kappa, case 1",
      ratings: PublishedTables.paired("123", "123"), values: [.kappaQuadratic: 1]),
    Case(
      source: "Kaggle ASAP, case 2", ratings: PublishedTables.paired("121", "122"),
      values: [.kappaQuadratic: 0.4]),
    Case(
      source: "Kaggle ASAP, case 3", ratings: PublishedTables.paired("1231223", "1231232"),
      values: [.kappaQuadratic: 0.75]),
  ]

  @Test(arguments: cases)
  func `a published table gives its published value`(_ published: Case) throws {
    let report = try report(published.ratings, published.level)
    for (name, value) in published.values {
      let found = try #require(report[name]?.estimate)
      #expect(abs(found - value) < published.within, "\(name.rawValue) is \(found), not \(value)")
    }
  }

  @Test func `the mean squares of Shrout and Fleiss, table 3, come out`() throws {
    let table = try #require(
      AgreementTable(raters: ["1", "2", "3", "4"], ratings: PublishedTables.shroutFleiss))
    let squares = try #require(MeanSquares(complete: AgreementRows(table)))
    #expect(abs(squares.between - 11.24) < 0.005)
    #expect(abs(squares.within - 6.26) < 0.005)
    #expect(abs((squares.judges ?? 0) - 32.49) < 0.005)
    #expect(abs((squares.error ?? 0) - 1.02) < 0.005)
    #expect(
      abs(
        (try report(PublishedTables.shroutFleiss)[.sem]?.estimate ?? 0)
          - squares.within.squareRoot())
        < 1e-12)
  }

  @Test func `Cohen 1968 has kappa .492, weighted .348`() throws {
    let table = Confusion(PublishedTables.cohen.map { $0.map { $0 * 2 } })
    let plain = try #require(cohenKappa(table, AgreementWeights(.identity, scores: [0, 1, 2])))
    #expect(abs(plain.value - 29.0 / 59) < 1e-9)
    // His weights are weights of disagreement: 0, 1 and 3; 1, 0 and 6; 3, 6 and 0.
    let disagreement: [[Double]] = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    let weights = try #require(AgreementWeights(disagreement.map { $0.map { 1 - $0 / 6 } }))
    let weighted = try #require(cohenKappa(table, weights))
    #expect(abs(weighted.value - 8.0 / 23) < 1e-9)
  }

  @Test func `Fleiss, Cohen and Everitt 1969 have 3/7 with .0537, weighted .5071 with .0570`()
    throws
  {
    let table = Confusion(PublishedTables.fleissCohenEveritt)
    let plain = try #require(cohenKappa(table, AgreementWeights(.identity, scores: [0, 1, 2])))
    #expect(abs(plain.value - 3.0 / 7) < 1e-9)
    #expect(abs((plain.standardError ?? 0) - 0.0537110) < 5e-8)
    let rows = [[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]]
    let weights = try #require(AgreementWeights(rows))
    let weighted = try #require(cohenKappa(table, weights))
    #expect(abs(weighted.value - 0.507_069_964_9) < 1e-9)
    #expect(abs((weighted.standardError ?? 0) - 0.056_993_884_7) < 1e-9)
  }

  @Test func `Gwet's ordinal weights give AC2 .8989`() throws {
    let table = try #require(
      AgreementTable(raters: ["1", "2", "3", "4"], ratings: PublishedTables.krippendorff))
    // 1 − C(d + 1, 2) / C(q, 2), Gwet 2014, section 3.5.
    let rows = (0..<5).map { first in
      (0..<5).map { second in
        let apart = Double(abs(first - second))
        return 1 - apart * (apart + 1) / 2 / 10
      }
    }
    let weights = try #require(AgreementWeights(rows))
    let found = try #require(chanceCorrected(AgreementPatterns(table), weights, .gwet))
    #expect(abs(found.value - 0.898_939_77) < 5.1e-9)
  }
}
