/// How many results could come out the other way if everything were marked again by others.
struct RepetitionFigures {
  /// A decided script and the chance that its result would be another one.
  struct Look {
    let code: String
    let average: Double
    let markings: Int
    let passed: Bool
    let chance: Double
  }

  /// Results that are decided.
  let decided: Int
  /// Of these the ones within the borderline band, or on the line itself where there is none.
  let near: Int
  /// How many are expected to change, with the least and the most by the error's 95 % limits and
  /// by what chance adds.
  let expected: (number: Double, low: Double, high: Double)?
  let consistency: DecisionConsistency?
  let reliability: Double?
  /// The standard error of one marking, severity included.
  let error: Double?
  /// Those with the greatest chance, at most 20.
  let looks: [Look]

  init(_ group: ReportGroup) {
    let scale = group.scale
    let results = group.scripts.filter { $0.outcome.isResult && $0.average != nil }
    decided = results.count
    let band = scale.band ?? scale.passingTotal - 1...scale.passingTotal
    near = results.count { script in
      let average = script.average ?? 0
      return average > Double(band.lowerBound) - 1 && average < Double(band.upperBound) + 1
    }
    let firsts = group.scripts.map { Double($0.markings[0].total) }
    let totals = group.scripts.map { $0.markings.map { Double($0.total) } }
    guard let found = MarkingError(totals), found.degrees >= ReportSize.coefficient,
      firsts.count >= ReportSize.spread
    else {
      (expected, consistency, reliability, error, looks) = (nil, nil, nil, nil, [])
      return
    }
    let mean = firsts.reduce(0, +) / Double(firsts.count)
    let variance = firsts.reduce(0) { $0 + square($1 - mean) } / Double(firsts.count - 1)
    let reliability = 1 - found.variance / variance
    self.reliability = reliability > 0 ? reliability : nil
    error = found.variance.squareRoot()
    consistency = DecisionConsistency(
      mean: mean, variance: variance, reliability: reliability, maximum: scale.maximum,
      passingTotal: scale.passingTotal)
    let near = Self.error(near: scale, totals) ?? found
    let models = [near.variance, near.limits.low, near.limits.high].map {
      RepeatChance(
        mean: mean, variance: variance, errorVariance: found.variance, nearLine: $0)
    }
    let chances = models.map { model in
      model.map { model in results.map { Self.look($0, model, scale) } }
    }
    let sums = chances.map { $0.map { $0.reduce(0) { $0 + $1.chance } } }
    if let number = sums[0], let low = sums[1] {
      // What chance adds from one such repetition to the next.
      let luck = (chances[0] ?? []).reduce(0) { $0 + $1.chance * (1 - $1.chance) }
      let half = normalPoint * luck.squareRoot()
      let high = sums[2] ?? Double(results.count) / 2
      expected = (number, max(0, low - half), min(Double(results.count), high + half))
    } else {
      expected = nil
    }
    looks = Array(
      (chances[0] ?? []).sorted { ($0.chance, $1.code) > ($1.chance, $0.code) }.prefix(20))
  }

  /// The error of markings whose mean lies within a quarter of the maximum of the pass line.
  ///
  /// Marks differ less at both ends of a scale, where no decision hangs on it. Nil where these are
  /// few.
  private static func error(near scale: ReportScale, _ scripts: [[Double]]) -> MarkingError? {
    let reach = Double(scale.maximum) / 4
    let near = scripts.filter { totals in
      let mean = totals.reduce(0, +) / Double(max(totals.count, 1))
      return abs(mean - Double(scale.passingTotal)) <= reach
    }
    return MarkingError(near).flatMap { $0.degrees >= ReportSize.coefficient ? $0 : nil }
  }

  private static func look(
    _ script: ReportSource.Script, _ model: RepeatChance, _ scale: ReportScale
  ) -> Look {
    let average = script.average ?? 0
    let passed = script.outcome == .passed
    return Look(
      code: script.code, average: average, markings: script.counted, passed: passed,
      chance: model.changes(
        average: average, markings: max(script.counted, 1), passingTotal: scale.passingTotal,
        passed: passed))
  }
}

extension Decision.Outcome {
  /// Whether it is a result, and not a reason for which there is none.
  var isResult: Bool { self == .passed || self == .didNotMeetStandard }
}
