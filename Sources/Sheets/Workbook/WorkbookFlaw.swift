import Archive
import Findings
import Markup

/// Why a workbook, or a sheet of it, cannot be read.
enum WorkbookFlaw: Error {
  /// The container is refused.
  case archive(ArchiveError)
  /// A ZIP that is something else, in plain words.
  case other(String)
  /// A part that is missing, or no XML.
  case part(String, String)
  /// A cell that no spreadsheet program would have written so.
  case cell(String, String)
  case tooWide(cell: String, most: Int)
  case tooManyRows(Int)
  case tooMuchText(Int)
}

extension WorkbookFlaw {
  /// The flaw as a finding about a file or one sheet of it.
  func findings(_ name: String) -> [Finding] {
    switch self {
    case .archive(.refused(let findings)):
      findings.filter { $0.severity == .refused }.map { $0.naming(archive: name) }
    case .archive(let error): [damaged(name, "\(error)")]
    case .other(let what):
      [
        Finding(
          "sheet-not-workbook", .refused, name, "this is \(what), not an Excel workbook (.xlsx)",
          remedy: "save it in the spreadsheet program as \"Excel workbook (.xlsx)\" or CSV")
      ]
    case .part(let part, let reason): [damaged(name, "its part \(part.escaped) \(reason)")]
    case .cell(let cell, let reason): [damaged("\(name) cell \(cell.excerpt)", reason)]
    case .tooWide(let cell, let most):
      [
        Finding(
          "sheet-too-many-columns", .refused, "\(name) cell \(cell.excerpt)",
          "the row reaches beyond \(most) columns", remedy: "check that this is the right file")
      ]
    case .tooManyRows(let most): [.tooManyRows(name, most)]
    case .tooMuchText(let most):
      [
        Finding(
          "sheet-too-large", .refused, name, "its cells hold more than \(most) bytes of text",
          remedy: "split the table, or check that this is the right file")
      ]
    }
  }

  private func damaged(_ subject: String, _ message: String) -> Finding {
    Finding(
      "sheet-damaged-workbook", .refused, subject, message,
      remedy: "open the workbook in the spreadsheet program, save it again, and send that")
  }
}

extension Finding {
  static func formulaWithoutValue(_ place: String, _ cell: String, _ count: Int) -> Finding {
    Finding(
      "sheet-formula-without-value", .warning, "\(place) cell \(cell)",
      count == 1
        ? "holds a formula that was never calculated, and is read as blank"
        : "holds a formula that was never calculated, as \(count) cells do; they are read as blank",
      remedy: "open the workbook in the spreadsheet program, and save it again")
  }

  static func errorValue(_ place: String, _ cell: String, _ text: String, _ count: Int) -> Finding {
    Finding(
      "sheet-error-value", .warning, "\(place) cell \(cell)",
      "shows \(text.excerpt)\(count == 1 ? "" : ", and \(count - 1) more cells show an error")",
      remedy: "mend the formula, or write the value itself")
  }

  static func mergedCells(_ place: String, _ range: String, _ count: Int) -> Finding {
    Finding(
      "sheet-merged-cells", .warning, "\(place) cells \(range.excerpt)",
      "are merged\(count == 1 ? "" : ", as \(count - 1) more ranges are"); only the first of such"
        + " cells holds anything",
      remedy: "unmerge them, and fill in each row")
  }

  static func otherSheets(_ name: String, _ others: [String]) -> Finding {
    let shown = others.prefix(5).map { "\"\($0.excerpt)\"" }.joined(separator: ", ")
    return Finding(
      "sheet-one-of-several", .note, name,
      "the first sheet is read, and not \(shown)\(others.count > 5 ? " and others" : "")",
      remedy: "put the table into the first sheet, if another was meant")
  }
}
