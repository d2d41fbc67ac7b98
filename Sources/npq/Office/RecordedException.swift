import ArgumentParser
import Assessment
import Findings
import Ledger

/// What goes with a single exception on the command line.
struct ExceptionOptions: ParsableArguments {
  @Option(help: "Of an extension: the new last day, or a time as 2027-03-18T12:00:00Z.")
  var closes: String?
  @Option(help: "Of engagement: the per cent. Of integrity: open or closed.") var value: String?
  @Option(help: "Of integrity: the name of the check or case.") var check = "case"
  @Option(help: "Of integrity: what the checking program said, such as 34.") var score: String?
  @Option(help: "Of an adjustment: how many calendar days later the person's window closes.")
  var days: Int?
  @Option(help: "Of an adjustment: the person's own word limit.") var words: Int?
  @Option(help: "Of an adjustment: how many files the person may hand in.") var files: Int?
  @Option(help: "Of an adjustment: formats that are taken as well, such as 'pdf odt'.")
  var formats: String?
  @Option(help: "Of an adjustment: what the assessor is to do; never why.") var instruction: String?
}

/// An exception as it was typed.
struct RecordedException {
  let kind: RecordCommand.Kind
  let options: ExceptionOptions

  /// The exception that is meant, for an entry of an assessment.
  func judge(_ entry: EntryRecord, _ assessment: CaseStudyAssessment?) throws
    -> Judged<EntryException>
  {
    switch kind {
    case .withdrawal: Judged(EntryException(kind: .withdrawal))
    case .deferral: Judged(EntryException(kind: .deferral))
    case .extension: extended(assessment?.window)
    case .integrity: integrity()
    case .engagement: engagement()
    case .adjustment: try adjustment(entry, known: assessment?.rules.instructions)
    case .mark: Judged(nil)
    }
  }

  private func extended(_ window: SubmissionWindow?) -> Judged<EntryException> {
    guard let window, let closes = options.closes, let end = window.end(closes) else {
      return refuse(
        "bad-time", options.closes ?? "--closes", "is no day or time", "write 2027-03-18")
    }
    guard end > window.closesAt else {
      return refuse(
        "not-an-extension", closes, "is not after the close of the window, \(window.closesAt)",
        "give a later day")
    }
    return Judged(EntryException(kind: .extension, closes: end))
  }

  private func integrity() -> Judged<EntryException> {
    guard let value = options.value, let state = IntegrityCheck.State(rawValue: value) else {
      return refuse(
        "bad-value", options.value ?? "--value", "is not open or closed", "say which it is")
    }
    return Judged(
      EntryException(
        IntegrityCheck(check: options.check.lowercased(), state: state, score: options.score)))
  }

  private func engagement() -> Judged<EntryException> {
    guard let value = options.value, let percent = hundredths(ofPercent: value) else {
      return refuse(
        "bad-value", options.value ?? "--value", "is no per cent from 0 to 100",
        "write --value 92 or --value 88.5")
    }
    return Judged(EntryException(engagement: percent))
  }

  private func adjustment(
    _ entry: EntryRecord, known: [String]?
  ) throws -> Judged<EntryException> {
    let formats = options.formats.map { formatWords($0) }
    let adjustment = Adjustment(
      days: options.days, words: options.words, formats: formats, files: options.files,
      instruction: options.instruction)
    if adjustment.isEmpty {
      return refuse(
        "adjustment-empty", "adjustment", "adjusts nothing",
        "give --days, --words, --files, --formats or --instruction")
    }
    let numbers = [
      ("--days", options.days, 366), ("--words", options.words, 100_000),
      ("--files", options.files, 100),
    ]
    for (name, number, most) in numbers {
      if let number, !(1...most).contains(number) {
        return refuse("bad-value", "\(name) \(number)", "is out of range", "give 1 to \(most)")
      }
    }
    if let other = formats?.first(where: { !FilePolicy.readable.contains($0) }) {
      return refuse(
        "bad-value", other, "is no format that can be read",
        "choose from \(FilePolicy.readable.joined(separator: ", "))")
    }
    if let instruction = options.instruction {
      if let fault = instructionFault(instruction, known: known) {
        return refuse(fault.code, "--instruction", fault.message, fault.remedy)
      }
      if entry.isNamed(in: instruction) {
        return refuse(
          "name-remains", "--instruction", "names the person, whom assessors must not know",
          "say only what the assessor is to do")
      }
    }
    return Judged(try EntryException(adjustment))
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

extension EntryRecord {
  /// Whether a text holds one of the person's names or identifiers.
  func isNamed(in text: String) -> Bool {
    let words = name.split(separator: " ").map(String.init).filter { $0.utf8.count > 3 }
    let known = words + ["email", "trn", "dfe_id", "lms_login", "id"].compactMap { details[$0] }
    let lower = text.lowercased()
    return known.contains { lower.contains($0.lowercased()) }
  }
}
