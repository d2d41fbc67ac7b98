import Archive
import Assessment
import Findings
import Foundation
import Sheets

/// A workbook in which a lead or the chair decides: what is shown of each case, and what is filled
/// in beside it.
///
/// What was shown must be what stands when it is taken back; a row for which that is not so is
/// refused by name.
struct DecisionSheet {
  /// One row that somebody filled in.
  struct Decided {
    /// The place of its case in `cases`.
    let place: Int
    /// The file and cell, for findings.
    let subject: String
    let row: SheetRow

    subscript(column: String) -> String? { row[column] }

    var reason: String { row["reason"] ?? "" }
    /// Whose decision it is, where that is somebody else than who takes the sheet back.
    var decider: String? { row["decided by"] }
  }

  let name: String
  /// What is shown; the first `keys` columns name the case.
  let shown: [WorkbookSheet.Column]
  let keys: Int
  /// Columns that are shown for help and may have changed.
  var loose: Set<String> = []
  /// What decides; beside them stand the reason and who decided.
  let choices: [WorkbookSheet.Column]
  let cases: [[String]]

  func bytes() throws -> [UInt8] {
    var choices = choices
    if !choices.isEmpty { choices[0].isExpected = true }
    let rest = [
      WorkbookSheet.Column("reason", width: 40, note: "Why, in your own words"),
      WorkbookSheet.Column(
        "decided by", width: 20, note: "Your name; blank where you take the sheet back yourself"),
    ]
    let blank = [WorkbookCell](repeating: "", count: choices.count + rest.count)
    var sheet = WorkbookSheet(
      name: name, columns: shown + choices + rest,
      rows: cases.map { $0.map { WorkbookCell.text($0) } + blank })
    sheet.frozenColumns = 1
    return try writeWorkbook([sheet])
  }

  /// The rows that somebody filled in; one that is not decided is left for another time.
  func read(_ bytes: [UInt8], name: String) -> Judged<[Decided]> {
    let wanted = shown.prefix(keys).map(\.title) + choices.map(\.title)
    let read = readTable(bytes, name: name, required: wanted)
    guard let sheet = read.value else { return Judged(nil, read.findings) }
    let places = Dictionary(
      cases.enumerated().map { (Array($0.element.prefix(keys)), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var decided: [Decided] = []
    var seen: Set<Int> = []
    var findings = read.findings
    for row in sheet.rows where choices.contains(where: { row[$0.title] != nil }) {
      let subject = "\(name) \(row.place(of: choices[0].title))"
      func refuse(_ code: String, _ message: String, _ remedy: String) {
        findings.append(Finding(code, .refused, subject, message, remedy: remedy))
      }
      let key = shown.prefix(keys).map { row[$0.title] ?? "" }
      let called = key.joined(separator: " ").excerpt
      guard let place = places[key] else {
        refuse(
          "decision-outdated", "\(called) waits for no decision, or no longer",
          "write the sheet anew with --sheet")
        continue
      }
      let changed = zip(shown, cases[place]).filter { column, cell in
        !loose.contains(column.title) && Self.plain(row[column.title] ?? "") != Self.plain(cell)
      }
      guard changed.isEmpty else {
        let what = changed.map { "'\($0.0.title)'" }.joined(separator: ", ")
        refuse(
          "decision-outdated", "\(what) of \(called) changed since the sheet was written",
          "write the sheet anew with --sheet")
        continue
      }
      guard seen.insert(place).inserted else {
        refuse("bad-value", "\(called) is decided twice", "leave one of the rows blank")
        continue
      }
      decided.append(Decided(place: place, subject: subject, row: row))
    }
    return Judged(decided, findings)
  }

  /// A cell as it comes back from any spreadsheet.
  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether a file that --apply names is a sheet, and not the plan of a command.
  static func isMeant(by path: String) -> Bool {
    guard let first = FileHandle(forReadingAtPath: path).flatMap({ try? $0.read(upToCount: 1) })
    else { return false }
    return first != Data("{".utf8)
  }
}

extension DecisionSheet {
  /// Refuses what is decided without saying why.
  static func withReasons(_ judged: Judged<[Decided]>) -> Judged<[Decided]> {
    guard let rows = judged.value else { return judged }
    let findings = rows.filter { $0.reason.trimmed.isEmpty }.map { row in
      Finding(
        "decision-without-reason", .refused, row.subject, "no reason says why",
        remedy: "write one beside the decision")
    }
    return Judged(rows, judged.findings + findings)
  }

  /// Writes the sheet and says how it comes back.
  func write(
    to path: String, _ command: String, _ output: OutputOptions, payload: some Encodable
  ) throws {
    guard !cases.isEmpty else {
      return try output.finish(
        command, .done, [], payload: payload,
        text: "nothing waits to be decided; no sheet was written")
    }
    try writeWhole(bytes(), to: path, replacing: false)
    try output.finish(
      command, .done, [], payload: payload,
      text: "\(cases.count) \(cases.count == 1 ? "row" : "rows") to decide in \(path.escaped)\n"
        + "then: npq \(command) --apply \(path.escaped)")
  }
}
