import Foundation

/// How often a decision would come out the same again, by the model of Livingston and Lewis (1995,
/// Journal of Educational Measurement 32, pages 179 to 197).
///
/// Scripts' true shares of the marks follow a beta distribution, and a marking is as many right or
/// wrong answers as give its reliability. Must-pass criteria do not come into it.
package struct DecisionConsistency: Sendable, Hashable {
  /// The share of scripts on the side of the pass line where their true mark is.
  package let accuracy: Double
  /// The share on which two markings by different assessors come to the same side.
  package let consistency: Double
  /// That, beyond chance.
  package let kappa: Double

  /// Takes the beta distribution, the effective length and the cut as a share of it.
  package init?(alpha: Double, beta: Double, length: Int, cut: Double) {
    guard alpha > 0, beta > 0, (1...1_000).contains(length), cut > 0, cut < 1 else { return nil }
    let chances = BinomialMixture(alpha: alpha, beta: beta, length: length)
    let first = Int((Double(length) * cut - 1e-9).rounded(.up))
    var right = 0.0
    var passing = 0.0
    for score in 0...length {
      let chance = chances.one(score)
      let a = alpha + Double(score)
      let b = beta + Double(length - score)
      let below = incompleteBeta(cut, 1 - cut, a, b)
      right += chance * (score >= first ? 1 - below : below)
      if score >= first { passing += chance }
    }
    // Both pass where the one who fails alone is taken off; scores only come in as their sum.
    var bothPass = 0.0
    if first <= length {
      for one in first...length {
        for other in first...length { bothPass += chances.two(one, other) }
      }
    }
    let same = 1 - 2 * (passing - bothPass)
    let luck = square(passing) + square(1 - passing)
    guard luck < 1 else { return nil }
    accuracy = min(1, right)
    consistency = min(1, same)
    kappa = (same - luck) / (1 - luck)
  }

  /// Takes the mean and the variance of totals from 0 to a maximum, the reliability of one total,
  /// and the lowest that passes; nil where these leave no room for the model.
  package init?(
    mean: Double, variance: Double, reliability: Double, maximum: Int, passingTotal: Int
  ) {
    let whole = Double(maximum)
    let share = mean / whole
    let spread = variance / square(whole)
    guard spread > 0, reliability > 0, reliability < 1, share > 0, share < 1 else { return nil }
    let trueSpread = reliability * spread
    let length = (share * (1 - share) - trueSpread) / (spread * (1 - reliability))
    let strength = share * (1 - share) / trueSpread - 1
    guard strength > 0, length.isFinite, length >= 0.5, length < 1_000 else { return nil }
    self.init(
      alpha: share * strength, beta: (1 - share) * strength, length: Int(length.rounded()),
      cut: Double(passingTotal) / whole)
  }
}

/// Right answers out of so many, where the chance of each is drawn from a beta distribution.
private struct BinomialMixture {
  let alpha: Double
  let beta: Double
  let length: Int
  /// Logarithms of the binomial coefficients.
  private let coefficients: [Double]
  /// Of each sum of two scores, the logarithm of the beta functions' ratio.
  private let pairs: [Double]

  init(alpha: Double, beta: Double, length: Int) {
    self.alpha = alpha
    self.beta = beta
    self.length = length
    coefficients = (0...length).map { score in
      logGamma(Double(length + 1)) - logGamma(Double(score + 1))
        - logGamma(Double(length - score + 1))
    }
    pairs = (0...2 * length).map { sum in
      Self.ratio(alpha, beta, Double(sum), Double(2 * length - sum))
    }
  }

  func one(_ score: Int) -> Double {
    exp(coefficients[score] + Self.ratio(alpha, beta, Double(score), Double(length - score)))
  }

  func two(_ first: Int, _ second: Int) -> Double {
    exp(coefficients[first] + coefficients[second] + pairs[first + second])
  }

  private static func ratio(
    _ alpha: Double, _ beta: Double, _ right: Double, _ wrong: Double
  ) -> Double {
    logBeta(alpha + right, beta + wrong) - logBeta(alpha, beta)
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double {
    logGamma(a) + logGamma(b) - logGamma(a + b)
  }
}
