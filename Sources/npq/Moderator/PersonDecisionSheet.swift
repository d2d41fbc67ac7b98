import Archive
import Assessment
import Findings
import Ledger
import Sheets

/// The workbook in which a chair decides: a row for each script, its markings beside each other.
func writePersonDecisionSheet(_ rows: [ResultRow]) throws -> [UInt8] {
  let most = max(2, rows.map(\.entry.markings.count).max() ?? 2)
  var keep = WorkbookSheet.Column(
    "keep", width: 14,
    note: "The assessor whose marking stands; or leave it blank and fill in 'marks'")
  keep.choices = Set(rows.flatMap { $0.complete.map(\.assessor.text) }).sorted()
  keep.isExpected = true
  var how = WorkbookSheet.Column(
    "how", width: 13, note: "agreed: the assessors talked and agreed; else adjudicated")
  how.choices = Resolution.Kind.allCases.map(\.rawValue)
  let columns: [WorkbookSheet.Column] =
    [.init("script", width: 13), .init("qualification", width: 14), .init("why", width: 50)]
    + (1...most).map { .init("marking \($0)", width: 44) }
    + [
      keep, .init("marks", width: 44, note: "A mark for each criterion: evidence=3 causes=2 …"),
      how,
      .init("reason", width: 40),
    ]
  let cells = rows.map { row -> [WorkbookCell] in
    let shown = row.told
    return [
      .text(row.entry.script?.text ?? ""), .text(row.entry.qualification.code),
      .text(row.decision.reason),
    ] + (0..<most).map { shown.indices.contains($0) ? .text(shown[$0]) : "" }
      + ["", "", "", ""]
  }
  var sheet = WorkbookSheet(name: "decisions", columns: columns, rows: cells)
  sheet.frozenColumns = 1
  return try writeWorkbook([sheet])
}

/// Reads such a workbook; a row that is not decided is left for another time.
func readPersonDecisions(
  _ bytes: [UInt8], name: String, rows: [ResultRow]
) -> Judged<[PersonDecision]> {
  let read = readTable(bytes, name: name, required: ["script", "keep", "marks", "how", "reason"])
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  var decisions: [PersonDecision] = []
  var findings = read.findings
  for line in sheet.rows where line["keep"] != nil || line["marks"] != nil {
    let subject = "\(name) \(line.place(of: "script"))"
    let row = rows.first { $0.entry.script?.text == line["script"] }
    // What the chair saw must be what stands now.
    let shown = row?.told ?? []
    guard shown.enumerated().allSatisfy({ line["marking \($0.offset + 1)"] == $0.element }) else {
      findings.append(
        Finding(
          "decision-outdated", .refused, subject,
          "the markings have changed since the sheet was written",
          remedy: "write the sheet anew with --sheet"))
      continue
    }
    guard line["keep"] == nil || line["marks"] == nil else {
      findings.append(
        Finding(
          "bad-value", .refused, subject, "says both whose marking stands and other marks",
          remedy: "leave one of the two blank"))
      continue
    }
    let kind = line["how"].flatMap { Resolution.Kind(rawValue: $0.lowercased()) }
    let judged = personDecision(
      on: line["script"] ?? "",
      PersonDecision.Choice(
        keep: line["keep"], marks: line["marks"], kind: kind ?? .adjudicated,
        reason: line["reason"] ?? ""), subject: subject, rows: rows)
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
