/// An entry with everything that says whether its result may go out.
package struct ReleaseCandidate: Sendable {
  /// How far the feedback of an entry has come.
  package enum Feedback: Sendable, Hashable {
    /// The policy gives none.
    case notGiven
    /// Nobody has approved a text yet.
    case missing
    /// A text was approved, and what assessors wrote has changed since.
    case outOfDate
    case approved(String)
  }

  /// What was released before.
  package enum Before: Sendable, Hashable {
    case nothing
    case released
    /// A release that was opened again and waits for a decision.
    case reopened
    /// A release that was opened again, and decided.
    case settled
  }

  package let row: ResultRow
  /// The end of an extension that is not over.
  package var openUntil: Instant?
  /// What assessors asked that nobody has answered.
  package var openQueries: [String] = []
  /// Whether a response waits for a person's decision.
  package var hasWaitingResponse = false
  /// The series into which the entry was carried.
  package var carriedInto: String?
  package var feedback = Feedback.notGiven
  package var before = Before.nothing

  package init(_ row: ResultRow) { self.row = row }
}

/// Why a result is held back by rule.
package struct ReleaseHold: Sendable, Hashable {
  /// The rules, by the codes of their findings.
  package enum Rule: String, Sendable, Hashable, CaseIterable {
    case extensionOpen = "extension-open"
    case queryOpen = "query-open"
    case responseWaits = "response-waits"
    case markClash = "result-clash"
    case pending = "result-pending"
    case caseOpen = "result-withheld"
    case reopened = "result-reopened"
    case feedbackMissing = "feedback-not-approved"
    case feedbackOutOfDate = "feedback-out-of-date"
    case carried = "carried-away"
  }

  package let rule: Rule
  /// The reason in words for the office; nothing in it names a person.
  package let words: String

  /// Whether the result itself is not there yet.
  package var isIncomplete: Bool { rule == .pending || rule == .markClash }
}

/// What becomes of an entry in a release.
package enum ReleaseStanding: Sendable, Hashable {
  /// Its result can go out.
  case ready
  case held([ReleaseHold])
  /// Its result is out.
  case released
  /// There is no result to tell: withdrawn, deferred, or nothing handed in.
  case noResult
}

extension ReleaseCandidate {
  /// Judges whether the result may go out; all that holds it is named.
  package var standing: ReleaseStanding {
    switch row.decision.outcome {
    case .withdrawn, .deferred, .notSubmitted: return before == .released ? .released : .noResult
    case .passed, .didNotMeetStandard, .pending, .withheld: break
    }
    if before == .released { return .released }
    let holds = holds
    return holds.isEmpty ? .ready : .held(holds)
  }

  private var holds: [ReleaseHold] {
    var holds: [ReleaseHold] = []
    func hold(_ rule: ReleaseHold.Rule, _ words: String) {
      holds.append(ReleaseHold(rule: rule, words: words))
    }
    if before == .reopened { hold(.reopened, "was opened again and is not settled") }
    if let carriedInto { hold(.carried, "was carried into the series \(carriedInto)") }
    if let openUntil { hold(.extensionOpen, "may still hand in, until \(openUntil)") }
    for query in openQueries { hold(.queryOpen, "a query is open: \(query)") }
    if hasWaitingResponse { hold(.responseWaits, "a response waits for a decision") }
    switch (row.decision.outcome, row.decision.rule) {
    case (.pending, .markClash): hold(.markClash, row.decision.reason)
    case (.pending, _): hold(.pending, row.decision.reason)
    case (.withheld, _) where before != .reopened: hold(.caseOpen, row.decision.reason)
    default: break
    }
    switch feedback {
    case .missing: hold(.feedbackMissing, "its feedback is not approved")
    case .outOfDate:
      hold(.feedbackOutOfDate, "what assessors wrote has changed since its feedback was approved")
    case .notGiven, .approved: break
    }
    return holds
  }
}
