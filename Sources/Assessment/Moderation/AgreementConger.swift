/// Conger's kappa: Cohen's kappa for more than two raters, each with their own distribution.
///
/// Conger (1980), Psychological Bulletin 88, pages 322 to 328; gaps and the standard error as Gwet
/// (2014) has them. For two raters without gaps it is Cohen's kappa. Nil where it is undefined.
func congerKappa(_ rows: AgreementRows, _ patterns: AgreementPatterns) -> Estimate? {
  let pairable = Double(patterns.pairableUnits)
  guard rows.raters >= 2, pairable > 0 else { return nil }
  let chances = CongerChances(rows)
  guard chances.whole < 1 - 1e-14 else { return nil }
  let units = Double(patterns.ratedUnits)
  var agreements: [Double?] = []
  var expected: [Double] = []
  var multiplicities: [Int] = []
  var observed = 0.0
  var counts = [Double](repeating: 0, count: rows.categories.count)
  for place in rows.indices {
    let row = rows[place]
    var size = 0.0
    var same = 0.0
    for cell in row where cell >= 0 {
      same += 2 * counts[Int(cell)]
      counts[Int(cell)] += 1
      size += 1
    }
    for cell in row where cell >= 0 { counts[Int(cell)] = 0 }
    guard size > 0 else { continue }
    let agreement = size >= 2 ? same / (size * (size - 1)) : nil
    observed += (agreement ?? 0) * Double(rows.units[place]) / pairable
    agreements.append(agreement)
    multiplicities.append(rows.units[place])
    expected.append(chances.of(row, units))
  }
  let value = (observed - chances.whole) / (1 - chances.whole)
  let error = gwetError(
    value, chances.whole, observed, multiplicities: multiplicities, agreements: agreements,
    chances: expected, units: units, pairable: pairable)
  return Estimate(value: value, standardError: error)
}

/// The agreement that raters reach by chance, each rating by a distribution of their own.
private struct CongerChances {
  /// Over all pairs of raters.
  let whole: Double
  /// The share of each category among a rater's ratings, rater by rater.
  private let own: [Double]
  /// How many ratings each rater gave.
  private let ratings: [Double]
  /// The shares of each category, summed over raters.
  private let sums: [Double]
  /// What the other raters' shares say of each rater's own.
  private let expected: [Double]
  private let pairs: Double

  init(_ rows: AgreementRows) {
    let raters = rows.raters
    let width = rows.categories.count
    let (ratings, own) = raterShares(rows)
    var sums = [Double](repeating: 0, count: width)
    for (place, share) in own.enumerated() { sums[place % width] += share }
    let expected = (0..<raters).map { rater in
      (0..<width).reduce(0.0) { sum, category in
        let share = own[rater * width + category]
        return sum + share * (sums[category] - share)
      }
    }
    pairs = Double(raters * (raters - 1))
    whole = expected.reduce(0, +) / pairs
    self.own = own
    self.ratings = ratings
    self.sums = sums
    self.expected = expected
  }

  /// What one unit's ratings, out of so many units, add to the agreement by chance.
  func of(_ row: ArraySlice<Int32>, _ units: Double) -> Double {
    var sum = 0.0
    for (rater, cell) in row.enumerated() {
      guard cell >= 0 else {
        sum += expected[rater]
        continue
      }
      let rated = ratings[rater] / units
      let apart = sums[Int(cell)] - own[rater * sums.count + Int(cell)]
      sum += (apart - (1 - rated) * expected[rater]) / rated
    }
    return sum / pairs
  }
}

/// How many ratings each rater gave, and the share of each category among them.
private func raterShares(_ rows: AgreementRows) -> (ratings: [Double], own: [Double]) {
  let raters = rows.raters
  let width = rows.categories.count
  var own = [Double](repeating: 0, count: raters * width)
  var ratings = [Double](repeating: 0, count: raters)
  for row in rows.indices {
    for (rater, cell) in rows[row].enumerated() where cell >= 0 {
      own[rater * width + Int(cell)] += Double(rows.units[row])
      ratings[rater] += Double(rows.units[row])
    }
  }
  for place in own.indices { own[place] /= max(1, ratings[place / width]) }
  return (ratings, own)
}
