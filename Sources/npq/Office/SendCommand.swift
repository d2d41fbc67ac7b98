import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq send`: letters with the lists that a mail merge takes.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Write letters, with a list that a mail merge takes.",
    discussion: """
      requests        to participants whose response waits for them: what is the matter, what to
                      do, and by when
      reminders       to participants from whom nothing has come
      chasers         to assessors who have markings still to do
      receipts        the lists of receipts that are there, anew
      templates       our texts into templates/ of the series, for you to change

      Letters lie in send/, one folder each time, with send.csv: person, email, file, subject and \
      first line. Nobody is written to twice about the same thing, except with --again. \
      Acknowledgements to assessors are written by 'npq collect', corrections by 'npq undo' and \
      'npq move'.

        npq send requests --by 2027-03-29 --series ~/npq/spring-2027
        npq send reminders --by-partner --series ~/npq/spring-2027
      """)

  /// What can be written.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case requests, reminders, chasers, receipts, templates

    var letter: LetterKind? {
      switch self {
      case .requests: .request
      case .reminders: .reminder
      case .chasers: .chaser
      case .receipts, .templates: nil
      }
    }
  }

  @Argument(help: "requests, reminders, chasers, receipts or templates.") var kind: Kind
  @Option(
    help: "The day by which an answer is asked for; else as the assessment file says, a week.",
    transform: Self.day)
  var by: CivilDate?
  @Flag(help: "A list for each delivery partner besides.") var byPartner = false
  @Flag(help: "Write also to those who have been written to about the same thing.") var again =
    false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    guard let letter = kind.letter else { return try writeOther(ledger) }
    let sent = try ledger.send(
      letter, by: try answerDay(letter, ledger), again: again, byPartner: byPartner,
      act: series.act("send \(kind.rawValue)"))
    guard let outcome = sent.value else {
      return try output.refuse("send", sent.findings, "nothing was written")
    }
    try output.finish(
      "send", .done, sent.findings, payload: Payload(outcome), text: try text(outcome, ledger))
  }

  /// The day that is asked for: as given, else so many days from now as the policy says.
  private func answerDay(_ letter: LetterKind, _ ledger: Ledger) throws -> CivilDate? {
    guard by == nil, letter != .chaser else { return by }
    let papers = try ledger.assessments().map(\.assessment)
    let days = papers.compactMap(\.rules.answerDays).max() ?? RulePolicy.Standard.answerDays
    let zone = papers.first?.window.zone ?? "Europe/London"
    return series.clock.now.civil(in: zone).day.adding(days: days)
  }

  private func writeOther(_ ledger: Ledger) throws {
    let lines: [String]
    if kind == .templates {
      let written = try ledger.writeTemplates()
      let findings = LetterKind.allCases.flatMap { ledger.template($0).findings }
      lines = [
        written.isEmpty
          ? "every text is there already" : "written: \(written.joined(separator: ", "))",
        "they lie in \(ledger.templates.path)",
      ]
      return try output.finish(
        "send", findings.verdict == .accepted ? .done : findings.verdict, findings,
        payload: NoPayload(), text: lines.joined(separator: "\n"))
    }
    let folders = try ledger.refreshReceiptLists(byPartner: byPartner)
    lines = folders.isEmpty ? ["there are no receipts yet"] : folders.map(\.path)
    try output.finish(
      "send", .done, [], payload: NoPayload(), text: lines.joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Letter: Encodable {
      let person, email, file, subject: String
    }

    let folder: String?
    let letters: [Letter]

    init(_ outcome: SendOutcome) {
      folder = outcome.folder?.path
      letters = outcome.letters.map {
        Letter(
          person: $0.person, email: $0.email, file: $0.file, subject: $0.letter.subject)
      }
    }
  }

  private func text(_ outcome: SendOutcome, _ ledger: Ledger) throws -> String {
    guard let folder = outcome.folder else { return "there is nobody to write to" }
    let missing = outcome.letters.count { $0.email.isEmpty }
    let count = outcome.letters.count
    var lines = ["\(count) \(count == 1 ? "letter" : "letters") in \(folder.path)"]
    if missing > 0 { lines.append("\(missing) without an e-mail address") }
    return lines.joined(separator: "\n") + "\nrecord: \(try ledger.head())"
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("'\(text)' is no day: write it as 2027-03-29")
    }
    return day
  }
}
