package import Findings

/// Reads a CSV file as any spreadsheet writes it.
///
/// The separator is found by itself among comma, semicolon and tab; a first line `sep=;` names it.
/// Columns are found by name, whatever their case and order. Blank rows and blank columns at the
/// end are dropped. The value is nil where no row can be trusted; a single bad row is left out and
/// named. Where columns may repeat, as in another system's fixed layout, the first of a name is
/// found by it and the others by their place.
package func readCSV(
  _ bytes: [UInt8], name: String, required: [String], limits: SheetLimits = SheetLimits(),
  mayRepeatColumns: Bool = false
) -> Judged<Sheet> {
  CSVReader(
    name: name, required: required, limits: limits, mayRepeatColumns: mayRepeatColumns
  ).read(bytes)
}

private struct CSVReader {
  let name: String
  let required: [String]
  let limits: SheetLimits
  let mayRepeatColumns: Bool

  func read(_ bytes: [UInt8]) -> Judged<Sheet> {
    if let problem = sheetProblem(of: bytes, name: name, limits: limits) {
      return Judged(nil, [problem])
    }
    guard let decoded = decode(bytes) else {
      return Judged(nil, [.encoding(name)])
    }
    guard !decoded.utf8.contains(0) else { return Judged(nil, [.nul(name)]) }
    var judged = table(decoded.utf8)
    if decoded.guessed { judged.findings.insert(.guessedEncoding(name), at: 0) }
    return judged
  }

  private func table(_ text: [UInt8]) -> Judged<Sheet> {
    do throws(CSVParser.Problem) {
      var parser = opened(text)
      guard let first = try parser.nextFilled() else { return Judged(nil, [.empty(name)]) }
      var table = TableBuilder(name: name, titles: first.cells, limits: limits)
      let problems = table.headerFindings(
        required: required, mayRepeat: mayRepeatColumns)
      guard problems.verdict == .accepted else { return Judged(nil, problems) }
      var judged = try rows(of: &parser, into: &table)
      judged.findings = problems + judged.findings
      return judged
    } catch {
      return Judged(nil, [.parse(error, name: name, columns: limits.columns)])
    }
  }

  /// A parser that stands before the header and knows the separator.
  private func opened(_ text: [UInt8]) -> CSVParser {
    if let named = namedSeparator(text) {
      return CSVParser(
        text, separator: named.separator, columns: limits.columns, position: named.length, line: 2)
    }
    let wanted = Set(required.map(columnKey))
    var best = CSVParser(text, separator: UInt8(ascii: ","), columns: limits.columns)
    var most = (-1, -1)
    for separator in [UInt8](",;\t".utf8) {
      let parser = CSVParser(text, separator: separator, columns: limits.columns)
      guard let trial = score(of: parser, wanted: wanted) else { continue }
      if trial > most {
        most = trial
        best = parser
      }
    }
    return best
  }

  /// Wanted columns in the first line, then columns at all; nil where it cannot be split.
  private func score(of parser: CSVParser, wanted: Set<String>) -> (Int, Int)? {
    var parser = parser
    do throws(CSVParser.Problem) {
      guard let record = try parser.nextFilled() else { return nil }
      return (Set(record.cells.map(columnKey)).intersection(wanted).count, record.width)
    } catch {
      if case .tooWide = error { return (0, limits.columns + 1) }
      return nil
    }
  }

  private func rows(
    of parser: inout CSVParser, into table: inout TableBuilder
  ) throws(CSVParser.Problem) -> Judged<Sheet> {
    var last: CSVParser.Record?
    while let record = try parser.nextFilled() {
      guard table.add(line: record.line, cells: record.cells) else {
        return Judged(nil, [.tooManyRows(name, limits.rows)])
      }
      last = record
    }
    var judged = table.sheet()
    if let last, !last.ended, last.width < table.header.count {
      judged.findings.append(.cutOff(name, line: last.line))
    }
    return judged
  }
}

extension CSVParser {
  /// The next record that holds more than white space.
  mutating func nextFilled() throws(Problem) -> Record? {
    while let record = try next() {
      if record.cells.contains(where: { !$0.trimmed.isEmpty }) { return record }
    }
    return nil
  }
}

/// The separator that a first line `sep=;` names, and the bytes of that line.
private func namedSeparator(_ text: [UInt8]) -> (separator: UInt8, length: Int)? {
  let line = text.prefix(9).prefix { $0 != lineFeed && $0 != carriageReturn }
    .filter { $0 != quote }
  guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
    [UInt8](",;\t".utf8).contains(line[4])
  else { return nil }
  guard let end = text.firstIndex(where: { $0 == lineFeed || $0 == carriageReturn }) else {
    return (line[4], text.count)
  }
  let pair = text[end] == carriageReturn && end + 1 < text.count && text[end + 1] == lineFeed
  return (line[4], end + (pair ? 2 : 1))
}
