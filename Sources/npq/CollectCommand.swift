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
      A blank cell is a mark still to come, never zero, and erases nothing. Two versions of one \
      mark are a named clash that keeps both. Collecting the same sheet twice changes nothing.

        npq collect returns --series ~/npq/spring-2027
      """)

  @Argument(help: "Returns of the marking page (JSON) and mark sheets (CSV), or folders of them.")
  var paths: [Paths]
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    var findings: [Finding] = []
    var sheets: [ReturnedSheet] = []
    for file in files(&findings) {
      let read = try SheetIntake(ledger: ledger).read(file)
      findings += read.findings
      if read.findings.verdict != .refused, let sheet = read.value { sheets.append(sheet) }
    }
    let outcome = try ledger.collect(sheets, act: series.act("collect"))
    findings += outcome.findings
    let loads = try ledger.loads()
    let done = loads.map(\.done).reduce(0, +)
    let given = loads.map(\.given).reduce(0, +)
    let text = """
      \(sheets.count - outcome.repeated) sheets joined, \(outcome.repeated) collected before, \
      \(outcome.added) new marks and comments, \(outcome.clashes) clashes
      \(done) of \(given) markings complete
      record: \(try ledger.head())
      """
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try output.finish(
      "collect", verdict, findings,
      payload: Payload(
        sheets: sheets.count, repeated: outcome.repeated, added: outcome.added,
        clashes: outcome.clashes, markings: given, complete: done), text: text)
  }

  struct Payload: Encodable {
    let sheets, repeated, added, clashes, markings, complete: Int
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
          .filter { $0.lowercased().hasSuffix(".csv") || SheetIntake.isReturn($0) }.sorted()
          .map { url.appending(path: $0) }
      } else {
        findings.append(
          Finding("not-found", .refused, path, "is not there", remedy: "check the name"))
      }
    }
    return files
  }
}
