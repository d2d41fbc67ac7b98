extension AgreementReport {
  /// How much there is; how often two agree; what is left beyond chance; whom or what it costs; and
  /// what none of it says.
  var fiveSentences: [String] {
    [size, agreeing, beyondChance, severity, limitsOfIt].map { $0 + "." }
  }

  private var size: String {
    let rated = blanks == 0 ? "" : ", \(blanks) cells are blank"
    return "\(counted(units, "unit")) by \(counted(raters.count, "rater")): "
      + "\(counted(ratings, "rating"))\(rated), \(counted(pairableUnits, "unit")) rated twice or more"
  }

  private var agreeing: String {
    guard let exact = self[.exact] else {
      return "Whether two raters agree cannot be said: no unit has two ratings"
    }
    let base = "Two ratings of a unit are the same in \(perCent(exact.estimate))\(range(exact))"
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
    let worth =
      switch alpha.estimate {
      case 0.8...: "which is held good enough to rely on"
      case 0.667..<0.8: "which is held good enough for tentative conclusions only"
      default: "which is held too little to rely on"
      }
    // Krippendorff (2004), Content Analysis, 2nd edition, page 241.
    return "Beyond chance the agreement is \(fixed(alpha.estimate)) (\(name.rawValue)"
      + "\(bounds(alpha).map { ", \($0)" } ?? "")), where 0 is chance and 1 is perfect, \(worth)"
  }

  private var severity: String {
    let error = self[.sem].map { "one rating is typically \(fixed($0.estimate)) off" }
    guard let mean = self[.meanDifference] else {
      return error.map { "By the spread within units, \($0)" }
        ?? "Nothing can be said on who is severe: that takes numbers, and two raters or a series"
    }
    let certain = (mean.low ?? 0) > 0 || (mean.high ?? 0) < 0
    let direction = mean.estimate < 0 ? "lower" : "higher"
    let base =
      mean.estimate == 0
      ? "\(first) and \(second) rate alike on average"
      : "\(first) rates \(fixed(abs(mean.estimate))) \(direction) than \(second) on average, "
        + "which \(certain ? "is more than chance explains" : "may be chance")"
    return base + (error.map { "; \($0)" } ?? "")
  }

  private var limitsOfIt: String {
    let size =
      pairableUnits < Self.fewUnits
      ? "With \(counted(pairableUnits, "unit")) these numbers are rough"
      : "With \(counted(pairableUnits, "unit")) the intervals say how rough these numbers are"
    return size + ", and agreement is not truth: raters can agree and both be wrong"
  }

  private func range(_ statistic: AgreementStatistic) -> String {
    guard let low = statistic.low, let high = statistic.high else { return "" }
    return " (\(fixed(low * 100, 1)) to \(fixed(high * 100, 1)) %)"
  }

  private func bounds(_ statistic: AgreementStatistic) -> String? {
    guard let low = statistic.low, let high = statistic.high else { return nil }
    return "\(fixed(low)) to \(fixed(high))"
  }

  private func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
