import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate adjudicate`: what people decide where no rule can.
struct AdjudicateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjudicate",
    abstract: "List what waits for a person, and record what they decide.",
    discussion: """
      Without more it lists. A script and --keep say whose marking stands; --marks gives other \
      marks, one for each criterion; --agreed says that the assessors talked and agreed. --sheet \
      writes a workbook in which a chair decides, and --apply takes it back. Every marking is \
      kept. A decision holds as long as the markings that it rests on stand as they were. To have \
      the script marked by an adjudicator: 'npq moderate third --adjudicate --by ASSESSOR'. A result \
      that was opened again is listed too; where a fresh marking is what settles it, \
      'npq moderate appeal --take' lets that stand.

        npq moderate adjudicate --series ~/npq/spring-2027
        npq moderate adjudicate S227RGP3BK --keep as-3 --reason "panel of 14 April"
        npq moderate adjudicate S227RGP3BK --agreed --reason "telephone" \\
          --marks "evidence=3 causes=2 choice=2 rationale=2 plan=1 sustain=1"
        npq moderate adjudicate --sheet panel.xlsx
        npq moderate adjudicate --apply panel.xlsx --series ~/npq/spring-2027
      """)

  @Argument(help: "The script that is decided.") var script: String?
  @Option(help: "The assessor whose marking stands.") var keep: String?
  @Option(help: "A mark for each criterion, as \"evidence=3 causes=2 …\".") var marks: String?
  @Flag(help: "The assessors agreed on it, instead of an adjudicator.") var agreed = false
  @Option(help: "Why, in your own words.") var reason: String?
  @OptionGroup var decisions: DecisionOptions
  @OptionGroup var lead: LeadOption
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard script != nil else { return }
    guard (keep == nil) != (marks == nil), reason?.trimmed.isEmpty == false else {
      throw ValidationError("a script is decided by --keep ASSESSOR or --marks, and --reason TEXT")
    }
  }

  func run() throws {
    let ledger = try series.open()
    let code = script.flatMap { ScriptCode($0) }
    let rows = try ledger.results(at: series.clock.now) { row in
      row.waitsForPerson || row.isOpenAgain || row.entry.resolution != nil
        || code != nil && row.entry.script == code
    }
    let team = try lead.team(in: ledger)
    guard let choice = team.value else {
      return try output.refuse("moderate adjudicate", team.findings)
    }
    let waiting = rows.filter { ($0.waitsForPerson || $0.isOpenAgain) && choice.holds($0) }
    if let sheet = decisions.sheet { return try write(waiting, to: sheet) }
    if let apply = decisions.apply {
      let read = readBytes(apply) { readPersonDecisions($0, name: $1, rows: rows) }
      return try settle(read, ledger)
    }
    if let script {
      let row = rows.first { code != nil && $0.entry.script == code }
      let choice = PersonDecision.Choice(
        keep: keep, marks: marks, kind: agreed ? .agreed : .adjudicated, reason: reason ?? "")
      return try settle(personDecision(on: row, choice, subject: script).asList, ledger)
    }
    var table = TextTable(["script", "qualification", "markings", "why"])
    for row in waiting {
      table.add([
        row.entry.script?.text ?? "", row.entry.qualification.code,
        row.complete.map { "\($0.assessor) \($0.total)" }.joined(separator: ", "),
        row.decision.reason,
      ])
    }
    try output.finish(
      "moderate adjudicate", .done, [], payload: Payload(waiting),
      text: waiting.isEmpty ? "no script waits for a person" : table.text)
  }

  private func settle(_ judged: Judged<[PersonDecision]>, _ ledger: Ledger) throws {
    guard let decisions = judged.value, judged.findings.verdict != .refused else {
      return try output.refuse("moderate adjudicate", judged.findings, "nothing was decided")
    }
    let act = series.act("moderate adjudicate")
    let recorded = try ledger.resolve(decisions, act: act)
    let now = try ledger.results(at: act.time) { $0.waitsForPerson || $0.isOpenAgain }
    let left = now.filter(\.waitsForPerson)
    let open = now.count(where: \.isOpenAgain)
    let settle =
      open == 0
      ? "" : "\n\(open) open again: npq reopen --settle says when that is decided"
    try output.finish(
      "moderate adjudicate", .done, judged.findings, payload: Payload(left),
      text: "\(recorded) recorded, \(left.count) still wait\(settle)\nrecord: \(try ledger.head())")
  }

  private func write(_ waiting: [ResultRow], to path: String) throws {
    try writeWhole(personDecisionSheet(waiting).bytes(), to: path, replacing: false)
    try output.finish(
      "moderate adjudicate", .done, [], payload: Payload(waiting),
      text: "\(waiting.count) script\(waiting.count == 1 ? "" : "s") in \(path.escaped)\n"
        + "then: npq moderate adjudicate --apply \(path.escaped)")
  }

  struct Payload: Encodable {
    /// What still waits for a person.
    let waiting: [AgreeCommand.Payload.Script]

    init(_ rows: [ResultRow]) { waiting = rows.map(AgreeCommand.Payload.Script.init) }
  }
}

extension Judged where Value == PersonDecision {
  var asList: Judged<[PersonDecision]> {
    Judged<[PersonDecision]>(value.map { [$0] }, findings)
  }
}
