extension AgreementReport {
  /// How much there is; how often two agree; what is left beyond chance; whom or what it costs; and
  /// what none of it says.
  var fiveSentences: [String] {
    [size, agreeing, beyondChance, severity, limitsOfIt].map { $0 + "." }
  }

  private var size: String {
    let rated = blanks == 0 ? "" : " (\(counted(blanks, "cell")) blank)"
    return "\(counted(units, "unit")) by \(counted(raters.count, "rater")): "
      + "\(counted(ratings, "rating"))\(rated), \(counted(pairableUnits, "unit")) rated twice or more"
  }

  private var agreeing: String {
    guard let exact = self[.exact] else {
      return "Whether two raters agree cannot be said: no unit has two ratings"
    }
    let base =
      "Two ratings of a unit are the same in \(perCent(exact.estimate))"
      + (range(of: exact).map { " (\($0))" } ?? "")
    guard let adjacent = self[.adjacent] else { return base }
    let step = categories.listed || categories.numbers == nil ? "one level" : "1"
    return base + ", and at most \(step) apart in \(perCent(adjacent.estimate))"
  }

  private var beyondChance: String {
    let name: AgreementName =
      switch level {
      case .nominal: .alphaNominal
      case .ordinal: .alphaOrdinal
      case .interval: .alphaInterval
      }
    guard let alpha = self[name] else {
      return "How much of that is more than chance cannot be said from these ratings"
    }
    return "Beyond chance the agreement is \(fixed(alpha.estimate)) (\(name.rawValue)"
      + "\(range(of: alpha).map { ", \($0)" } ?? "")), where 0 is chance and 1 is perfect, "
      + worth(alpha)
  }

  /// Krippendorff's customary limits (2004, Content Analysis, 2nd edition, page 241), said only as
  /// firmly as the interval allows.
  private func worth(_ alpha: AgreementStatistic) -> String {
    let words = [
      "too little to rely on", "enough for tentative conclusions only", "enough to rely on",
    ]
    func rank(_ value: Double) -> Int { value < 0.667 ? 0 : value < 0.8 ? 1 : 2 }
    let best = rank(alpha.estimate)
    guard let low = alpha.low else { return "which would be held \(words[best]), if it were sure" }
    return rank(low) == best
      ? "which is held \(words[best])"
      : "which would be held \(words[best]) but may well be \(words[rank(low)])"
  }

  private var severity: String {
    let error = self[.sem].map { "one rating is typically \(fixed($0.estimate)) off" }
    guard let mean = self[.meanDifference] else {
      return error.map { "By the spread within units, \($0)" }
        ?? "Who is severe cannot be said from these ratings"
    }
    let certain = (mean.low ?? 0) > 0 || (mean.high ?? 0) < 0
    let because =
      mean.estimate == 0
      ? "" : certain ? ", which is more than chance explains" : ", which may be chance"
    return comparison(mean.estimate) + because + (error.map { "; \($0)" } ?? "")
  }

  private var limitsOfIt: String {
    let truth = "agreement is not truth: raters can agree and both be wrong"
    guard pairableUnits > 0 else { return "Without such units nothing is known, and \(truth)" }
    return pairableUnits < Self.fewUnits
      ? "With \(counted(pairableUnits, "unit")) these numbers are rough, and \(truth)"
      : "The intervals say how rough \(counted(pairableUnits, "unit")) leave these numbers, and "
        + truth
  }

  private func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
