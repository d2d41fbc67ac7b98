import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq moderate clashes`: two versions of one mark, and which holds.
struct ClashesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clashes", abstract: "List two versions of one mark, and settle which holds.",
    discussion: """
      Both versions are kept whatever is decided. Without more it lists; a script, the column and \
      the letter of a version settle one clash; --sheet writes them all into a workbook in which \
      somebody decides, and --apply takes it back.

        npq moderate clashes --series ~/npq/spring-2027
        npq moderate clashes S227RGP3BK plan --keep B --reason "telephone, 14 April"
        npq moderate clashes --sheet clashes.xlsx
        npq moderate clashes --apply clashes.xlsx
      """)

  @Argument(help: "The script of one clash.") var script: String?
  @Argument(help: "Its column, such as plan, \"plan comment\" or note.") var column: String?
  @Option(help: "The letter of the version that holds.") var keep: String?
  @Option(help: "Why, in your own words.") var reason: String?
  @Option(name: .customLong("for"), help: "The assessor, where two of them have such a clash.")
  var assessor: String?
  @OptionGroup var decisions: DecisionOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard script != nil else { return }
    guard column != nil, keep != nil, reason?.trimmed.isEmpty == false else {
      throw ValidationError("a clash is settled by SCRIPT COLUMN --keep LETTER --reason TEXT")
    }
  }

  func run() throws {
    let ledger = try series.open()
    let clashes = try ledger.clashes()
    if let sheet = decisions.sheet { return try write(clashes, to: sheet) }
    if let apply = decisions.apply {
      return try settle(readBytes(apply) { readDecisions($0, name: $1, clashes: clashes) }, ledger)
    }
    if script != nil { return try settle(single(clashes), ledger) }
    var table = TextTable(["script", "assessor", "column", "version"])
    for clash in clashes {
      for (number, version) in clash.versions.enumerated() {
        let isFirst = number == 0
        table.add([
          isFirst ? clash.key.script.text : "", isFirst ? clash.key.assessor.text : "",
          isFirst ? clash.key.field.description : "", "\(letter(number))  \(version.told)",
        ])
      }
    }
    try output.finish(
      "moderate clashes", .done, [], payload: Payload(clashes: clashes.map(Payload.Clash.init)),
      text: clashes.isEmpty ? "no mark has two versions" : table.text)
  }

  private func single(_ clashes: [MarkClash]) -> Judged<[ClashDecision]> {
    let found = clashes.filter { clash in
      clash.key.script.text == script?.uppercased() && clash.key.field.description == column
        && (assessor == nil || clash.key.assessor.text == assessor)
    }
    guard let clash = found.first, found.count == 1 else {
      return Judged(
        nil,
        [
          Finding(
            found.isEmpty ? "no-clash" : "several-entries", .refused,
            "\(script ?? "") \(column ?? "")",
            found.isEmpty
              ? "has no two versions" : "has clashes of several assessors",
            remedy: found.isEmpty
              ? "npq moderate clashes lists what has" : "say with --for whose is meant")
        ])
    }
    return decision(
      on: clash, keep: keep ?? "", reason: reason ?? "", subject: clash.key.script.text
    )
    .asList
  }

  private func settle(_ decisions: Judged<[ClashDecision]>, _ ledger: Ledger) throws {
    guard let list = decisions.value, decisions.findings.verdict != .refused else {
      return try output.refuse("moderate clashes", decisions.findings, "nothing was settled")
    }
    let settled = try ledger.settle(list, act: series.act("moderate clashes"))
    let left = try ledger.clashes().count
    try output.finish(
      "moderate clashes", .done, decisions.findings, payload: NoPayload(),
      text: "\(settled) settled, \(left) left\nrecord: \(try ledger.head())")
  }

  private func write(_ clashes: [MarkClash], to path: String) throws {
    try writeWhole(writeClashSheet(clashes), to: path, replacing: false)
    try output.finish(
      "moderate clashes", .done, [], payload: Payload(clashes: clashes.map(Payload.Clash.init)),
      text:
        "\(clashes.count) clashes in \(path.escaped)\nthen: npq moderate clashes --apply \(path.escaped)"
    )
  }

  struct Payload: Encodable {
    struct Clash: Encodable {
      let script, assessor, column: String
      let versions: [String]

      init(_ clash: MarkClash) {
        script = clash.key.script.text
        assessor = clash.key.assessor.text
        column = clash.key.field.description
        versions = clash.versions.map(\.told)
      }
    }

    let clashes: [Clash]
  }
}

extension Judged where Value == ClashDecision {
  fileprivate var asList: Judged<[ClashDecision]> {
    Judged<[ClashDecision]>(value.map { [$0] }, findings)
  }
}

/// The letter of a version.
func letter(_ number: Int) -> String { String(UnicodeScalar(UInt8(65 + min(number, 25)))) }

extension MarkFact {
  /// A version with where it came from, and when.
  var told: String {
    "\(value) (\(source.file), received \(source.received), revision \(revision) of \(pack))"
  }
}

/// Judges one decision.
func decision(
  on clash: MarkClash, keep: String, reason: String, subject: String
) -> Judged<ClashDecision> {
  guard
    let number = clash.versions.indices.first(where: { letter($0) == keep.trimmed.uppercased() })
  else {
    let letters = clash.versions.indices.map(letter).joined(separator: ", ")
    return Judged(
      nil,
      [
        Finding(
          "bad-value", .refused, subject, "there is no version \"\(keep.excerpt)\"",
          remedy: "use one of \(letters)")
      ])
  }
  guard !reason.trimmed.isEmpty else {
    return Judged(
      nil,
      [
        Finding(
          "clash-without-reason", .refused, subject, "no reason says why this version holds",
          remedy: "write one beside the decision")
      ])
  }
  return Judged(
    ClashDecision(key: clash.key, value: clash.versions[number].value, reason: reason.trimmed))
}
