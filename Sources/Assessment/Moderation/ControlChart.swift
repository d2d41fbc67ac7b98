import Foundation

/// What a control chart is drawn with, in standard deviations of one value.
package struct ChartLimits: Sendable, Hashable {
  /// The weight of the newest value in the moving average, over 0 and at most 1.
  package let weight: Double
  /// How many of its own standard deviations the moving average may lie off.
  package let average: Double
  /// What a cumulative sum lets pass at each value.
  package let slack: Double
  /// How far a cumulative sum may grow.
  package let sum: Double

  package init(weight: Double, average: Double, slack: Double, sum: Double) {
    self.weight = weight
    self.average = average
    self.slack = slack
    self.sum = sum
  }

  package init(_ policy: SeedPolicy) {
    self.init(
      weight: Double(policy.weightPercent) / 100, average: Double(policy.averagePercent) / 100,
      slack: Double(policy.slackPercent) / 100, sum: Double(policy.sumPercent) / 100)
  }
}

/// Two control charts over one series of differences that should be nought.
///
/// The exponentially weighted moving average is that of Roberts (1959) with the exact limits of its
/// first values (Montgomery, Introduction to Statistical Quality Control, 9.25 and 9.26); the two
/// cumulative sums are the tabular ones of Page (1954) (Montgomery, 9.2 and 9.3). Both go on after
/// a signal: it is for a person to start them anew.
package struct ControlChart: Sendable, Hashable {
  /// One value with what the charts make of it.
  package struct Point: Sendable, Hashable {
    package let value: Double
    package let average: Double
    /// The moving average may lie within so much of nought, on either side.
    package let averageLimit: Double
    /// The cumulative sum of what lies above, and of what lies below; never negative.
    package let upper, lower: Double
    /// For how many values each sum has been over nought.
    package let upperRun, lowerRun: Int

    package var averageSignals: Bool { abs(average) > averageLimit }
  }

  package let points: [Point]
  /// The limit of the cumulative sums.
  package let sumLimit: Double

  /// Values are in the unit of `limits`, in the order in which they came.
  package init(_ values: [Double], limits: ChartLimits) {
    var points: [Point] = []
    var average = 0.0
    var remaining = 1.0
    var upper = (sum: 0.0, run: 0)
    var lower = (sum: 0.0, run: 0)
    let weight = limits.weight
    for value in values {
      average = weight * value + (1 - weight) * average
      remaining *= (1 - weight) * (1 - weight)
      upper.sum = max(0, upper.sum + value - limits.slack)
      lower.sum = max(0, lower.sum - value - limits.slack)
      upper.run = upper.sum > 0 ? upper.run + 1 : 0
      lower.run = lower.sum > 0 ? lower.run + 1 : 0
      points.append(
        Point(
          value: value, average: average,
          averageLimit: limits.average * (weight / (2 - weight) * (1 - remaining)).squareRoot(),
          upper: upper.sum, lower: lower.sum, upperRun: upper.run, lowerRun: lower.run))
    }
    self.points = points
    sumLimit = limits.sum
  }
}

extension ControlChart {
  /// Which chart names somebody.
  package enum Rule: String, Sendable, Hashable, Codable {
    case movingAverage = "moving-average"
    case cumulativeSum = "cumulative-sum"
  }

  /// The first value at which a chart leaves its limits, and when the drift began.
  package struct Signal: Sendable, Hashable {
    package let rule: Rule
    /// The place of the value, from 0.
    package let place: Int
    /// Whether the values lie above nought.
    package let isAbove: Bool
    /// The first value of the drift: the one at which the sum in its direction last rose from
    /// nought (Montgomery, section 9.1.2).
    package let start: Int
  }

  /// The first signal of either chart; nil where both stay within their limits.
  package var signal: Signal? {
    for (place, point) in points.enumerated() {
      let bySum = max(point.upper, point.lower) > sumLimit
      guard bySum || point.averageSignals else { continue }
      let isAbove = bySum ? point.upper > point.lower : point.average > 0
      let run = isAbove ? point.upperRun : point.lowerRun
      return Signal(
        rule: bySum ? .cumulativeSum : .movingAverage, place: place, isAbove: isAbove,
        start: place - max(run, 1) + 1)
    }
    return nil
  }
}
