import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq record`: the single case.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record a single case: a withdrawal, an extension …",
    discussion: """
      The person is named by any identifier of the roster, or by a script code. A reason is kept
      apart from the record's chain and never shown to an assessor.

      Examples:
        npq record withdrawal p012 --reason "e-mail of 3 March"
        npq record extension p007 --closes 2027-03-18 --authoriser "A. Head" --reason "see file"
        npq record adjustment p011 --days 4 --words 1875 --instruction "do not mark spelling" \\
          --authoriser "A. Head" --reason "see file"
        npq record engagement p004 --value 88.5 --reason "register"
        npq record integrity p009 --check similarity --score 61 --value open --reason "Turnitin"
        npq record mark S227RGP3BK plan 3 --for as-2 --source "e-mail of 9 April, 14:02"
        npq record mark S227RGP3BK plan 2 --for as-2 --clerical --reason "the sheet says 2"
      """)

  /// What can be recorded of an entry.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case withdrawal, deferral, `extension`, adjustment, integrity, engagement, mark
  }

  @Argument(help: "withdrawal, deferral, extension, adjustment, integrity, engagement or mark.")
  var kind: Kind
  @Argument(help: "The participant, by any identifier, or a script code.") var who: String
  @Argument(help: "Of a mark: the criterion and the mark.") var rest: [String] = []
  @Option(name: .customLong("for"), help: "Of a mark: the assessor whose mark it is.")
  var assessor: String?
  @Option(help: "Why, in your own words.") var reason: String?
  @Flag(help: "Of a mark: it mends a clerical error, such as a mark copied wrongly.")
  var clerical = false
  @Option(help: "Of a mark: where it came from, such as 'e-mail of 9 April, 14:02'.")
  var source: String?
  @Option(help: "The assessment or qualification, where the person has several.")
  var assessment: String?
  @OptionGroup var exception: ExceptionOptions
  @Option(help: "A category, as your policy names them.") var category: String?
  @Option(help: "Who allowed it.") var authoriser: String?
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard reason != nil || (kind == .mark && source != nil) else {
      throw ValidationError(
        kind == .mark ? "say with --source where the mark came from" : "say why with --reason")
    }
    guard !clerical || (kind == .mark && reason != nil) else {
      throw ValidationError("--clerical goes with 'record mark' alone, and needs a --reason")
    }
    guard source == nil || kind == .mark else {
      throw ValidationError("--source goes with 'record mark' alone")
    }
  }

  func run() throws {
    try plan.run(series, output, "record \(kind.rawValue)", inputs: []) { step in
      try kind == .mark ? recordMark(in: step) : recordException(in: step)
    }
  }

  private func recordException(in step: PlannedStep) throws {
    let ledger = step.ledger
    guard rest.isEmpty else {
      throw ValidationError("'\(rest.joined(separator: " "))' goes with 'record mark' alone")
    }
    let search = try EntrySearch(for: who, ledger: ledger, at: series.clock.now)
    let found = search.entry(who, assessment: assessment)
    guard let entry = found.value else {
      return try step.refuse("record", found.findings)
    }
    let assessment = try ledger.assessments()
      .first { $0.assessment.id.text == entry.assessment }?.assessment
    let judged = try RecordedException(kind: kind, options: exception).judge(entry, assessment)
    guard let exception = judged.value else {
      return try step.refuse("record", judged.findings)
    }
    let new = NewException(
      entry: entry.id, exception: exception, category: category, authoriser: authoriser,
      reason: reason ?? "")
    let outcome = try ledger.record([new], act: series.act("record \(kind.rawValue)"))
    var findings = judged.findings
    if let adjustment = exception.adjustment {
      findings += try ledger.packsWithout(adjustment, of: entry)
    }
    let name = "\(entry.name.escaped) (\(entry.qualification.code))"
    let text =
      outcome.added == 0
      ? "\(kind.rawValue) of \(name) stands already: nothing changed"
      : "\(kind.rawValue) recorded for \(name)"
    try step.finish(
      "record", .done, findings,
      payload: Payload(participant: entry.person, script: entry.script, recorded: outcome.added),
      text: text, recorded: true)
  }

  private func recordMark(in step: PlannedStep) throws {
    let judged = try RecordMark(ledger: step.ledger, act: series.act("record mark"))
      .record(
        who, rest, assessor: assessor, reason: reason ?? "", source: source,
        clerical: clerical)
    guard let (script, isNew) = judged.value else {
      return try step.refuse("record", judged.findings)
    }
    try step.finish(
      "record", .done, [],
      payload: Payload(participant: nil, script: script.text, recorded: isNew ? 1 : 0),
      text: (isNew ? "mark recorded for \(script)" : "the mark stands already: nothing changed"),
      recorded: true)
  }

  struct Payload: Encodable {
    let participant: String?
    let script: String
    let recorded: Int
  }
}
