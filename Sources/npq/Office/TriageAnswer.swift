import Findings
import Ledger

/// What `npq triage` answers to machines.
struct TriagePayload: Encodable {
  struct Row: Encodable {
    let script, words, place, before, found, after, suggested: String
    let times: Int
    let decision: String?

    enum CodingKeys: String, CodingKey {
      case script, words, before, found, after, suggested, times, decision
      case place = "where"
    }
  }

  let names: [Row]

  init(_ lines: [NameLine]) {
    names = lines.map { line in
      Row(
        script: line.script, words: line.row.words, place: line.row.place, before: line.row.before,
        found: line.row.found, after: line.row.after, suggested: line.suggested.rawValue,
        times: line.row.times, decision: line.decision?.rawValue)
    }
  }
}

extension TriagePayload {
  static func text(_ outcome: NameOutcome) -> String {
    var lines = [
      "\(outcome.decided) decided, \(outcome.copies) \(outcome.copies == 1 ? "copy" : "copies") "
        + "made anew"
    ]
    if !outcome.asked.isEmpty {
      lines.append(
        "asked to send it again, with a receipt in send/: "
          + outcome.asked.joined(separator: ", "))
    }
    if !outcome.released.isEmpty {
      lines.append("counts again: \(outcome.released.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }

  static func text(_ lines: [NameLine]) -> String {
    guard !lines.isEmpty else { return "no response names its writer where it was looked for" }
    var table = TextTable(["script", "where", "times", "in the text", "suggested", "decision"])
    for line in lines {
      table.add([
        line.script, line.row.place, "\(line.row.times)",
        "…\(line.row.before.suffix(20))[\(line.row.found)]\(line.row.after.prefix(20))…",
        line.suggested.rawValue, NameTable.shown(line),
      ])
    }
    let open = lines.count { $0.decision == nil && !$0.row.isFixed }
    return table.text + "\n\(lines.count) rows, \(open) undecided, which are masked"
  }
}
