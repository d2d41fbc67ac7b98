// How long a qualification takes, and since when it is taught.
extension Qualification {
  /// Months of teaching before the assessment period; nil for NPQML, which had no such shape.
  ///
  /// 12 for specialist and 18 for leadership qualifications. Source: a delivery partner's page on
  /// the structure of each programme ("12 months' delivery", "18 months' delivery"), and
  /// wandletshub.org.uk, 2021-22.
  public var teachingMonths: Int? {
    switch group {
    case .specialist: 12
    case .leadership: 18
    case nil: nil
    }
  }

  /// Months of the assessment period that follows teaching; nil for NPQML.
  ///
  /// Three; three to four for NPQSENCO. The submission window of eight days lies inside it.
  /// Source: the same page ("3 to 4 month assessment window" for SENCOs).
  public var assessmentPeriodMonths: ClosedRange<Int>? {
    switch self {
    case .npqml: nil
    case .npqsenco: 3...4
    default: 3...3
    }
  }

  /// Months by which the assessment period of somebody new to headship can be extended.
  ///
  /// Six for NPQH, else none. Source: the same page ("flexibility to extend by up to six months
  /// for teachers new to the role of headship").
  public var newHeadExtensionMonths: Int { self == .npqh ? 6 : 0 }

  /// Months of the whole programme, teaching and assessment period; nil for NPQML.
  ///
  /// 15 for specialist, 21 for leadership, 21 to 22 for NPQSENCO. Source: the same page.
  public var programmeMonths: ClosedRange<Int>? {
    guard let teachingMonths, let period = assessmentPeriodMonths else { return nil }
    return teachingMonths + period.lowerBound...teachingMonths + period.upperBound
  }

  /// One of the two times a year at which cohorts start.
  public struct Term: Sendable, Hashable, Codable {
    /// The half of the year.
    public enum Season: String, Sendable, Hashable, Codable {
      /// From January or February.
      case spring
      /// From September or October.
      case autumn
    }

    /// The calendar year.
    public let year: Int
    /// The half of the year.
    public let season: Season
  }

  /// When the reformed framework was first taught; nil for NPQML, which has none.
  ///
  /// Source: the gov.uk page as copied at parliamenttoday.com, 20 December 2022 (six in autumn
  /// 2021; NPQLL and NPQEYL in autumn 2022); the NEU's page on NPQs (NPQLPM, courses from February
  /// 2024); the DfE's notice 025144-2023 (NPQSENCO, autumn 2024).
  public var firstTeaching: Term? {
    switch self {
    case .npqlt, .npqltd, .npqlbc, .npqsl, .npqh, .npqel: Term(year: 2021, season: .autumn)
    case .npqll, .npqeyl: Term(year: 2022, season: .autumn)
    case .npqlpm: Term(year: 2024, season: .spring)
    case .npqsenco: Term(year: 2024, season: .autumn)
    case .npqml: nil
    }
  }

  /// Whether it can still be taken.
  public enum Status: String, Sendable, Hashable, Codable {
    /// It is taught and assessed.
    case current
    /// It can be looked up and reported on, but not begun.
    case closed
  }

  /// Whether it can still be taken.
  ///
  /// Legacy qualifications had to be assessed and moderated by August 2022 (NASUWT;
  /// leadinglearning.co.uk, early 2021); of these only NPQML has no reformed successor of its name.
  public var status: Status { self == .npqml ? .closed : .current }
}
