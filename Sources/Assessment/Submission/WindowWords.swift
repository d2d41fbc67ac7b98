package import Findings

/// What a participant is told about time: never a refusal, since they may have an extension that
/// the assessment file does not know.
package struct WindowNotice: Sendable {
  /// One sentence about the window.
  package let text: String
  package let findings: [Finding]

  /// The notice for an instant; without one it says when the window is.
  package init(_ window: SubmissionWindow, at instant: Instant?) {
    let close = spoken(window.closesAt, in: window.zone)
    guard let instant else {
      text = "The window closes \(close)."
      findings = []
      return
    }
    let judgement = window.judge(instant)
    let by = spoken(seconds: judgement.by)
    switch judgement.state {
    case .open:
      text = "The window closes \(close), in \(by)."
      findings = []
    case .early:
      let open = spoken(window.opensAt, in: window.zone)
      text = "The window opens \(open) and closes \(close)."
      findings = [
        Finding(
          "window-not-open", .warning, "", "the window opens \(open), in \(by)",
          remedy: "hand in after that")
      ]
    case .late, .closed:
      text = "The window closed \(close), \(by) ago."
      findings = [
        Finding(
          "window-over", .warning, "", "the window closed \(close), \(by) ago",
          remedy: "if you have an extension, hand in; if not, write to your provider at once")
      ]
    }
  }
}
