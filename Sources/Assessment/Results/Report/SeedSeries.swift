/// The seeds of one assessor in one qualification, on their control charts.
package struct SeedSeries: Sendable {
  /// The assessor, by identifier.
  package let assessor: String
  package let qualification: Qualification
  package let drift: SeedDrift

  package init(assessor: String, qualification: Qualification, drift: SeedDrift) {
    self.assessor = assessor
    self.qualification = qualification
    self.drift = drift
  }

  /// How far the seeds lie from the definitive totals on average.
  var mean: Double {
    let sum = drift.seeds.reduce(0) { $0 + $1.difference.total }
    return Double(sum) / Double(max(drift.seeds.count, 1))
  }
}

extension SeriesReport {
  /// Everybody to whom a seed came back: first those who drift, those with the most to mark again
  /// on top; then the others by name.
  var seedSeries: [SeedSeries] {
    source.seeds.filter { !$0.drift.seeds.isEmpty }.sorted { left, right in
      let due = { (one: SeedSeries) in one.drift.named.map { $0.remark.count } ?? -1 }
      guard due(left) == due(right) else { return due(left) > due(right) }
      return [name(left), left.qualification.code].lexicographicallyPrecedes(
        [name(right), right.qualification.code])
    }
  }

  /// How the page names the assessor of some seeds.
  func name(_ series: SeedSeries) -> String {
    source.assessors.first { $0.id == series.assessor }?.label ?? series.assessor
  }

  /// Who drifts, in a sentence; nil where nobody does.
  var whoDrifts: String? {
    let out = seedSeries.filter { $0.drift.named != nil }
    guard !out.isEmpty else { return nil }
    let shown = out.prefix(3).map { series -> String in
      let due = series.drift.named?.remark.count ?? 0
      let direction = series.drift.isAbove ? "more" : "fewer"
      let hasGood = series.drift.named?.lastGood != nil
      let since = hasGood ? "since the last good seed" : "from the first seed on"
      return
        "\(name(series)) (\(series.qualification.code)), who gives \(direction) marks than the "
        + "leads, with \(spoken(due, "script")) marked \(since)"
    }
    let rest = out.count - shown.count
    let drifts = out.count == 1 ? "who drifts on the seeds" : "who drift on the seeds"
    return "Look first at \(drifts): \(shown.joined(separator: "; "))"
      + (rest > 0 ? "; and \(rest) more below." : ".")
  }
}
