import Foundation

/// The estimation, with everything packed.
struct RaschFit {
  let ratings: SeverityRatings
  let design: SeverityDesign
  let width: Int
  private(set) var scripts: [Double]
  private(set) var severities: [Double]
  private(set) var steps: [[Double]]
  /// What each marking is expected to come to, and the variance of that.
  var expected: [Double]
  var variance: [Double]
  private let observed: [Double]
  private var parts: [(part: Int, information: SeverityInformation)] = []

  init(_ ratings: SeverityRatings) {
    self.ratings = ratings
    design = ratings.design
    width = ratings.criteria.count
    scripts = [Double](repeating: 0, count: ratings.design.scripts)
    severities = [Double](repeating: 0, count: ratings.design.assessors)
    steps = ratings.highest.map { [Double](repeating: 0, count: $0) }
    let count = ratings.design.markers.count
    expected = [Double](repeating: 0, count: count)
    variance = expected
    let width = ratings.criteria.count
    observed = (0..<count).map { marking in
      Double(ratings.levels[marking * width..<(marking + 1) * width].reduce(0, +))
    }
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
    expect()
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
    expect()
    var moved = 0.0
    for script in scripts.indices {
      var residual = 0.0
      var weight = 0.0
      for place in design.places(script) {
        residual += observed[place] - expected[place]
        weight += variance[place]
      }
      let step = clamped(residual / weight)
      scripts[script] += step
      moved = max(moved, abs(step))
    }
    return moved
  }

  /// All severities of a part at once, the scripts following them; the matrix is made anew only
  /// while it still changes much.
  private mutating func moveSeverities(_ round: Int) -> Double {
    expect()
    if round <= 3 || round.isMultiple(of: 8) { parts = informations() }
    var moved = 0.0
    var residuals = [Double](repeating: 0, count: severities.count)
    for (place, marker) in design.markers.enumerated() {
      residuals[marker] += expected[place] - observed[place]
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
    var (residuals, curvatures) = stepSums()
    for criterion in steps.indices {
      let size = steps[criterion].count
      guard cholesky(&curvatures[criterion], size) else { continue }
      let change = solved(curvatures[criterion], size, &residuals[criterion])
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
