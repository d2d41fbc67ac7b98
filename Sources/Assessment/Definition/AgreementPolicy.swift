/// What decides where a script has more than one marking, as data.
///
/// Two markings lie within tolerance on one side of the pass, beyond tolerance on one side, or on
/// different sides; each case names what follows. Marks on different sides are never averaged, and
/// what a rule cannot break goes to an adjudicator.
public struct AgreementPolicy: Sendable, Hashable, Codable {
  /// What follows from two markings.
  public enum Pair: String, Sendable, Hashable, Codable, CaseIterable {
    /// The average of both totals.
    case average
    /// The higher total.
    case highest
    /// The first marking stands.
    case first
    /// The marking of the one who leads the other.
    case senior
    /// The two assessors talk and agree on marks, which the office records.
    case discuss
    /// A third assessor marks the script.
    case third
    /// A person decides.
    case adjudicate
  }

  /// What follows from three markings.
  public enum Triple: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of the first two the one whose total is nearer to the third's.
    case nearest
    /// The one whose total lies between the others.
    case middle
    /// The average of the two that lie closest together.
    case closestTwo = "closest-two"
    /// The side on which two of them are, with the average of these.
    case majority
    /// The third marking.
    case third
    /// A person decides.
    case adjudicate
  }

  /// What becomes of an average that is no whole number.
  public enum Rounding: String, Sendable, Hashable, Codable, CaseIterable {
    /// It stays as it is, to the fraction.
    case exact
    /// Half a mark goes up.
    case halfUp = "half-up"
    case up
    case down
  }

  /// The preset that it started from; nil where it has none.
  public let preset: Preset?
  /// How far two markings may lie apart.
  public let tolerance: MarkTolerance
  /// Two markings on one side of the pass and within tolerance.
  public let within: Pair
  /// Two markings on one side, further apart.
  public let beyond: Pair
  /// Two markings on different sides, however near.
  public let across: Pair
  /// Three markings.
  public let ofThree: Triple
  /// What becomes of an average.
  public let rounding: Rounding
  /// Where the rule stands.
  public let source: String?
  /// The day of that source.
  public let date: CivilDate?

  /// Makes a policy; what is left out has the value of the standard.
  public init(
    preset: Preset? = nil, tolerance: MarkTolerance = MarkTolerance(), within: Pair = .average,
    beyond: Pair = .average, across: Pair = .adjudicate, ofThree: Triple = .majority,
    rounding: Rounding = .exact, source: String? = nil, date: CivilDate? = nil
  ) {
    self.preset = preset
    self.tolerance = tolerance
    self.within = within
    self.beyond = beyond
    self.across = across
    self.ofThree = ofThree
    self.rounding = rounding
    self.source = source
    self.date = date
  }

  /// What may follow from markings on different sides: nothing that would make one mark of two.
  public static let acrossChoices: [Pair] = [.senior, .discuss, .third, .adjudicate]

  /// What holds where an assessment says nothing.
  public static let standard = Preset.standard.policy

  enum CodingKeys: String, CodingKey {
    case preset, tolerance, within, beyond, across, rounding, source, date
    case ofThree = "of-three"
  }
}

/// How far two markings of one script may lie apart; without a limit any difference is within it.
public struct MarkTolerance: Sendable, Hashable, Codable {
  /// The most marks between two totals.
  public let total: Int?
  /// Two totals lie less than so many per cent of the maximum apart.
  public let underPercent: Int?
  /// The most marks between two markings of one criterion.
  public let criterion: Int?

  /// Makes a tolerance.
  public init(total: Int? = nil, underPercent: Int? = nil, criterion: Int? = nil) {
    self.total = total
    self.underPercent = underPercent
    self.criterion = criterion
  }

  /// Whether there is any limit.
  public var isStated: Bool { total != nil || underPercent != nil || criterion != nil }

  enum CodingKeys: String, CodingKey {
    case total, criterion
    case underPercent = "under-percent"
  }
}
