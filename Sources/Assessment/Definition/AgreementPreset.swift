extension AgreementPolicy {
  /// Rules of agreement that have a name, each with its source.
  public enum Preset: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ours: one side, the average; different sides, an adjudicator.
    case standard
    case durham
    case cumbria
    case meanWithinTolerance = "mean-within-tolerance"
    case twoClosestOfThree = "two-closest-of-three"
    case highestWithinTolerance = "highest-within-tolerance"
    case seniorDefinitive = "senior-definitive"
  }
}

extension AgreementPolicy.Preset {
  /// The rule as its source has it; a tolerance that the source leaves open is not set.
  public var policy: AgreementPolicy {
    switch self {
    case .standard:
      AgreementPolicy(preset: self, source: source)
    case .durham:
      AgreementPolicy(
        preset: self, tolerance: MarkTolerance(underPercent: 5), beyond: .discuss,
        across: .discuss, ofThree: .adjudicate, source: source)
    case .cumbria:
      AgreementPolicy(
        preset: self, within: .first, beyond: .first, across: .third, ofThree: .nearest,
        source: source)
    case .meanWithinTolerance:
      AgreementPolicy(
        preset: self, beyond: .adjudicate, ofThree: .adjudicate, source: source)
    case .twoClosestOfThree:
      AgreementPolicy(
        preset: self, beyond: .third, across: .third, ofThree: .closestTwo, source: source)
    case .highestWithinTolerance:
      AgreementPolicy(
        preset: self, within: .highest, beyond: .adjudicate, ofThree: .adjudicate, source: source)
    case .seniorDefinitive:
      AgreementPolicy(
        preset: self, within: .senior, beyond: .senior, across: .senior, ofThree: .third,
        source: source)
    }
  }

  /// Whether the rule says nothing without a tolerance, which each office sets.
  public var needsTolerance: Bool {
    switch self {
    case .meanWithinTolerance, .twoClosestOfThree, .highestWithinTolerance: true
    case .standard, .durham, .cumbria, .seniorDefinitive: false
    }
  }

  /// Where the rule stands.
  public var source: String {
    switch self {
    case .standard:
      "ours: no rule of a provider of reformed NPQs was found published"
    case .durham:
      "Durham University, Learning and Teaching Handbook 6.1.1: averaged where the marks lie less "
        + "than 5 of 100 apart and in one class, else discussed"
    case .cumbria:
      "University of Cumbria, Marking and Moderation (my.cumbria.ac.uk): in one band the first "
        + "mark stands; else a third marker, and the mark closest to the third's is final"
    case .meanWithinTolerance:
      "Surpass SecureMarker, double marking (help.surpass.com): the average of both marks within "
        + "tolerance, else adjudication"
    case .twoClosestOfThree:
      "the third reader of the GMAT's analytical writing: the mean of the two closest of three"
    case .highestWithinTolerance:
      "named by offices; no published source was found"
    case .seniorDefinitive:
      "UK awarding practice for seeds, adjudication and appeals: the senior mark is definitive"
    }
  }
}
