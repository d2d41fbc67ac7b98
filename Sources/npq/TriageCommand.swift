import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq triage`: names in responses, and what is to become of them.
struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage", abstract: "Decide about names in responses, in one table.",
    discussion: """
      Lists where responses name their writers: a row for each script, words and part, with the \
      words around the first place. In headers, footers and the lines of a cover they are masked in \
      the copy for assessors, always; in the text they are masked too until you decide otherwise in \
      the column decision: accept (let them stand), mask, or ask (hold the response and ask its \
      writer for one without them). A surname counts where it has a capital and is not that of a \
      cited work; one that the case study has does not count.

        npq triage --series ~/npq/spring-2027 -o names.csv
        npq triage --series ~/npq/spring-2027 --apply names.csv
      """)

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write the table here (CSV); - for stdout.")
  var table: String?
  @Option(help: "Apply the decisions of such a table; - for stdin.") var apply: String?
  @Flag(help: "Write over a file that stands there already.") var force = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard table == nil || apply == nil else {
      throw ValidationError("-o writes what --apply reads: give one of them")
    }
  }

  func run() throws {
    let ledger = try series.open()
    let lines = try ledger.names()
    if let apply { return try decide(apply, lines, ledger) }
    do {
      try write(lines)
    } catch ArchiveError.exists(let path) {
      let finding = Finding(
        "output-exists", .refused, path, "exists already and was left as it is",
        remedy: "choose another name, or add --force to write over it")
      return try output.finish(
        "triage", .refused, [finding], payload: TriagePayload(lines), text: "nothing was written")
    }
    try output.finish(
      "triage", .done, [], payload: TriagePayload(lines), text: Self.text(lines),
      besideData: table == "-")
  }

  private func write(_ lines: [NameLine]) throws {
    guard let table else { return }
    let bytes = NameTable.csv(lines)
    guard table != "-" else { return FileHandle.standardOutput.write(Data(bytes)) }
    try writeWhole(bytes, to: table, replacing: force)
  }

  private func decide(_ path: String, _ lines: [NameLine], _ ledger: Ledger) throws {
    let read = readBytes(path) { NameTable.read($0, name: $1, lines) }
    guard let changes = read.value, read.findings.verdict == .accepted else {
      return try output.finish(
        "triage", .refused, read.findings, payload: TriagePayload(lines),
        text: "nothing was decided")
    }
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else {
      return try output.finish(
        "triage", .refused, signing.findings, payload: TriagePayload(lines),
        text: "nothing was decided")
    }
    let office = try ledger.holdsSealed(changes.map(\.script)) ? try keys.officeIdentity() : nil
    let judged = try ledger.decide(
      changes, with: ReceivingKeys(signing: key, office: office), act: series.act("triage"))
    let text = try judged.value.map { "\(Self.text($0))\nrecord: \(try ledger.head())" }
    try output.finish(
      "triage", judged.value == nil ? .refused : .done, read.findings + judged.findings,
      payload: TriagePayload(try ledger.names()), text: text ?? "nothing was decided")
  }

  private static func text(_ outcome: NameOutcome) -> String {
    var lines = [
      "\(outcome.decided) decided, \(outcome.copies) \(outcome.copies == 1 ? "copy" : "copies") "
        + "made anew"
    ]
    if !outcome.asked.isEmpty {
      lines.append(
        "asked to send it again, with a receipt in send/: "
          + outcome.asked.joined(separator: ", "))
    }
    if !outcome.released.isEmpty {
      lines.append("counts again: \(outcome.released.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ lines: [NameLine]) -> String {
    guard !lines.isEmpty else { return "no response names its writer where it was looked for" }
    var table = TextTable(["script", "where", "times", "in the text", "suggested", "decision"])
    for line in lines {
      table.add([
        line.script, line.row.place, "\(line.row.times)",
        "…\(line.row.before.suffix(20))[\(line.row.found)]\(line.row.after.prefix(20))…",
        line.suggested.rawValue, NameTable.shown(line),
      ])
    }
    let open = lines.count { $0.decision == nil && !$0.row.isFixed }
    return table.text + "\n\(lines.count) rows, \(open) undecided, which are masked"
  }
}

/// What `npq triage` answers to machines.
struct TriagePayload: Encodable {
  struct Row: Encodable {
    let script, words, place, before, found, after, suggested: String
    let times: Int
    let decision: String?

    enum CodingKeys: String, CodingKey {
      case script, words, before, found, after, suggested, times, decision
      case place = "where"
    }
  }

  let names: [Row]

  init(_ lines: [NameLine]) {
    names = lines.map { line in
      Row(
        script: line.script, words: line.row.words, place: line.row.place, before: line.row.before,
        found: line.row.found, after: line.row.after, suggested: line.suggested.rawValue,
        times: line.row.times, decision: line.decision?.rawValue)
    }
  }
}
