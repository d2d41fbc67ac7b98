/// How much the ratings of a table say: names, an order, or distances.
package enum AgreementLevel: String, Sendable, Codable, CaseIterable, Comparable {
  case nominal, ordinal, interval

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .nominal: 0
    case .ordinal: 1
    case .interval: 2
    }
  }
}

/// The categories in which units can be rated, in rising order.
package struct AgreementCategories: Sendable, Hashable {
  package let labels: [String]
  /// The categories as numbers; nil where they are words.
  package let numbers: [Double]?
  /// Whether somebody listed them; otherwise they are those seen.
  package let listed: Bool

  package init(labels: [String], numbers: [Double]? = nil, listed: Bool) {
    self.labels = labels
    self.numbers = numbers
    self.listed = listed
  }

  package var count: Int { labels.count }

  /// What weights measure distances on: the numbers, or the places of words in the list.
  package var scores: [Double] { numbers ?? labels.indices.map(Double.init) }

  /// Whether two categories are equal or neighbours.
  ///
  /// In a list that somebody gave these are one place apart, whatever marks they carry; among
  /// numbers only seen, where a level may be missing, at most 1 apart.
  package func adjacent(_ first: Int, _ second: Int) -> Bool {
    guard !listed, let numbers else { return abs(first - second) <= 1 }
    return abs(numbers[first] - numbers[second]) <= 1 + 1e-9
  }
}

/// Ratings of units by raters, with gaps.
///
/// A rater without a single rating is set aside at once: such a column says nothing.
package struct AgreementTable: Sendable {
  /// The raters who rated anything.
  package let raters: [String]
  /// The raters who rated nothing.
  package let idle: [String]
  /// How many units there are, rated or not.
  package let units: Int
  package let categories: AgreementCategories
  /// The category of each rating, unit by unit; -1 where there is none.
  let cells: [Int32]

  /// Takes the category of each rating, unit by unit; nil where the cells do not fill the table or
  /// name a category that is not there.
  package init?(raters: [String], categories: AgreementCategories, cells: [Int32]) {
    guard raters.isEmpty ? cells.isEmpty : cells.count.isMultiple(of: raters.count),
      cells.allSatisfy({ $0 >= -1 && $0 < categories.count })
    else { return nil }
    var active = [Bool](repeating: false, count: raters.count)
    for (place, cell) in cells.enumerated() where cell >= 0 { active[place % raters.count] = true }
    let kept = active.indices.filter { active[$0] }
    self.raters = kept.map { raters[$0] }
    idle = active.indices.filter { !active[$0] }.map { raters[$0] }
    units = raters.isEmpty ? 0 : cells.count / raters.count
    self.categories = categories
    guard kept.count < raters.count else {
      self.cells = cells
      return
    }
    var packed: [Int32] = []
    packed.reserveCapacity(units * kept.count)
    for unit in 0..<units {
      for rater in kept { packed.append(cells[unit * raters.count + rater]) }
    }
    self.cells = packed
  }

  /// Takes marks, a row a unit and nil where there is none; `categories` are the marks that can be
  /// given, else those seen count.
  ///
  /// Nil where a row has another length, or a mark is none of the categories or not finite.
  package init?(raters: [String], ratings: [[Double?]], categories: [Double]? = nil) {
    let seen = ratings.joined().compactMap(\.self)
    let numbers = Set(categories ?? seen).sorted()
    guard numbers.allSatisfy(\.isFinite), ratings.allSatisfy({ $0.count == raters.count }) else {
      return nil
    }
    let places = Dictionary(
      zip(numbers, numbers.indices.map(Int32.init)), uniquingKeysWith: { first, _ in first })
    guard seen.allSatisfy({ places[$0] != nil }) else { return nil }
    let list = AgreementCategories(
      labels: numbers.map(plainNumber), numbers: numbers, listed: categories != nil)
    self.init(
      raters: raters, categories: list,
      cells: ratings.joined().map { $0.flatMap { places[$0] } ?? -1 })
  }

  /// How many ratings there are.
  var ratings: Int { cells.reduce(0) { $1 >= 0 ? $0 + 1 : $0 } }

  /// The ratings of one unit.
  func row(_ unit: Int) -> ArraySlice<Int32> {
    cells[unit * raters.count..<(unit + 1) * raters.count]
  }
}

/// A number as people write it: 2 instead of 2.0.
func plainNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
