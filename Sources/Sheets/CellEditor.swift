/// A table of another system, of which some cells are filled and every other byte stays as it is.
///
/// Systems that take their own file back compare its key cells as text: quotes, blanks, line ends
/// and the encoding are theirs.
package struct CellEditor: Sendable {
  /// The titles of the columns, as they read.
  package let header: [String]
  private let text: [UInt8]
  /// Where each cell lies, by row; the first row is the header.
  private let rows: [[Range<Int>]]
  private let encoding: Encoding
  private var changes: [Int: [UInt8]] = [:]

  private enum Encoding {
    case utf8(mark: Bool)
    case utf16(bigEndian: Bool)
  }

  /// Nil where the bytes are no table in UTF-8 or UTF-16; an old character set is not guessed at,
  /// since a guess could not be written back.
  package init?(_ bytes: [UInt8]) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    encoding =
      bytes.starts(with: [0xFF, 0xFE])
      ? .utf16(bigEndian: false)
      : bytes.starts(with: [0xFE, 0xFF]) ? .utf16(bigEndian: true) : .utf8(mark: mark)
    guard let decoded = decode(bytes), !decoded.guessed else { return nil }
    text = decoded.utf8
    let separators = [UInt8](",;\t".utf8)
    let tables = separators.map { Self.cells(of: decoded.utf8, separator: $0) }
    guard let best = tables.max(by: { ($0.first?.count ?? 0) < ($1.first?.count ?? 0) }),
      let first = best.first, first.count > 1
    else { return nil }
    rows = best
    header = first.map { Self.plain(decoded.utf8[$0]).trimmed }
  }

  /// How many rows stand below the header.
  package var count: Int { rows.count - 1 }

  /// What a cell says; nil where the row is too short.
  package subscript(row: Int, column: Int) -> String? {
    guard rows.indices.contains(row + 1), rows[row + 1].indices.contains(column) else { return nil }
    return Self.plain(text[rows[row + 1][column]]).trimmed
  }

  /// Fills a cell; false where the row is too short to have it.
  package mutating func set(_ value: String, row: Int, column: Int) -> Bool {
    guard rows.indices.contains(row + 1), rows[row + 1].indices.contains(column) else {
      return false
    }
    let quote = UInt8(ascii: "\"")
    let bytes = Array(guarded(value).utf8)
    let isPlain = bytes.allSatisfy { !",;\t\r\n\" ".utf8.contains($0) }
    changes[rows[row + 1][column].lowerBound] =
      isPlain ? bytes : [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    return true
  }

  /// The whole table with the cells filled.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    var position = 0
    for cell in rows.dropFirst().joined() {
      guard let change = changes[cell.lowerBound] else { continue }
      out += text[position..<cell.lowerBound] + change
      position = cell.upperBound
    }
    out += text[position...]
    switch encoding {
    case .utf8(let mark): return (mark ? [0xEF, 0xBB, 0xBF] : []) + out
    case .utf16(let bigEndian):
      let units = Array(String(decoding: out, as: UTF8.self).utf16)
      return (bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE])
        + units.flatMap { unit in
          let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
          return bigEndian ? [high, low] : [low, high]
        }
    }
  }

  /// Where the cells of each row lie; a quote opens a quoted cell only at its beginning.
  private static func cells(of text: [UInt8], separator: UInt8) -> [[Range<Int>]] {
    var rows: [[Range<Int>]] = []
    var row: [Range<Int>] = []
    var start = 0
    var isQuoted = false
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte == UInt8(ascii: "\""), isQuoted || place == start {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "\""), text[place - 1] == UInt8(ascii: "\"") {
        // The second of two quotes, which together stand for one within the cell.
        isQuoted = true
      } else if !isQuoted, byte == separator || byte == lineFeed || byte == carriageReturn {
        row.append(start..<place)
        if byte != separator {
          if byte == carriageReturn, place + 1 < text.count, text[place + 1] == lineFeed {
            place += 1
          }
          rows.append(row)
          row = []
        }
        start = place + 1
      }
      place += 1
    }
    if start < text.count || !row.isEmpty { rows.append(row + [start..<text.count]) }
    return rows.filter { $0.count > 1 || $0.first.map { !$0.isEmpty } == true }
  }

  /// A cell without its quotes.
  private static func plain(_ raw: ArraySlice<UInt8>) -> String {
    let quote = UInt8(ascii: "\"")
    guard raw.first == quote, raw.last == quote, raw.count > 1 else {
      return String(decoding: raw, as: UTF8.self)
    }
    let inner = String(decoding: raw.dropFirst().dropLast(), as: UTF8.self)
    return inner.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}
