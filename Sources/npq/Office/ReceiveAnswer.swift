import Assessment
import Findings
import Foundation
import Ledger

/// What `receive` answers: what became of each file, export by export, and where the lists lie.
struct ReceiveAnswer: Encodable {
  struct Item: Encodable {
    let file, result: String
    /// When it was handed in; left out where nobody knows.
    let received: String?
    let participant, receipt, export, platform: String?
    let words: Int?
  }

  struct Export: Encodable {
    let name, platform: String
    let responses, accepted, held, unchanged, unmatched: Int
  }

  var received: [Item] = []
  var exports: [Export] = []
  /// Where the list of everybody lies, and the one to be filled in for those not matched.
  var list, match: String?

  init() {}

  init(_ alone: [Item], _ exported: [ExportOutcome]) {
    received =
      alone + exported.flatMap { export in export.outcomes.map { Item($0, export) } }
    exports = exported.map { export in
      let counts = Dictionary(grouping: export.outcomes, by: \.result).mapValues(\.count)
      return Export(
        name: export.name, platform: export.platform.rawValue, responses: export.outcomes.count,
        accepted: counts[.accepted] ?? 0, held: counts[.held] ?? 0,
        unchanged: counts[.unchanged] ?? 0,
        unmatched: export.outcomes.count { $0.arrival.person == nil })
    }
  }

  /// The tables of a terminal: each file that came by itself, each export, and the sums.
  func text(counts: [String: Int]) -> String {
    let alone = received.filter { $0.export == nil }
    var parts: [String] = []
    if !alone.isEmpty || exports.isEmpty {
      var table = TextTable(["file", "result", "received", "words", "receipt"], numbers: [3])
      for item in alone {
        table.add([
          item.file, item.result, item.received ?? "not known", item.words.map(String.init) ?? "",
          item.receipt ?? "",
        ])
      }
      parts.append(table.text)
    }
    if !exports.isEmpty {
      parts.append(exportTable)
      parts += counts.isEmpty ? [] : [balance(counts)]
    }
    let sums = ["accepted", "held", "unchanged"].compactMap { kind in
      let count = received.count { $0.result == kind }
      return count > 0 ? "\(count) \(kind)" : nil
    }
    if !sums.isEmpty { parts.append(sums.joined(separator: ", ")) }
    if let match {
      parts.append("to be matched by a person: \(match), then receive the same with --match")
    }
    if let list { parts.append("everybody, one by one: \(list)") }
    return parts.joined(separator: "\n")
  }

  private var exportTable: String {
    var table = TextTable(
      ["export", "platform", "responses", "accepted", "held", "unchanged", "nobody known"],
      numbers: [2, 3, 4, 5, 6])
    for export in exports {
      table.add([
        export.name, export.platform, "\(export.responses)", "\(export.accepted)",
        "\(export.held)", "\(export.unchanged)", "\(export.unmatched)",
      ])
    }
    if exports.count > 1 {
      let sum = { (key: KeyPath<Export, Int>) in "\(exports.map { $0[keyPath: key] }.reduce(0, +))"
      }
      table.add([
        "all", "", sum(\.responses), sum(\.accepted), sum(\.held), sum(\.unchanged),
        sum(\.unmatched),
      ])
    }
    return table.text
  }

  /// Where every entry of the series stands now.
  private func balance(_ counts: [String: Int]) -> String {
    let parts = EntryState.allCases.compactMap { state in
      counts[state.rawValue].map { "\(state.rawValue) \($0)" }
    }
    return "entries: \(parts.joined(separator: ", ")), all \(counts.values.reduce(0, +))\n"
  }
}

extension ReceiveAnswer.Item {
  init(_ outcome: ReceiveOutcome, _ export: ExportOutcome?) {
    self.init(
      file: outcome.arrival.name, result: outcome.result.rawValue,
      received: outcome.arrival.knownTime?.description,
      participant: export == nil ? nil : outcome.arrival.person?.text,
      receipt: outcome.receipt?.number,
      export: export?.name, platform: export?.platform.rawValue, words: outcome.arrival.words)
  }
}
