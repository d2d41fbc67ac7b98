import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq show`: the answer to a phone call.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One person, script or assessor in a few lines.",
    discussion: """
      Who looked up whom is kept in the record, and 'npq history' tells it.

      Example:
        npq show grace.hope@example.org --series ~/npq/spring-2027
      """)

  @Argument(help: "Any identifier of a participant, a script code, or an assessor.")
  var words: [String]
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    let text = words.joined(separator: " ")
    if case .one(let id) = try ledger.assessorIndex().find(text),
      let load = try ledger.loads().first(where: { $0.assessor == id.text })
    {
      return try output.finish(
        "show", .done, [], payload: Payload(entries: [], assessor: load), text: Self.line(load))
    }
    let found = try EntrySearch(for: text, ledger: ledger, at: series.clock.now).all(text)
    guard let entries = found.value else {
      return try output.finish(
        "show", .refused, found.findings, payload: Payload(entries: [], assessor: nil), text: "")
    }
    let ids = Set(entries.map(\.id))
    let standings = try ledger.standings(at: series.clock.now, of: entries.first?.person)
      .filter { ids.contains($0.entry.id) }
    let note = ledger.noteLookup(of: entries.map(\.script), act: series.act("show"))
    let shown = try standings.map { standing in
      (standing, try ledger.submissions(of: standing.entry.id))
    }
    try output.finish(
      "show", .done, [note].compactMap(\.self),
      payload: Payload(entries: shown.map(Payload.Entry.init), assessor: nil),
      text: try shown.map { standing, submissions in
        ShownEntry(
          standing: standing, submissions: submissions,
          counts: try ledger.response(named: standing.entry.script)?.id
        ).text
      }.joined(separator: "\n"))
  }

  struct Payload: Encodable {
    struct Entry: Encodable {
      let participant, name, assessment, qualification, script, state, next: String
      let flags: [String]
      let receipts: [String]

      init(_ standing: Standing, _ submissions: [ArrivalRecord]) {
        participant = standing.entry.person
        name = standing.entry.name
        assessment = standing.entry.assessment
        qualification = standing.entry.qualification.code
        script = standing.entry.script
        state = standing.state.rawValue
        next = standing.next
        flags = standing.entry.flags
        receipts = submissions.compactMap(\.receipt)
      }
    }

    let entries: [Entry]
    let assessor: AssessorLoad?
  }

  private static func line(_ load: AssessorLoad) -> String {
    "\(load.name.escaped) (\(load.assessor)): \(load.done) of \(load.given) markings done"
      + (load.packs.isEmpty ? "" : ", packs \(load.packs.joined(separator: ", "))")
      + (load.left.map { "; left on \($0.since)" + ($0.reason.map { ": \($0.escaped)" } ?? "") }
        ?? "")
  }
}
