import Archive
import Synchronization

/// Intervals by drawing units again with replacement (Efron and Tibshirani 1993, chapter 13: the
/// percentile interval).
///
/// Each resample has a stream of its own from the draw and its number, so that the answer is the
/// same on any number of cores. Units are drawn among those with two ratings or more.
struct AgreementBootstrap: Sendable {
  let resamples: Int
  let draw: UInt64

  /// The limits for each of several estimates; nil for one that had no value in more than one
  /// resample of twenty.
  func limits(
    _ patterns: AgreementPatterns, count: Int,
    _ estimate: @Sendable ([Int]) -> [Double?]
  ) -> [(low: Double, high: Double)?] {
    // Under 40 resamples no value lies outside the middle 95 per cent.
    guard resamples >= 40 else {
      return [(low: Double, high: Double)?](repeating: nil, count: count)
    }
    let isLarge = patterns.pairableUnits > Self.mostDrawnOneByOne
    let units =
      isLarge
      ? []
      : patterns.pairable.flatMap { repeatElement(Int32($0), count: patterns.units[$0]) }
    guard isLarge || !units.isEmpty else {
      return [(low: Double, high: Double)?](repeating: nil, count: count)
    }
    let results = Mutex([[Double?]](repeating: [], count: resamples))
    let blocks = min(resamples, 64)
    Cores.perform(blocks) { block in
      for resample in stride(from: block, to: resamples, by: blocks) {
        let sample =
          isLarge ? sample(resample, of: patterns) : sample(resample, units, patterns.units.count)
        let values = estimate(sample)
        results.withLock { $0[resample] = values }
      }
    }
    let all = results.withLock { $0 }
    return (0..<count).map { place in percentiles(all.compactMap { $0[place] }) }
  }

  /// Of so many units each is drawn; of more, how many fall on each pattern.
  static let mostDrawnOneByOne = 20_000

  private func sample(_ number: Int, of patterns: AgreementPatterns) -> [Int] {
    var stream = DrawStream(draw: draw, purpose: "agreement", id: String(number))
    return stream.resample(
      patterns.indices.map { patterns.sizes[$0] >= 2 ? patterns.units[$0] : 0 })
  }

  /// How many units of each pattern one resample holds.
  private func sample(_ number: Int, _ units: [Int32], _ patterns: Int) -> [Int] {
    var stream = DrawStream(draw: draw, purpose: "agreement", id: String(number))
    var sample = [Int](repeating: 0, count: patterns)
    for _ in units.indices { sample[Int(units[stream.number(below: units.count)])] += 1 }
    return sample
  }

  private func percentiles(_ values: [Double]) -> (low: Double, high: Double)? {
    guard values.count * 20 >= resamples * 19 else { return nil }
    let sorted = values.sorted()
    return (quantile(sorted, 0.025), quantile(sorted, 0.975))
  }
}

/// A quantile of sorted values, straight between neighbours: type 7 of Hyndman and Fan (1996).
func quantile(_ sorted: [Double], _ share: Double) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  guard below + 1 < sorted.count else { return sorted[below] }
  return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}
