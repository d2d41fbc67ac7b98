/// How markings become a result, and what is looked at again before a result is final.
public struct ModerationPolicy: Sendable, Hashable, Codable {
  /// Scripts that are marked a second time whatever is drawn, so that it counts for each of them.
  public enum SecondClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// Whatever does not pass by its only marking.
    case fails
    /// Whatever lies in the mark scheme's borderline band by its only marking.
    case borderlines
    /// Everything.
    case all
  }

  /// What decides where there is more than one marking.
  public let agreement: AgreementPolicy
  /// Which scripts need a second marking.
  public let second: [SecondClass]
  /// The random sample that is drawn; nil where none is.
  public let sample: SamplePolicy?

  /// Makes a policy; what is left out has the value of `Standard`.
  public init(
    agreement: AgreementPolicy = .standard, second: [SecondClass] = Standard.second,
    sample: SamplePolicy? = .standard
  ) {
    self.agreement = agreement
    self.second = second
    self.sample = sample
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// All fails and all borderlines.
    ///
    /// Ours: fails are 1 to 6 in a hundred (DfE, 2021 to 2024), so that a random sample would hold
    /// almost none of them.
    public static let second: [SecondClass] = [.fails, .borderlines]
  }

  /// What held in series that were made before an assessment could say anything about it.
  public static let earlier = ModerationPolicy(
    agreement: AgreementPolicy(across: .third), second: [], sample: nil)
}
