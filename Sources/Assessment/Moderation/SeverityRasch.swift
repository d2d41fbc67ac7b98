/// Severity by the many-facet Rasch model.
///
/// The odds of a level against the one below are exp(script − severity − step), each criterion with
/// steps of its own (Linacre 1989; partial credit, Masters 1982, Psychometrika 47, page 149).
/// Estimated jointly, as Facets does; severities of a part and all steps add up to nothing. Joint
/// estimates are stretched where each script has few ratings: they rank, and do not measure exactly.
package struct SeverityRasch: Sendable {
  /// One assessor in logits: above 0 severe.
  package struct Measure: Sendable, Hashable {
    package let assessor: Int
    package let severity: Double
    package let error: Double
    /// The information-weighted mean square of residuals: 1 as the model expects, above it more
    /// erratic, below it more uniform (Wright and Masters 1982, Rating Scale Analysis, chapter 5).
    package let infit: Double
  }

  /// Rising by assessor; those without a finite measure are not in it.
  package private(set) var measures: [Measure] = []
  /// The mean of each criterion's steps, in logits: above 0 hard; nil where all gave it alike.
  package private(set) var difficulties: [Double?]
  /// The steps of each criterion.
  let steps: [[Double]]
  /// Scripts that took part, and those set aside since every mark was lowest or highest.
  package let scripts: Int
  package let extremeScripts: Int
  package let rounds: Int
  package let converged: Bool

  /// Takes the level of each marking in each criterion, in the order of the design.
  package init(_ design: SeverityDesign, levels: [[Int]]) {
    let ratings = SeverityRatings(design, levels: levels)
    var fit = RaschFit(ratings)
    (rounds, converged) = fit.run()
    scripts = ratings.scripts.count
    extremeScripts = design.scripts - ratings.scripts.count
    difficulties = [Double?](repeating: nil, count: levels.first?.count ?? 0)
    steps = fit.steps
    for (place, criterion) in ratings.criteria.enumerated() {
      difficulties[criterion] = fit.steps[place].reduce(0, +) / Double(fit.steps[place].count)
    }
    for (assessor, severity, error, infit) in fit.measures() {
      measures.append(
        Measure(
          assessor: ratings.assessors[assessor], severity: severity, error: error, infit: infit))
    }
  }
}
