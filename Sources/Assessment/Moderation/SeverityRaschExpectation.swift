import Archive
import Foundation

// What the model expects, of four markings at a time.
extension RaschFit {
  /// The mean and the variance of what each marking comes to.
  struct Expectation {
    var means: [Double] = []
    var variances: [Double] = []
  }

  /// Scripts that are reckoned on one core.
  typealias Stretch = Range<Int>

  /// All scripts, in stretches that are the same on any number of cores, so that each number is.
  var stretches: [Stretch] {
    stride(from: 0, to: scripts.count, by: 2_048).map { $0..<min($0 + 2_048, scripts.count) }
  }

  /// The factor of each level of each criterion that does not depend on who marked what.
  func factors() -> [[Double]] {
    steps.map { steps in
      var sum = 0.0
      return [1]
        + steps.map { step in
          sum += step
          return exp(-sum)
        }
    }
  }

  /// The markings of a stretch, which lie together.
  func markings(_ stretch: Stretch) -> Range<Int> {
    design.starts[stretch.lowerBound]..<design.starts[stretch.upperBound]
  }

  /// The odds of each marking that do not depend on criterion and level; none fill the last four.
  private func bases(_ stretch: Stretch, _ lenience: [Double]) -> [SIMD4<Double>] {
    var odds: [Double] = []
    odds.reserveCapacity(markings(stretch).count + 3)
    for script in stretch {
      let ability = exp(scripts[script])
      for place in design.places(script) { odds.append(ability * lenience[design.markers[place]]) }
    }
    odds += repeatElement(0, count: -odds.count & 3)
    return stride(from: 0, to: odds.count, by: 4)
      .map { SIMD4(odds[$0], odds[$0 + 1], odds[$0 + 2], odds[$0 + 3]) }
  }

  /// What the severity of each assessor makes of the odds.
  func lenience() -> [Double] { severities.map { exp(-$0) } }

  func expectation(
    _ stretch: Stretch, _ factors: [[Double]], _ lenience: [Double]
  ) -> Expectation {
    let bases = bases(stretch, lenience)
    var means = [SIMD4<Double>](repeating: .zero, count: bases.count)
    var variances = means
    for factors in factors {
      for (place, base) in bases.enumerated() {
        let (first, second) = moments(factors, base)
        means[place] += first
        variances[place] += second - first * first
      }
    }
    let count = markings(stretch).count
    return Expectation(means: flat(means, count), variances: flat(variances, count))
  }

  /// The mean of the level and of its square.
  private func moments(
    _ factors: [Double], _ base: SIMD4<Double>
  ) -> (SIMD4<Double>, SIMD4<Double>) {
    var power = base
    var sum = SIMD4(repeating: factors[0])
    var (first, second) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    for level in 1..<factors.count {
      let weight = factors[level] * power
      sum += weight
      first += Double(level) * weight
      second += Double(level * level) * weight
      power *= base
    }
    let share = 1 / sum
    return (first * share, second * share)
  }

  private func flat(_ fours: [SIMD4<Double>], _ count: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(fours.count * 4)
    for four in fours {
      for lane in 0..<4 { values.append(four[lane]) }
    }
    values.removeLast(values.count - count)
    return values
  }

  func eachRating(_ take: (_ marking: Int, _ residual: Double, _ variance: Double) -> Void) {
    let (factors, lenience) = (factors(), lenience())
    for stretch in stretches {
      let markings = markings(stretch)
      let bases = bases(stretch, lenience)
      for (criterion, factors) in factors.enumerated() {
        for (place, base) in bases.enumerated() {
          let (first, second) = moments(factors, base)
          for lane in 0..<4 {
            let marking = markings.lowerBound + place * 4 + lane
            guard marking < markings.upperBound else { break }
            let level = Double(ratings.levels[marking * width + criterion])
            take(marking, level - first[lane], second[lane] - first[lane] * first[lane])
          }
        }
      }
    }
  }

  /// For each criterion: how many markings are expected to pass each step, and the curvature.
  func stepSums() -> [StepSums] {
    let (fit, stretches, factors, lenience) = (self, stretches, factors(), lenience())
    let found = Cores.answers(stretches.count) { number in
      let bases = fit.bases(stretches[number], lenience)
      return factors.map { fit.stepSums(bases, $0) }
    }
    return factors.indices.map { criterion in
      found.dropFirst().reduce(into: found[0][criterion]) { $0.add($1[criterion]) }
    }
  }

  /// Of one criterion.
  struct StepSums {
    /// How many markings are expected to pass each step.
    var passed: [Double]
    /// How the passing of one step goes with that of another.
    var curvature: [Double]

    fileprivate mutating func add(_ other: StepSums) {
      for place in passed.indices { passed[place] += other.passed[place] }
      for place in curvature.indices { curvature[place] += other.curvature[place] }
    }
  }

  private func stepSums(_ bases: [SIMD4<Double>], _ factors: [Double]) -> StepSums {
    let size = factors.count - 1
    var chances = [SIMD4<Double>](repeating: .zero, count: size)
    var passed = chances
    var curvature = [SIMD4<Double>](repeating: .zero, count: size * size)
    for base in bases {
      passing(factors, base, into: &chances)
      for step in 0..<size {
        passed[step] += chances[step]
        for other in 0...step {
          curvature[step * size + other] += chances[step] * (1 - chances[other])
        }
      }
    }
    return StepSums(passed: passed.map { $0.sum() }, curvature: curvature.map { $0.sum() })
  }

  /// The chance that each step is passed.
  private func passing(
    _ factors: [Double], _ base: SIMD4<Double>, into chances: inout [SIMD4<Double>]
  ) {
    var power = base
    var sum = SIMD4(repeating: factors[0])
    for step in chances.indices {
      chances[step] = factors[step + 1] * power
      sum += chances[step]
      power *= base
    }
    let share = 1 / sum
    var above = SIMD4<Double>.zero
    for step in chances.indices.reversed() {
      above += chances[step]
      chances[step] = above * share
    }
  }
}
