/// One sheet of a workbook that is written.
package struct WorkbookSheet: Sendable {
  /// A column of its table.
  package struct Column: Sendable {
    package var title: String
    /// In characters.
    package var width: Double
    /// Shown over the column's title.
    package var note: String?
    /// Offered as a drop-down; another value is warned of, never refused.
    package var choices: [String] = []
    /// Shown beside a cell while it is filled in.
    package var hint: String?
    /// Whether a blank cell is coloured, since something is expected there.
    package var isExpected = false

    package init(_ title: String, width: Double, note: String? = nil) {
      self.title = title
      self.width = width
      self.note = note
    }
  }

  package var name: String
  /// Rows above the table.
  package var above: [[WorkbookCell]] = []
  package var columns: [Column]
  package var rows: [[WorkbookCell]] = []
  /// Rows that are made when they are written, in the place of those above.
  private var made: (count: Int, row: @Sendable (Int) -> [WorkbookCell])?
  /// Columns that stay in sight.
  package var frozenColumns = 0

  package init(name: String, columns: [Column], rows: [[WorkbookCell]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// Takes a table of so many rows, each of which is made when it is written.
  package init(
    name: String, columns: [Column], count: Int, row: @escaping @Sendable (Int) -> [WorkbookCell]
  ) {
    self.name = name
    self.columns = columns
    made = (count, row)
  }

  /// How many rows the table has.
  var count: Int { made?.count ?? rows.count }

  func row(_ place: Int) -> [WorkbookCell] { made?.row(place) ?? rows[place] }

  /// The row, from 1, of the first row of the table under its header.
  package var firstRow: Int { above.count + 2 }

  /// Some cells of the table; both places count from 0, rows from the first under the header.
  package func range(columns: ClosedRange<Int>, row: Int) -> CellRange {
    CellRange(sheet: name, columns: columns, rows: (firstRow + row)...(firstRow + row))
  }

  /// A whole column of the table.
  package func range(column: Int) -> CellRange {
    CellRange(
      sheet: name, columns: column...column,
      rows: firstRow...(firstRow + max(count, 1) - 1))
  }
}

/// What stands in a cell that is written.
package enum WorkbookCell: Sendable {
  /// Text as it stands: nothing in it is ever run.
  case text(String)
  case number(Int)
  /// A line in larger letters.
  case title(String)
  /// What we compute ourselves, with what it shows before anything is changed.
  case formula(Formula, shows: Shown)

  /// The value of a formula.
  package enum Shown: Sendable {
    case text(String)
    case number(Int)
  }
}

extension WorkbookCell: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
}

/// Cells of a sheet, as a formula names them.
package struct CellRange: Sendable, CustomStringConvertible {
  let sheet: String
  let columns: ClosedRange<Int>
  let rows: ClosedRange<Int>

  package var description: String {
    let quoted = sheet.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    let first = "$\(CellReference.letters(of: columns.lowerBound))$\(rows.lowerBound)"
    let last = "$\(CellReference.letters(of: columns.upperBound))$\(rows.upperBound)"
    return "'\(quoted)'!\(first)\(first == last ? "" : ":" + last)"
  }
}

/// A formula, which only this program's own words, numbers and places can be part of: text from
/// outside cannot be put into one.
package struct Formula: Sendable, ExpressibleByStringInterpolation {
  let text: String

  package init(stringLiteral value: StaticString) { text = "=\(value)" }
  package init(stringInterpolation: StringInterpolation) { text = "=" + stringInterpolation.text }

  package struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}
    package mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }
    package mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    package mutating func appendInterpolation(_ range: CellRange) { text += "\(range)" }
  }
}
