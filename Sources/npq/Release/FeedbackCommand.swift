import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq feedback`: results on their way back to the platforms that the responses came from.
struct FeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback", abstract: "Results in the layouts that platforms take back.",
    discussion: """
      For each export that responses came in, an archive with a text for each participant in the \
      platform's own layout (Moodle, Canvas, Brightspace, Sakai); a platform's own sheet for grades \
      with its cells for grade and feedback filled and every other byte as it was; results for \
      OneRoster 1.2. Only what 'npq publish' has released leaves, as the letter says it, with marks \
      only where the assessment file shows them: ends with 3, and writes nothing, while nothing is \
      released; what is not is named.

        npq feedback -o back --for NPQLT --worksheet Grades-4711.csv --one-roster
      """)

  @Option(name: .shortAndLong, help: "The folder to write, which must not exist.")
  var output: String
  @Option(name: .customLong("for"), help: "The assessment or qualification; all without it.")
  var assessment: String?
  @Option(help: "A platform's own sheet for grades, exported just now. Repeatable.")
  var worksheet: [String] = []
  @Flag(help: "Also results as a OneRoster package.") var oneRoster = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var answer: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let results = try ledger.returnedResults(at: series.clock.now).filter { item in
      guard let assessment else { return true }
      return item.entry.assessment == assessment
        || Qualification(named: assessment) == item.entry.qualification
    }
    guard results.contains(where: { $0.release != nil }) else {
      return try answer.finish(
        "feedback", .incomplete, Self.unreleased(results), payload: NoPayload(),
        text: "no result is released: nothing was written")
    }
    var writer = FeedbackWriter(results: results)
    for path in worksheet { writer.fill(sheetAt: path) }
    if oneRoster {
      let now = series.clock.now.civil(in: "Europe/London").day
      writer.addOneRoster(series: try ledger.name(), day: now)
    }
    guard writer.findings.verdict != .refused else {
      return try answer.refuse("feedback", writer.findings, "nothing was written")
    }
    let files = try writer.write(to: URL(filePath: output))
    try ledger.recordFeedback(files.map { ($0.name, $0.digest) }, act: series.act("feedback"))
    try answer.finish(
      "feedback", writer.findings.verdict == .held ? .held : .done,
      writer.findings + Self.unreleased(results),
      payload: Payload(files: files.map { .init(file: $0.name, people: $0.people) }),
      text: try text(files, ledger))
  }

  /// A note for each result that is not out yet.
  private static func unreleased(_ results: [ReturnedResult]) -> [Finding] {
    results.filter { item in
      item.release == nil
        && ![.withdrawn, .deferred, .notSubmitted].contains(item.row.decision.outcome)
    }.map { item in
      Finding(
        "result-not-released", .note, "\(item.entry.person) \(item.entry.qualification.code)",
        "is left out: its result is not released",
        remedy: "npq publish releases it, or says what holds it")
    }
  }

  struct Payload: Encodable {
    struct Item: Encodable {
      let file: String
      let people: Int
    }

    let files: [Item]
  }

  private func text(_ files: [FeedbackWriter.Written], _ ledger: Ledger) throws -> String {
    var table = TextTable(["file", "people"], numbers: [1])
    for file in files { table.add([file.name, "\(file.people)"]) }
    return table.text + "\nrecord: \(try ledger.head())"
  }
}
