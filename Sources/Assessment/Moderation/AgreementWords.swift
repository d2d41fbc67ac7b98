extension AgreementReport {
  /// So few units that an interval is itself a guess.
  static let fewUnits = 30

  /// What a statistic says, and what it does not say, in one sentence.
  func sentence(on statistic: AgreementStatistic) -> String {
    meaning(of: statistic) + "; " + caution(on: statistic)
  }

  private func meaning(of statistic: AgreementStatistic) -> String {
    let value = fixed(statistic.estimate)
    switch statistic.name {
    case .exact:
      return "two ratings of a unit are the same in \(perCent(statistic.estimate)), luck included"
    case .adjacent:
      let step = categories.listed || categories.numbers == nil ? "one level" : "1"
      return "two ratings of a unit are at most \(step) apart in "
        + "\(perCent(statistic.estimate)), which is easy where there are few levels"
    case .meanDifference:
      return "\(comparison(statistic.estimate)), which can hide large differences both ways"
    case .sdDifference:
      return "differences between the two spread by \(value) around their mean, however severe "
        + "either is"
    case .sem:
      return "one rating is typically \(value) away from the mean that many such raters would "
        + "give, severity included"
    case .kappa, .kappaLinear, .kappaQuadratic, .congerKappa, .fleissKappa:
      return kappaMeaning(statistic.name, value)
    case .alphaNominal, .alphaOrdinal, .alphaInterval, .alphaRatio:
      return alphaMeaning(statistic.name, statistic.estimate)
    case .ac1, .ac2Linear, .ac2Quadratic:
      return "agreement beyond chance is \(value) where chance is only granted to units that are "
        + "hard to rate"
        + (statistic.name == .ac1 ? "" : " and near misses count in part")
        + ", so that it stays high where nearly all units are alike"
    case .icc11, .icc21, .icc31, .icc1k, .icc2k, .icc3k:
      return intraclassMeaning(statistic.name, statistic.estimate)
    }
  }

  private func kappaMeaning(_ name: AgreementName, _ value: String) -> String {
    let counting =
      switch name {
      case .kappaLinear: ", each level apart counting the same"
      case .kappaQuadratic: ", where two levels apart count four times as much as one"
      case .congerKappa: ", each rater having their own habits"
      case .fleissKappa: ", all raters taken for alike"
      default: ""
      }
    return "agreement is \(value) of the way from chance to perfect\(counting); it falls where "
      + "nearly all units are alike, even if raters hardly ever differ"
  }

  private func alphaMeaning(_ name: AgreementName, _ estimate: Double) -> String {
    let distance =
      switch name {
      case .alphaNominal: "any difference counting the same"
      case .alphaOrdinal: "differences counting by rank"
      case .alphaInterval: "differences counting by their square"
      default: "differences counting by their share of the sum"
      }
    return "disagreement is \(fixed(1 - estimate)) of what chance would give, \(distance), and "
      + "alpha is the rest"
  }

  private func intraclassMeaning(_ name: AgreementName, _ estimate: Double) -> String {
    let rating =
      switch name {
      case .icc11, .icc21, .icc31: "one rating"
      default: "the mean of the raters of a unit"
      }
    let about =
      switch name {
      case .icc11, .icc1k: "each unit having raters of its own"
      case .icc21, .icc2k: "raters being a sample of many"
      default: "these raters alone being meant, and their severity not counting"
      }
    let share =
      estimate > 0
      ? "\(fixed(estimate)) of the variance of \(rating) is real difference between units"
      : "\(rating) shows no real difference between units"
    return "\(share), \(about); the same raters get less on units that are more alike"
  }

  /// What a statistic does not mean at this size.
  private func caution(on statistic: AgreementStatistic) -> String {
    let units = statistic.units == 1 ? "1 unit" : "\(statistic.units) units"
    guard let range = range(of: statistic) else { return withoutInterval(statistic, units) }
    guard statistic.units < Self.fewUnits else {
      return "\(units) put it at \(range)"
    }
    let rough =
      statistic.method == .fleissCohenEveritt
      ? "and that range is made for many more" : "and even that range is rough"
    return "with only \(units) it may be anything from \(range), \(rough)"
  }

  private func withoutInterval(_ statistic: AgreementStatistic, _ units: String) -> String {
    if statistic.unvarying {
      return "nothing varies in these \(units), which is no proof that nothing would in others"
    }
    switch statistic.name {
    case .exact, .adjacent, .alphaNominal, .alphaOrdinal, .alphaInterval, .alphaRatio:
      if resamples == 0 { return "no units were drawn again, so nothing says how rough it is" }
    default: break
    }
    return "from \(units) no interval can be given, so take it for a hint"
  }

  /// The interval as people read it, shares in per cent; nil where there is none.
  func range(of statistic: AgreementStatistic) -> String? {
    guard let low = statistic.low, let high = statistic.high else { return nil }
    switch statistic.name {
    case .exact, .adjacent: return "\(fixed(low * 100, 1)) to \(fixed(high * 100, 1)) %"
    default: return "\(fixed(low)) to \(fixed(high))"
    }
  }

  /// The two raters, one beside the other.
  func comparison(_ difference: Double) -> String {
    guard difference != 0 else { return "\(first) and \(second) rate alike on average" }
    let direction = difference < 0 ? "lower" : "higher"
    return "\(first) rates \(fixed(abs(difference))) \(direction) than \(second) on average"
  }

  private var first: String { raters.first?.excerptForWords ?? "" }
  private var second: String { raters.last?.excerptForWords ?? "" }
}

extension String {
  /// A rater's name as a sentence shows it.
  fileprivate var excerptForWords: String { unicodeScalars.count <= 40 ? self : prefix(40) + "…" }
}

/// A share as people say it.
func perCent(_ share: Double) -> String { "\(fixed(share * 100, 1)) %" }

/// A number with so many decimals and no trace of where it was printed.
package func fixed(_ value: Double, _ decimals: Int = 3) -> String {
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  guard abs(value) < 1e12 else { return String(value) }
  let whole = Int((abs(value) * scale).rounded())
  let digits = String(whole % Int(scale))
  let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
  let sign = value < 0 && whole > 0 ? "-" : ""
  return "\(sign)\(whole / Int(scale)).\(zeros)\(digits)"
}
