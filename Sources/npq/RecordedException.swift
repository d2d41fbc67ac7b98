import Assessment
import Findings
import Ledger

/// An exception as it was typed.
struct RecordedException {
  let kind: RecordCommand.Kind
  let closes: String?
  let value: String?

  /// The exception that is meant, in a window.
  func judge(_ window: SubmissionWindow?) -> Judged<EntryException> {
    switch kind {
    case .withdrawal: Judged(EntryException(kind: .withdrawal))
    case .deferral: Judged(EntryException(kind: .deferral))
    case .extension: extended(window)
    case .integrity: integrity()
    case .engagement: engagement()
    case .mark: Judged(nil)
    }
  }

  private func extended(_ window: SubmissionWindow?) -> Judged<EntryException> {
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
