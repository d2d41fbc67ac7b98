import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate agree`: which rule fires on which script, shown and recorded.
struct AgreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Show and record which rule of agreement fires on which script.",
    discussion: """
      The rules stand in the assessment file under 'moderation'. Two markings on one side of the \
      pass and within tolerance decide together; on different sides they are never averaged. What \
      is decided is recorded with the rule and the markings on which it rests; what is not says \
      what comes next. Recording the same again changes nothing.

        npq moderate agree --series ~/npq/spring-2027
        npq moderate agree --plan agree.json --series ~/npq/spring-2027
      """)

  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try plan.run(series, output, "moderate agree", inputs: []) { try agree(in: $0) }
  }

  private func agree(in step: PlannedStep) throws {
    let (all, recorded) = try step.ledger.recordAgreements(act: series.act("moderate agree"))
    let rows = all.filter(\.isModerated)
    let payload = Payload(scripts: rows.map(Payload.Script.init), recorded: recorded)
    guard !rows.isEmpty else {
      return try step.finish(
        "moderate agree", .done, [], payload: payload, text: "no script has a second marking")
    }
    var table = TextTable(
      ["script", "markings", "rule", "outcome", "total", "reason"], numbers: [4])
    for script in payload.scripts {
      table.add([
        script.script, script.markings.map(\.text).joined(separator: ", "), script.rule,
        script.outcome, script.total, script.reason,
      ])
    }
    let rules = Dictionary(grouping: payload.scripts, by: \.rule).sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
    var text = table.text + "\n\(rules), all \(rows.count)\n\(recorded.count) recorded anew"
    for next in Self.next(rows) { text += "\nnext: \(next)" }
    try step.finish("moderate agree", .done, [], payload: payload, text: text, recorded: true)
  }

  /// The commands that go on with what is not decided.
  private static func next(_ rows: [ResultRow]) -> [String] {
    let rules = Set(rows.map(\.decision.rule))
    return [
      rules.contains(.secondReading) ? "npq moderate second" : nil,
      rules.contains(.thirdMarking) ? "npq moderate third" : nil,
      rules.contains(.adjudication) || rules.contains(.discussion)
        ? "npq moderate adjudicate" : nil,
    ].compactMap(\.self)
  }

  struct Payload: Encodable {
    struct Marking: Encodable {
      let assessor: String
      let total: Int
      let passes: Bool

      var text: String { "\(assessor) \(total)" }
    }

    struct Script: Encodable {
      let script, qualification, rule, outcome, total, reason: String
      let markings: [Marking]

      init(_ row: ResultRow) {
        script = row.entry.script?.text ?? ""
        qualification = row.entry.qualification.code
        rule = row.decision.rule.rawValue
        outcome = row.decision.outcome.rawValue
        total = row.decision.total?.description ?? ""
        reason = row.decision.reason
        markings = row.complete.map { marking in
          Marking(
            assessor: marking.assessor.text, total: marking.total, passes: marking.passes)
        }
      }
    }

    let scripts: [Script]
    /// The scripts for which something new was recorded.
    let recorded: [String]
  }
}
