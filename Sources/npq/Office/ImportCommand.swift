import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq import`: rosters and lists into the series.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take a roster or a list into the series.",
    discussion: """
      Nothing is applied while a row is refused, unless --except-refused is given. Importing the
      same file twice changes nothing. People are named by any identifier; a column 'assessment' \
      tells several entries of one person apart.

      Columns, of which those in brackets may be missing; others are kept as they are:
        participants  id, qualification or assessment, [name (or first name, last name), email, \
      dfe_id, trn, lms_id, lms_login, cohort, school, urn, trust, partner, facilitator, phase]; \
      also as OneRoster, Moodle and Blackboard name them
        assessors     id, qualifications (parted by ;), capacity, [name, email, minimum, school, \
      urn, trust, partner, phase, lead, from, until]
        interests     participant, assessor, [reason]
      and beside participant:
        extensions    closes, category, authoriser, [assessment, recorded]
        adjustments   authoriser, and any of days, words, formats, files, instruction
        engagement    percent, or a column for each part that the assessment file names
        integrity     any of check, score, state (open or closed), by
        withdrawals, deferrals   [category, authoriser]
        definitive-marks   instead: script, criterion, mark or level, [use, why]
      Officers are those who may release results: name, [email]. Answers of the DfE: participant,
      status (that of HTTP, or voided), [message, replaced_by].
      A column 'reason' is kept apart from the record's chain and shown to no assessor.

      Example:
        npq import participants Samples/series/participants.csv --series ~/npq/spring-2027
        npq import integrity turnitin.csv --open-over 30 --series ~/npq/spring-2027
      """)

  /// The lists that can be imported.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case participants, assessors, interests, extensions, adjustments, engagement, integrity
    case withdrawals, deferrals, officers
    case definitiveMarks = "definitive-marks"
    case dfeAnswers = "dfe-answers"

    static let names = allCases.map(\.rawValue).joined(separator: ", ")
  }

  @Argument(help: ArgumentHelp(stringLiteral: "One of \(Kind.names).")) var kind: Kind
  @Argument(help: "The CSV file; - for stdin.") var file: String
  @Flag(help: "Apply the good rows although others are refused.") var exceptRefused = false
  @Option(help: "Of integrity: a row without a state opens a case if its score is above this.")
  var openOver: Int?
  @Option(help: "A file with an officer's age identity, where officers were named at init.")
  var identity: [String] = []
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try plan.run(series, output, "import \(kind.rawValue)", inputs: [file]) { try take(in: $0) }
  }

  private func take(in step: PlannedStep) throws {
    let ledger = step.ledger
    guard let bytes = tableBytes(file) else {
      let finding = Finding(
        "not-found", .refused, file, "cannot be read", remedy: "check the name of the file")
      return try step.finish("import", .refused, [finding], payload: Payload(), text: "")
    }
    let list = try RosterImport(
      ledger: ledger, bytes: bytes, name: shownName(file), openOver: openOver
    ).read(kind)
    let blocked = list.findings.verdict == .refused && !exceptRefused
    guard !blocked, let apply = list.value else {
      let text =
        list.value == nil
        ? "nothing was imported" : "nothing was imported; --except-refused imports the other rows"
      return try step.finish("import", .refused, list.findings, payload: Payload(), text: text)
    }
    let keys = try series.seriesKeys(of: ledger, identityFiles: identity)
    let applied = try apply(keys, series.act("import \(kind.rawValue)"))
    guard let outcome = applied.value else {
      return try step.finish(
        "import", .refused, list.findings + applied.findings, payload: Payload(),
        text: "nothing was imported")
    }
    let text =
      "\(kind.rawValue): \(outcome.added) added, \(outcome.changed) changed, "
      + "\(outcome.unchanged) unchanged"
    let verdict: Verdict = list.findings.verdict == .refused ? .refused : .done
    try step.finish(
      "import", verdict, list.findings, payload: Payload(outcome), text: text, recorded: true)
  }

  struct Payload: Encodable {
    var added = 0
    var changed = 0
    var unchanged = 0

    init() {}

    init(_ outcome: ImportOutcome) {
      added = outcome.added
      changed = outcome.changed
      unchanged = outcome.unchanged
    }
  }
}
