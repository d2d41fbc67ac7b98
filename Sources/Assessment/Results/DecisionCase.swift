/// Everything that the decision for one entry rests on.
package struct DecisionCase: Sendable {
  /// How far the entry has come, apart from its marks.
  package enum Standing: Sendable, Hashable {
    case withdrawn
    case deferred
    /// The window is over and nothing came.
    case notSubmitted
    /// Nothing came yet.
    case expected
    /// A response came and waits for a person.
    case needsAttention
    /// There is a script to be marked.
    case submitted
  }

  package var assessment: Identifier
  package var qualification: Qualification
  package var participant: Identifier
  package var attempt: Int
  package var standing: Standing
  package var script: ScriptCode?
  private let sharedScheme: Reference<PackRubric>
  /// The markings that count; an extra one that a person has not taken stays out.
  package var markings: [ScriptMarking]
  /// The place of each marking, by assessor; where nothing is said they are one round, in the order
  /// of their assessors.
  package var places: [Identifier: MarkingPlace]
  /// What people decided where no rule could.
  package var resolution: Resolution?
  /// Whether the markings that it rests on have changed since.
  package var resolutionIsStale: Bool
  /// Marks on which the leads agreed and which are the result, whoever else marked the script.
  package var definitive: [String: Int]?
  private let sharedPolicy: Reference<DecisionPolicy>
  /// Engagement in hundredths of a per cent; nil where it is not recorded.
  package var engagement: Int?
  /// Why the result is held back, such as an open integrity case; in words for the office.
  package var holds: [String]
  /// The hold of a result that was out and is looked at again.
  package static let openAgain = "the result was opened again"
  /// The checks that the policy asks for and that nobody recorded.
  package var missingChecks: [String]
  /// How late the response came; nil where it came in time.
  package var late: LateResponse?
  /// The attempts before this one, as far as they are known, the first one first.
  package var earlier: [EarlierAttempt] = []

  package init(
    assessment: Identifier, qualification: Qualification, participant: Identifier, attempt: Int,
    standing: Standing, script: ScriptCode?, scheme: Reference<PackRubric>,
    markings: [ScriptMarking], policy: Reference<DecisionPolicy>, engagement: Int? = nil,
    holds: [String] = [],
    missingChecks: [String] = [], places: [Identifier: MarkingPlace] = [:],
    resolution: Resolution? = nil, resolutionIsStale: Bool = false,
    definitive: [String: Int]? = nil
  ) {
    self.assessment = assessment
    self.qualification = qualification
    self.participant = participant
    self.attempt = attempt
    self.standing = standing
    self.script = script
    sharedScheme = scheme
    self.markings = markings
    sharedPolicy = policy
    self.engagement = engagement
    self.holds = holds
    self.missingChecks = missingChecks
    self.places = places
    self.resolution = resolution
    self.resolutionIsStale = resolutionIsStale
    self.definitive = definitive
  }

  package var scheme: PackRubric { sharedScheme.value }
  package var policy: DecisionPolicy { sharedPolicy.value }
}

/// The settings of an assessment that a decision needs.
package struct DecisionPolicy: Sendable, Hashable {
  /// How many markings each script needs, from 1.
  package var markings: Int
  /// The engagement needed, in per cent.
  package var engagementPercent: Int
  /// Whether a result is withheld while engagement is not recorded.
  package var engagementMustBeRecorded: Bool
  /// How many attempts a participant has.
  package var attempts: Int
  /// What decides between markings, and what needs a second one.
  package var moderation: ModerationPolicy

  package init(
    markings: Int = RulePolicy.Standard.markings,
    engagementPercent: Int = RulePolicy.Standard.engagementPercent,
    engagementMustBeRecorded: Bool = RulePolicy.Standard.engagementMustBeRecorded,
    attempts: Int = RulePolicy.Standard.attempts,
    moderation: ModerationPolicy = .earlier
  ) {
    self.markings = markings
    self.engagementPercent = engagementPercent
    self.engagementMustBeRecorded = engagementMustBeRecorded
    self.attempts = attempts
    self.moderation = moderation
  }

  package init(_ rules: RulePolicy) {
    self.init(
      markings: rules.markings, engagementPercent: rules.engagementPercent,
      engagementMustBeRecorded: rules.engagementMustBeRecorded, attempts: rules.attempts,
      moderation: rules.moderation ?? .earlier)
  }
}
