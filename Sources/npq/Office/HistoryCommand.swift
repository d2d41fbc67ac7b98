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
      let lines = try ledger.history(ofAssessor: assessor.text)
      return try finish(lines, told: lines.map(\.text), lookups: nil, note: nil)
    }
    let found = try EntrySearch(for: text, ledger: ledger, at: series.clock.now).all(text)
    guard let entries = found.value else {
      return try output.finish(
        "history", .refused, found.findings, payload: Payload(events: [], lookups: nil), text: "")
    }
    let scripts = entries.map(\.script)
    let ids = Set(entries.map(\.id))
    let stories = try ledger.standings(at: series.clock.now, of: entries.first?.person)
      .filter { ids.contains($0.entry.id) }
      .map { ($0, try ledger.history(ofEntry: $0.entry.id)) }
    let lookups = try ledger.lookups(of: scripts)
    try finish(
      stories.flatMap(\.1), told: stories.map { $0.story($1) }, lookups: lookups,
      note: ledger.noteLookup(of: scripts, act: series.act("history")))
  }

  private func finish(
    _ lines: [HistoryLine], told: [String], lookups: [Lookup]?, note: Finding?
  ) throws {
    let told = lines.isEmpty ? ["nothing has happened yet"] : told
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
      let copy: String?
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
        copy = line.body.copy
        told = line.told
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
    return "\(number)  \(body.time)  \(body.actorAndCopy.escaped)  \(body.command)  "
      + all.joined(separator: ", ").escaped + (undoneBy.map { "  (undone by \($0))" } ?? "")
  }

  private var facts: [String] {
    let known = body.facts.filter { $0.value.utf8.count != 64 }.sorted { $0.key < $1.key }
    return [body.subject].compactMap { $0 } + known.map { "\($0.key) \($0.value)" }
  }
}
