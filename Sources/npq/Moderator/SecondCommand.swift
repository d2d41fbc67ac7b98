import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate second`: a second marking of a class of scripts.
struct SecondCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "second", abstract: "Give a whole class of scripts to a second assessor.",
    discussion: """
      Unlike a random sample, the second marking of a class counts for each script in it: all \
      fails, all borderlines, all of one assessor, or everything. Without --class it is what the \
      assessments ask for ('second' under 'moderation'; where nothing is said, fails and \
      borderlines), and no such result is final before. With --replace the marking of the \
      assessor is kept but no longer counts: a full re-mark.

        npq moderate second --series ~/npq/spring-2027
        npq moderate second --class assessor --assessor as-3 --replace --reason "drifted"
      """)

  enum Class: String, ExpressibleByArgument, CaseIterable {
    case due, fails, borderlines, all, assessor
  }

  @Option(name: .customLong("class"), help: "due, fails, borderlines, all or assessor.")
  var kind: Class = .due
  @Option(help: "Of the class assessor: whose scripts.") var assessor: String?
  @OptionGroup var only: QualificationOption
  @Flag(help: "The assessor's own markings no longer count.") var replace = false
  @Option(help: "Why, in your own words; needed with --replace.") var reason: String?
  @OptionGroup var options: RoundOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (kind == .assessor) == (assessor != nil) else {
      throw ValidationError("--class assessor goes with --assessor, and neither without the other")
    }
    guard !replace || (kind == .assessor && reason?.trimmed.isEmpty == false) else {
      throw ValidationError("--replace goes with --class assessor, and needs a --reason")
    }
  }

  func run() throws {
    try options.plan.run(series, output, "moderate second", inputs: []) { try place(in: $0) }
  }

  private func place(in step: PlannedStep) throws {
    var marker: Identifier?
    if let assessor {
      guard case .one(let id) = try step.ledger.assessorIndex().find(assessor) else {
        let finding = Finding(
          "unknown-person", .refused, assessor, "is no assessor of the series",
          remedy: "npq status lists them")
        return try step.refuse("moderate second", [finding])
      }
      marker = id
    }
    let rows = try step.ledger.results(at: series.clock.now) { [only] row in
      only.holds(row.entry.qualification)
    }
    let scripts = secondScripts(of: rows, in: self.class(marker))
    try RoundPlacing(
      round: .second, options: options, series: series, step: step, verb: "second"
    ).run(
      Set(scripts.map(\.text)), replacing: replace ? marker?.text : nil, reason: reason,
      none: "no script of this class waits for a second marking")
  }

  private func `class`(_ marker: Identifier?) -> SecondScripts {
    switch (kind, marker) {
    case (.fails, _): .fails
    case (.borderlines, _): .borderlines
    case (.all, _): .all
    case (.assessor, let marker?): .of(marker, whollyAgain: replace)
    default: .due
    }
  }
}
