import Archive
import Foundation

/// The estimation, with everything packed.
struct RaschFit {
  let ratings: SeverityRatings
  let design: SeverityDesign
  let width: Int
  private(set) var scripts: [Double]
  private(set) var severities: [Double]
  private(set) var steps: [[Double]]
  /// The variance of what each marking is expected to come to.
  private var variance: [Double] = []
  private let observed: [Double]
  /// How many markings passed each step of each criterion.
  private let passed: [[Double]]
  private var parts: [(part: Int, information: SeverityInformation)] = []

  init(_ ratings: SeverityRatings) {
    self.ratings = ratings
    design = ratings.design
    width = ratings.criteria.count
    scripts = [Double](repeating: 0, count: ratings.design.scripts)
    severities = [Double](repeating: 0, count: ratings.design.assessors)
    steps = ratings.highest.map { [Double](repeating: 0, count: $0) }
    let width = ratings.criteria.count
    var observed = [Double](repeating: 0, count: ratings.design.markers.count)
    var passed = steps
    for (place, level) in ratings.levels.enumerated() {
      observed[place / width] += Double(level)
      for step in 0..<level { passed[place % width][step] += 1 }
    }
    (self.observed, self.passed) = (observed, passed)
  }

  /// Goes round until nothing moves by more than 10⁻⁸.
  mutating func run(most: Int = 400) -> (rounds: Int, converged: Bool) {
    guard !scripts.isEmpty, !steps.isEmpty else { return (0, true) }
    for round in 1...most {
      let moved = max(moveScripts(), moveSteps(), moveScripts(), moveSeverities(round))
      if moved < 1e-8 { return (round, true) }
    }
    return (most, false)
  }

  /// Each assessor with severity, standard error and infit.
  mutating func measures() -> [(Int, Double, Double, Double)] {
    variance = expectation().variances
    var errors = [Double](repeating: .infinity, count: severities.count)
    for (_, information) in informations() {
      for (member, value) in zip(information.members, information.variances()) {
        errors[member] = value.squareRoot()
      }
    }
    var squares = [Double](repeating: 0, count: severities.count)
    var weights = squares
    eachRating { marking, residual, variance in
      squares[design.markers[marking]] += residual * residual
      weights[design.markers[marking]] += variance
    }
    return severities.indices.filter { errors[$0].isFinite && weights[$0] > 0 }.map {
      ($0, severities[$0], errors[$0], squares[$0] / weights[$0])
    }
  }
}

// One step of each kind; every one returns how far it moved anything.
extension RaschFit {
  private mutating func moveScripts() -> Double {
    let (fit, stretches, factors, lenience) = (self, stretches, factors(), lenience())
    let changes = Cores.answers(stretches.count) { number in
      let expected = fit.expectation(stretches[number], factors, lenience)
      return fit.changes(of: stretches[number], expected)
    }
    var moved = 0.0
    for (script, change) in changes.joined().enumerated() {
      scripts[script] += change
      moved = max(moved, abs(change))
    }
    return moved
  }

  /// By how much each script of a stretch is to be moved.
  private func changes(of stretch: Stretch, _ expected: Expectation) -> [Double] {
    let first = markings(stretch).lowerBound
    return stretch.map { script in
      var residual = 0.0
      var weight = 0.0
      for place in design.places(script) {
        residual += observed[place] - expected.means[place - first]
        weight += expected.variances[place - first]
      }
      return clamped(residual / weight)
    }
  }

  /// What all markings are expected to come to.
  private func expectation() -> Expectation {
    let (stretches, factors, lenience) = (stretches, factors(), lenience())
    let found = Cores.answers(stretches.count) { expectation(stretches[$0], factors, lenience) }
    return Expectation(means: found.flatMap(\.means), variances: found.flatMap(\.variances))
  }

  /// All severities of a part at once, the scripts following them; the matrix is made anew only
  /// while it still changes much.
  private mutating func moveSeverities(_ round: Int) -> Double {
    let expected = expectation()
    variance = expected.variances
    if round <= 3 || round.isMultiple(of: 8) { parts = informations() }
    var moved = 0.0
    var residuals = [Double](repeating: 0, count: severities.count)
    for (place, marker) in design.markers.enumerated() {
      residuals[marker] += expected.means[place] - observed[place]
    }
    for (part, information) in parts {
      let right = information.members.map { residuals[$0] }
      let mean = right.reduce(0, +) / Double(right.count)
      var change = information.solve(right.map { $0 - mean })
      let greatest = change.reduce(0) { max($0, abs($1)) }
      if greatest > 1 { change = change.map { $0 / greatest } }
      for (member, step) in zip(information.members, change) { severities[member] += step }
      moved = max(moved, greatest)
      for script in design.scriptsOf[part] {
        let places = design.places(script)
        let weight = places.reduce(0) { $0 + variance[$1] }
        var sum = 0.0
        for place in places {
          sum += variance[place] * change[information.rows[design.markers[place]]]
        }
        scripts[script] += sum / weight
      }
    }
    return moved
  }

  /// All steps of a criterion at once, since a change of one is felt by the others.
  private mutating func moveSteps() -> Double {
    var moved = 0.0
    for (criterion, sums) in stepSums().enumerated() {
      let size = steps[criterion].count
      var curvature = sums.curvature
      guard cholesky(&curvature, size) else { continue }
      var residuals = zip(sums.passed, passed[criterion]).map { $0 - $1 }
      let change = solved(curvature, size, &residuals)
      for step in 0..<size {
        steps[criterion][step] += clamped(change[step])
        moved = max(moved, abs(change[step]))
      }
    }
    let all = steps.joined()
    let mean = all.reduce(0, +) / Double(max(all.count, 1))
    for criterion in steps.indices { steps[criterion] = steps[criterion].map { $0 - mean } }
    // A script's marking sums over criteria, each with its own number of steps: the same shift.
    for script in scripts.indices { scripts[script] -= mean }
    return moved
  }

  private func clamped(_ step: Double) -> Double { step.isNaN ? 0 : min(1, max(-1, step)) }

  private func informations() -> [(part: Int, information: SeverityInformation)] {
    design.parts.indices.compactMap { part in
      guard design.parts[part].count <= SeverityModel.mostAssessors,
        let information = SeverityInformation(design, part: part, weights: variance)
      else { return nil }
      return (part, information)
    }
  }
}

/// Solves with a Cholesky factor.
func solved(_ factor: [Double], _ size: Int, _ right: inout [Double]) -> [Double] {
  for row in 0..<size {
    for column in 0..<row { right[row] -= factor[row * size + column] * right[column] }
    right[row] /= factor[row * size + row]
  }
  for row in (0..<size).reversed() {
    right[row] /= factor[row * size + row]
    for column in 0..<row { right[column] -= factor[row * size + column] * right[row] }
  }
  return right
}
