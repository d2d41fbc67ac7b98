/// What a coefficient for many raters takes for chance.
enum ChanceModel: Sendable {
  /// All raters draw from one distribution: Fleiss (1971), Psychological Bulletin 76, pages 378 to 382.
  case fleiss
  /// Only units that are hard to rate are rated by chance: Gwet (2008), British Journal of
  /// Mathematical and Statistical Psychology 61, pages 29 to 48 (AC1; with weights AC2).
  case gwet
}

/// Agreement corrected for chance, of any number of raters, with gaps.
///
/// Gaps are treated as Gwet does (Handbook of Inter-Rater Reliability, 4th edition 2014, chapters 2
/// to 5): observed agreement is a mean over units with two ratings or more, the shares of
/// categories a mean over all rated units. Without gaps and weights these are the coefficients of
/// the papers. The standard error is Gwet's, over units as a sample. Nil where it is undefined.
func chanceCorrected(
  _ patterns: AgreementPatterns, _ weights: AgreementWeights, _ model: ChanceModel
) -> Estimate? {
  let units = Double(patterns.ratedUnits)
  let pairable = Double(patterns.pairableUnits)
  guard pairable > 0 else { return nil }
  let shares = categoryShares(patterns, weights.count)
  let agreements = patterns.indices.map { unitAgreement(patterns, $0, weights) }
  var observed = 0.0
  for pattern in patterns.indices {
    observed += (agreements[pattern] ?? 0) * Double(patterns.units[pattern])
  }
  observed /= pairable
  guard let (chance, perCategory) = chanceAgreement(shares, weights, model), chance < 1 - 1e-14
  else { return nil }
  let value = (observed - chance) / (1 - chance)
  let unitChances = patterns.indices.map { pattern in
    patterns.places(pattern).reduce(0) {
      $0 + patterns.counts[$1] * perCategory[patterns.categories[$1]]
    } / patterns.sizes[pattern]
  }
  let error = gwetError(
    value, chance, observed, multiplicities: patterns.units, agreements: agreements,
    chances: unitChances, units: units, pairable: pairable)
  return Estimate(value: value, standardError: error)
}

/// The mean share of each category over rated units.
private func categoryShares(_ patterns: AgreementPatterns, _ categories: Int) -> [Double] {
  var shares = [Double](repeating: 0, count: categories)
  for pattern in patterns.indices {
    let weight = Double(patterns.units[pattern]) / patterns.sizes[pattern]
    for place in patterns.places(pattern) {
      shares[patterns.categories[place]] += weight * patterns.counts[place]
    }
  }
  let units = Double(patterns.ratedUnits)
  return shares.map { $0 / units }
}

/// The share of a unit's pairs of ratings that agree; nil where it has no pair.
private func unitAgreement(
  _ patterns: AgreementPatterns, _ pattern: Int, _ weights: AgreementWeights
) -> Double? {
  let size = patterns.sizes[pattern]
  guard size >= 2 else { return nil }
  return patterns.overPairs(pattern) { weights[$0, $1] } / (size * (size - 1))
}

/// The agreement to be expected by chance, and what a rating of each category adds to it.
private func chanceAgreement(
  _ shares: [Double], _ weights: AgreementWeights, _ model: ChanceModel
) -> (whole: Double, perCategory: [Double])? {
  switch model {
  case .fleiss:
    let means = weights.applied(to: shares)
    return (zip(shares, means).reduce(0) { $0 + $1.0 * $1.1 }, means)
  case .gwet:
    let width = Double(weights.count)
    guard width >= 2 else { return nil }
    let factor = weights.sum / (width * (width - 1))
    return (
      factor * shares.reduce(0) { $0 + $1 * (1 - $1) }, shares.map { factor * (1 - $0) }
    )
  }
}

/// The standard error over units: Gwet (2014), as irrCAC 0.4.4 has it for an endless population of
/// units; nil with fewer than two units.
func gwetError(
  _ value: Double, _ chance: Double, _ observed: Double, multiplicities: [Int],
  agreements: [Double?], chances: [Double], units: Double, pairable: Double
) -> Double? {
  guard units >= 2 else { return nil }
  guard !exactlyOne(observed) else { return 0 }
  var sum = 0.0
  for index in multiplicities.indices {
    let own = agreements[index].map { units / pairable * ($0 - chance) / (1 - chance) } ?? 0
    let term = own - 2 * (1 - value) * (chances[index] - chance) / (1 - chance) - value
    sum += Double(multiplicities[index]) * term * term
  }
  return (sum / (units * (units - 1))).squareRoot()
}
