/// What was decided for one entry, and why.
package struct Decision: Sendable, Hashable {
  /// What it came to.
  package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    case passed
    case didNotMeetStandard = "did-not-meet-standard"
    /// Something is missing before it can be decided; `rule` says what.
    case pending
    /// It could be decided but is held back; `rule` says why.
    case withheld
    case notSubmitted = "not-submitted"
    case deferred
    case withdrawn
  }

  /// The rule that led there.
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    // What stands before any mark.
    case withdrawn, deferred
    case notSubmitted = "not-submitted"
    case awaitingResponse = "awaiting-response"
    case needsAttention = "needs-attention"
    // What holds a result back.
    case openCase = "open-case"
    case engagement
    case engagementNotRecorded = "engagement-not-recorded"
    // What is missing.
    case notMarked = "not-marked"
    case partlyMarked = "partly-marked"
    case markClash = "mark-clash"
    case otherRubric = "other-rubric"
    case anotherMarking = "another-marking"
    case secondReading = "second-reading"
    case discussion
    case thirdMarking = "third-marking"
    case adjudication
    case integrityCheckMissing = "integrity-check-missing"
    // What decides.
    case passLine = "pass-line"
    case hurdle
    case averageOfTwo = "average-of-two"
    case higherOfTwo = "higher-of-two"
    case firstMarking = "first-marking"
    case senior
    case majority
    case nearestToThird = "nearest-to-third"
    case middleOfThree = "middle-of-three"
    case closestTwo = "closest-two"
    case thirdDecides = "third-decides"
    // What people decided.
    case agreed
    case adjudicated
    case definitive
  }

  package var outcome: Outcome
  package var rule: Rule
  /// The reason in words for the office; nothing in it names a person.
  package var reason: String
  /// Totals of the complete markings on which it rests, added up; nil where there is none.
  package var total: Total?

  /// A total, or the average of several, exactly.
  package typealias Total = MarkTotal

  /// The markings on which it rests, or those that were looked at where nothing is decided.
  package var basis: [Basis] = []

  /// One marking as a decision saw it.
  package struct Basis: Sendable, Hashable, Codable {
    package let assessor: Identifier
    package let total: Int
    package let passes: Bool
  }

  package init(
    outcome: Outcome, rule: Rule, reason: String, total: Total? = nil, basis: [Basis] = []
  ) {
    self.outcome = outcome
    self.rule = rule
    self.reason = reason
    self.total = total
    self.basis = basis
  }
}
