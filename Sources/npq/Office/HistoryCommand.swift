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
      at the beginning of a line is what 'npq undo' takes. Of a person or script the last line says \
      how often, by whom and when last they were looked up; so is this look-up kept.

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
    if case .one(let assessor) = try ledger.assessorIndex().find(text) {
      return try finish(try ledger.history(ofAssessor: assessor.text), lookups: nil, note: nil)
    }
    let found = try EntrySearch(ledger: ledger, at: series.clock.now).all(text)
    guard let entries = found.value else {
      return try output.finish(
        "history", .refused, found.findings, payload: Payload(events: [], lookups: nil), text: "")
    }
    let scripts = entries.map(\.script)
    let lines = try entries.flatMap { try ledger.history(ofEntry: $0.id) }
    let lookups = try ledger.lookups(of: scripts)
    try finish(
      lines, lookups: lookups, note: ledger.noteLookup(of: scripts, act: series.act("history")))
  }

  private func finish(_ lines: [HistoryLine], lookups: [Lookup]?, note: Finding?) throws {
    let told = lines.isEmpty ? ["nothing has happened yet"] : lines.map(\.text)
    try output.finish(
      "history", .done, [note].compactMap(\.self),
      payload: Payload(events: lines.map(Payload.Event.init), lookups: lookups),
      text: (told + [lookups?.told].compactMap(\.self)).joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Event: Encodable {
      let number: Int
      let time, actor, command: String
      let subject: String?
      let facts, texts: [String: String]
      let undoneBy: Int?

      init(_ line: HistoryLine) {
        number = line.number
        time = line.body.time.description
        actor = line.body.actor
        command = line.body.command
        subject = line.body.subject
        facts = line.body.facts
        texts = line.texts
        undoneBy = line.undoneBy
      }
    }

    let events: [Event]
    /// Who looked the person up before; nil of an assessor.
    let lookups: [Lookup]?
  }
}

extension [Lookup] {
  /// How often, by whom, by which commands and when last.
  fileprivate var told: String {
    guard !isEmpty else { return "looked up: never before" }
    let people = Dictionary(grouping: self, by: \.actor).sorted { $0.key < $1.key }
    let by = people.map { actor, all in
      let commands = Set(all.map(\.command)).sorted().joined(separator: ", ")
      let last = all.map(\.time).max().map { ", last \($0)" } ?? ""
      return "\(all.count) by \(actor.escaped) (\(commands)\(last))"
    }
    return "looked up: " + by.joined(separator: "; ")
  }
}

extension HistoryLine {
  /// One event as a line: when, who, what, and what is known of it.
  fileprivate var text: String {
    let told = body.facts.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.count == 64 ? String($0.value.prefix(12)) + "…" : $0.value)" }
    let words = texts.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value.escaped)\"" }
    let all = [body.subject].compactMap { $0 } + told + words
    return "\(number)  \(body.time)  \(body.actor.escaped)  \(body.command)  "
      + all.joined(separator: ", ").escaped + (undoneBy.map { "  (undone by \($0))" } ?? "")
  }
}
