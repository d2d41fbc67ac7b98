import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq results`: the decision for every entry.
struct ResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", abstract: "The decision for every entry, with the reason.",
    discussion: """
      Ends with 3 while anything is missing: a missing mark is never zero, and nothing is guessed.

      With --recompute every return is read again as it came, every result decided again from \
      that, and each difference from the record printed: the clerical check.

      Results are listed by participant, or with --by-script by script code: no list holds both. \
      'npq show' tells a single one, and 'npq map' everybody's.

        npq results --csv --series ~/npq/spring-2027 > results.csv
        npq results --xlsx results.xlsx --series ~/npq/spring-2027
        npq results --recompute --series ~/npq/spring-2027
      """)

  @Flag(help: "As CSV, for a spreadsheet.") var csv = false
  @Flag(help: "As JSON; the same as --format json.") var json = false
  @Option(help: ArgumentHelp("Also write a workbook.", valueName: "file")) var xlsx: String?
  @Flag(help: "By script code, in place of the participant.") var byScript = false
  @Flag(help: "Decide again from what came back, and print every difference.")
  var recompute = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    if recompute { return try check(ledger) }
    let rows = listed(try ledger.resultList(at: series.clock.now))
    if let xlsx {
      try writeWhole(writeResultWorkbook(rows, by: naming), to: xlsx, replacing: false)
    }
    let missing = rows.filter { $0.decision.outcome == .pending }
    let findings = missing.map { row in
      Finding(
        "result-pending", .warning,
        [naming.name(row.entry), row.entry.qualification.code].filter { !$0.isEmpty }
          .joined(separator: " "),
        row.decision.reason, remedy: row.decision.rule.remedy)
    }
    var output = output
    if json { output.format = .json }
    // Of a national series each form takes its time: only the one that is asked for is made.
    let isText = output.format == .text
    try output.finish(
      "results", verdict(of: rows), findings, payload: Payload(isText ? [] : rows, by: naming),
      text: isText ? text(rows) : "")
  }

  private func text(_ rows: [ResultRow]) -> String {
    csv ? String(decoding: writeResults(rows, by: naming), as: UTF8.self) : page(rows)
  }

  private var naming: ResultNaming { byScript ? .script : .participant }

  /// By code nothing comes in the order of the roster, which would tell whose each is.
  private func listed(_ rows: [ResultRow]) -> [ResultRow] {
    byScript ? rows.sorted { naming.name($0.entry) < naming.name($1.entry) } : rows
  }

  private func check(_ ledger: Ledger) throws {
    let judged = try Recompute(ledger: ledger, now: series.clock.now).run()
    guard let answer = judged.value else { return }
    let verdict = judged.findings.verdict
    try output.finish(
      "results", verdict == .accepted ? .done : verdict, judged.findings, payload: answer,
      text: answer.text)
  }

  struct Payload: Encodable {
    struct Result: Encodable {
      let assessment, qualification, outcome, rule, reason, rubric: String
      /// One of these, as the list is by names or by codes.
      let participant, script: String?
      let total: String?
      let attempt, maximum, passAt: Int
    }

    let results: [Result]

    init(_ rows: [ResultRow], by naming: ResultNaming) {
      results = rows.map { row in
        Result(
          assessment: row.entry.assessment.text, qualification: row.entry.qualification.code,
          outcome: row.decision.outcome.rawValue, rule: row.decision.rule.rawValue,
          reason: row.decision.reason, rubric: row.entry.scheme.digest.description,
          participant: naming == .participant ? row.entry.participant.text : nil,
          script: naming == .script ? row.entry.script?.text : nil,
          total: row.decision.total?.description, attempt: row.entry.attempt,
          maximum: row.entry.scheme.rubric.maximum, passAt: row.entry.scheme.rubric.passingTotal)
      }
    }
  }

  private func page(_ rows: [ResultRow]) -> String {
    var table = TextTable(
      [naming.rawValue, "qualification", "outcome", "total", "reason"], numbers: [3])
    for row in rows {
      table.add([
        naming.name(row.entry), row.entry.qualification.code,
        row.decision.outcome.rawValue, row.decision.total?.description ?? "", row.decision.reason,
      ])
    }
    let counts = balance(of: rows)
    let sums = Decision.Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\(outcome.rawValue) \($0)" }
    }
    return table.text + "\n" + sums.joined(separator: ", ") + ", all \(rows.count)"
  }
}

extension Decision.Rule {
  /// What mends a result that is pending for this rule.
  fileprivate var remedy: String {
    switch self {
    case .awaitingResponse: "wait for the window to end"
    case .needsAttention: "decide about the response that is held"
    case .notMarked, .partlyMarked, .anotherMarking: "collect the marks that are missing"
    case .markClash: "settle the clash with 'npq record mark'"
    case .otherRubric: "have the script marked under the mark scheme in force"
    case .thirdMarking: "have the script marked by a third assessor: 'npq moderate third'"
    case .integrityCheckMissing: "record it with 'npq import integrity' or 'npq record integrity'"
    case .secondReading: "have a second person mark the script: 'npq moderate second'"
    case .discussion, .adjudication: "have a person decide: 'npq moderate adjudicate'"
    default: ""
    }
  }
}
