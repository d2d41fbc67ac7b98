import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq undo`: what was done by mistake.
struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back what was done by mistake; what it was is kept.",
    discussion: """
      Everything that the event changed stands again as it stood before, and the story tells both. \
      An import, a record, a receipt, an allocation, a move and an undo can be undone. It is \
      refused where something stands on the event, such as marks, and what stands on it is named. \
      'npq history' shows the numbers; each command also prints the number of its last event.

        npq undo 31 --reason "wrong person" --series ~/npq/spring-2027
        npq undo 242 --run --reason "the autumn resit export" --series ~/npq/spring-2027
      """)

  @Argument(help: "The number of the event.") var event: Int
  @Flag(name: .customLong("run"), help: "Take back everything that the same command did with it.")
  var wholeRun = false
  @Option(help: "Why, in your own words.") var reason: String
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try plan.run(series, output, "undo", inputs: []) { try undo(in: $0) }
  }

  private func undo(in step: PlannedStep) throws {
    let judged = try step.ledger.undo(
      event, wholeRun: wholeRun, reason: reason, act: series.act("undo"))
    guard let outcome = judged.value else {
      return try step.refuse("undo", judged.findings, "nothing was undone")
    }
    let sent = try step.ledger.correct(
      lost: outcome.receipts, restored: outcome.restored, act: series.act("undo"))
    let letters = sent.value.map { "\nletters about them: \($0.path)" } ?? ""
    try step.finish(
      "undo", .done, judged.findings + sent.findings, payload: Payload(outcome),
      text: text(outcome) + letters, recorded: true)
  }

  struct Payload: Encodable {
    let undone: [Int]
    let command: String
    let rows: [ChangeCount]
    let receipts: [String]

    init(_ outcome: UndoOutcome) {
      undone = outcome.events
      command = outcome.command
      rows = outcome.rows
      receipts = outcome.receipts.values.joined().sorted()
    }
  }

  private func text(_ outcome: UndoOutcome) -> String {
    let first = outcome.events.first ?? event
    let last = outcome.events.last ?? event
    var lines = [
      outcome.events.count == 1
        ? "event \(first), \(outcome.command), is undone"
        : "events \(first) to \(last), \(outcome.command), are undone"
    ]
    for (kind, words) in [
      ("added", "taken out"), ("removed", "put back"), ("changed", "set as before"),
    ] {
      let rows = outcome.rows.filter { $0.kind == kind }.map(\.words)
      if !rows.isEmpty { lines.append("  \(words): \(rows.joined(separator: ", "))") }
    }
    if outcome.others > 0 {
      lines.append(
        "\(outcome.others) more of the same run \(outcome.others == 1 ? "stands" : "stand"); "
          + "--run undoes all of it")
    }
    let receipts = outcome.receipts.values.reduce(0) { $0 + $1.count }
    if receipts > 0 {
      lines.append(
        receipts == 1 ? "1 receipt no longer stands" : "\(receipts) receipts no longer stand")
    }
    return lines.joined(separator: "\n")
  }
}
