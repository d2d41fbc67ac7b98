/// What participants are told with their results, and what they can do next.
public struct ResultPolicy: Sendable, Hashable, Codable {
  /// Who gets feedback.
  public enum Feedback: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nobody.
    case none
    /// Those who did not meet the standard.
    case didNotMeetStandard = "did-not-meet-standard"
    /// Everybody.
    case all
  }

  /// Which marks a letter shows.
  public enum Marks: String, Sendable, Hashable, Codable, CaseIterable {
    /// None: the outcome alone.
    case none
    /// The total and what was needed.
    case total
    /// The total, and where each criterion was placed.
    case criteria
  }

  /// Who gets feedback; it goes out only when somebody has read and approved it.
  public let feedback: Feedback
  /// Which marks a letter shows.
  public let marks: Marks
  /// The window of the next attempt, in words; nil where it is not known yet.
  public let resitWindow: String?
  /// Whether the next attempt is on the same case study, in words.
  public let resitTask: String?
  /// What the next attempt costs, in words.
  public let resitCost: String?
  /// In how many calendar days after release an appeal can be made.
  public let appealDays: Int?
  /// Where an appeal goes; the assessment's contact where nil.
  public let appealTo: String?
  /// The least number of people, and of an outcome, that is shown in a table of pass rates.
  public let smallestGroup: Int

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    feedback: Feedback = Standard.feedback, marks: Marks = Standard.marks,
    resitWindow: String? = nil, resitTask: String? = nil, resitCost: String? = nil,
    appealDays: Int? = nil, appealTo: String? = nil,
    smallestGroup: Int = Standard.smallestGroup
  ) {
    self.feedback = feedback
    self.marks = marks
    self.resitWindow = resitWindow
    self.resitTask = resitTask
    self.resitCost = resitCost
    self.appealDays = appealDays
    self.appealTo = appealTo
    self.smallestGroup = smallestGroup
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// Most providers give feedback only to those who did not pass.
    public static let feedback = Feedback.didNotMeetStandard
    /// Results of NPQs are pass or fail alone (DfE, npq-registration: `passed`, `failed`).
    public static let marks = Marks.none
    /// Ours: of fewer than five people, or five who did not meet the standard, colleagues know who
    /// they are.
    public static let smallestGroup = 5
  }

  /// Whether somebody with an outcome gets feedback.
  package func givesFeedback(met: Bool) -> Bool {
    switch feedback {
    case .none: false
    case .didNotMeetStandard: !met
    case .all: true
    }
  }
}
