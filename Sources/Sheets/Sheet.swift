import Findings

/// A table with named columns, as a spreadsheet wrote it.
package struct Sheet: Sendable {
  /// The file that it came from, and the sheet of a workbook, as findings name it.
  package let name: String
  /// The column names as they stand in the file, without white space around them.
  package let header: [String]
  /// The rows that hold anything, in the order of the file.
  package let rows: [SheetRow]
  let columns: [String: Int]

  package init(
    name: String, header: [String], rows: [(line: Int, cells: [String])],
    isInWorkbook: Bool = false
  ) {
    var columns: [String: Int] = [:]
    for (position, title) in header.enumerated() where !title.isEmpty {
      columns[columnKey(title)] = columns[columnKey(title)] ?? position
    }
    self.name = name
    self.header = header
    self.columns = columns
    self.rows = rows.map {
      SheetRow(
        line: $0.line, cells: $0.cells, columns: columns, isInWorkbook: isInWorkbook)
    }
  }

  /// Where a column stands, whatever the case of its name.
  package func place(of column: String) -> Int? { columns[columnKey(column)] }

  /// Whether a column of that name is there, whatever its case.
  package func has(_ column: String) -> Bool { columns[columnKey(column)] != nil }
}

/// One row of a sheet.
package struct SheetRow: Sendable {
  /// The line on which the row begins, as an editor counts lines, from 1; the row of a workbook.
  package let line: Int
  /// The cells as they stand; fewer than the header where the last ones are blank.
  package let cells: [String]
  let columns: [String: Int]
  let isInWorkbook: Bool

  /// What stands in a column without white space around it; nil where it is blank or there is no
  /// such column.
  package subscript(column: String) -> String? {
    // Most callers name the column as it stands in the table of keys.
    guard let position = columns[column] ?? columns[columnKey(column)] else { return nil }
    return self[at: position]
  }

  /// The same, of a column by its place in the sheet, for those who read many rows.
  package subscript(at position: Int) -> String? {
    guard position < cells.count else { return nil }
    let text = cells[position].trimmed
    return text.isEmpty ? nil : text
  }

  /// Where the row stands, or the cell of a column in it, as a person finds it: `line 3`, or in a
  /// workbook `row 3` and `cell D3`.
  package func place(of column: String? = nil) -> String {
    guard isInWorkbook else { return "line \(line)" }
    guard let column, let position = columns[columnKey(column)] else { return "row \(line)" }
    return "cell \(CellReference.letters(of: position))\(line)"
  }
}

/// Column names are the same if they differ only in case or in the white space between words.
func columnKey(_ title: String) -> String {
  title.lowercased().unicodeScalars.split(whereSeparator: \.isBlank).map(String.init)
    .joined(separator: " ")
}

extension String {
  /// The text without white space, byte order marks and zero-width spaces around it.
  package var trimmed: String {
    let isBare = { (byte: UInt8?) in byte.map { (0x21...0x7E).contains($0) } ?? false }
    if isBare(utf8.first), isBare(utf8.last) { return self }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isBlank }),
      let last = scalars.lastIndex(where: { !$0.isBlank })
    else { return "" }
    return String(scalars[first...last])
  }
}

extension String {
  /// What stands in a cell as a finding shows it: escaped, and not longer than a line.
  package var excerpt: String {
    let scalars = unicodeScalars
    return scalars.count <= 40
      ? escaped : String(String.UnicodeScalarView(scalars.prefix(40))).escaped + "…"
  }
}

extension Unicode.Scalar {
  var isBlank: Bool {
    if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) }
    return properties.isWhitespace || value == 0xFEFF || value == 0x200B
  }
}
