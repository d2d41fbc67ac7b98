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
    case thirdMarking = "third-marking"
    case adjudication
    case integrityCheckMissing = "integrity-check-missing"
    // What decides.
    case passLine = "pass-line"
    case hurdle
    case averageOfTwo = "average-of-two"
    case majority
  }

  package var outcome: Outcome
  package var rule: Rule
  /// The reason in words for the office; nothing in it names a person.
  package var reason: String
  /// Totals of the complete markings on which it rests, added up; nil where there is none.
  package var total: Total?

  /// A total, or the average of several, exactly.
  package struct Total: Sendable, Hashable {
    /// The totals added up.
    package let sum: Int
    /// How many markings they are of.
    package let markings: Int

    package init(sum: Int, markings: Int) {
      self.sum = sum
      self.markings = markings
    }

    /// Whether the average reaches a number of marks, compared in whole numbers.
    package func reaches(_ marks: Int) -> Bool { sum >= marks * markings }
  }
}

extension Decision.Total: CustomStringConvertible {
  /// The average: a whole number, `11.5`, or cut to two places as `11.33`.
  package var description: String {
    let whole = sum / markings
    let rest = sum % markings
    if rest == 0 { return "\(whole)" }
    let hundredths = rest * 100 / markings
    return hundredths % 10 == 0 ? "\(whole).\(hundredths / 10)" : "\(whole).\(two(hundredths))"
  }
}
