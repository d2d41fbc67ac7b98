/// The different rows of a table, each with how many units have it.
///
/// What a unit says lies in its row alone, and half a million scripts on four levels have sixteen
/// of them. Rows are sorted: the order of units changes nothing after this.
struct AgreementRows: Sendable {
  let raters: Int
  let categories: AgreementCategories
  /// How many units have each row.
  let units: [Int]
  /// The category of each rating, row by row; -1 where there is none.
  private let cells: [Int32]

  /// So many rows are counted in places of their own, whether there is such a row or not.
  private static let mostPlaces = 1 << 20

  init(_ table: AgreementTable) {
    raters = table.raters.count
    categories = table.categories
    (cells, units) = Self.counted(table) ?? Self.gathered(table)
  }

  /// Rows as numbers, each cell a digit; nil where these would be too great.
  private static func counted(_ table: AgreementTable) -> (cells: [Int32], units: [Int])? {
    let base = table.categories.count + 1
    var places = 1
    for _ in table.raters {
      places *= base
      guard places <= mostPlaces else { return nil }
    }
    var counts = [Int](repeating: 0, count: places)
    for unit in 0..<table.units {
      var number = 0
      for cell in table.row(unit) { number = number * base + Int(cell) + 1 }
      counts[number] += 1
    }
    let seen = counts.indices.filter { counts[$0] > 0 }
    let cells = seen.flatMap { number in
      var rest = number
      let row = table.raters.map { _ in
        defer { rest /= base }
        return Int32(rest % base) - 1
      }
      return row.reversed()
    }
    return (cells, seen.map { counts[$0] })
  }

  private static func gathered(_ table: AgreementTable) -> (cells: [Int32], units: [Int]) {
    var counts: [ArraySlice<Int32>: Int] = [:]
    for unit in 0..<table.units { counts[table.row(unit), default: 0] += 1 }
    let order = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return (order.flatMap(\.key), order.map(\.value))
  }

  var indices: Range<Int> { units.indices }

  /// The ratings of one row.
  subscript(row: Int) -> ArraySlice<Int32> { cells[row * raters..<(row + 1) * raters] }

  /// How many ratings a row holds.
  func ratings(_ row: Int) -> Int { self[row].count { $0 >= 0 } }

  /// The rows that every rater rated.
  var complete: [Int] { indices.filter { !self[$0].contains(-1) } }

  /// The rows with two ratings or more.
  var pairable: [Int] { indices.filter { ratings($0) >= 2 } }

  /// How many units have one of some rows.
  func count(_ rows: [Int]) -> Int { rows.reduce(0) { $0 + units[$1] } }
}
