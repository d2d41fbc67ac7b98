/// How far apart two ratings are, as Krippendorff's alpha takes it.
enum AlphaMetric: Int, Sendable, CaseIterable {
  case nominal, ordinal, interval, ratio
}

/// Krippendorff's alpha over patterns of ratings, and the two plain shares of agreement.
///
/// Krippendorff (2011), "Computing Krippendorff's alpha-reliability", University of Pennsylvania,
/// pages 1 to 9: one less observed disagreement over expected disagreement, over the units with two
/// ratings or more. The squared distances of intervals and of ordinal ranks are sums of squares
/// about a mean, so that no table of coincidences is needed; ordinal distances are differences
/// between the middle ranks of categories, which is the same as his sum over the categories between.
struct AlphaSums: Sendable {
  let patterns: AgreementPatterns
  let metrics: [AlphaMetric]
  /// The patterns with two ratings or more.
  let pairable: [Int]
  /// The numbers of the categories about their middle, for distances.
  private let scores: [Double]
  /// Squared distances within one unit of each pattern; empty for a metric that is not asked for,
  /// and for ranks, which follow from the whole sample.
  private let within: [[Double]]
  private let numbers: [Double]
  let exact: [Double]
  let adjacent: [Double]

  init(_ patterns: AgreementPatterns, _ categories: AgreementCategories, _ metrics: [AlphaMetric]) {
    let numbers = categories.scores
    let middle = ((numbers.first ?? 0) + (numbers.last ?? 0)) / 2
    let scores = numbers.map { $0 - middle }
    func share(_ value: (Int, Int) -> Double) -> [Double] {
      patterns.indices.map {
        let pairs = patterns.sizes[$0] * (patterns.sizes[$0] - 1)
        return pairs > 0 ? patterns.overPairs($0, value) / pairs : 0
      }
    }
    self.patterns = patterns
    self.metrics = metrics
    self.numbers = numbers
    self.scores = scores
    pairable = patterns.pairable
    within = AlphaMetric.allCases.map { metric in
      guard metrics.contains(metric) else { return [] }
      let distance: (Int, Int) -> Double
      switch metric {
      case .nominal: distance = { $0 == $1 ? 0 : 1 }
      case .ordinal: return []
      case .interval: distance = { square(scores[$0] - scores[$1]) }
      case .ratio: distance = { ratioDistance(numbers[$0], numbers[$1]) }
      }
      return zip(share(distance), patterns.sizes).map { $0 * $1 }
    }
    exact = share { $0 == $1 ? 1 : 0 }
    adjacent = share { categories.adjacent($0, $1) ? 1 : 0 }
  }

  /// The mean of a share over the units of a sample.
  func mean(_ share: [Double], _ sample: [Int]) -> Double? {
    var sum = 0.0
    var units = 0
    for pattern in pairable {
      sum += share[pattern] * Double(sample[pattern])
      units += sample[pattern]
    }
    return units > 0 ? sum / Double(units) : nil
  }

  /// How many ratings of each category a sample holds, units with one rating left out.
  func totals(_ sample: [Int]) -> [Double] {
    var totals = [Double](repeating: 0, count: numbers.count)
    for pattern in pairable where sample[pattern] > 0 {
      let units = Double(sample[pattern])
      for place in patterns.places(pattern) {
        totals[patterns.categories[place]] += units * patterns.counts[place]
      }
    }
    return totals
  }

  /// Alpha of a sample, given how many units of each pattern it holds and their totals; nil where
  /// all ratings are the same.
  func alpha(_ metric: AlphaMetric, _ sample: [Int], _ totals: [Double]) -> Double? {
    let ratings = totals.reduce(0, +)
    guard totals.count(where: { $0 > 0 }) > 1 else { return nil }
    let observed: Double
    let expected: Double
    switch metric {
    case .nominal:
      expected = ratings * ratings - totals.reduce(0) { $0 + $1 * $1 }
      observed = sum(within[metric.rawValue], sample)
    case .ordinal:
      let ranks = middleRanks(totals, ratings)
      expected = twiceSquares(totals, ranks)
      observed = rankDistances(ranks, sample)
    case .interval:
      expected = twiceSquares(totals, scores)
      observed = sum(within[metric.rawValue], sample)
    case .ratio:
      expected = ratioExpected(totals)
      observed = sum(within[metric.rawValue], sample)
    }
    guard expected > 0 else { return nil }
    return 1 - (ratings - 1) * observed / expected
  }

  private func sum(_ values: [Double], _ sample: [Int]) -> Double {
    pairable.reduce(0) { $0 + values[$1] * Double(sample[$1]) }
  }

  /// The middle rank of each category as a share of all ratings, about the middle.
  private func middleRanks(_ totals: [Double], _ ratings: Double) -> [Double] {
    var below = 0.0
    return totals.map { total in
      defer { below += total }
      return (below + total / 2) / ratings - 0.5
    }
  }

  private func rankDistances(_ ranks: [Double], _ sample: [Int]) -> Double {
    var sum = 0.0
    for pattern in pairable where sample[pattern] > 0 {
      let places = patterns.places(pattern)
      guard places.count > 1 else { continue }
      let size = patterns.sizes[pattern]
      var mean = 0.0
      for place in places { mean += patterns.counts[place] * ranks[patterns.categories[place]] }
      mean /= size
      var squares = 0.0
      for place in places {
        squares += patterns.counts[place] * square(ranks[patterns.categories[place]] - mean)
      }
      sum += Double(sample[pattern]) * 2 * size * squares / (size - 1)
    }
    return sum
  }

  private func ratioExpected(_ totals: [Double]) -> Double {
    let seen = totals.indices.filter { totals[$0] > 0 }
    var sum = 0.0
    for (place, first) in seen.enumerated() {
      for second in seen[(place + 1)...] {
        sum += 2 * totals[first] * totals[second] * ratioDistance(numbers[first], numbers[second])
      }
    }
    return sum
  }
}

/// The sum of squared distances over all ordered pairs, from the sum of squares about the mean.
private func twiceSquares(_ weights: [Double], _ values: [Double]) -> Double {
  let total = weights.reduce(0, +)
  let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
  return 2 * total * zip(weights, values).reduce(0) { $0 + $1.0 * square($1.1 - mean) }
}

private func ratioDistance(_ first: Double, _ second: Double) -> Double {
  first == second ? 0 : square((first - second) / (first + second))
}

func square(_ value: Double) -> Double { value * value }
