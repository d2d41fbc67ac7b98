import Foundation

// What the model expects.
extension RaschFit {
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

  /// The odds of each marking that do not depend on criterion and level.
  private func bases(_ scripts: Range<Int>) -> [Double] {
    let markers = design.markers
    return scripts.flatMap { script in
      design.places(script).map { exp(self.scripts[script] - severities[markers[$0]]) }
    }
  }

  /// The scripts in stretches, which are reckoned on all cores; so each number comes out the same
  /// on any number of them.
  private var stretches: [Range<Int>] {
    stride(from: 0, to: scripts.count, by: 4_096).map { $0..<min($0 + 4_096, scripts.count) }
  }

  mutating func expect() {
    let (fit, stretches, factors) = (self, stretches, factors())
    let found = onAllCores(stretches.count) { number in
      fit.expectations(fit.bases(stretches[number]), factors)
    }
    expected = found.flatMap(\.means)
    variance = found.flatMap(\.spreads)
  }

  private func expectations(
    _ bases: [Double], _ factors: [[Double]]
  ) -> (means: [Double], spreads: [Double]) {
    var (means, spreads) = ([Double](), [Double]())
    means.reserveCapacity(bases.count)
    spreads.reserveCapacity(bases.count)
    for base in bases {
      var mean = 0.0
      var spread = 0.0
      for factors in factors {
        let (first, second) = moments(factors, base)
        mean += first
        spread += second - first * first
      }
      means.append(mean)
      spreads.append(spread)
    }
    return (means, spreads)
  }

  /// The mean of the level and of its square.
  private func moments(_ factors: [Double], _ base: Double) -> (Double, Double) {
    var power = 1.0
    var sum = 0.0
    var first = 0.0
    var second = 0.0
    for level in factors.indices {
      let weight = factors[level] * power
      sum += weight
      first += Double(level) * weight
      second += Double(level * level) * weight
      power *= base
    }
    return (first / sum, second / sum)
  }

  func eachRating(_ take: (_ marking: Int, _ residual: Double, _ variance: Double) -> Void) {
    let factors = factors()
    for script in scripts.indices {
      for place in design.places(script) {
        let base = exp(scripts[script] - severities[design.markers[place]])
        for criterion in factors.indices {
          let (first, second) = moments(factors[criterion], base)
          let level = Double(ratings.levels[place * width + criterion])
          take(place, level - first, second - first * first)
        }
      }
    }
  }

  /// For each criterion: by how much each step is passed less often than seen, and the curvature.
  ///
  /// Each criterion is summed on a core of its own, in the order of its markings.
  func stepSums() -> ([[Double]], [[Double]]) {
    let (stretches, factors) = (stretches, factors())
    let bases = onAllCores(stretches.count) { self.bases(stretches[$0]) }.flatMap { $0 }
    let sums = onAllCores(steps.count) { stepSums(of: $0, factors[$0], bases) }
    return (sums.map(\.residuals), sums.map(\.curvatures))
  }

  private func stepSums(
    of criterion: Int, _ factors: [Double], _ bases: [Double]
  ) -> (residuals: [Double], curvatures: [Double]) {
    let size = factors.count - 1
    let levels = ratings.levels
    var residuals = [Double](repeating: 0, count: size)
    var curvatures = [Double](repeating: 0, count: size * size)
    var passed = residuals
    for (place, base) in bases.enumerated() {
      passing(factors, base, into: &passed)
      let level = levels[place * width + criterion]
      for step in 0..<size {
        residuals[step] += passed[step] - (level > step ? 1 : 0)
        for other in 0...step {
          curvatures[step * size + other] += passed[step] * (1 - passed[other])
        }
      }
    }
    return (residuals, curvatures)
  }

  /// The chance that each step is passed.
  private func passing(_ factors: [Double], _ base: Double, into passed: inout [Double]) {
    var power = base
    var sum = factors[0]
    for step in passed.indices {
      passed[step] = factors[step + 1] * power
      sum += passed[step]
      power *= base
    }
    var above = 0.0
    for step in passed.indices.reversed() {
      above += passed[step]
      passed[step] = above / sum
    }
  }
}
