import Findings

/// A table for a terminal: columns as wide as their widest cell, numbers to the right.
struct TextTable {
  private var rows: [[String]]
  private let numbers: Set<Int>

  /// Starts with the header; `numbers` are the columns that hold numbers.
  init(_ header: [String], numbers: Set<Int> = []) {
    rows = [header]
    self.numbers = numbers
  }

  /// Adds a row; what comes from outside is made safe to show.
  mutating func add(_ row: [String]) { rows.append(row.map(\.escaped)) }

  /// The lines of the table, each without trailing blanks, ended by an empty line.
  var text: String {
    let widths = rows[0].indices.map { column in
      rows.reduce(0) { max($0, $1[column].columns) }
    }
    var text = ""
    for row in rows {
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - cell.columns)
        line += (numbers.contains(column) ? blanks + cell : cell + blanks) + "  "
      }
      while line.utf8.last == UInt8(ascii: " ") { line.unicodeScalars.removeLast() }
      text += line + "\n"
    }
    return text
  }
}

extension String {
  /// The columns that the text takes on a terminal: none for a combining mark, two for East Asian
  /// wide characters.
  var columns: Int {
    // Nearly all there is; the properties of a character take long to look up.
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: sum
      default: sum + (scalar.isWide ? 2 : 1)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether terminals give the character two columns (Unicode TR 11: the common wide blocks).
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
