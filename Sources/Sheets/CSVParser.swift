/// Splits UTF-8 text into records and cells (RFC 4180, and what spreadsheets make of it).
///
/// A quote opens a quoted cell only at its beginning; later in an unquoted cell it stands for
/// itself. Lines end with CR LF, CR or LF.
struct CSVParser {
  struct Record {
    let line: Int
    /// Without the blank cells at its end.
    var cells: [String]
    /// Cells as the separators count them.
    var width: Int
    /// Whether a line break ends it.
    var ended: Bool
  }

  enum Problem: Error {
    case openQuote(line: Int)
    case afterQuote(line: Int)
    case tooWide(line: Int)
  }

  let text: [UInt8]
  let separator: UInt8
  let columns: Int
  private(set) var position: Int
  private(set) var line: Int

  init(_ text: [UInt8], separator: UInt8, columns: Int, position: Int = 0, line: Int = 1) {
    self.text = text
    self.separator = separator
    self.columns = columns
    self.position = position
    self.line = line
  }

  /// The next record; nil at the end of the text.
  mutating func next() throws(Problem) -> Record? {
    guard position < text.count else { return nil }
    var record = Record(line: line, cells: [], width: 0, ended: false)
    var blanks = 0
    while true {
      let cell = try nextCell()
      record.width += 1
      if cell.isEmpty {
        blanks += 1
      } else {
        guard record.cells.count + blanks < columns else { throw .tooWide(line: record.line) }
        record.cells += repeatElement("", count: blanks)
        record.cells.append(cell)
        blanks = 0
      }
      guard position < text.count else { return record }
      if text[position] == separator {
        position += 1
        continue
      }
      endLine()
      record.ended = true
      return record
    }
  }

  /// Reads one cell and stands on the separator, the line break or the end after it.
  private mutating func nextCell() throws(Problem) -> String {
    let start = position
    while position < text.count, text[position] == space { position += 1 }
    if position < text.count, text[position] == quote { return try quotedCell() }
    while position < text.count, !endsCell(text[position]) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func quotedCell() throws(Problem) -> String {
    let opened = line
    var cell: [UInt8] = []
    position += 1
    while position < text.count {
      let byte = text[position]
      if byte == quote {
        position += 1
        guard position < text.count, text[position] == quote else {
          while position < text.count, text[position] == space { position += 1 }
          if position < text.count, !endsCell(text[position]) { throw .afterQuote(line: line) }
          return String(decoding: cell, as: UTF8.self)
        }
      } else if byte == lineFeed || byte == carriageReturn && !lineFeedFollows {
        line += 1
      }
      cell.append(byte)
      position += 1
    }
    throw .openQuote(line: opened)
  }

  private mutating func endLine() {
    position += text[position] == carriageReturn && lineFeedFollows ? 2 : 1
    line += 1
  }

  private var lineFeedFollows: Bool {
    position + 1 < text.count && text[position + 1] == lineFeed
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == separator || byte == lineFeed || byte == carriageReturn
  }
}

let quote = UInt8(ascii: "\"")
let space = UInt8(ascii: " ")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
