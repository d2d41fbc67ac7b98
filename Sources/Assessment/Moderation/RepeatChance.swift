import Foundation

/// What would come out if a script were marked again by other assessors.
///
/// Totals are a script's true mark and an error, both taken as normal; a script's own mark is drawn
/// towards the mean as far as markings are unreliable (Kelley 1947, Fundamentals of Statistics,
/// page 409). Must-pass criteria do not come into it.
package struct RepeatChance: Sendable, Hashable {
  /// The mean of totals.
  package let mean: Double
  /// The variance of true marks.
  package let scriptVariance: Double
  /// The variance of one marking about the true mark near the pass line, severity included.
  package let errorVariance: Double

  /// Takes the variance of single totals, how much of it is error, and the error variance near the
  /// pass line, which is larger than that where totals crowd at an end; nil where error is all.
  package init?(mean: Double, variance: Double, errorVariance: Double, nearLine: Double? = nil) {
    guard errorVariance > 0, variance > errorVariance, nearLine ?? 1 > 0 else { return nil }
    self.mean = mean
    scriptVariance = variance - errorVariance
    self.errorVariance = nearLine ?? errorVariance
  }

  /// The chance that as many markings again would average at least the lowest passing total.
  package func passes(average: Double, markings: Int, passingTotal: Int) -> Double {
    let error = errorVariance / Double(markings)
    let share = scriptVariance / (scriptVariance + error)
    let expected = mean + share * (average - mean)
    let deviation = (scriptVariance * (1 - share) + error).squareRoot()
    // Averages of so many whole totals lie this far apart, and half of it is the way to the next.
    let line = Double(passingTotal) - 0.5 / Double(markings)
    return 0.5 * erfc((line - expected) / (deviation * 2.0.squareRoot()))
  }

  /// The chance that a decision would be another one.
  package func changes(average: Double, markings: Int, passingTotal: Int, passed: Bool) -> Double {
    let passing = passes(average: average, markings: markings, passingTotal: passingTotal)
    return passed ? 1 - passing : passing
  }
}

/// How far markings of one script lie apart.
package struct MarkingError: Sendable, Hashable {
  /// The variance of one marking about its script's mean.
  package let variance: Double
  package let degrees: Int

  /// Takes the totals of each script; nil where none has two.
  package init?(_ scripts: [[Double]]) {
    var squares = 0.0
    var degrees = 0
    for totals in scripts where totals.count >= 2 {
      let mean = totals.reduce(0, +) / Double(totals.count)
      squares += totals.reduce(0) { $0 + square($1 - mean) }
      degrees += totals.count - 1
    }
    guard degrees > 0 else { return nil }
    variance = squares / Double(degrees)
    self.degrees = degrees
  }

  /// The 95 % limits of the variance.
  package var limits: (low: Double, high: Double) {
    let degrees = Double(degrees)
    return (
      variance * degrees / chiSquareQuantile(0.975, degrees),
      variance * degrees / chiSquareQuantile(0.025, degrees)
    )
  }
}
