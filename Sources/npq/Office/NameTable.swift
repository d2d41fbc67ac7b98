import Findings
import Ledger
import Sheets

/// The table in which a person decides about names, out and in.
enum NameTable {
  private static let header = [
    "script", "words", "where", "times", "before", "found", "after", "suggested", "decision",
  ]

  static func csv(_ lines: [NameLine]) -> [UInt8] {
    writeCSV(header: header, rows: lines.map { cells($0).map { .text($0) } })
  }

  static func workbook(_ lines: [NameLine]) throws -> [UInt8] {
    let widths: [Double] = [13, 20, 10, 7, 36, 20, 36, 11, 15]
    var columns = zip(header, widths).map { WorkbookSheet.Column($0, width: $1) }
    columns[8].choices = NameDecision.allCases.map(\.rawValue)
    columns[8].isExpected = true
    var sheet = WorkbookSheet(
      name: "names", columns: columns, rows: lines.map { cells($0).map { .text($0) } })
    sheet.frozenColumns = 1
    return try writeWorkbook([sheet])
  }

  private static func cells(_ line: NameLine) -> [String] {
    [
      line.script, line.row.words, line.row.place, "\(line.row.times)", line.row.before,
      line.row.found, line.row.after, line.suggested.rawValue, shown(line),
    ]
  }

  /// The decision as the table has it: `always masked` where there is nothing to decide.
  static func shown(_ line: NameLine) -> String {
    line.row.isFixed ? fixed : line.decision?.rawValue ?? ""
  }

  private static let fixed = "always masked"

  /// Reads the decisions back; a row that cannot be understood is refused by its place.
  static func read(_ bytes: [UInt8], name: String, _ lines: [NameLine]) -> Judged<[NameChange]> {
    let read = readTable(bytes, name: name, required: ["script", "words", "decision"])
    guard let sheet = read.value else { return Judged(nil, read.findings) }
    var reading = Reading(lines: lines, findings: read.findings)
    for row in sheet.rows {
      reading.take(
        row["script"] ?? "", row["words"] ?? "", (row["decision"] ?? "").lowercased(),
        at: "\(name) \(row.place())")
    }
    return Judged(reading.changes, reading.findings)
  }

  private struct Reading {
    let lines: [NameLine]
    var findings: [Finding]
    var changes: [NameChange] = []

    mutating func take(_ script: String, _ words: String, _ text: String, at place: String) {
      guard !text.isEmpty, text != NameTable.fixed else { return }
      guard let decision = NameDecision(rawValue: text) else {
        return refuse(
          place, "name-decision-unknown", "holds the decision \"\(text.prefix(30))\"",
          "write accept, mask or ask, or leave it blank")
      }
      let found = lines.filter { $0.script == script && $0.row.words == words }
      guard !found.isEmpty else {
        return refuse(
          place, "name-not-found", "is about words that are not in a response that counts",
          "write the table anew with -o, and decide in that")
      }
      guard decision != .accept || !found.contains(where: \.row.isFixed) else {
        return refuse(
          place, "name-always-masked", "is about words that stand in a header, footer or cover too",
          "they are always masked there, and so in the text: choose mask or ask")
      }
      let change = NameChange(script: script, words: words, decision: decision)
      if let other = changes.first(where: { $0.script == script && $0.words == words }) {
        guard other.decision == decision else {
          return refuse(
            place, "name-decided-twice",
            "decides otherwise about the same words of the same script",
            "decide the same in all its rows")
        }
        return
      }
      changes.append(change)
    }

    private mutating func refuse(
      _ place: String, _ code: String, _ message: String, _ remedy: String
    ) {
      findings.append(Finding(code, .refused, place, message, remedy: remedy))
    }
  }
}
