import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

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

      --sheet writes what is decided and not recorded yet into a workbook, in which a lead or the \
      chair says yes row by row; --apply takes it back and records those alone, with who decided.

        npq moderate agree --lead "Jo Head" --sheet agree.xlsx
        npq moderate agree --apply agree.xlsx
      """)

  @Option(help: ArgumentHelp("Write what is to be confirmed as a workbook.", valueName: "file"))
  var sheet: String?
  @OptionGroup var lead: LeadOption
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if let sheet { return try write(to: sheet) }
    if let file = plan.apply, DecisionSheet.isMeant(by: file) {
      return try plan.runWhole(series, output, "moderate agree") { try confirm(file, in: $0) }
    }
    try plan.run(series, output, "moderate agree", inputs: []) { try agree(in: $0) }
  }

  private func agree(in step: PlannedStep) throws {
    let team = try lead.team(in: step.ledger)
    guard let choice = team.value else {
      return try step.refuse("moderate agree", team.findings)
    }
    let codes = try choice.team.map { _ in
      Set(
        try step.ledger.results(at: series.clock.now, withTexts: false, where: choice.holds)
          .compactMap(\.entry.script?.text))
    }
    let (scripts, recorded) = try step.ledger.recordAgreements(
      of: codes, act: series.act("moderate agree")
    ) { row in
      row.isModerated && choice.holds(row) ? Payload.Script(row) : nil
    }
    let payload = Payload(scripts: scripts, recorded: recorded)
    guard !scripts.isEmpty else {
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
    var text = table.text + "\n\(rules), all \(scripts.count)\n\(recorded.count) recorded anew"
    for next in Self.next(scripts) { text += "\nnext: \(next)" }
    try step.finish("moderate agree", .done, [], payload: payload, text: text, recorded: true)
  }

  /// The commands that go on with what is not decided.
  private static func next(_ scripts: [Payload.Script]) -> [String] {
    let rules = Set(scripts.compactMap { Decision.Rule(rawValue: $0.rule) })
    return [
      rules.contains(.secondReading) ? "npq moderate second" : nil,
      rules.contains(.thirdMarking) ? "npq moderate third" : nil,
      rules.contains(.adjudication) || rules.contains(.discussion)
        ? "npq moderate adjudicate" : nil,
    ].compactMap(\.self)
  }

  private func write(to path: String) throws {
    let ledger = try series.openToRead()
    let team = try lead.team(in: ledger)
    guard let choice = team.value else {
      return try output.refuse("moderate agree", team.findings)
    }
    let scripts = try ledger.unrecorded(at: series.clock.now, of: choice)
    try Self.sheet(scripts).write(
      to: path, "moderate agree", output, payload: Payload(scripts: scripts, recorded: []))
  }

  private func confirm(_ path: String, in step: PlannedStep) throws {
    let scripts = try step.ledger.unrecorded(at: series.clock.now, of: TeamChoice(team: nil))
    let read = readBytes(path) { Self.sheet(scripts).read($0, name: $1) }
    let wrong = (read.value ?? []).filter { $0["record"]?.lowercased() != "yes" }.map { row in
      Finding(
        "bad-value", .refused, row.subject, "\"\((row["record"] ?? "").excerpt)\" is no answer",
        remedy: "write yes, or leave it blank; what needs another marking is npq moderate second")
    }
    let findings = read.findings + wrong
    guard let decided = read.value, findings.verdict != .refused else {
      return try step.refuse("moderate agree", findings, "nothing was recorded")
    }
    var recorded: [String] = []
    for (decider, group) in Dictionary(grouping: decided, by: { $0.decider ?? "" })
      .sorted(by: { $0.key < $1.key })
    {
      recorded += try step.ledger.recordAgreements(
        of: Set(group.map { scripts[$0.place].script }),
        act: series.act("moderate agree").decided(by: decider.isEmpty ? nil : decider)
      ).recorded
    }
    try step.finish(
      "moderate agree", .done, findings,
      payload: Payload(scripts: scripts, recorded: recorded.sorted()),
      text: "\(recorded.count) recorded, \(scripts.count - recorded.count) still to confirm",
      recorded: true)
  }

  private static func sheet(_ scripts: [Payload.Script]) -> DecisionSheet {
    var record = WorkbookSheet.Column("record", width: 8, note: "yes: it is recorded as it stands")
    record.choices = ["yes"]
    return DecisionSheet(
      name: "agree",
      shown: [
        .init("script", width: 13), .init("qualification", width: 14),
        .init("markings", width: 34), .init("rule", width: 18), .init("outcome", width: 22),
        .init("total", width: 8), .init("why", width: 50),
      ], keys: 1, choices: [record],
      cases: scripts.map { script in
        [
          script.script, script.qualification, script.markings.map(\.text).joined(separator: ", "),
          script.rule, script.outcome, script.total, script.reason,
        ]
      })
  }

  struct Payload: Encodable {
    struct Marking: Encodable, Sendable {
      let assessor: String
      let total: Int
      let passes: Bool

      var text: String { "\(assessor) \(total)" }
    }

    struct Script: Encodable, Sendable {
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

extension Ledger {
  /// What is decided by more than one marking and not recorded yet.
  fileprivate func unrecorded(
    at now: Instant, of choice: TeamChoice
  ) throws -> [AgreeCommand.Payload.Script] {
    try unrecordedAgreements(at: now) { row in
      choice.holds(row) ? AgreeCommand.Payload.Script(row) : nil
    }
  }
}
