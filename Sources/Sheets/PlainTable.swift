/// A CSV table as programs write them, on which there is nothing to remark, read without making a
/// text of each cell.
///
/// Comma, visible ASCII without quotes and apostrophes, in each row as many cells as in the first,
/// a different text first in each row, and no cell of more than eight characters behind it. Of such
/// a table `readCSV` would find nothing and say the same, only slower.
package struct PlainTable: Sendable {
  /// The names of the columns; the first may be blank.
  package let header: [String]
  /// The different texts in the columns behind the first, in the order in which they come.
  package let texts: [String]
  /// The text of each cell behind the first column, row by row; -1 where it is blank.
  package let codes: [Int32]

  /// Reads a table; nil where it is any other, for `readCSV` to judge.
  package init?(_ bytes: [UInt8], limits: SheetLimits = SheetLimits()) {
    guard bytes.count <= limits.bytes,
      let end = bytes.firstIndex(where: { $0 == lineFeed }),
      let header = Self.header(bytes[..<end], limits)
    else { return nil }
    self.header = header
    let lines = bytes.reduce(0) { $1 == lineFeed ? $0 + 1 : $0 }
    guard lines <= limits.rows else { return nil }
    var reader = PlainReader(bytes, from: end + 1, width: header.count, lines: lines)
    guard reader.readAll() else { return nil }
    texts = reader.texts.known
    codes = reader.codes
  }

  private static func header(_ line: ArraySlice<UInt8>, _ limits: SheetLimits) -> [String]? {
    var line = line
    if line.last == carriageReturn { line.removeLast() }
    guard line.allSatisfy({ (isPlain($0) || $0 == space) && $0 != UInt8(ascii: ";") }) else {
      return nil
    }
    let titles = line.split(separator: comma, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let named = titles.dropFirst()
    guard !named.isEmpty, !named.contains(""), titles.count <= limits.columns,
      titles.allSatisfy({ $0.trimmed == $0 }), Set(titles.map(columnKey)).count == titles.count,
      !columnKey(titles[0]).hasPrefix("sep=")
    else { return nil }
    return titles
  }
}

private let comma = UInt8(ascii: ",")

/// Visible ASCII without what a spreadsheet reads as more than itself.
private func isPlain(_ byte: UInt8) -> Bool {
  byte > space && byte < 0x7F && byte != quote && byte != UInt8(ascii: "'")
}

/// Goes through the rows of a plain table.
private struct PlainReader {
  private let bytes: [UInt8]
  private var place: Int
  private let width: Int
  private var rows: SeenRows
  private(set) var texts = SeenTexts()
  private(set) var codes: [Int32] = []

  init(_ bytes: [UInt8], from place: Int, width: Int, lines: Int) {
    self.bytes = bytes
    self.place = place
    self.width = width
    rows = SeenRows(lines)
    codes.reserveCapacity(lines * (width - 1))
  }

  /// False where a row is not plain.
  mutating func readAll() -> Bool {
    while place < bytes.count {
      guard readName() else { return false }
      for column in 1..<width { guard readCell(isLast: column == width - 1) else { return false } }
    }
    return true
  }

  /// Reads what a row is called, and the comma behind it.
  private mutating func readName() -> Bool {
    let start = place
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    while place < bytes.count, bytes[place] != comma {
      guard isPlain(bytes[place]) else { return false }
      hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01b3
      place += 1
    }
    guard place > start, place < bytes.count, rows.isNew(hash) else { return false }
    place += 1
    return true
  }

  /// Reads a cell, and the comma or the line break behind it.
  private mutating func readCell(isLast: Bool) -> Bool {
    var cell: UInt64 = 0
    while place < bytes.count, bytes[place] != comma, isPlain(bytes[place]) {
      guard cell >> 56 == 0 else { return false }
      cell = cell << 8 | UInt64(bytes[place])
      place += 1
    }
    codes.append(cell == 0 ? -1 : texts.code(cell))
    guard isLast else {
      guard place < bytes.count, bytes[place] == comma else { return false }
      place += 1
      return true
    }
    guard place < bytes.count else { return true }
    if bytes[place] == carriageReturn { place += 1 }
    guard place < bytes.count, bytes[place] == lineFeed else { return false }
    place += 1
    return true
  }
}

/// Texts of up to eight bytes, each once.
private struct SeenTexts {
  private(set) var known: [String] = []
  private var codes: [UInt64: Int32] = [:]
  /// The codes of texts of one character, which marks mostly are.
  private var short = [Int32](repeating: -1, count: 128)

  mutating func code(_ cell: UInt64) -> Int32 {
    if cell < 128, short[Int(cell)] >= 0 { return short[Int(cell)] }
    if let code = codes[cell] { return code }
    let code = Int32(known.count)
    let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: cell >> $0) }
    known.append(String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self))
    codes[cell] = code
    if cell < 128 { short[Int(cell)] = code }
    return code
  }
}

/// Which rows have come, by a hash of their names: two that share one are taken for the same, and
/// the table for one that is not plain.
private struct SeenRows {
  private var slots: [UInt64]
  /// So many slots are looked at, however the names were chosen.
  private static let most = 64

  init(_ rows: Int) {
    var size = 64
    while size < rows * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  mutating func isNew(_ hash: UInt64) -> Bool {
    // Zero marks a slot that is free.
    let mixed = (hash ^ hash >> 32) &* 0x9e37_79b9_7f4a_7c15 | 1
    var slot = Int(truncatingIfNeeded: mixed >> 20) & (slots.count - 1)
    for _ in 0..<Self.most {
      if slots[slot] == mixed { return false }
      if slots[slot] == 0 {
        slots[slot] = mixed
        return true
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }
}
