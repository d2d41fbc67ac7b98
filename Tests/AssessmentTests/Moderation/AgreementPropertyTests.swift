import Assessment
import Testing

@Suite struct AgreementProperties {
  /// Made tables: of two to five raters, with gaps in every second.
  static let tables: [[[Double?]]] = (0..<8).map { number in
    var stream = DrawStream(draw: 11, purpose: "test", id: String(number))
    let raters = 2 + number % 4
    return (0..<20 + 5 * number).map { _ in
      let truth = stream.number(below: 4)
      return (0..<raters).map { _ in
        if number.isMultiple(of: 2), stream.number(below: 5) == 0 { return nil }
        return Double(max(0, min(4, truth + stream.number(below: 3) - 1)))
      }
    }
  }

  static func same(_ first: AgreementReport, _ second: AgreementReport, limits: Bool = true)
    -> [String]
  {
    #expect(first.statistics.map(\.name) == second.statistics.map(\.name))
    return zip(first.statistics, second.statistics).filter { one, other in
      func far(_ a: Double?, _ b: Double?) -> Bool { abs((a ?? 9) - (b ?? 9)) > 1e-9 }
      return far(one.estimate, other.estimate)
        || limits && (far(one.low, other.low) || far(one.high, other.high))
    }.map(\.0.name.rawValue)
  }

  @Test(arguments: tables.indices)
  func `the order of units changes nothing, not even resampled limits`(_ number: Int) throws {
    let ratings = Self.tables[number]
    var shuffled = ratings
    var stream = DrawStream(draw: 5, purpose: "test")
    stream.shuffle(&shuffled)
    let first = try report(ratings, resamples: 60)
    let second = try report(shuffled, resamples: 60)
    #expect(Self.same(first, second) == [])
  }

  @Test(arguments: tables.indices)
  func `the order of raters changes nothing but the sign of a difference`(_ number: Int) throws {
    let ratings = Self.tables[number]
    let first = try report(ratings, resamples: 60)
    let second = try report(ratings.map { $0.reversed() }, resamples: 60)
    #expect(Set(Self.same(first, second)).isSubset(of: ["mean-difference"]))
    #expect(
      (first[.meanDifference]?.estimate ?? 0) == -(second[.meanDifference]?.estimate ?? 0))
  }

  @Test(arguments: tables.indices)
  func `other names for nominal categories change nothing`(_ number: Int) throws {
    let renamed = [3.0, 0, 4, 1, 2]
    let ratings = Self.tables[number]
    let first = try report(ratings, .nominal, categories: [0, 1, 2, 3, 4])
    let second = try report(
      ratings.map { $0.map { $0.map { renamed[Int($0)] } } }, .nominal,
      categories: [0, 1, 2, 3, 4])
    #expect(Self.same(first, second, limits: true) == [])
  }

  @Test(arguments: tables.indices)
  func `marks in another unit change only what is measured in marks`(_ number: Int) throws {
    let ratings = Self.tables[number]
    let first = try report(ratings)
    let second = try report(ratings.map { $0.map { $0.map { 10 * $0 + 7 } } })
    let moved: Set = ["adjacent", "mean-difference", "sd-difference", "sem", "alpha-ratio"]
    #expect(Set(Self.same(first, second)).isSubset(of: moved))
    #expect(
      abs((second[.sem]?.estimate ?? 0) - 10 * (first[.sem]?.estimate ?? 1)) < 1e-9)
  }

  @Test(arguments: tables.indices)
  func `limits hold their estimate`(_ number: Int) throws {
    for statistic in try report(Self.tables[number], resamples: 200).statistics {
      guard let low = statistic.low, let high = statistic.high else { continue }
      #expect(low <= statistic.estimate + 1e-12, "\(statistic.name.rawValue)")
      #expect(high >= statistic.estimate - 1e-12, "\(statistic.name.rawValue)")
    }
  }
}
