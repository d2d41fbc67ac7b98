import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq review`: feedback is read and approved before it goes out.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Read, edit and approve feedback before it goes out.",
    discussion: """
      Writes a table (XLSX or CSV) with a row for each script whose writer gets feedback: what \
      assessors wrote, what to look at in it (names, he or she, tone, marks, length), and the column \
      feedback, which you may change. Write yes in the column approved, and give the table back. \
      What was written and what was approved are both kept; where assessors write something new \
      afterwards, the text is to be approved again. Who gets feedback is said in the assessment \
      file, under results.

        npq review -o feedback.xlsx --series ~/npq/spring-2027
        npq review --apply feedback.xlsx --series ~/npq/spring-2027
      """)

  @OptionGroup var feedback: TableOptions
  @Flag(help: "Write only what is not approved yet.") var open = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let lines = try ledger.feedbackLines(at: series.clock.now)
    let sheet = FeedbackSheet(
      lines: lines, check: try ledger.feedbackCheck(), shows: try ledger.assessmentsShowingMarks())
    if let apply = feedback.apply { return try approve(apply, sheet, ledger) }
    let shown = sheet.only(open: open)
    try feedback.write(csv: shown.csv, workbook: shown.workbook)
    try output.finish(
      "review", .done, [], payload: Payload(lines), text: Self.text(lines),
      besideData: feedback.isOnStdout)
  }

  private func approve(_ path: String, _ sheet: FeedbackSheet, _ ledger: Ledger) throws {
    let read = readBytes(path) { sheet.read($0, name: $1) }
    guard let approvals = read.value, read.findings.verdict == .accepted else {
      return try output.finish(
        "review", .refused, read.findings, payload: Payload(sheet.lines),
        text: "nothing was approved")
    }
    let count = try ledger.approve(approvals, act: series.act("review"))
    let lines = try ledger.feedbackLines(at: series.clock.now)
    let changed = approvals.count { $0.text != $0.drafted }
    try output.finish(
      "review", .done, read.findings, payload: Payload(lines),
      text: "\(count) approved now, \(changed) of \(approvals.count) with changes\n"
        + Self.text(lines) + "\nrecord: \(try ledger.head())")
  }

  private static func text(_ lines: [FeedbackLine]) -> String {
    let open = lines.count { !$0.isApproved }
    if lines.isEmpty { return "nobody gets feedback yet" }
    return open == 0
      ? "\(lines.count) of \(lines.count) texts are approved"
      : "\(lines.count - open) of \(lines.count) texts are approved, \(open) to read"
  }

  struct Payload: Encodable {
    struct Line: Encodable {
      let script, qualification: String
      let approved: Bool
    }

    let feedback: [Line]

    init(_ lines: [FeedbackLine]) {
      feedback = lines.map {
        Line(
          script: $0.entry.script, qualification: $0.entry.qualification.code,
          approved: $0.isApproved)
      }
    }
  }
}
