/// The statistics by the names that scripts rely on.
package enum AgreementName: String, Sendable, Codable, CaseIterable {
  case exact, adjacent
  case meanDifference = "mean-difference"
  case sdDifference = "sd-difference"
  case kappa
  case kappaLinear = "kappa-linear"
  case kappaQuadratic = "kappa-quadratic"
  case congerKappa = "conger-kappa"
  case fleissKappa = "fleiss-kappa"
  case alphaNominal = "alpha-nominal"
  case alphaOrdinal = "alpha-ordinal"
  case alphaInterval = "alpha-interval"
  case alphaRatio = "alpha-ratio"
  case ac1
  case ac2Linear = "ac2-linear"
  case ac2Quadratic = "ac2-quadratic"
  case icc11 = "icc-1-1"
  case icc21 = "icc-2-1"
  case icc31 = "icc-3-1"
  case icc1k = "icc-1-k"
  case icc2k = "icc-2-k"
  case icc3k = "icc-3-k"
  case sem

  /// The level that ratings must have for it.
  package var level: AgreementLevel {
    switch self {
    case .exact, .kappa, .congerKappa, .fleissKappa, .alphaNominal, .ac1: .nominal
    case .adjacent, .meanDifference, .sdDifference, .kappaLinear, .kappaQuadratic, .alphaOrdinal,
      .ac2Linear, .ac2Quadratic:
      .ordinal
    case .alphaInterval, .alphaRatio, .icc11, .icc21, .icc31, .icc1k, .icc2k, .icc3k, .sem:
      .interval
    }
  }
}

/// How an interval was made.
package enum AgreementMethod: String, Sendable, Codable, CaseIterable {
  /// Wilson (1927), for a share of units.
  case wilson
  /// The standard error of Fleiss, Cohen and Everitt (1969), normal.
  case fleissCohenEveritt = "fleiss-cohen-everitt"
  /// The standard error of Gwet (2014), with Student's t.
  case gwet
  /// Ratios of mean squares: Shrout and Fleiss (1979).
  case f
  /// Student's t for a mean.
  case t
  /// The chi-square distribution of a variance.
  case chiSquare = "chi-square"
  /// Percentiles over resampled units.
  case bootstrap
  /// There is none.
  case none
}

/// One statistic with its 95 % interval and a sentence on what it says and does not say.
package struct AgreementStatistic: Sendable, Hashable {
  package let name: AgreementName
  package let estimate: Double
  /// The limits; nil where there is no honest way to them.
  package let low: Double?
  package let high: Double?
  package let method: AgreementMethod
  /// How many units it rests on.
  package let units: Int
  /// Whether there is no interval because nothing varied from unit to unit.
  let unvarying: Bool
  package internal(set) var sentence = ""
}

/// A statistic that does not apply, and why.
package struct AgreementOmission: Sendable, Hashable {
  package let name: AgreementName
  package let reason: String
}

/// Everything that can be said on the agreement of one table.
package struct AgreementReport: Sendable {
  package let level: AgreementLevel
  package let units: Int
  /// Units with two ratings or more.
  package let pairableUnits: Int
  package let raters: [String]
  package let ratings: Int
  package let blanks: Int
  package let categories: AgreementCategories
  package let resamples: Int
  package let draw: UInt64
  package internal(set) var statistics: [AgreementStatistic] = []
  package internal(set) var omissions: [AgreementOmission] = []
  /// Five plain sentences for a reader who is no statistician.
  package internal(set) var summary: [String] = []

  package subscript(name: AgreementName) -> AgreementStatistic? {
    statistics.first { $0.name == name }
  }
}
