package import Findings
import Sheets

/// The decision for one entry, as a line of the result list.
package struct ResultRow: Sendable {
  /// The one entry, behind a reference: lists of all rows are sorted, chosen from and handed on.
  private let kept: Reference<DecisionCase>
  package let decision: Decision

  package var entry: DecisionCase { kept.value }

  /// Decides the entry.
  package init(_ entry: DecisionCase) {
    self.init(entry, decide(entry).beside(entry.circumstances))
  }

  private init(_ entry: DecisionCase, _ decision: Decision) {
    kept = Reference(entry)
    self.decision = decision
  }

  /// The row without the markings on which its decision rests.
  package var withoutMarkings: ResultRow {
    var entry = entry
    entry.markings = []
    entry.places = [:]
    return ResultRow(entry, decision)
  }
}

/// By what a list names its entries: never by both, so that no list tells whose a script is.
package enum ResultNaming: String, Sendable {
  case participant, script

  /// How an entry is named; blank where it has no script.
  package func name(_ entry: DecisionCase) -> String {
    self == .participant ? entry.participant.text : entry.script?.text ?? ""
  }
}

/// The bytes of `results.csv`, in the order of assessment, qualification, name and attempt.
///
/// `total` is the average where several markings count; it is blank where no marking is complete.
package func writeResults(_ rows: [ResultRow], by naming: ResultNaming) -> [UInt8] {
  writeCSV(
    header: [
      "assessment", "qualification", naming.rawValue, "attempt", "outcome", "total", "maximum",
      "pass_at", "reason", "rubric",
    ],
    rows: inOrder(rows, by: naming).lazy.map { row in
      let rubric = row.entry.scheme.rubric
      return [
        .text(row.entry.assessment.text), .text(row.entry.qualification.code),
        .text(naming.name(row.entry)),
        .number(row.entry.attempt), .text(row.decision.outcome.rawValue), totalCell(row.decision),
        .number(rubric.maximum), .number(rubric.passingTotal), .text(row.decision.reason),
        .text(row.entry.scheme.digest.description),
      ]
    })
}

/// Incomplete while anything is missing; a result that is held back by name does not hinder.
package func verdict(of rows: [ResultRow]) -> Verdict {
  rows.contains { $0.decision.outcome == .pending } ? .incomplete : .done
}

/// How many entries came to each outcome; the numbers add up to the entries.
package func balance(of rows: [ResultRow]) -> [Decision.Outcome: Int] {
  Dictionary(rows.map { ($0.decision.outcome, 1) }, uniquingKeysWith: +)
}

private func totalCell(_ decision: Decision) -> CSVCell {
  guard let total = decision.total else { return "" }
  return total.sum.isMultiple(of: total.markings)
    ? .number(total.sum / total.markings) : .text(total.description)
}

func inOrder(_ rows: [ResultRow], by naming: ResultNaming = .participant) -> [ResultRow] {
  let keys = rows.enumerated().map { place, row in
    let entry = row.entry
    return (
      entry.assessment.text, entry.qualification.code, naming.name(entry), entry.attempt, place
    )
  }
  return keys.sorted { $0 < $1 }.map { rows[$0.4] }
}
