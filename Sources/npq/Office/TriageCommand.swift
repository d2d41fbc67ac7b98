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

        npq triage --series ~/npq/spring-2027 -o names.xlsx
        npq triage --series ~/npq/spring-2027 --apply names.xlsx
      """)

  @OptionGroup var names: TableOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let lines = try ledger.names()
    if let apply = names.apply { return try decide(apply, lines, ledger) }
    let note = ledger.noteLookup(
      of: Array(Set(lines.map(\.script))), act: series.act("triage"))
    try names.write(csv: { NameTable.csv(lines) }, workbook: { try NameTable.workbook(lines) })
    try output.finish(
      "triage", .done, [note].compactMap(\.self), payload: TriagePayload(lines),
      text: TriagePayload.text(lines), besideData: names.isOnStdout)
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
    let text = try judged.value.map { "\(TriagePayload.text($0))\nrecord: \(try ledger.head())" }
    try output.finish(
      "triage", judged.value == nil ? .refused : .done, read.findings + judged.findings,
      payload: TriagePayload(try ledger.names()), text: text ?? "nothing was decided")
  }
}
