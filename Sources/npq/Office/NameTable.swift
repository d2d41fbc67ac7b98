import Findings
import Ledger
import Sheets

/// The table in which a person decides about names, out and in.
enum NameTable {
  private static let header = [
    "script", "words", "where", "times", "before", "found", "after", "suggested", "decision",
  ]

  static func csv(_ lines: [NameLine]) -> [UInt8] {
    let rows = lines.map { line -> [CSVCell] in
      [
        .text(line.script), .text(line.row.words), .text(line.row.place), .number(line.row.times),
        .text(line.row.before), .text(line.row.found), .text(line.row.after),
        .text(line.suggested.rawValue), .text(shown(line)),
      ]
    }
    return writeCSV(header: header, rows: rows)
  }

  /// The decision as the table has it: `always masked` where there is nothing to decide.
  static func shown(_ line: NameLine) -> String {
    line.row.isFixed ? fixed : line.decision?.rawValue ?? ""
  }

  private static let fixed = "always masked"

  /// Reads the decisions back; a row that cannot be understood is refused by its line.
  static func read(_ bytes: [UInt8], name: String, _ lines: [NameLine]) -> Judged<[NameChange]> {
    let sheet = readCSV(bytes, name: name, required: ["script", "words", "decision"])
    guard let value = sheet.value else { return Judged(nil, sheet.findings) }
    var reading = Reading(name: name, lines: lines, findings: sheet.findings)
    let columns = Dictionary(
      value.header.enumerated().map { ($1.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    for row in value.rows {
      func cell(_ column: String) -> String {
        guard let index = columns[column], row.cells.indices.contains(index) else { return "" }
        return row.cells[index].trimmingSpaces
      }
      reading.take(cell("script"), cell("words"), cell("decision").lowercased(), line: row.line)
    }
    return Judged(reading.changes, reading.findings)
  }

  private struct Reading {
    let name: String
    let lines: [NameLine]
    var findings: [Finding]
    var changes: [NameChange] = []

    mutating func take(_ script: String, _ words: String, _ text: String, line: Int) {
      guard !text.isEmpty, text != NameTable.fixed else { return }
      guard let decision = NameDecision(rawValue: text) else {
        return refuse(
          line, "name-decision-unknown", "holds the decision \"\(text.prefix(30))\"",
          "write accept, mask or ask, or leave it blank")
      }
      let found = lines.filter { $0.script == script && $0.row.words == words }
      guard !found.isEmpty else {
        return refuse(
          line, "name-not-found", "is about words that are not in a response that counts",
          "write the table anew with -o, and decide in that")
      }
      guard decision != .accept || !found.contains(where: \.row.isFixed) else {
        return refuse(
          line, "name-always-masked", "is about words that stand in a header, footer or cover too",
          "they are always masked there, and so in the text: choose mask or ask")
      }
      let change = NameChange(script: script, words: words, decision: decision)
      if let other = changes.first(where: { $0.script == script && $0.words == words }) {
        guard other.decision == decision else {
          return refuse(
            line, "name-decided-twice", "decides otherwise about the same words of the same script",
            "decide the same in all its rows")
        }
        return
      }
      changes.append(change)
    }

    private mutating func refuse(
      _ line: Int, _ code: String, _ message: String, _ remedy: String
    ) {
      findings.append(Finding(code, .refused, "\(name) line \(line)", message, remedy: remedy))
    }
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
