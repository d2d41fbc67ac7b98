/// What stands in a cell that is written.
package enum CSVCell: Sendable, Hashable {
  /// Text, which no spreadsheet runs.
  case text(String)
  /// A whole number, so that a real minus sign needs no quote.
  case number(Int)
}

extension CSVCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .number(value) }
}

/// The bytes of a CSV file (RFC 4180): UTF-8, comma, CR LF after every row.
///
/// Text that begins like a formula gets an apostrophe, which `readCSV` takes off again. A byte
/// order mark tells Excel that the file is UTF-8; other programs need none.
package func writeCSV(
  header: [String], rows: some Sequence<[CSVCell]>, byteOrderMark: Bool = false
) -> [UInt8] {
  var bytes: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
  appendCSV(header.map(CSVCell.text), to: &bytes)
  for row in rows { appendCSV(row, to: &bytes) }
  return bytes
}

/// Adds one more row, as `writeCSV` writes it.
package func appendCSV(_ row: [CSVCell], to bytes: inout [UInt8]) {
  for (position, cell) in row.enumerated() {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    write(cell, to: &bytes)
  }
  bytes.append(carriageReturn)
  bytes.append(lineFeed)
}

private func write(_ cell: CSVCell, to bytes: inout [UInt8]) {
  switch cell {
  case .number(let value): bytes.append(contentsOf: String(value).utf8)
  case .text(let text):
    if let isQuoted = needsQuotesAlone(text.utf8) {
      if isQuoted { bytes.append(quote) }
      bytes.append(contentsOf: text.utf8)
      if isQuoted { bytes.append(quote) }
      return
    }
    // No CSV reader takes a zero byte.
    let safe = Array(guarded(text).utf8).split(separator: 0, omittingEmptySubsequences: false)
      .joined(separator: [0xEF, 0xBF, 0xBD])
    bytes += needsQuotes(text) ? quoted(Array(safe)) : Array(safe)
  }
}

/// Whether a text needs quotes around it and is written as it stands else, as most texts are; nil
/// where it has to be looked at more closely.
private func needsQuotesAlone(_ text: String.UTF8View) -> Bool? {
  var needs = false
  var begins = true
  var last: UInt8 = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      needs = true
      begins = true
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
      if begins { return nil }
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return nil
    case 0x21...0x7E: begins = false
    case 0x20: begins = false
    default: return nil
    }
    last = byte
  }
  return needs || last == 0x20 || text.first == 0x20
}

private func needsQuotes(_ text: String) -> Bool {
  text.utf8.contains { ",;\t\r\n\"".utf8.contains($0) }
    || text.unicodeScalars.first?.isBlank == true || text.unicodeScalars.last?.isBlank == true
}

private func quoted(_ bytes: [UInt8]) -> [UInt8] {
  [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
}
