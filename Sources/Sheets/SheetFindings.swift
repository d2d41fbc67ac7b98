package import Findings

/// What speaks against a file before it is read; nil where nothing does.
func sheetProblem(of bytes: [UInt8], name: String, limits: SheetLimits) -> Finding? {
  if bytes.isEmpty { return .empty(name) }
  if bytes.count > limits.bytes {
    return Finding(
      "sheet-too-large", .refused, name,
      "the file holds \(bytes.count) bytes; at most \(limits.bytes) are read",
      remedy: "split the table, or check that this is the right file")
  }
  if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
    return Finding(
      "sheet-not-csv", .refused, name,
      "this is an old workbook (.xls), one with a password, or an archive, not a CSV file",
      remedy: "open it in the spreadsheet program and save it as \"Excel workbook (.xlsx)\"")
  }
  return nil
}

extension Finding {
  static func empty(_ name: String) -> Finding {
    Finding(
      "sheet-empty", .refused, name, "the file is empty",
      remedy: "send the file again; the first line must name the columns")
  }

  static func encoding(_ name: String) -> Finding {
    Finding(
      "sheet-encoding", .refused, name, "the file is no text that can be read",
      remedy: "save it in the spreadsheet program as \"CSV UTF-8\"")
  }

  static func nul(_ name: String) -> Finding {
    Finding(
      "sheet-nul", .refused, name, "the file holds zero bytes, so it is no CSV text",
      remedy: "save it in the spreadsheet program as \"CSV UTF-8\"")
  }

  static func guessedEncoding(_ name: String) -> Finding {
    Finding(
      "sheet-guessed-encoding", .warning, name,
      "the file is not in UTF-8 and was read as Windows-1252",
      remedy: "look at names with accents; to be sure, save the file as \"CSV UTF-8\"")
  }

  static func unnamedColumn(_ name: String, _ position: Int) -> Finding {
    Finding(
      "sheet-unnamed-column", .warning, name,
      "column \(position) has no name in the first line, so nothing in it is read",
      remedy: "name the column if it matters")
  }

  static func duplicateColumn(_ name: String, _ title: String) -> Finding {
    Finding(
      "sheet-duplicate-column", .refused, name, "two columns are called \"\(title.escaped)\"",
      remedy: "rename or remove one of them")
  }

  package static func missingColumn(_ name: String, _ column: String, header: [String]) -> Finding {
    let shown = header.prefix(20).map { "\"\($0.escaped)\"" }.joined(separator: ", ")
    let more = header.count > 20 ? " and \(header.count - 20) more" : ""
    return Finding(
      "sheet-missing-column", .refused, name,
      "there is no column \"\(column)\"; the first line names \(shown)\(more)",
      remedy: "name the column \"\(column)\" in the first line")
  }

  static func tooManyRows(_ name: String, _ most: Int) -> Finding {
    Finding(
      "sheet-too-many-rows", .refused, name, "the table has more than \(most) rows",
      remedy: "split the table, or check that this is the right file")
  }

  static func ragged(
    _ place: String, cells: Int, columns: Int, _ isInWorkbook: Bool
  ) -> Finding {
    Finding(
      "sheet-ragged-row", .refused, place,
      "the row has \(cells) cells; the first line names \(columns) columns",
      remedy: isInWorkbook
        ? "clear the cells too many, or name their columns"
        : "put text that holds a comma or semicolon in quotes, or clear the cells too many")
  }

  static func moreRagged(_ name: String, _ count: Int) -> Finding {
    Finding(
      "sheet-ragged-row", .refused, name, "\(count) more rows have too many cells",
      remedy: "check that the file was saved with one separator throughout")
  }

  static func cutOff(_ name: String, line: Int) -> Finding {
    Finding(
      "sheet-cut-off", .warning, "\(name) line \(line)",
      "the file ends in the middle of this row, so it may have been cut off",
      remedy: "check that the last rows are there, or send the file again")
  }

  static func parse(_ problem: CSVParser.Problem, name: String, columns: Int) -> Finding {
    switch problem {
    case .openQuote(let line):
      Finding(
        "sheet-open-quote", .refused, "\(name) line \(line)",
        "a quotation mark opens here and is never closed",
        remedy: "close it, or write it twice if it belongs to the text")
    case .afterQuote(let line):
      Finding(
        "sheet-text-after-quote", .refused, "\(name) line \(line)",
        "text follows a closing quotation mark",
        remedy: "write a quotation mark twice if it belongs to the text")
    case .tooWide(let line):
      Finding(
        "sheet-too-many-columns", .refused, "\(name) line \(line)",
        "the row reaches beyond \(columns) columns",
        remedy: "check that this is the right file")
    }
  }
}
