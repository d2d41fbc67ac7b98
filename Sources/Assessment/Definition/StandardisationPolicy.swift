/// How assessors are brought to one standard before they mark, and watched while they do.
public struct StandardisationPolicy: Sendable, Hashable, Codable {
  /// Whether a seed's own participant gets the marks of an assessor or the definitive ones.
  public enum OwnResult: String, Sendable, Hashable, Codable, CaseIterable {
    /// An assessor to whom the script was allocated marks it, as any other.
    case marking
    /// The definitive marks stand, and the script is allocated to nobody.
    case definitive
  }

  /// Whether live scripts are held back from an assessor until they are approved.
  public let approvalNeeded: Bool
  /// How many marks a criterion may lie from its definitive mark.
  public let criterionTolerance: Int
  /// How many marks a script's total may lie from the definitive total.
  public let totalTolerance: Int
  /// How many scripts of a qualification set may lie outside a tolerance, in per cent of the set.
  public let outsidePercent: Int
  /// How far the signed differences of the totals of a set may add up; nil for the rule of
  /// `cumulativeLimit(scripts:)`.
  public let cumulative: Int?
  /// How many scripts of a set may be passed or failed against the definitive marks.
  public let wrongDecisions: Int
  /// How seeds are given out, and what names an assessor who drifts.
  public let seeds: SeedPolicy
  /// Where the rules come from.
  public let source: String?
  /// The day of the source.
  public let date: CivilDate?

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    approvalNeeded: Bool = Standard.approvalNeeded,
    criterionTolerance: Int = Standard.criterionTolerance,
    totalTolerance: Int = Standard.totalTolerance, outsidePercent: Int = Standard.outsidePercent,
    cumulative: Int? = nil, wrongDecisions: Int = Standard.wrongDecisions,
    seeds: SeedPolicy = SeedPolicy(), source: String? = nil, date: CivilDate? = nil
  ) {
    self.approvalNeeded = approvalNeeded
    self.criterionTolerance = criterionTolerance
    self.totalTolerance = totalTolerance
    self.outsidePercent = outsidePercent
    self.cumulative = cumulative
    self.wrongDecisions = wrongDecisions
    self.seeds = seeds
    self.source = source
    self.date = date
  }

  /// The furthest that the signed differences of a set may add up.
  ///
  /// Where the policy names no figure it is one less than the number of scripts, so that whoever is
  /// one mark off in the same direction on every script is caught, and never tighter than what one
  /// script alone may be off.
  public func cumulativeLimit(scripts: Int) -> Int {
    cumulative ?? max(totalTolerance, scripts - 1)
  }

  /// How many scripts of a set may lie outside a tolerance.
  public func mayBeOutside(of scripts: Int) -> Int { scripts * outsidePercent / 100 }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// Not: where a provider has named no qualification scripts nobody could ever be approved.
    public static let approvalNeeded = false
    /// One level on either side, as rubrics of few levels are commonly held to.
    public static let criterionTolerance = 1
    /// Three marks: about one and a half standard deviations of a single marking of 15 marks, of
    /// which 1.96 was found in 8,522 double-marked scripts.
    public static let totalTolerance = 3
    /// A fifth: four of five scripts within tolerance.
    ///
    /// No public page of an awarding body says how many.
    public static let outsidePercent = 20
    /// None: a qualification is passed or not.
    public static let wrongDecisions = 0
  }
}

/// How seeds are put among live scripts, and when a control chart names an assessor.
///
/// Everything is in whole numbers: shares in per cent, limits in per cent of the standard deviation
/// of one marking.
public struct SeedPolicy: Sendable, Hashable, Codable {
  /// One seed for so many live scripts of an assessor.
  public let oneIn: Int
  /// So many seeds running outside a tolerance name an assessor.
  public let running: Int
  /// Whose marks the seed's own participant gets.
  public let ownResult: StandardisationPolicy.OwnResult
  /// The standard deviation of one marking, in per cent of the most marks.
  public let spreadPercent: Int
  /// The weight of the newest seed in the moving average (EWMA).
  public let weightPercent: Int
  /// The limit of the moving average, in per cent of its own standard deviation.
  public let averagePercent: Int
  /// What a cumulative sum (CUSUM) lets pass at each seed, in per cent of the deviation.
  public let slackPercent: Int
  /// The limit of a cumulative sum, in per cent of the deviation.
  public let sumPercent: Int

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    oneIn: Int = Standard.oneIn, running: Int = Standard.running,
    ownResult: StandardisationPolicy.OwnResult = Standard.ownResult,
    spreadPercent: Int = Standard.spreadPercent, weightPercent: Int = Standard.weightPercent,
    averagePercent: Int = Standard.averagePercent, slackPercent: Int = Standard.slackPercent,
    sumPercent: Int = Standard.sumPercent
  ) {
    self.oneIn = oneIn
    self.running = running
    self.ownResult = ownResult
    self.spreadPercent = spreadPercent
    self.weightPercent = weightPercent
    self.averagePercent = averagePercent
    self.slackPercent = slackPercent
    self.sumPercent = sumPercent
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// About every twentieth script, as an examiner of an English board tells it
    /// (moderngovernor.com).
    public static let oneIn = 20
    /// Two: a second seed follows a failed one (Janison); no public page says how many stop a
    /// marker.
    public static let running = 2
    /// An assessor's: the seed is a script as any other.
    public static let ownResult = StandardisationPolicy.OwnResult.marking
    /// 13: 1.96 of 15 marks, the residual of single markings in 8,522 double-marked scripts.
    public static let spreadPercent = 13
    /// 0.2 with a limit of 2.962, of Lucas and Saccucci (Technometrics 32, 1990): one false alarm
    /// in 500 on average.
    public static let weightPercent = 20
    /// See `weightPercent`.
    public static let averagePercent = 296
    /// One half with a limit of 5, of Montgomery (Introduction to Statistical Quality Control,
    /// section 9.1): one false alarm in 465 on average, a shift of one deviation found in 10.4.
    public static let slackPercent = 50
    /// See `slackPercent`.
    public static let sumPercent = 500
  }
}
