@testable import Assessment
import Testing

/// Control charts against published tables; what each shows on its own data.
@Suite struct ControlCharts {
  /// Montgomery, Introduction to Statistical Quality Control, 7th edition, table 9.1: thirty values
  /// of which the last ten are drawn with a mean of 11, against a target of 10.
  static let shifted = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40,
    10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62,
    11.31, 10.52,
  ].map { $0 - 10 }

  @Test func `the cumulative sums are those of Montgomery's table 9.2`() {
    let limits = ChartLimits(weight: 0.2, average: 3, slack: 0.5, sum: 5)
    let chart = ControlChart(Self.shifted, limits: limits)
    let upper = [
      0, 0, 0, 1.16, 2.82, 2.50, 0.04, 1.00, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34, 0.74,
      0, 1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.30,
    ]
    let lower = [
      0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0, 0.30, 0, 0.47, 0, 0, 0.10, 0, 0.13, 0, 0, 0.98, 0, 0,
      0.17, 0, 0, 0, 0, 0, 0, 0, 0,
    ]
    #expect(zip(chart.points, upper).allSatisfy { abs($0.upper - $1) < 1e-9 })
    #expect(zip(chart.points, lower).allSatisfy { abs($0.lower - $1) < 1e-9 })
    #expect(chart.points[28].upperRun == 7)
  }

  @Test func `the shift of Montgomery's table is signalled at 29 and said to begin at 23`() throws {
    // Limits of the moving average so wide that the sums alone can signal.
    let limits = ChartLimits(weight: 0.2, average: 100, slack: 0.5, sum: 5)
    let signal = try #require(ControlChart(Self.shifted, limits: limits).signal)
    #expect(
      signal
        == ControlChart.Signal(rule: .cumulativeSum, place: 28, isAbove: true, start: 22))
  }

  @Test func `the sums of a process in control are those of Montgomery and Runger's table 16.8`() {
    let values = [
      102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1, 101.3, 98.7, 101.1, 98.4,
      97.0, 96.7, 100.3, 101.4, 97.2, 101.0,
    ].map { $0 - 99 }
    let chart = ControlChart(
      values, limits: ChartLimits(weight: 0.2, average: 100, slack: 1, sum: 10))
    let upper = [2.0, 0, 0, 0, 2, 0.5, 0, 0, 0, 0, 1.3, 0, 1.1, 0, 0, 0, 0.3, 1.7, 0, 1]
    let lower = [0, 3.2, 2.9, 2.5, 0, 0, 0, 0.3, 0, 0, 0, 0, 0, 0, 1, 2.3, 0, 0, 0.8, 0]
    #expect(zip(chart.points, upper).allSatisfy { abs($0.upper - $1) < 1e-9 })
    #expect(zip(chart.points, lower).allSatisfy { abs($0.lower - $1) < 1e-9 })
    #expect(chart.signal == nil)
  }

  @Test func `the moving average and its limits are those of the NIST handbook, 6.3.2.4`() {
    let values = [
      52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8,
      51.2, 52.6, 52.4, 53.6, 52.1,
    ]
    let deviation = 2.0539
    let chart = ControlChart(
      values.map { ($0 - 50) / deviation },
      limits: ChartLimits(weight: 0.3, average: 3, slack: 0.5, sum: 100))
    let published = [
      50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52,
      50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
    ]
    for (point, average) in zip(chart.points, published) {
      #expect(abs(50 + deviation * point.average - average) < 0.005_001)
    }
    // The handbook prints the limit of many values; ours comes to it from below.
    let last = 50 + deviation * (chart.points.last?.averageLimit ?? 0)
    #expect(abs(last - 52.588_4) < 1e-4)
    #expect(chart.signal == nil)
  }

  @Test func `the first limits of the moving average are narrow, as in Montgomery's example 9.2`()
    throws
  {
    let limits = ChartLimits(weight: 0.1, average: 2.7, slack: 0.5, sum: 100)
    let chart = ControlChart(Self.shifted, limits: limits)
    let expected = [0.27, 0.36, 0.42, 0.47, 0.50]
    #expect(zip(chart.points, expected).allSatisfy { abs($0.averageLimit - $1) < 0.007 })
    let signal = try #require(chart.signal)
    #expect(signal.rule == .movingAverage && signal.place == 28 && signal.start == 22)
  }

  @Test func `charts of nothing and of nought signal nothing`() {
    let limits = ChartLimits(SeedPolicy())
    #expect(ControlChart([], limits: limits).signal == nil)
    #expect(ControlChart([0, 0, 0], limits: limits).points.map(\.upper) == [0, 0, 0])
    #expect(ControlChart([0, 0, 0], limits: limits).signal == nil)
  }

  @Test func `what lies above and what lies below is signalled alike`() throws {
    let values = [0.2, -0.4, 1.5, 2, 1.8, 2.2, 1.9, 2.4]
    let limits = ChartLimits(SeedPolicy())
    let above = try #require(ControlChart(values, limits: limits).signal)
    let below = try #require(ControlChart(values.map { -$0 }, limits: limits).signal)
    #expect(above.place == below.place && above.start == below.start)
    #expect(above.isAbove && !below.isAbove)
    #expect(above.start == 2)
  }
}
