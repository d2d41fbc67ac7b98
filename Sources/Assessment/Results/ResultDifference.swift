package import Findings

/// Compares results as the record has them with those that were decided again.
///
/// - Returns: A refusing finding for each mark, total or outcome that is not the same.
package func differences(
  recorded: [ResultRow], again: [ResultRow]
) -> [Finding] {
  let others = Dictionary(again.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  return recorded.flatMap { row -> [Finding] in
    guard let other = others[row.key] else { return [] }
    return row.markDifferences(other) + row.decisionDifferences(other)
  }
}

extension ResultRow {
  fileprivate var key: [String] {
    [
      entry.assessment.text, entry.qualification.code, entry.participant.text, "\(entry.attempt)",
    ]
  }

  private var subject: String {
    entry.script?.text ?? "\(entry.participant) \(entry.qualification.code)"
  }

  fileprivate func markDifferences(_ other: ResultRow) -> [Finding] {
    let assessors = Set((entry.markings + other.entry.markings).map(\.assessor)).sorted()
    return assessors.flatMap { assessor -> [Finding] in
      let mine = entry.markings.first { $0.assessor == assessor }?.marks ?? [:]
      let theirs = other.entry.markings.first { $0.assessor == assessor }?.marks ?? [:]
      return Set(mine.keys).union(theirs.keys).sorted().compactMap { criterion in
        guard mine[criterion] != theirs[criterion] else { return nil }
        return differs(
          "\(criterion) of \(assessor) is \(shown(mine[criterion])) in the record, "
            + "\(shown(theirs[criterion])) in what came back")
      }
    }
  }

  fileprivate func decisionDifferences(_ other: ResultRow) -> [Finding] {
    guard
      decision.outcome != other.decision.outcome || decision.total != other.decision.total
        || decision.rule != other.decision.rule
    else { return [] }
    return [
      differs(
        "the result is \(decision.words) in the record, \(other.decision.words) from what came "
          + "back")
    ]
  }

  private func differs(_ message: String) -> Finding {
    Finding(
      "recompute-differs", .refused, subject, message,
      remedy: "look at 'npq history' of the script; a mark that was copied wrongly is mended with "
        + "'npq record mark --clerical'")
  }

  private func shown(_ mark: Int?) -> String { mark.map { "\($0)" } ?? "blank" }
}

extension Decision {
  /// Outcome, total and rule in a few words.
  package var words: String {
    outcome.rawValue + (total.map { " with \($0)" } ?? "") + " (\(rule.rawValue))"
  }
}
