import Findings

/// A response that came after the close, and what the window's rule made of that.
package struct LateResponse: Sendable, Hashable {
  /// Seconds after the close, of the participant's own extension too.
  package let seconds: Int
  /// What the window says of late responses.
  package let rule: LateRule
  /// Seconds of grace after the close.
  package let grace: Int
  /// Whether it counts; else it waits for a person.
  package let counts: Bool

  package init(seconds: Int, rule: LateRule, grace: Int, counts: Bool) {
    self.seconds = seconds
    self.rule = rule
    self.grace = grace
    self.counts = counts
  }

  /// What the rule made of it, in words for the office.
  package var words: String {
    let late = "late by \(spoken(seconds: seconds))"
    let isWithinGrace = seconds <= grace
    switch (counts, isWithinGrace) {
    case (true, true) where rule == .accept:
      return "\(late): accepted under the rule 'late: accept'"
    case (true, _): return "\(late): counted by the office"
    case (false, true): return "\(late), within grace: held under the rule 'late: \(rule.rawValue)'"
    case (false, false):
      return grace > 0
        ? "\(late), \(spoken(seconds: grace)) of grace over: refused unless there is an extension"
        : "\(late): refused unless there is an extension"
    }
  }
}

/// An earlier attempt of the same person in the same qualification.
package struct EarlierAttempt: Sendable, Hashable {
  package let attempt: Int
  /// The script of that attempt, as its series called it.
  package let script: String
  /// The series of that attempt; nil for this one.
  package let series: String?
  /// What it came to; nil where that is not known.
  package let outcome: Decision.Outcome?

  package init(attempt: Int, script: String, series: String?, outcome: Decision.Outcome?) {
    self.attempt = attempt
    self.script = script
    self.series = series
    self.outcome = outcome
  }

  /// The attempt in words for the office.
  package var words: String {
    "attempt \(attempt) was \(script)\(series.map { " in \($0)" } ?? "")"
      + (outcome.map { " (\($0.rawValue))" } ?? "")
  }
}

extension DecisionCase {
  /// What stands beside the marks and belongs to the reason: lateness, and earlier attempts.
  var circumstances: [String] {
    var words: [String] = []
    if let late, standing == .submitted || standing == .needsAttention { words.append(late.words) }
    if attempt > 1 {
      let limit =
        attempt > policy.attempts
        ? "attempt \(attempt), over the limit of \(policy.attempts)"
        : "attempt \(attempt) of \(policy.attempts)"
      let before =
        earlier.isEmpty
        ? "an earlier one is not known here" : earlier.map(\.words).joined(separator: ", ")
      words.append("\(limit): \(before)")
    }
    return words
  }
}

extension Decision {
  /// The decision with what belongs to its reason beside the marks.
  func beside(_ circumstances: [String]) -> Decision {
    var decision = self
    decision.reason = ([reason] + circumstances).joined(separator: "; ")
    return decision
  }
}
