/// An entry at the end of its series, with what decides where it goes from there.
package struct CarryCase: Sendable {
  package let state: EntryState
  /// What was released and stands; nil where nothing is.
  package var released: Decision.Outcome?
  package let attempt: Int
  /// How many attempts the policy gives.
  package let attempts: Int
  /// Whether a released result was opened again.
  package var isReopened = false
  /// Whether an extension still runs and nothing has come.
  package var mayStillHandIn = false
  /// The decision's reason, in words for the office.
  package let reason: String

  package init(state: EntryState, attempt: Int, attempts: Int, reason: String) {
    self.state = state
    self.attempt = attempt
    self.attempts = attempts
    self.reason = reason
  }
}

/// Where an entry goes when its series ends; each goes just one way.
package enum CarryWay: Sendable, Hashable {
  /// Why an entry goes into the next series.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case resit, deferral, `extension`
    case notSubmitted = "not-submitted"
    case held
  }

  /// Why an entry stays.
  package enum Stay: String, Sendable, Hashable, CaseIterable {
    case met = "met the standard"
    case noAttemptLeft = "no attempt left"
    case withdrawn
    case notSubmitted = "not submitted"
    case held
    case unfinished
  }

  case carried(Kind, attempt: Int)
  case stays(Stay, String)
}

extension CarryCase {
  /// Where the entry goes.
  ///
  /// - Parameters:
  ///   - withHeld: Whether results that are held back go too, and responses that wait.
  ///   - withNotSubmitted: Whether those go from whom nothing came; it is no attempt.
  /// - Returns: The one way that it goes.
  package func way(withHeld: Bool, withNotSubmitted: Bool) -> CarryWay {
    switch state {
    case .withdrawn: return .stays(.withdrawn, "withdrawn")
    case .deferred: return .carried(.deferral, attempt: attempt)
    case .released:
      if released == .passed { return .stays(.met, "met the standard") }
      return attempt < attempts
        ? .carried(.resit, attempt: attempt + 1)
        : .stays(.noAttemptLeft, "did not meet the standard at attempt \(attempt) of \(attempts)")
    case .withheld, .needsAttention:
      return withHeld && !isReopened ? .carried(.held, attempt: attempt) : .stays(.held, reason)
    case .notSubmitted:
      return withNotSubmitted
        ? .carried(.notSubmitted, attempt: attempt) : .stays(.notSubmitted, reason)
    case .expected where mayStillHandIn: return .carried(.extension, attempt: attempt)
    case .expected, .received, .inMarking, .marked: return .stays(.unfinished, reason)
    case .decided: return .stays(.unfinished, "its result is not released")
    }
  }
}
