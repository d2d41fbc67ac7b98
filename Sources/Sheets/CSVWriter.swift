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
    guard !text.utf8.allSatisfy(isPlain) else { return bytes.append(contentsOf: text.utf8) }
    // No CSV reader takes a zero byte.
    let safe = Array(guarded(text).utf8).split(separator: 0, omittingEmptySubsequences: false)
      .joined(separator: [0xEF, 0xBF, 0xBD])
    bytes += needsQuotes(text) ? quoted(Array(safe)) : Array(safe)
  }
}

/// Whether a byte stands for itself wherever it is.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

private func needsQuotes(_ text: String) -> Bool {
  text.utf8.contains { ",;\t\r\n\"".utf8.contains($0) }
    || text.unicodeScalars.first?.isBlank == true || text.unicodeScalars.last?.isBlank == true
}

private func quoted(_ bytes: [UInt8]) -> [UInt8] {
  [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
}
