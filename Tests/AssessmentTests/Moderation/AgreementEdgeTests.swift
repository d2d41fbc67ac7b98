import Assessment
import Testing

@Suite struct AgreementEdges {
  struct Table: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ratings: [[Double?]]
    var categories: [Double]?
    var level = AgreementLevel.interval
    /// What must still be there.
    var found: Set<AgreementName> = []
  }

  static let tables: [Table] = [
    Table(testDescription: "empty", ratings: []),
    Table(testDescription: "only gaps", ratings: [[nil, nil], [nil, nil]]),
    Table(testDescription: "one rater", ratings: [[1], [2], [3]]),
    Table(testDescription: "nobody twice", ratings: [[1, nil], [nil, 2], [3, nil]]),
    Table(testDescription: "one unit", ratings: [[1, 2]], found: [.exact, .meanDifference]),
    Table(testDescription: "one unit, the same", ratings: [[2, 2]], found: [.exact]),
    Table(
      testDescription: "one category", ratings: [[1, 1], [1, 1], [1, 1]],
      found: [.exact, .adjacent, .meanDifference, .sdDifference, .sem]),
    Table(
      testDescription: "one category of four", ratings: [[1, 1], [1, 1], [1, 1]],
      categories: [0, 1, 2, 3], found: [.exact, .ac1, .ac2Linear, .ac2Quadratic]),
    Table(
      testDescription: "each rater always the same", ratings: [[0, 1], [0, 1], [0, 1]],
      found: [.exact, .kappa, .fleissKappa, .alphaNominal, .ac1]),
    Table(
      testDescription: "agreeing wholly", ratings: [[0, 0], [1, 1], [2, 2], [1, 1]],
      found: [.kappa, .kappaQuadratic, .alphaInterval, .icc11, .icc21, .icc31, .ac1]),
    Table(
      testDescription: "units alike, raters apart", ratings: [[0, 3, 1], [0, 3, 1]],
      found: [.exact, .fleissKappa, .icc11]),
    Table(
      testDescription: "only two complete",
      ratings: [[0, 1, nil], [2, 2, 1], [nil, 1, 0], [1, 1, 1]],
      found: [.icc11, .icc21, .alphaInterval, .congerKappa]),
    Table(
      testDescription: "two ratings each, by many raters",
      ratings: [[0, 1, nil, nil], [nil, 2, 2, nil], [nil, nil, 1, 0], [3, nil, nil, 3]],
      found: [.icc11, .icc1k, .fleissKappa, .sem]),
    Table(
      testDescription: "below zero", ratings: [[-1, 0], [2, 1], [-3, -3]],
      found: [.alphaInterval]),
    Table(
      testDescription: "huge", ratings: [[1e300, -1e300], [1e300, 1e300], [0, 0]],
      found: [.exact]),
  ]

  @Test(arguments: tables)
  func `each statistic is a finite number or left out with a reason`(_ table: Table) throws {
    let report = try report(table.ratings, table.level, categories: table.categories, resamples: 60)
    for statistic in report.statistics {
      #expect(statistic.estimate.isFinite, "\(statistic.name.rawValue)")
      for limit in [statistic.low, statistic.high].compactMap(\.self) {
        #expect(limit.isFinite, "\(statistic.name.rawValue)")
      }
      #expect((statistic.low == nil) == (statistic.method == .none))
      #expect(!statistic.sentence.contains("nan"))
    }
    let found = Set(report.statistics.map(\.name))
    #expect(table.found.isSubset(of: found), "missing \(table.found.subtracting(found))")
    let left = Set(report.omissions.map(\.name))
    #expect(report.omissions.allSatisfy { !$0.reason.isEmpty })
    #expect(found.isDisjoint(with: left))
    #expect(found.union(left).union([.congerKappa]) == Set(AgreementName.allCases))
    #expect(report.summary.count == 5)
    #expect(report.summary.allSatisfy { $0.hasSuffix(".") })
  }

  @Test func `nothing is left of the statistics where nobody can agree`() throws {
    for place in 0...3 {
      let report = try report(Self.tables[place].ratings)
      #expect(report.statistics.isEmpty, "\(Self.tables[place].testDescription)")
    }
  }

  @Test func `one category leaves out what chance explains, and keeps what was seen`() throws {
    let report = try report([[1, 1], [1, 1], [1, 1]])
    #expect(report[.exact]?.estimate == 1)
    for name in [AgreementName.kappa, .fleissKappa, .alphaNominal, .alphaRatio, .icc31, .ac1] {
      #expect(report[name] == nil, "\(name.rawValue)")
    }
  }

  @Test func `categories that nobody used count for AC1`() throws {
    let report = try report([[1, 1], [1, 1]], categories: [0, 1, 2, 3])
    #expect(report[.ac1]?.estimate == 1)
    let sentence = try #require(report[.ac1]?.sentence)
    #expect(sentence.contains("no proof"))
    #expect(report[.ac1]?.low == nil)
    #expect(report[.exact]?.low ?? 1 < 0.4)
  }

  @Test func `a level nobody used does not move a kappa, and moves adjacency in a list`() throws {
    let ratings: [[Double?]] = [[0, 0], [2, 4], [4, 4], [0, 2], [2, 2]]
    let seen = try report(ratings)
    let listed = try report(ratings, categories: [0, 2, 4])
    let finer = try report(ratings, categories: [0, 1, 2, 3, 4])
    #expect(seen[.kappaQuadratic]?.estimate == finer[.kappaQuadratic]?.estimate)
    #expect(seen[.adjacent]?.estimate == 0.6)
    #expect(listed[.adjacent]?.estimate == 1)
    #expect(finer[.adjacent]?.estimate == 0.6)
    #expect(seen[.ac1]?.estimate != finer[.ac1]?.estimate)
  }

  @Test func `the difference is the first column less the second`() throws {
    let found = try report([[3, 1], [2, 2], [3, 2], [nil, 0]])
    let mean = try #require(found[.meanDifference])
    #expect(mean.estimate == 1)
    #expect(mean.units == 3)
    #expect(found[.sdDifference]?.estimate == 1)
    #expect(mean.sentence.hasPrefix("R1 rates 1.000 higher than R2"))
  }

  @Test func `a rater who rated nothing is set aside`() throws {
    let with = try #require(
      AgreementTable(
        raters: ["A", "idle", "B"], ratings: PublishedTables.binary.map { [$0[0], nil, $0[1]] }))
    #expect(with.raters == ["A", "B"])
    #expect(with.idle == ["idle"])
    let found = agreement(of: with, level: .nominal, resamples: 100, draw: 3)
    let without = try report(PublishedTables.binary, .nominal, resamples: 100, draw: 3)
    #expect(found.statistics.map(\.estimate) == without.statistics.map(\.estimate))
    #expect(found.statistics.map(\.low) == without.statistics.map(\.low))
  }

  static let nominal: Set<AgreementName> = [.exact, .kappa, .fleissKappa, .alphaNominal, .ac1]
  static let ordinal: Set<AgreementName> = [
    .adjacent, .meanDifference, .sdDifference, .kappaLinear, .kappaQuadratic, .alphaOrdinal,
    .ac2Linear, .ac2Quadratic,
  ]

  @Test(arguments: zip([AgreementLevel.nominal, .ordinal], [nominal, nominal.union(ordinal)]))
  func `a lower level leaves out what it does not carry`(
    level: AgreementLevel, names: Set<AgreementName>
  ) throws {
    let ratings = PublishedTables.anxiety.map { Array($0.prefix(2)) }
    #expect(Set(try report(ratings, level).statistics.map(\.name)) == names)
  }
}
