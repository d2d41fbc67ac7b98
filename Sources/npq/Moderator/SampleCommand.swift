import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate sample`: a random sample, what its readers think, and what it leads to.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw a random sample, compare it, and record what it leads to.",
    discussion: """
      Without a number it draws a sample of each qualification's marked scripts, by the rule of the \
      assessment ('sample' under 'moderation') or the one given here, and gives each script in it \
      to another assessor; 'npq distribute --for sample' sends them out. With a number it shows \
      the sample and compares; with --outcome it records what it leads to.

      A random sample changes no single mark: all marks stand, or more is drawn (extend), or \
      everything of one assessor (remark) or of the group (cohort) is marked again. Who finds one \
      script wrongly marked gives its class a second marking ('npq moderate second'); a clerical \
      error is mended with 'npq record mark --clerical'.

        npq moderate sample --by as-6 --series ~/npq/spring-2027
        npq moderate sample --rule table --include highest,lowest --qualification NPQLT
        npq moderate sample 1
        npq moderate sample 1 --outcome stand --reason "all within a mark"
        npq moderate sample 1 --outcome remark --assessor as-3 --reason "3 of 5 reversed"

      --lead draws from what one lead's assessors marked, and what such a sample leads to is about \
      those scripts alone. --sheet writes the samples that wait for a decision into a workbook, or \
      the one of a number; a lead or the chair decides in it, and --apply does what it says.

        npq moderate sample --lead "Jo Head"
        npq moderate sample --sheet samples.xlsx
        npq moderate sample --apply samples.xlsx
      """)

  enum Outcome: String, ExpressibleByArgument, CaseIterable {
    case stand, extend, cohort, remark
  }

  @Argument(help: "The number of a sample.") var number: Int?
  @OptionGroup var only: QualificationOption
  @Option(
    help: "table, square-root, percent or all, in place of the assessment's rule.",
    transform: Self.rule)
  var rule: SamplePolicy.Rule?
  @Option(help: "Of the rule percent: how many in a hundred.") var percent: Int?
  @Option(help: "highest, lowest, fails, borderlines, assessors, parted by commas; or none.")
  var include: String?
  @Option(help: "What a sample leads to: stand, extend, cohort or remark.") var outcome: Outcome?
  @Option(help: "Of extend: how many are drawn in all.") var size: Int?
  @Option(help: "Of remark: whose scripts are marked again.") var assessor: String?
  @Option(help: "Why, in your own words.") var reason: String?
  @Option(help: ArgumentHelp("Write what waits to be decided as a workbook.", valueName: "file"))
  var sheet: String?
  @OptionGroup var lead: LeadOption
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard number != nil || outcome == nil else {
      throw ValidationError("say which sample: npq moderate sample 1 --outcome …")
    }
    guard outcome == nil || reason?.trimmed.isEmpty == false else {
      throw ValidationError("say why with --reason")
    }
    guard (outcome == .remark) == (assessor != nil), (outcome == .extend) == (size != nil) else {
      throw ValidationError("--outcome remark goes with --assessor, --outcome extend with --size")
    }
    guard (rule == .percent) == (percent != nil), percent.map({ (1...100).contains($0) }) != false
    else { throw ValidationError("--rule percent goes with --percent, from 1 to 100") }
    _ = try clauses()
  }

  func run() throws {
    if let sheet { return try SampleSheet(command: self).write(to: sheet) }
    if let file = options.plan.apply, DecisionSheet.isMeant(by: file) {
      return try options.plan.runWhole(series, output, "moderate sample") { step in
        try SampleSheet(command: self).apply(file, in: step)
      }
    }
    try options.plan.run(series, output, "moderate sample", inputs: []) { step in
      guard let number else { return try SampleDraw(command: self, step: step).run() }
      let found = try step.ledger.samples().first { $0.number == number }
      guard let sample = found else {
        let finding = Finding(
          "no-such-sample", .refused, "sample \(number)", "was never drawn",
          remedy: "npq moderate sample draws one and says its number")
        return try step.refuse("moderate sample", [finding])
      }
      if let outcome {
        let choice = SampleDecision.Choice(
          outcome: outcome, size: size, assessor: assessor, reason: reason ?? "")
        try decide(choice, sample, in: step)
      } else {
        let scripts = try step.ledger.scripts(of: sample, at: series.clock.now)
        let answer = SampleAnswer(sample, scripts)
        try step.finish("moderate sample", .done, [], payload: answer, text: answer.text)
      }
    }
  }

  private func decide(
    _ choice: SampleDecision.Choice, _ sample: SampleRecord, in step: PlannedStep
  ) throws {
    let decided = try SampleDecision(command: self, step: step, sample: sample, choice: choice)
      .record()
    guard let done = decided.value else {
      return try step.refuse("moderate sample", decided.findings, "nothing was recorded")
    }
    try step.finish(
      "moderate sample", .done, decided.findings, payload: done, text: done.text, recorded: true)
  }

  /// Places scripts with readers.
  func placing(_ round: MarkingRound, in step: PlannedStep) -> RoundPlacing {
    RoundPlacing(round: round, options: options, series: series, step: step, verb: "sample")
  }

  /// The rule: what is said here, else the assessment's.
  func policy(_ assessed: SamplePolicy?) throws -> SamplePolicy? {
    let clauses = try clauses()
    guard let rule else {
      guard let assessed, let clauses else { return assessed }
      return SamplePolicy(
        rule: assessed.rule, percent: assessed.percent, atLeast: assessed.atLeast,
        include: clauses, source: assessed.source, date: assessed.date)
    }
    let standard = SamplePolicy(rule: rule)
    return SamplePolicy(
      rule: rule, percent: percent ?? standard.percent, include: clauses ?? standard.include)
  }

  private static func rule(_ word: String) throws -> SamplePolicy.Rule {
    guard let rule = SamplePolicy.Rule(rawValue: word) else {
      let known = SamplePolicy.Rule.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(word)' is no rule: choose from \(known)")
    }
    return rule
  }

  private func clauses() throws -> [SamplePolicy.Clause]? {
    guard let include else { return nil }
    if include == "none" { return [] }
    return try include.split(separator: ",").map { word in
      guard let clause = SamplePolicy.Clause(rawValue: String(word).trimmed) else {
        throw ValidationError("'\(word)' cannot be asked for: see --help")
      }
      return clause
    }
  }
}
