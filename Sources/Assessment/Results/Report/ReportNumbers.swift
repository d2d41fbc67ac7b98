/// The numbers of one group for programs.
package struct ReportNumbers: Sendable, Encodable {
  /// An assessor's severity in marks, above 0 severe; logits by the many-facet Rasch model.
  package struct Severity: Sendable, Encodable {
    let assessor: String
    let shared, part: Int
    let severity: Double
    let low, high: Double?
    let standsOut: Bool
    let logits, logitsError, infit: Double?
  }

  /// How one criterion agrees, and by how much assessors read it apart.
  package struct Criterion: Sendable, Encodable {
    let criterion: String
    let pairs, equal: Int
    let kappaQuadratic, readApart, chance: Double?
    let readInTwoWays: Bool
  }

  let qualifications: [String]
  let maximum, passAt, tolerance: Int
  let scripts, pairs, within, sameDecision: Int
  let severities: [Severity]
  let criteria: [Criterion]
  let decided: Int
  /// Results that could come out the other way, and the least and the most.
  let couldChange: [Double]?
  let reliability, standardError, consistency, accuracy: Double?
}

extension SeriesReport {
  /// The numbers of each group, as the page shows them.
  package var numbers: [ReportNumbers] { groups.map { numbers(of: $0) } }

  private func numbers(of figures: GroupFigures) -> ReportNumbers {
    let scale = figures.group.scale
    let found = figures.repetition
    return ReportNumbers(
      qualifications: figures.group.qualifications.map(\.code), maximum: scale.maximum,
      passAt: scale.passingTotal, tolerance: figures.tolerance,
      scripts: figures.group.scripts.count, pairs: figures.pairs.count,
      within: figures.pairs.within, sameDecision: figures.pairs.same,
      severities: severities(of: figures), criteria: criteria(of: figures),
      decided: found.decided,
      couldChange: found.expected.map { [$0.number, $0.low, $0.high].map(steady) },
      reliability: found.reliability.map(steady), standardError: found.error.map(steady),
      consistency: found.consistency.map { steady($0.consistency) },
      accuracy: found.consistency.map { steady($0.accuracy) })
  }

  private func severities(of figures: GroupFigures) -> [ReportNumbers.Severity] {
    let logits = Dictionary(
      uniqueKeysWithValues: (figures.rasch?.measures ?? []).map { ($0.assessor, $0) })
    return figures.severities.map { estimate in
      let measure = logits[estimate.assessor]
      return ReportNumbers.Severity(
        assessor: source.assessors[estimate.assessor].id, shared: estimate.shared,
        part: estimate.part + 1, severity: steady(estimate.severity),
        low: estimate.low.map(steady), high: estimate.high.map(steady),
        standsOut: estimate.standsOut, logits: measure.map { steady($0.severity) },
        logitsError: measure.map { steady($0.error) }, infit: measure.map { steady($0.infit) })
    }
  }

  private func criteria(of figures: GroupFigures) -> [ReportNumbers.Criterion] {
    zip(figures.group.scale.criteria, figures.criteria).map { criterion, found in
      ReportNumbers.Criterion(
        criterion: criterion.id, pairs: found.pairs, equal: found.equal,
        kappaQuadratic: found.agreement?[.kappaQuadratic].map { steady($0.estimate) },
        readApart: found.reading.spread.map(steady), chance: found.reading.chance.map(steady),
        readInTwoWays: found.isReadInTwoWays(of: figures.criteria.count))
    }
  }
}

/// A number to six decimal places: the rest differs between machines.
private func steady(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
