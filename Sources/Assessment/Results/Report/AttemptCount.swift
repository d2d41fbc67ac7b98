/// The entries at one attempt, of assessments that give so many.
package struct AttemptCount: Sendable {
  package let attempt: Int
  /// How many attempts a participant has.
  package let limit: Int
  package var outcomes: [Decision.Outcome: Int]

  /// Counts results by attempt and limit.
  package static func all(_ rows: [ResultRow]) -> [AttemptCount] {
    var counts: [[Int]: AttemptCount] = [:]
    for row in rows {
      let (attempt, limit) = (row.entry.attempt, row.entry.policy.attempts)
      counts[
        [attempt, limit], default: AttemptCount(attempt: attempt, limit: limit, outcomes: [:])
      ]
      .outcomes[row.decision.outcome, default: 0] += 1
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  var entries: Int { outcomes.values.reduce(0, +) }
}

extension SeriesReport {
  /// First attempts and resits, and who has none left; nil where nobody resits.
  var attempts: ReportFigure? {
    let counts = source.attempts
    let resits = counts.filter { $0.attempt > 1 }
    guard !resits.isEmpty else { return nil }
    let again = resits.reduce(0) { $0 + $1.entries }
    let last = counts.filter { $0.attempt >= $0.limit }
      .reduce(0) { $0 + $1.outcomes[.didNotMeetStandard, default: 0] }
    let over = counts.filter { $0.attempt > $0.limit }.reduce(0) { $0 + $1.entries }
    return ReportFigure(
      id: "attempts", title: "Attempts",
      told: "\(spoken(again)) \(again == 1 ? "entry is a resit" : "entries are resits"); "
        + "\(spoken(last)) did not meet the standard and \(last == 1 ? "has" : "have") no attempt "
        + "left"
        + (over > 0 ? "; \(spoken(over)) \(over == 1 ? "is" : "are") over the limit." : "."),
      plot: nil,
      table: ReportTable(
        ["attempt", "of", "entries", "passed", "did not meet the standard", "other"],
        counts.map { count in
          let passed = count.outcomes[.passed, default: 0]
          let failed = count.outcomes[.didNotMeetStandard, default: 0]
          return [
            "\(count.attempt)", "\(count.limit)", "\(count.entries)", "\(passed)", "\(failed)",
            "\(count.entries - passed - failed)",
          ]
        }))
  }
}
