/// The units of a table by what they were rated, whoever rated them.
///
/// Most statistics ask only how often a unit fell into each category. Units with the same counts
/// are one pattern, so that half a million scripts on four levels are a handful of patterns.
/// Patterns are sorted: neither the order of units nor that of raters changes anything after this.
struct AgreementPatterns: Sendable {
  /// Where the categories of each pattern begin, and one place beyond the last.
  let starts: [Int]
  /// The different categories of each pattern, rising.
  let categories: [Int]
  /// How many ratings fell into each of them.
  let counts: [Double]
  /// How many ratings a unit of the pattern has; at least 1.
  let sizes: [Double]
  /// How many units have the pattern.
  let units: [Int]

  init(_ table: AgreementTable) { self.init(AgreementRows(table)) }

  init(_ rows: AgreementRows) {
    var seen: [[Int32]: Int] = [:]
    for row in rows.indices {
      let ratings = rows[row].filter { $0 >= 0 }.sorted()
      if !ratings.isEmpty { seen[ratings, default: 0] += rows.units[row] }
    }
    var starts = [0]
    var categories: [Int] = []
    var counts: [Double] = []
    let order = seen.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (ratings, _) in order {
      for rating in ratings {
        if categories.count > starts[starts.count - 1], categories.last == Int(rating) {
          counts[counts.count - 1] += 1
        } else {
          categories.append(Int(rating))
          counts.append(1)
        }
      }
      starts.append(categories.count)
    }
    self.starts = starts
    self.categories = categories
    self.counts = counts
    sizes = order.map { Double($0.key.count) }
    units = order.map(\.value)
  }

  var indices: Range<Int> { units.indices }

  /// The places of a pattern's categories and counts.
  func places(_ pattern: Int) -> Range<Int> { starts[pattern]..<starts[pattern + 1] }

  /// The patterns with two ratings or more.
  var pairable: [Int] { indices.filter { sizes[$0] >= 2 } }

  /// How many units were rated at all.
  var ratedUnits: Int { units.reduce(0, +) }

  /// How many units were rated twice or more.
  var pairableUnits: Int { pairable.reduce(0) { $0 + units[$1] } }

  /// The sum over all ordered pairs of different ratings of one unit.
  func overPairs(_ pattern: Int, _ value: (Int, Int) -> Double) -> Double {
    let places = places(pattern)
    var sum = 0.0
    for first in places {
      sum += counts[first] * (counts[first] - 1) * value(categories[first], categories[first])
      for second in places where second > first {
        sum += 2 * counts[first] * counts[second] * value(categories[first], categories[second])
      }
    }
    return sum
  }
}
