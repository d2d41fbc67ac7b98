/// How severe assessors are, adjusted for the scripts that each one had.
///
/// A mark is the script's own level, less the assessor's severity, and an error; the severities of
/// a part add up to nothing. Least squares, every script's level fitted (a two-way additive model
/// without interaction: Scheffé 1959, The Analysis of Variance, chapter 4). Scripts need not be
/// shared out at random, since nobody is compared but on scripts that both marked.
package struct SeverityModel: Sendable {
  package let design: SeverityDesign
  private let informations: [(part: Int, information: SeverityInformation, variances: [Double])]

  /// So many assessors in one part are a matrix that still fits.
  static let mostAssessors = 3_000

  /// Takes over a design; a part that is too large is left out.
  package init(_ design: SeverityDesign) {
    self.design = design
    informations = design.parts.indices.compactMap { part in
      guard design.parts[part].count <= Self.mostAssessors,
        let information = SeverityInformation(design, part: part)
      else { return nil }
      return (part, information, information.variances())
    }
  }

  /// The severities by a value of each marking, in the order of the design.
  package func fit(_ values: [Double]) -> SeverityFit {
    var sums = [Double](repeating: 0, count: design.assessors)
    var squares = 0.0
    var degrees = 0
    for script in informations.lazy.flatMap({ design.scriptsOf[$0.part] }) {
      let places = design.places(script)
      let mean = places.reduce(0) { $0 + values[$1] } / Double(places.count)
      for place in places {
        sums[design.markers[place]] += mean - values[place]
        squares += square(values[place] - mean)
      }
      degrees += places.count - 1
    }
    var found: [(assessor: Int, severity: Double, variance: Double)] = []
    var explained = 0.0
    for (_, information, variances) in informations {
      let right = information.members.map { sums[$0] }
      let severities = information.solve(right)
      explained += zip(right, severities).reduce(0) { $0 + $1.0 * $1.1 }
      for (place, member) in information.members.enumerated() {
        found.append((member, severities[place], variances[place]))
      }
    }
    let between = found.count - informations.count
    let left = max(0, squares - explained)
    var fit = SeverityFit(
      errorDegrees: degrees - between, assessorDegrees: between,
      errorSquares: left < squares * 1e-20 ? 0 : left, assessorSquares: explained,
      trace: informations.reduce(0) { $0 + $1.information.trace })
    fit.estimates = estimates(found, error: fit.errorVariance, degrees: fit.errorDegrees)
    return fit
  }

  private func estimates(
    _ found: [(assessor: Int, severity: Double, variance: Double)], error: Double?, degrees: Int
  ) -> [SeverityEstimate] {
    var points: (one: Double, all: Double)?
    if let error, error > 0 {
      points = (
        tQuantile(0.975, Double(degrees)),
        tQuantile(1 - 0.025 / Double(max(found.count, 1)), Double(degrees))
      )
    }
    return found.sorted { $0.assessor < $1.assessor }.map { one in
      let deviation = ((error ?? 0) * one.variance).squareRoot()
      return SeverityEstimate(
        assessor: one.assessor, shared: design.shared[one.assessor],
        part: design.partOf[one.assessor], severity: one.severity,
        low: points.map { one.severity - $0.one * deviation },
        high: points.map { one.severity + $0.one * deviation },
        standsOut: points.map { abs(one.severity) > $0.all * deviation } ?? false)
    }
  }
}

/// The severity of one assessor, in marks.
package struct SeverityEstimate: Sendable, Hashable {
  package let assessor: Int
  /// Scripts that another assessor marked too.
  package let shared: Int
  /// The part in which the assessor is compared.
  package let part: Int
  /// How many marks fewer than the others of the part the assessor gives to one script: above 0
  /// severe, below 0 generous.
  package let severity: Double
  /// The 95 % interval for this assessor; nil where nothing says how sure it is.
  package let low: Double?
  package let high: Double?
  /// Whether the severity is more than chance explains, all assessors taken together (Bonferroni).
  package let standsOut: Bool
}

/// What the linear model came to.
package struct SeverityFit: Sendable {
  package let errorDegrees: Int
  package let assessorDegrees: Int
  package let errorSquares: Double
  package let assessorSquares: Double
  let trace: Double
  /// One for each assessor who shares a script, rising.
  package internal(set) var estimates: [SeverityEstimate] = []

  /// The variance of a mark about what script and assessor would give; nil where nothing is left
  /// over to tell it by.
  package var errorVariance: Double? {
    errorDegrees > 0 ? errorSquares / Double(errorDegrees) : nil
  }

  /// How likely differences as large between assessors are where all are alike: the F test.
  package var chance: Double? {
    guard let error = errorVariance, error > 0, assessorDegrees > 0 else { return nil }
    let ratio = assessorSquares / Double(assessorDegrees) / error
    let first = Double(assessorDegrees) * ratio
    let second = Double(errorDegrees)
    return incompleteBeta(
      second / (second + first), first / (second + first), second / 2,
      Double(assessorDegrees) / 2)
  }

  /// The standard deviation of severities, what chance adds taken off (Henderson's method 3).
  package var spread: Double? {
    guard let error = errorVariance, trace > 0 else { return nil }
    return max(0, (assessorSquares - Double(assessorDegrees) * error) / trace).squareRoot()
  }
}
