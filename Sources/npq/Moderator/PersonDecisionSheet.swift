import Assessment
import Findings
import Ledger
import Sheets

/// The sheet in which a chair decides: a row for each script, its markings beside each other.
func personDecisionSheet(_ rows: [ResultRow]) -> DecisionSheet {
  let most = max(2, rows.map(\.entry.markings.count).max() ?? 2)
  var keep = WorkbookSheet.Column(
    "keep", width: 14,
    note: "The assessor whose marking stands; or leave it blank and fill in 'marks'")
  keep.choices = Set(rows.flatMap { $0.complete.map(\.assessor.text) }).sorted()
  var how = WorkbookSheet.Column(
    "how", width: 13, note: "agreed: the assessors talked and agreed; else adjudicated")
  how.choices = Resolution.Kind.allCases.map(\.rawValue)
  let markings = (1...most).map { WorkbookSheet.Column("marking \($0)", width: 44) }
  return DecisionSheet(
    name: "decisions",
    shown: [.init("script", width: 13), .init("qualification", width: 14), .init("why", width: 50)]
      + markings,
    keys: 1, loose: ["why"],
    choices: [
      keep, .init("marks", width: 44, note: "A mark for each criterion: evidence=3 causes=2 …"),
      how,
    ],
    cases: rows.map { row in
      let shown = row.told
      return [row.entry.script?.text ?? "", row.entry.qualification.code, row.decision.reason]
        + (0..<most).map { shown.indices.contains($0) ? shown[$0] : "" }
    })
}

/// Reads such a sheet; a row that is not decided is left for another time.
func readPersonDecisions(
  _ bytes: [UInt8], name: String, rows: [ResultRow]
) -> Judged<[PersonDecision]> {
  let open = rows.filter { $0.waitsForPerson || $0.isOpenAgain || $0.entry.resolution != nil }
  let read = personDecisionSheet(open).read(bytes, name: name)
  guard let decided = read.value else { return Judged(nil, read.findings) }
  var decisions: [PersonDecision] = []
  var findings = read.findings
  for row in decided {
    guard row["keep"] == nil || row["marks"] == nil else {
      findings.append(
        Finding(
          "bad-value", .refused, row.subject, "says both whose marking stands and other marks",
          remedy: "leave one of the two blank"))
      continue
    }
    let kind = row["how"].flatMap { Resolution.Kind(rawValue: $0.lowercased()) }
    let judged = personDecision(
      on: open[row.place],
      PersonDecision.Choice(
        keep: row["keep"], marks: row["marks"], kind: kind ?? .adjudicated, reason: row.reason,
        decider: row.decider), subject: row.subject)
    findings += judged.findings
    if let value = judged.value { decisions.append(value) }
  }
  return Judged(decisions, findings)
}

extension ResultRow {
  /// Each marking as a line: the assessor, the total, the marks in the order of the mark scheme.
  fileprivate var told: [String] {
    complete.compactMap { result in
      entry.markings.first { $0.assessor == result.assessor }.map { marking in
        let marks = entry.scheme.rubric.criteria.map { criterion in
          "\(criterion.id)=\(marking.marks[criterion.id] ?? 0)"
        }
        return "\(result.assessor) \(result.total) \(result.passes ? "pass" : "no pass"): "
          + marks.joined(separator: " ")
      }
    }
  }
}
