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
        npq record engagement p004 --value 88 --reason "register"
      """)

  /// What can be recorded of an entry.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case withdrawal, deferral, `extension`, integrity, engagement
  }

  @Argument(help: "withdrawal, deferral, extension, integrity or engagement.") var kind: Kind
  @Argument(help: "The participant, by any identifier, or a script code.") var who: String
  @Option(help: "Why, in your own words.") var reason: String
  @Option(help: "The assessment or qualification, where the person has several.")
  var assessment: String?
  @Option(help: "Of an extension: the new last day, or a time as 2027-03-18T12:00:00Z.")
  var closes: String?
  @Option(help: "Of engagement: the per cent. Of integrity: open or closed.") var value: String?
  @Option(help: "A category, as your policy names them.") var category: String?
  @Option(help: "Who allowed it.") var authoriser: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let search = try EntrySearch(ledger: ledger, at: series.clock.now)
    let found = search.entry(who, assessment: assessment)
    guard let entry = found.value else {
      return try output.finish(
        "record", .refused, found.findings, payload: NoPayload(), text: "")
    }
    let judged = exception(for: entry, in: try ledger.assessments())
    guard let exception = judged.value else {
      return try output.finish(
        "record", .refused, judged.findings, payload: NoPayload(), text: "")
    }
    let new = NewException(
      entry: entry.id, exception: exception, category: category, authoriser: authoriser,
      reason: reason)
    let outcome = try ledger.record([new], act: series.act("record \(kind.rawValue)"))
    let name = "\(entry.name.escaped) (\(entry.qualification.code))"
    let text =
      outcome.added == 0
      ? "\(kind.rawValue) of \(name) stands already: nothing changed"
      : "\(kind.rawValue) recorded for \(name)"
    try output.finish(
      "record", .done, judged.findings,
      payload: Payload(participant: entry.person, script: entry.script, recorded: outcome.added),
      text: text + "\nrecord: \(try ledger.head())")
  }

  struct Payload: Encodable {
    let participant: String
    let script: String
    let recorded: Int
  }

  private func exception(
    for entry: EntryRecord, in assessments: [AssessmentInForce]
  ) -> Judged<EntryException> {
    switch kind {
    case .withdrawal: Judged(EntryException(kind: .withdrawal))
    case .deferral: Judged(EntryException(kind: .deferral))
    case .extension: extended(entry, assessments)
    case .integrity: integrity()
    case .engagement: engagement()
    }
  }

  private func extended(
    _ entry: EntryRecord, _ assessments: [AssessmentInForce]
  ) -> Judged<EntryException> {
    let window = assessments.first { $0.assessment.id.text == entry.assessment }?.assessment.window
    guard let window, let closes, let end = window.end(closes) else {
      return refuse("bad-time", closes ?? "--closes", "is no day or time", "write 2027-03-18")
    }
    guard end > window.closesAt else {
      return refuse(
        "not-an-extension", closes, "is not after the close of the window, \(window.closesAt)",
        "give a later day")
    }
    return Judged(EntryException(kind: .extension, closes: end))
  }

  private func integrity() -> Judged<EntryException> {
    guard let value, ["open", "closed"].contains(value) else {
      return refuse("bad-value", value ?? "--value", "is not open or closed", "say which it is")
    }
    return Judged(EntryException(kind: .integrity, value: value))
  }

  private func engagement() -> Judged<EntryException> {
    guard let value, let percent = Int(value), (0...100).contains(percent) else {
      return refuse(
        "bad-value", value ?? "--value", "is no whole per cent from 0 to 100", "write --value 92")
    }
    return Judged(EntryException(kind: .engagement, value: "\(percent)"))
  }

  private func refuse(
    _ code: String, _ subject: String, _ message: String, _ remedy: String
  ) -> Judged<EntryException> {
    Judged(nil, [Finding(code, .refused, subject, message, remedy: remedy)])
  }
}

extension SubmissionWindow {
  /// A day, closing at the window's own minute, or a moment.
  fileprivate func end(_ text: String) -> Instant? {
    CivilDate(text).map { closing(on: $0) } ?? Instant(rfc3339: text)
  }
}
