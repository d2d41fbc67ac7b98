import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate standardise remark`: what somebody marked while they drifted, to others.
struct StandardiseRemark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remark", abstract: "Give what an assessor marked while drifting to others.",
    discussion: """
      Everything that they marked since the last good seed goes to another assessor, once. Their \
      own marks are kept and no longer count.

        npq moderate standardise remark as-3 --reason "drifted, 14 April"
        npq distribute --for second -o packs
      """)

  @Argument(help: "The assessor: identifier, e-mail or name.") var assessor: String
  @Option(help: "Why, in your own words.") var reason: String
  @OptionGroup var only: QualificationOption
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !reason.trimmed.isEmpty else { throw ValidationError("--reason is empty") }
  }

  func run() throws {
    try options.plan.run(series, output, "moderate standardise remark", inputs: []) { step in
      let judged = try step.ledger.standards(
        of: assessor, only: only, at: series.clock.now)
      guard let standards = judged.value, let marker = standards.first?.assessor.id else {
        return try step.refuse("moderate standardise", judged.findings)
      }
      let drifted = Set(standards.flatMap { $0.drift.named?.remark ?? [] }.map(\.text))
      // What is allocated to them and stands; an extra marking of theirs counts for nothing.
      let scripts = Set(
        try step.ledger.entries(at: series.clock.now, with: drifted)
          .filter { $0.counted.contains(marker) }.map(\.script))
      try RoundPlacing(
        round: .second, options: options, series: series, step: step, verb: "standardise remark"
      ).run(
        scripts, replacing: marker, reason: reason.trimmed,
        none: "nothing of theirs is to be marked again")
    }
  }
}
