/// How one assessor's markings lie beside those that others made of the same scripts.
package struct AssessorAgreement: Sendable, Hashable {
  /// Markings of others that theirs can be compared with.
  package private(set) var pairs = 0
  /// Pairs whose totals lie within tolerance, and that come to the same side of a pass.
  package private(set) var within = 0
  package private(set) var sameSide = 0
  /// What theirs lie above the others' when added up.
  private var difference = 0

  package init() {}

  /// How many marks more than others they give to the same script, on average.
  package var meanDifference: Double {
    pairs == 0 ? 0 : Double(difference) / Double(pairs)
  }

  fileprivate mutating func add(_ own: Int, _ other: Int, tolerance: Int, isSameSide: Bool) {
    pairs += 1
    if abs(own - other) <= tolerance { within += 1 }
    if isSameSide { sameSide += 1 }
    difference += own - other
  }
}

extension ReportSource {
  /// Every assessor with a marking that another has made as well, by identifier.
  package func agreements(_ settings: ReportSettings) -> [String: AssessorAgreement] {
    let scales = rubrics.map(ReportScale.init)
    var found: [String: AssessorAgreement] = [:]
    for script in scripts where script.markings.count > 1 {
      let scale = scales[script.rubric]
      let tolerance = settings.tolerance(of: scale.maximum)
      for (place, own) in script.markings.enumerated() {
        let passes = scale.passes(own.marks)
        for (otherPlace, other) in script.markings.enumerated() where otherPlace != place {
          found[assessors[own.assessor].id, default: AssessorAgreement()].add(
            own.total, other.total, tolerance: tolerance,
            isSameSide: passes == scale.passes(other.marks))
        }
      }
    }
    return found
  }
}
