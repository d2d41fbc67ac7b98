import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate third`: a third marking where two do not decide.
struct ThirdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "third",
    abstract: "Give scripts whose two markings do not decide to a third assessor.",
    discussion: """
      Which scripts these are follows from the assessment's rules of agreement ('npq moderate \
      agree' shows it): markings on different sides of a pass are never averaged. A third \
      assessor, who has not seen the script, marks it. Run 'npq distribute --for third' \
      afterwards; how three markings decide stands under 'of-three' in the assessment file.

      With --adjudicate it gives what waits for an adjudicator to those named with --by: their \
      marking decides alone. The packs go out with 'npq distribute --for adjudication'.

      --sheet writes what is due into a workbook with whom the allocation would take; a lead or the \
      chair names somebody in each row, and --apply gives the scripts to them, if no rule is in \
      the way.

        npq moderate third --series ~/npq/spring-2027
        npq moderate third --adjudicate --by as-6 --series ~/npq/spring-2027
        npq moderate third --lead "Jo Head" --sheet third.xlsx
        npq moderate third --apply third.xlsx
      """)

  @Flag(help: "Give what waits for an adjudicator to those named with --by.")
  var adjudicate = false
  @Option(help: ArgumentHelp("Write what is due as a workbook.", valueName: "file"))
  var sheet: String?
  @OptionGroup var lead: LeadOption
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  private var isFromSheet: Bool { options.plan.apply.map(DecisionSheet.isMeant) ?? false }

  func validate() throws {
    guard !adjudicate || !options.names.isEmpty || sheet != nil || isFromSheet else {
      throw ValidationError("say with --by who adjudicates, or let a sheet say it")
    }
    guard sheet == nil || options.plan.apply == nil && options.plan.plan == nil else {
      throw ValidationError("--sheet goes without --plan and --apply")
    }
  }

  func run() throws {
    if let file = options.plan.apply, isFromSheet {
      return try options.plan.runWhole(series, output, "moderate third") { step in
        try due(in: step) { try ThirdSheet(placing: placing(step), rows: $0).apply(file) }
      }
    }
    if let sheet {
      return try options.plan.look(series, output, "moderate third") { step in
        try due(in: step) { try write($0, placing(step), to: sheet) }
      }
    }
    try options.plan.run(series, output, "moderate third", inputs: []) { step in
      try due(in: step) { rows in
        try placing(step).run(
          Set(rows.compactMap(\.entry.script?.text)),
          none: adjudicate
            ? "no script waits for an adjudicator" : "no script needs a third marking")
      }
    }
  }

  private func placing(_ step: PlannedStep) -> RoundPlacing {
    RoundPlacing(
      round: adjudicate ? .adjudication : .third, options: options, series: series, step: step,
      verb: "third")
  }

  /// What is due, of the lead who is named.
  private func due(in step: PlannedStep, _ body: ([ResultRow]) throws -> Void) throws {
    let team = try lead.team(in: step.ledger)
    guard let choice = team.value else {
      return try step.refuse("moderate third", team.findings)
    }
    let rule: Decision.Rule = adjudicate ? .adjudication : .thirdMarking
    try body(
      step.ledger.results(at: series.clock.now, withTexts: false) {
        $0.decision.rule == rule && choice.holds($0)
      })
  }

  private func write(_ rows: [ResultRow], _ placing: RoundPlacing, to path: String) throws {
    let made = try ThirdSheet(placing: placing, rows: rows).made()
    guard let sheet = made.value else {
      return try output.refuse("moderate third", made.findings)
    }
    try sheet.write(
      to: path, "moderate third", output, payload: AdjudicateCommand.Payload(rows))
  }
}
