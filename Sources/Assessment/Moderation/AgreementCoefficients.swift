extension AgreementWork {
  /// Exact and adjacent agreement and the alphas: what may need resampled units.
  func samples() -> [AgreementName: AgreementAnswer] {
    let metrics = alphaMetrics
    let sums = AlphaSums(patterns, table.categories, metrics)
    let shares = [(name: AgreementName.exact, values: sums.exact), (.adjacent, sums.adjacent)]
    // Of two ratings a unit agrees or not; of more it agrees in part, and no formula holds.
    let pairsOnly = patterns.pairable.allSatisfy { patterns.sizes[$0] == 2 }
    let estimate: @Sendable ([Int]) -> [Double?] = { sample in
      let totals = sums.totals(sample)
      return metrics.map { sums.alpha($0, sample, totals) }
        + (pairsOnly ? [] : shares.map { sums.mean($0.values, sample) })
    }
    let values = estimate(patterns.units)
    let limits = bootstrap.limits(patterns, count: values.count, estimate)
    var answers: [AgreementName: AgreementAnswer] = [:]
    for (place, metric) in metrics.enumerated() {
      answers[metric.name] = answer(
        metric.name, values[place], limits[place], .bootstrap, otherwise: oneCategory)
    }
    if !metrics.contains(.ratio) { answers[.alphaRatio] = .left(ratioReason) }
    for (place, (name, share)) in shares.enumerated() {
      guard let mean = sums.mean(share, patterns.units) else { continue }
      answers[name] =
        pairsOnly
        ? answer(name, mean, wilson(mean, patterns.pairableUnits), .wilson)
        : answer(name, mean, limits[metrics.count + place], .bootstrap)
    }
    return answers
  }

  private var alphaMetrics: [AlphaMetric] {
    AlphaMetric.allCases.filter { $0.name.level <= level && ($0 != .ratio || ratioApplies) }
  }

  private var ratioApplies: Bool {
    table.categories.count <= Self.mostCategories && (table.categories.numbers?.first ?? -1) >= 0
  }

  private var ratioReason: String {
    table.categories.count > Self.mostCategories
      ? tooMany : "ratios need a true zero, and there are ratings below zero"
  }

  private var tooMany: String {
    "there are \(table.categories.count) different ratings; it is for categories, at most "
      + "\(Self.mostCategories)"
  }

  /// Cohen's kappas, and Conger's for more than two raters.
  func kappas() -> [AgreementName: AgreementAnswer] {
    let pairwise: [(AgreementName, AgreementWeights.Kind)] = [
      (.kappa, .identity), (.kappaLinear, .linear), (.kappaQuadratic, .quadratic),
    ]
    guard table.categories.count <= Self.mostCategories else {
      return answers(pairwise.map(\.0) + [.congerKappa], tooMany)
    }
    guard table.raters.count == 2 else {
      var answers = answers(pairwise.map(\.0), notTwo)
      let estimate = Assessment.congerKappa(rows, patterns)
      answers[.congerKappa] = answer(
        .congerKappa, estimate?.value, student(estimate), .gwet, otherwise: oneCategory)
      return answers
    }
    let confusion = Confusion(rows)
    // For two raters Conger's kappa would only repeat Cohen's.
    var answers: [AgreementName: AgreementAnswer] = [:]
    for (name, kind) in pairwise {
      let weights = AgreementWeights(kind, scores: table.categories.scores)
      let estimate = cohenKappa(confusion, weights)
      answers[name] = answer(
        name, estimate?.value, normal(estimate), .fleissCohenEveritt,
        units: Int(confusion.total), otherwise: oneCategory)
    }
    return answers
  }

  /// Fleiss' kappa and Gwet's coefficients.
  func manyRaters() -> [AgreementName: AgreementAnswer] {
    let kinds: [(AgreementName, ChanceModel, AgreementWeights.Kind)] = [
      (.fleissKappa, .fleiss, .identity), (.ac1, .gwet, .identity), (.ac2Linear, .gwet, .linear),
      (.ac2Quadratic, .gwet, .quadratic),
    ]
    guard table.categories.count <= Self.mostCategories else {
      return answers(kinds.map(\.0), tooMany)
    }
    var answers: [AgreementName: AgreementAnswer] = [:]
    for (name, model, kind) in kinds where name.level <= level {
      let weights = AgreementWeights(kind, scores: table.categories.scores)
      let estimate = chanceCorrected(patterns, weights, model)
      let reason =
        model == .gwet ? "there is only one category; --categories names the others" : oneCategory
      answers[name] = answer(
        name, estimate?.value, student(estimate), .gwet, units: patterns.ratedUnits,
        otherwise: reason)
    }
    return answers
  }

  func answers(_ names: [AgreementName], _ reason: String) -> [AgreementName: AgreementAnswer] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, .left(reason)) })
  }

  var notTwo: String {
    "it compares two raters, and there are \(table.raters.count)"
  }

  private func normal(_ estimate: Estimate?) -> (low: Double, high: Double)? {
    within(estimate, normalPoint)
  }

  private func student(_ estimate: Estimate?) -> (low: Double, high: Double)? {
    guard patterns.ratedUnits >= 2 else { return nil }
    return within(estimate, tQuantile(0.975, Double(patterns.ratedUnits - 1)))
  }

  /// The limits at so many standard errors; no coefficient goes beyond 1 or below -1.
  private func within(_ estimate: Estimate?, _ point: Double) -> (low: Double, high: Double)? {
    guard let estimate, let error = estimate.standardError else { return nil }
    return (
      max(-1, estimate.value - point * error), min(1, estimate.value + point * error)
    )
  }
}

extension AlphaMetric {
  var name: AgreementName {
    switch self {
    case .nominal: .alphaNominal
    case .ordinal: .alphaOrdinal
    case .interval: .alphaInterval
    case .ratio: .alphaRatio
    }
  }
}

/// Wilson's interval for a share of units, without correction for continuity.
///
/// Wilson (1927), Journal of the American Statistical Association 22, pages 209 to 212.
func wilson(_ share: Double, _ units: Int) -> (low: Double, high: Double) {
  let n = Double(units)
  let extra = normalPoint * normalPoint / n
  let centre = (share + extra / 2) / (1 + extra)
  let half =
    normalPoint * (share * (1 - share) / n + extra / (4 * n)).squareRoot() / (1 + extra)
  return (max(0, centre - half), min(1, centre + half))
}
