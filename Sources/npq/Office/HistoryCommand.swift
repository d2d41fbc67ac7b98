import ArgumentParser
import Assessment
import Findings
import Ledger

/// `npq history`: the whole story of one person, script or assessor.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "The whole story of one person, script or assessor, from the record.",
    discussion: """
      Without a name: everything that was done in the series, a line for each command. The number \
      at the beginning of a line is what 'npq undo' takes.

      Example:
        npq history --series ~/npq/spring-2027
        npq history grace.hope@kestrelroad.example.org --series ~/npq/spring-2027
      """)

  @Argument(help: "Any identifier of a participant, a script code, or an assessor.")
  var words: [String] = []
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    let text = words.joined(separator: " ")
    if text.isEmpty { return try SeriesHistory(output: output).show(try ledger.runs()) }
    var lines: [HistoryLine] = []
    if case .one(let assessor) = try ledger.assessorIndex().find(text) {
      lines = try ledger.history(ofAssessor: assessor.text)
    } else {
      let found = try EntrySearch(ledger: ledger, at: series.clock.now).all(text)
      guard let entries = found.value else {
        return try output.finish(
          "history", .refused, found.findings, payload: Payload(events: []), text: "")
      }
      lines = try entries.flatMap { try ledger.history(ofEntry: $0.id) }
    }
    try output.finish(
      "history", .done, [], payload: Payload(events: lines.map(Payload.Event.init)),
      text: lines.isEmpty ? "nothing has happened yet" : lines.map(\.text).joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Event: Encodable {
      let number: Int
      let time, actor, command: String
      let subject: String?
      let facts, texts: [String: String]
      let undoneBy: Int?
      let copy: String?

      init(_ line: HistoryLine) {
        number = line.number
        time = line.body.time.description
        actor = line.body.actor
        command = line.body.command
        subject = line.body.subject
        facts = line.body.facts
        texts = line.texts
        undoneBy = line.undoneBy
        copy = line.body.copy
      }
    }

    let events: [Event]
  }
}

extension HistoryLine {
  /// One event as a line: when, who, what, and what is known of it.
  fileprivate var text: String {
    let told = body.facts.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.count == 64 ? String($0.value.prefix(12)) + "…" : $0.value)" }
    let words = texts.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value.escaped)\"" }
    let all = [body.subject].compactMap { $0 } + told + words
    return "\(number)  \(body.time)  \(body.actorAndCopy.escaped)  \(body.command)  "
      + all.joined(separator: ", ").escaped + (undoneBy.map { "  (undone by \($0))" } ?? "")
  }
}
