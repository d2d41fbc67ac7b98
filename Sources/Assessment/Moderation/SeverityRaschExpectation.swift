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

  mutating func expect() {
    let factors = factors()
    for script in scripts.indices {
      for place in design.places(script) {
        let base = exp(scripts[script] - severities[design.markers[place]])
        var mean = 0.0
        var spread = 0.0
        for factors in factors {
          let (first, second) = moments(factors, base)
          mean += first
          spread += second - first * first
        }
        expected[place] = mean
        variance[place] = spread
      }
    }
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
  func stepSums() -> ([[Double]], [[Double]]) {
    let factors = factors()
    let most = steps.reduce(0) { max($0, $1.count) }
    // In one list each, since lists within lists are checked at every step.
    var residuals = [Double](repeating: 0, count: steps.count * most)
    var curvatures = [Double](repeating: 0, count: steps.count * most * most)
    var passed = [Double](repeating: 0, count: most)
    for script in scripts.indices {
      for place in design.places(script) {
        let base = exp(scripts[script] - severities[design.markers[place]])
        for criterion in factors.indices {
          let size = passing(factors[criterion], base, into: &passed)
          let level = ratings.levels[place * width + criterion]
          for step in 0..<size {
            let here = criterion * most + step
            residuals[here] += passed[step] - (level > step ? 1 : 0)
            for other in 0...step {
              curvatures[here * most + other] += passed[step] * (1 - passed[other])
            }
          }
        }
      }
    }
    return (
      steps.indices.map { criterion in
        Array(residuals[criterion * most..<criterion * most + steps[criterion].count])
      },
      steps.indices.map { criterion in
        let size = steps[criterion].count
        return (0..<size * size).map { cell in
          curvatures[(criterion * most + cell / size) * most + cell % size]
        }
      }
    )
  }

  /// The chance that each step is passed; how many there are.
  private func passing(_ factors: [Double], _ base: Double, into passed: inout [Double]) -> Int {
    let steps = factors.count - 1
    var power = base
    var sum = factors[0]
    for step in 0..<steps {
      passed[step] = factors[step + 1] * power
      sum += passed[step]
      power *= base
    }
    var above = 0.0
    for step in (0..<steps).reversed() {
      above += passed[step]
      passed[step] = above / sum
    }
    return steps
  }
}
