import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq collect`: marks come back.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect", abstract: "Join returned mark sheets, in any order, in part, again.",
    discussion: """
      Returns of the marking page and of 'npq return' (JSON), and sheets as CSV or XLSX. A blank \
      cell is a mark still to come, never zero, and erases nothing. Two versions of one mark are a \
      named clash that keeps both. Collecting the same sheet twice changes nothing, and an older \
      copy never takes the place of a later one. A flag opens a query; a script whose author is \
      known goes to another assessor at once. Acknowledgements lie in send/.

        npq collect returns --series ~/npq/spring-2027
      """)

  @Argument(help: "Returns (JSON) and mark sheets (CSV, XLSX), or folders of them.")
  var paths: [Paths]
  @Option(help: "The number behind every random choice; drawn where it is not given.")
  var draw: UInt64?
  @OptionGroup var plan: PlanOptions
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try plan.run(series, output, "collect", inputs: paths.all) { try collect(in: $0) }
  }

  private func collect(in step: PlannedStep) throws {
    let ledger = step.ledger
    var findings: [Finding] = []
    let intake = try SheetIntake(ledger)
    let act = series.act("collect")
    let draw = draw ?? step.draw ?? UInt64.random(in: 0..<1 << 32)
    step.drawn = draw
    let collected = try ledger.collect(files(&findings), act: act) {
      try intake.read($0, keeping: true)
    }
    let outcome = collected.outcome
    findings += collected.findings + outcome.findings
    findings += try ledger.follow(
      queries: outcome.queries, draw: draw, act: act)
    let sent = try ledger.acknowledge(packs: outcome.packs, act: act)
    findings += sent.findings
    let loads = try ledger.loads()
    let payload = Payload(
      sheets: collected.sheets, repeated: outcome.repeated, signed: outcome.signed,
      added: outcome.added, clashes: outcome.clashes, queries: outcome.queries,
      markings: loads.map(\.given).reduce(0, +), complete: loads.map(\.done).reduce(0, +))
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try step.finish(
      "collect", verdict, findings, payload: payload, text: payload.text(send: sent.value?.path),
      recorded: true)
  }

  struct Payload: Encodable {
    let sheets, repeated, signed, added, clashes: Int
    let queries: [Int]
    let markings, complete: Int

    fileprivate func text(send: String?) -> String {
      let joined = sheets - repeated
      var lines = [
        "\(joined) sheets joined, \(repeated) collected before, \(added) new marks and comments, "
          + "\(clashes) clashes"
      ]
      if signed > 0 { lines.append("\(signed) signed, \(joined - signed) unsigned") }
      if clashes > 0 { lines.append("next: npq moderate clashes") }
      if !queries.isEmpty { lines.append("\(queries.count) new queries: npq queries") }
      if let send { lines.append("acknowledgements: \(send)") }
      lines.append("\(complete) of \(markings) markings complete")
      return lines.joined(separator: "\n")
    }
  }

  /// The sheets under the paths, in the order of names.
  private func files(_ findings: inout [Finding]) -> [URL] {
    var files: [URL] = []
    for path in paths.all {
      let url = URL(filePath: path)
      let values = try? url.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
      if values?.isRegularFile == true {
        files.append(url)
      } else if values?.isDirectory == true {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        files +=
          names
          .filter(SheetIntake.isTaken).sorted()
          .map { url.appending(path: $0) }
      } else {
        findings.append(
          Finding("not-found", .refused, path, "is not there", remedy: "check the name"))
      }
    }
    return files
  }
}
