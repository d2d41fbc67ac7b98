/// How often two raters gave each pair of categories; units that one of them left out do not count.
struct Confusion: Sendable {
  let categories: Int
  /// Rows are the first rater's categories.
  let counts: [Double]

  /// Counts the pairs of two raters.
  init(_ rows: AgreementRows) {
    let width = rows.categories.count
    var counts = [Double](repeating: 0, count: width * width)
    for row in rows.complete {
      let pair = rows[row].map(Int.init)
      counts[pair[0] * width + pair[1]] += Double(rows.units[row])
    }
    categories = width
    self.counts = counts
  }

  /// Takes counts as a paper prints them.
  init(_ rows: [[Double]]) {
    categories = rows.count
    counts = rows.flatMap(\.self)
  }

  var total: Double { counts.reduce(0, +) }
}

/// A coefficient with the standard error of its large-sample distribution.
struct Estimate: Sendable, Hashable {
  var value: Double
  /// Nil where there are too few units for one.
  var standardError: Double?
}

/// Cohen's kappa, weighted.
///
/// Kappa is Cohen (1960), Educational and Psychological Measurement 20, pages 37 to 46; weighted,
/// Cohen (1968), Psychological Bulletin 70, pages 213 to 220. The standard error is the one that
/// holds when kappa is not zero: Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, pages
/// 323 to 327. Nil where chance alone explains everything: both raters gave one and the same
/// category throughout.
func cohenKappa(_ confusion: Confusion, _ weights: AgreementWeights) -> Estimate? {
  let width = confusion.categories
  let total = confusion.total
  guard total > 0 else { return nil }
  let shares = confusion.counts.map { $0 / total }
  let (rows, columns) = margins(shares, width)
  // Counts are whole numbers, so that this asks exactly whether there is only one category.
  guard zip(rows, columns).count(where: { $0 + $1 > 0 }) > 1 else { return nil }
  let rowMeans = weights.applied(to: columns)
  let columnMeans = weights.applied(to: rows)
  let chance = zip(rows, rowMeans).reduce(0) { $0 + $1.0 * $1.1 }
  guard chance < 1 else { return nil }
  let seen = shares.indices.filter { shares[$0] > 0 }
  let observed = seen.reduce(0) { $0 + shares[$1] * weights[$1 / width, $1 % width] }
  let kappa = (observed - chance) / (1 - chance)
  let spread = seen.reduce(0) { sum, cell in
    let (first, second) = (cell / width, cell % width)
    let means = rowMeans[first] + columnMeans[second]
    return sum + shares[cell] * square(weights[first, second] - means * (1 - kappa))
  }
  let variance = max(0, spread - square(kappa - chance * (1 - kappa)))
  let error = variance.squareRoot() / (total.squareRoot() * (1 - chance))
  return Estimate(value: kappa, standardError: exactlyOne(observed) ? 0 : error)
}

/// The sums of a square table over its rows and its columns.
private func margins(_ shares: [Double], _ width: Int) -> (rows: [Double], columns: [Double]) {
  var rows = [Double](repeating: 0, count: width)
  var columns = rows
  for (cell, share) in shares.enumerated() {
    rows[cell / width] += share
    columns[cell % width] += share
  }
  return (rows, columns)
}

/// Whether a share of agreement is whole but for the last bits of rounding.
func exactlyOne(_ share: Double) -> Bool { abs(share - 1) < 1e-12 }
