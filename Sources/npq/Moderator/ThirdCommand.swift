import ArgumentParser
import Assessment
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

        npq moderate third --series ~/npq/spring-2027
        npq moderate third --adjudicate --by as-6 --series ~/npq/spring-2027
      """)

  @Flag(help: "Give what waits for an adjudicator to those named with --by.")
  var adjudicate = false
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !adjudicate || !options.names.isEmpty else {
      throw ValidationError("say with --by who adjudicates")
    }
  }

  func run() throws {
    try options.plan.run(series, output, "moderate third", inputs: []) { step in
      let rule: Decision.Rule = adjudicate ? .adjudication : .thirdMarking
      let due = try step.ledger.results(at: series.clock.now, withTexts: false).filter {
        $0.decision.rule == rule
      }
      try RoundPlacing(
        round: adjudicate ? .adjudication : .third, options: options, series: series, step: step,
        verb: "third"
      ).run(
        Set(due.compactMap(\.entry.script?.text)),
        none: adjudicate
          ? "no script waits for an adjudicator" : "no script needs a third marking")
    }
  }
}
