/// Computes every agreement statistic that a table of ratings allows.
///
/// Statistics above `level` are left out, and so is each that the table does not define, with the
/// reason; no answer is ever not a number. Intervals are 95 %, by the literature's formula where it
/// has one, else over `resamples` drawn by unit from `draw` (none below 40).
package func agreement(
  of table: AgreementTable, level: AgreementLevel, resamples: Int = 2_000, draw: UInt64
) -> AgreementReport {
  // Words have at most an order.
  let level = table.categories.numbers == nil ? min(level, .ordinal) : level
  let rows = AgreementRows(table)
  let patterns = AgreementPatterns(rows)
  let ratings = table.ratings
  var report = AgreementReport(
    level: level, units: table.units, pairableUnits: patterns.pairableUnits, raters: table.raters,
    ratings: ratings, blanks: table.units * table.raters.count - ratings,
    categories: table.categories, resamples: resamples, draw: draw)
  let work = AgreementWork(
    table: table, level: level, rows: rows, patterns: patterns,
    bootstrap: AgreementBootstrap(resamples: resamples, draw: draw))
  let found = work.all()
  for name in AgreementName.allCases {
    switch found[name] {
    case .found(let statistic)?:
      report.statistics.append(statistic)
    case .left(let reason)?:
      report.omissions.append(AgreementOmission(name: name, reason: reason))
    case nil: break
    }
  }
  for place in report.statistics.indices {
    report.statistics[place].sentence = report.sentence(on: report.statistics[place])
  }
  report.summary = report.fiveSentences
  return report
}

/// What became of a statistic.
enum AgreementAnswer: Sendable {
  case found(AgreementStatistic)
  case left(String)
}

/// A table on its way to statistics.
struct AgreementWork: Sendable {
  let table: AgreementTable
  let level: AgreementLevel
  let rows: AgreementRows
  let patterns: AgreementPatterns
  let bootstrap: AgreementBootstrap

  /// So many categories fill a square table that still fits.
  static let mostCategories = 1_000

  func all() -> [AgreementName: AgreementAnswer] {
    var answers: [AgreementName: AgreementAnswer] = [:]
    let wanted = AgreementName.allCases.filter { name in
      guard let reason = generalReason(against: name) else { return true }
      answers[name] = .left(reason)
      return false
    }
    guard !wanted.isEmpty else { return answers }
    for part in [samples(), differences(), kappas(), manyRaters(), correlations()] {
      for name in wanted { if let answer = part[name] { answers[name] = answer } }
    }
    return answers
  }

  /// Why a statistic cannot apply, whatever the ratings are.
  private func generalReason(against name: AgreementName) -> String? {
    if table.raters.count < 2 {
      return table.raters.isEmpty
        ? "there are no ratings" : "it takes two raters, and only one rated anything"
    }
    if patterns.pairableUnits == 0 { return "no unit has two ratings" }
    if name.level > level {
      return "it needs \(name.level.rawValue) ratings, and these are taken as \(level.rawValue)"
    }
    return nil
  }

  /// An answer as a statistic; left out where it has no value or no finite one.
  ///
  /// Limits that fall together only say that nothing varied in these units; they are no interval.
  func answer(
    _ name: AgreementName, _ estimate: Double?, _ limits: (low: Double, high: Double)?,
    _ method: AgreementMethod, units: Int? = nil, otherwise reason: String = ""
  ) -> AgreementAnswer {
    guard let estimate else { return .left(reason) }
    guard estimate.isFinite else { return .left("the ratings are too far apart to compute with") }
    var kept: (low: Double, high: Double)?
    if let limits, limits.low.isFinite, limits.high.isFinite, limits.low < limits.high {
      kept = limits
    }
    return .found(
      AgreementStatistic(
        name: name, estimate: estimate, low: kept?.low, high: kept?.high,
        method: kept == nil ? .none : method, units: units ?? patterns.pairableUnits,
        unvarying: limits.map { $0.low == $0.high } ?? false))
  }

  /// What is said where every rating is the same.
  var oneCategory: String { "every rating is the same, so chance alone would agree as well" }
}
