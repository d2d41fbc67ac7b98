/// Engagement, attempts, marking and release.
public struct RulePolicy: Sendable, Hashable, Codable {
  /// The engagement needed, in per cent.
  public let engagementPercent: Int
  /// How engagement is made up, with weights in per cent; empty where it is one figure.
  public let engagementParts: [String: Int]
  /// Whether a result is withheld while engagement is not recorded.
  public let engagementMustBeRecorded: Bool
  /// How many attempts a participant has.
  public let attempts: Int
  /// Blind markings of each script, 1 to 3.
  public let markings: Int
  /// The day by which results are promised.
  public let resultsBy: CivilDate?
  /// The checks without which no result is final; nil where none is asked for.
  public let integrity: IntegrityPolicy?
  /// What an adjustment may tell an assessor to do; nil where the office may write what it will.
  public let instructions: [String]?
  /// How many days a participant has to answer a request; nil for the days of `Standard`.
  public let answerDays: Int?
  /// How markings become a result; nil in series that were made before there was such a policy,
  /// and there `ModerationPolicy.earlier` holds.
  public let moderation: ModerationPolicy?
  /// How assessors are standardised; nil where the assessment says nothing of it.
  public let standardisation: StandardisationPolicy?

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    engagementPercent: Int = Standard.engagementPercent, engagementParts: [String: Int] = [:],
    engagementMustBeRecorded: Bool = Standard.engagementMustBeRecorded,
    attempts: Int = Standard.attempts, markings: Int = Standard.markings,
    resultsBy: CivilDate? = nil, integrity: IntegrityPolicy? = nil,
    instructions: [String]? = nil, answerDays: Int? = nil,
    moderation: ModerationPolicy? = nil,
    standardisation: StandardisationPolicy? = nil
  ) {
    self.engagementPercent = engagementPercent
    self.engagementParts = engagementParts
    self.engagementMustBeRecorded = engagementMustBeRecorded
    self.attempts = attempts
    self.markings = markings
    self.resultsBy = resultsBy
    self.integrity = integrity
    self.instructions = instructions
    self.answerDays = answerDays
    self.moderation = moderation
    self.standardisation = standardisation
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// 90 per cent, in every source that names a figure (CEFEL, Teach First, UCL and others); what
    /// it is measured on differs, for example 50, 30 and 20 per cent for attendance, quizzes and
    /// reflections (cptshn.co.uk, a partner of Teach First).
    public static let engagementPercent = 90
    /// Engagement is often known only after marking; a provider that wants to wait says so.
    public static let engagementMustBeRecorded = false
    /// Two: "two opportunities" (DRET, a partner of NIoT), one retake (Auden, April 2024).
    public static let attempts = 2
    /// One: how often scripts are marked is published by no provider.
    public static let markings = 1
    /// A week: ours, since no provider of reformed NPQs publishes how long it waits.
    public static let answerDays = 7
  }
}
