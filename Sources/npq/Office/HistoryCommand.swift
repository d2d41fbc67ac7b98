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
    var parts: [String] = []
    if case .one(let assessor) = try ledger.assessorIndex().find(text) {
      lines = try ledger.history(ofAssessor: assessor.text)
      parts = lines.map(\.text)
    } else {
      let found = try EntrySearch(ledger: ledger, at: series.clock.now).all(text)
      guard let entries = found.value else {
        return try output.finish(
          "history", .refused, found.findings, payload: Payload(events: []), text: "")
      }
      let ids = Set(entries.map(\.id))
      for standing in try ledger.standings(at: series.clock.now)
      where ids.contains(standing.entry.id) {
        let story = try ledger.history(ofEntry: standing.entry.id)
        lines += story
        parts.append(standing.story(story))
      }
    }
    try output.finish(
      "history", .done, [], payload: Payload(events: lines.map(Payload.Event.init)),
      text: lines.isEmpty ? "nothing has happened yet" : parts.joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Event: Encodable {
      let number: Int
      let time, actor, command: String
      let subject: String?
      let facts, texts: [String: String]
      let undoneBy: Int?
      /// What it did to the entry whose story it is.
      let told: String?

      init(_ line: HistoryLine) {
        number = line.number
        time = line.body.time.description
        actor = line.body.actor
        command = line.body.command
        subject = line.body.subject
        facts = line.body.facts
        texts = line.texts
        undoneBy = line.undoneBy
        told = line.told
      }
    }

    let events: [Event]
  }
}

extension Standing {
  /// The entry, what happened to it, and how it stands now.
  fileprivate func story(_ lines: [HistoryLine]) -> String {
    let head =
      "\(entry.script): \(entry.person), \(entry.qualification.code) in \(entry.assessment), "
      + "attempt \(entry.attempt)"
    let total = decision.total.map { " with \($0)" } ?? ""
    let now =
      "now \(state.rawValue): \(decision.outcome.rawValue)\(total), by the rule "
      + "\(decision.rule.rawValue): \(decision.reason)"
    return ([head.escaped] + lines.map(\.text) + [now.escaped]).joined(separator: "\n")
  }
}

extension HistoryLine {
  /// One event as a line: when, who, what it did, and the words that stand beside it.
  ///
  /// Digests, and what else only programs read, are left to JSON.
  fileprivate var text: String {
    let told = told.map { [$0] } ?? facts
    let words = texts.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value.escaped)\"" }
    let all = told + words
    return "\(number)  \(body.time)  \(body.actor.escaped)  \(body.command)  "
      + all.joined(separator: ", ").escaped + (undoneBy.map { "  (undone by \($0))" } ?? "")
  }

  private var facts: [String] {
    let known = body.facts.filter { $0.value.utf8.count != 64 }.sorted { $0.key < $1.key }
    return [body.subject].compactMap { $0 } + known.map { "\($0.key) \($0.value)" }
  }
}
