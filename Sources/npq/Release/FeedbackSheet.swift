import Assessment
import Findings
import Ledger
import Sheets

/// The table in which somebody reads and approves feedback, out and in.
struct FeedbackSheet {
  let lines: [FeedbackLine]
  let check: FeedbackCheck
  /// The assessments whose letters show marks.
  let shows: Set<String>

  private static let header = [
    "script", "qualification", "outcome", "assessors wrote", "look at", "feedback", "approved",
  ]

  /// The same table with what is not approved yet alone.
  func only(open: Bool) -> FeedbackSheet {
    FeedbackSheet(lines: lines.filter { !open || !$0.isApproved }, check: check, shows: shows)
  }

  func csv() -> [UInt8] {
    writeCSV(header: Self.header, rows: lines.map { cells($0).map { .text($0) } })
  }

  func workbook() throws -> [UInt8] {
    let widths: [Double] = [13, 13, 22, 60, 30, 60, 10]
    var columns = zip(Self.header, widths).map { WorkbookSheet.Column($0, width: $1) }
    columns[6].choices = ["yes"]
    columns[6].hint = "yes, when the text in the column feedback may go out"
    columns[6].isExpected = true
    var sheet = WorkbookSheet(
      name: "feedback", columns: columns,
      rows: lines.map { cells($0).map { .text($0) } })
    sheet.frozenColumns = 1
    return try writeWorkbook([sheet])
  }

  private func cells(_ line: FeedbackLine) -> [String] {
    let text = line.approved ?? line.draft.text
    let found = check.findings(
      in: text, subject: "", showsMarks: shows.contains(line.entry.assessment))
    let stale =
      line.approved != nil && !line.isApproved
      ? ["assessors have written since it was approved"] : []
    return [
      line.entry.script, line.entry.qualification.code, line.row.decision.outcome.rawValue,
      line.draft.text, (stale + found.map(\.message)).joined(separator: "\n"), text,
      line.isApproved ? "yes" : "",
    ]
  }

  /// Reads approvals back; a text that may not go out is refused by its line.
  func read(_ bytes: [UInt8], name: String) -> Judged<[FeedbackApproval]> {
    let read = readTable(bytes, name: name, required: ["script", "feedback", "approved"])
    guard let sheet = read.value else { return Judged(nil, read.findings) }
    let known = Dictionary(
      lines.map { ($0.entry.script, $0) }, uniquingKeysWith: { first, _ in first })
    var findings = read.findings
    var approvals: [FeedbackApproval] = []
    var seen: Set<String> = []
    for row in sheet.rows {
      let place = "\(name) \(row.place())"
      func refuse(_ code: String, _ message: String, _ remedy: String) {
        findings.append(Finding(code, .refused, place, message, remedy: remedy))
      }
      guard let word = row["approved"]?.lowercased(), word != "no" else { continue }
      guard ["yes", "y", "x", "true"].contains(word) else {
        refuse(
          "feedback-approval", "holds \"\(word.excerpt)\" in approved", "write yes, or nothing")
        continue
      }
      guard let script = row["script"], let line = known[script] else {
        refuse(
          "feedback-nobody", "is about a script that gets no feedback, or whose result is out",
          "write the table anew with -o")
        continue
      }
      guard !seen.contains(script) else {
        refuse("feedback-nobody", "is about a script that has a row already", "keep one of them")
        continue
      }
      if let told = row["assessors wrote"], !Self.same(told, line.draft.text) {
        refuse(
          "feedback-out-of-date", "was read before assessors wrote something new",
          "write the table anew with -o, and read it again")
        continue
      }
      let text = Self.lines(row["feedback"] ?? "").joined(separator: "\n")
      findings += check.findings(
        in: text, subject: "\(place), \(script)",
        showsMarks: shows.contains(line.entry.assessment))
      seen.insert(script)
      approvals.append(FeedbackApproval(line, text: text))
    }
    return Judged(approvals, findings)
  }

  /// Lines without blanks around them; spreadsheets change the ends of lines.
  private static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private static func same(_ left: String, _ right: String) -> Bool { lines(left) == lines(right) }
}
