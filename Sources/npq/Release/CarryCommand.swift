import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq carry`: from one series into the next.
struct CarryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry", abstract: "Take resits and deferrals into the next series.",
    discussion: """
      Every entry of the old series goes one way, and all of them are counted: resits (as the next \
      attempt; whoever has marked the earlier one will not mark this one), deferrals, those who may \
      still hand in, and those from whom nothing came, with their adjustments. Whoever met the \
      standard, has withdrawn or has no attempt left stays; so does what is not finished, and what \
      is held back, unless --with-held. Run it again when more is released: nobody goes twice. Both \
      series keep it, and npq undo takes one back, in each of them.

        npq carry ~/npq/spring-2027 --into ~/npq/autumn-2027 --plan carry.json
        npq carry ~/npq/spring-2027 --into ~/npq/autumn-2027 --apply carry.json
      """)

  @Argument(help: "The folder of the series that ends.") var old: String
  @Option(help: "The folder of the series that they go into.") var into: String
  @Flag(help: "Also results that are held back and responses that wait, with open cases.")
  var withHeld = false
  @Flag(help: "Leave those from whom nothing came.") var leaveNotSubmitted = false
  @Option(name: .customLong("as"), help: "Who acts; else NPQ_PERSON. Stands in both records.")
  var person: String?
  @OptionGroup var clock: ClockOptions
  @Option(help: "The folder of the keys of the series that they go into.") var keys: String?
  @Option(help: "A file with an officer's age identity, where officers were named at init.")
  var identity: [String] = []
  @Option(
    help: ArgumentHelp(
      "A file whose first line opens protected keys, or /dev/fd/3; else you are asked.",
      valueName: "file"))
  var passphraseFile: String?
  @OptionGroup var progress: ProgressOptions
  @OptionGroup var plan: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var series = SeriesOptions.stated(series: into, person: person, clock: clock, keys: keys)
    series.passphraseFile = passphraseFile
    series.progress = progress
    let record = URL(filePath: old).appending(path: Ledger.fileName).path
    let options = series
    try plan.run(series, output, "carry", inputs: [record]) { try carry(in: $0, options) }
  }

  /// The series that ends: its entries are noted as carried, so that it takes its turn too.
  private func open(_ old: String, rehearsing: Bool) throws -> Ledger {
    if rehearsing { return try Ledger(opening: URL(filePath: old)) }
    var series = SeriesOptions.stated(series: old, person: person, clock: clock, keys: nil)
    series.progress = progress
    return try series.open()
  }

  private func carry(in step: PlannedStep, _ series: SeriesOptions) throws {
    let from = try open(old, rehearsing: step.rehearsing)
    let name = try from.name()
    guard name != (try step.ledger.name()) else {
      let finding = Finding(
        "same-series", .refused, into, "is the series that ends, or has its name",
        remedy: "name the next series with --into")
      return try step.refuse("carry", [finding], "nobody was carried")
    }
    let lines = try from.carryLines(
      withHeld: withHeld, withNotSubmitted: !leaveNotSubmitted, at: series.clock.now)
    var keys = try series.seriesKeys(of: step.ledger, identityFiles: identity)
    let act = series.act("carry")
    let outcome = try step.ledger.takeOver(
      lines, from: name, secret: try keys.pseudonymSecret(), act: act)
    if !step.rehearsing {
      try from.noteCarried(
        outcome.added + outcome.unchanged, into: try step.ledger.name(), act: act)
    }
    let answer = CarryAnswer(lines: lines, outcome: outcome)
    try step.finish(
      "carry", outcome.findings.verdict == .held ? .held : .done, outcome.findings,
      payload: answer.payload, text: answer.text, recorded: true)
  }
}
