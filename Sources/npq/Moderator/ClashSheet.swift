import Archive
import Assessment
import Findings
import Ledger
import Sheets

/// The workbook in which somebody decides clashes: a row each, a column for each version.
func writeClashSheet(_ clashes: [MarkClash]) throws -> [UInt8] {
  let most = max(2, clashes.map(\.versions.count).max() ?? 2)
  var columns: [WorkbookSheet.Column] = [
    .init("script", width: 13), .init("assessor", width: 14), .init("column", width: 18),
  ]
  columns += (0..<most).map { .init(letter($0), width: 44) }
  var keep = WorkbookSheet.Column("keep", width: 8, note: "The letter of the version that holds")
  keep.choices = (0..<most).map(letter)
  keep.isExpected = true
  columns += [keep, .init("reason", width: 40)]
  let rows = clashes.map { clash -> [WorkbookCell] in
    let versions = (0..<most).map { number -> WorkbookCell in
      clash.versions.indices.contains(number) ? .text(clash.versions[number].told) : ""
    }
    return [
      .text(clash.key.script.text), .text(clash.key.assessor.text),
      .text(clash.key.field.description),
    ] + versions + ["", ""]
  }
  var sheet = WorkbookSheet(name: "clashes", columns: columns, rows: rows)
  sheet.frozenColumns = 3
  return try writeWorkbook([sheet])
}

/// Reads such a workbook; a row that is not decided is left for another time.
func readDecisions(
  _ bytes: [UInt8], name: String, clashes: [MarkClash]
) -> Judged<[ClashDecision]> {
  let read = readTable(
    bytes, name: name, required: ["script", "assessor", "column", "keep", "reason"])
  guard let sheet = read.value else { return Judged(nil, read.findings) }
  let known = Dictionary(clashes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  var decisions: [ClashDecision] = []
  var findings = read.findings
  for row in sheet.rows {
    guard let keep = row["keep"] else { continue }
    let subject = "\(name) \(row.place(of: "keep"))"
    guard let clash = known[["script", "assessor", "column"].map { row[$0] ?? "" }] else {
      findings.append(
        Finding(
          "no-clash", .note, subject, "is settled already, or has no two versions",
          remedy: "nothing has to be done"))
      continue
    }
    // The letters of the sheet mean what they meant when it was written.
    let isAsShown = clash.versions.enumerated().allSatisfy {
      row[letter($0.offset)] == $0.element.told.trimmed
    }
    guard isAsShown else {
      findings.append(
        Finding(
          "clash-changed", .refused, subject,
          "other versions have come since the sheet was written",
          remedy: "write the sheet anew with --sheet"))
      continue
    }
    let judged = decision(on: clash, keep: keep, reason: row["reason"] ?? "", subject: subject)
    findings += judged.findings
    if let value = judged.value { decisions.append(value) }
  }
  return Judged(decisions, findings)
}

extension MarkClash {
  /// What names it in the sheet.
  fileprivate var name: [String] { [key.script.text, key.assessor.text, key.field.description] }
}
