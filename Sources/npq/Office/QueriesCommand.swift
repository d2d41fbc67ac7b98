import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq queries`: what assessors flagged, and who sees to it.
struct QueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queries", abstract: "What assessors flagged: how old, whose, and the answers.",
    discussion: """
      A flag opens a query when a return is collected. An answer closes it, and goes to the \
      assessor with a letter in send/.

        npq queries --series ~/npq/spring-2027
        npq queries answer 3 --text "We have looked into it: mark it as it stands."
        npq queries give 3 --to "A. Head"
      """,
    subcommands: [ListQueries.self, AnswerQuery.self, GiveQuery.self],
    defaultSubcommand: ListQueries.self)
}

/// `npq queries`: the list.
struct ListQueries: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Open queries, the oldest first.")

  @Flag(help: "Also those that were answered.") var all = false
  @Flag(help: "As CSV, for a spreadsheet.") var csv = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    let now = series.clock.now
    let queries = try ledger.queries().filter { all || $0.isOpen }
    let payload = Payload(queries: queries.map { Payload.Query($0, at: now) })
    let text =
      if csv {
        payload.csv
      } else if queries.isEmpty {
        all ? "nobody has flagged anything" : "no query is open"
      } else {
        payload.table
      }
    try output.finish("queries", .done, [], payload: payload, text: text)
  }

  struct Payload: Encodable {
    struct Query: Encodable {
      let number: Int
      let script, assessor, flag, opened: String
      let days: Int
      let owner, state: String
      let note, answer: String?

      init(_ query: QueryRecord, at now: Instant) {
        number = query.number
        script = query.script
        assessor = query.assessor
        flag = query.flag.description
        opened = query.opened.description
        days = query.age(at: now)
        owner = query.owner
        state = query.isOpen ? "open" : "answered"
        note = query.note
        answer = query.answer
      }

      fileprivate var cells: [String] {
        [
          "\(number)", "\(days)", script, assessor, flag, owner, state, note ?? "", answer ?? "",
        ]
      }
    }

    let queries: [Query]
    private static let header = [
      "query", "days", "script", "assessor", "flag", "owner", "state", "note", "answer",
    ]

    private enum CodingKeys: String, CodingKey { case queries }

    fileprivate var table: String {
      var table = TextTable(Array(Self.header.dropLast()), numbers: [0, 1])
      for query in queries {
        table.add(
          query.cells.dropLast().map { $0.count > 40 ? String($0.prefix(39)) + "…" : $0 })
      }
      return table.text
    }

    fileprivate var csv: String {
      let rows = queries.map { query in
        query.cells.enumerated().map { place, cell -> CSVCell in
          place < 2 ? .number(Int(cell) ?? 0) : .text(cell)
        }
      }
      return String(decoding: writeCSV(header: Self.header, rows: rows), as: UTF8.self)
    }
  }
}

/// `npq queries answer`: closes a query.
struct AnswerQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answer a query, which closes it.")

  @Argument(help: "The number of the query.") var query: Int
  @Option(help: "What its assessor is told.") var text: String
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    guard let found = try known(query, in: ledger, output, "queries answer") else { return }
    let act = series.act("queries answer")
    try ledger.answer(query: query, text: text, act: act)
    let assessor = Identifier(found.assessor)
    let script = ScriptCode(found.script)
    let packs = try assessor.flatMap { assessor in
      try script.map { try ledger.packs(of: assessor, holding: $0) }
    }
    let sent = try ledger.acknowledge(packs: packs ?? [], act: act)
    let send = sent.value
    try output.finish(
      "queries answer", .done, sent.findings, payload: NoPayload(),
      text: """
        query \(query) on \(found.script) is answered
        letter to \(found.assessor): \(send?.path ?? "none")
        record: \(try ledger.head())
        """)
  }
}

/// `npq queries give`: somebody else sees to a query.
struct GiveQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give", abstract: "Give a query to another officer.")

  @Argument(help: "The number of the query.") var query: Int
  @Option(help: "Who sees to it from now on.") var to: String
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    guard let found = try known(query, in: ledger, output, "queries give") else { return }
    try ledger.give(query: query, to: to, act: series.act("queries give"))
    try output.finish(
      "queries give", .done, [], payload: NoPayload(),
      text: "query \(query) on \(found.script) is with \(to)\nrecord: \(try ledger.head())")
  }
}

/// The query of a number; nil, and the command is answered, where there is none.
private func known(
  _ number: Int, in ledger: Ledger, _ output: OutputOptions, _ command: String
) throws -> QueryRecord? {
  if let found = try ledger.queries().first(where: { $0.number == number }) { return found }
  try output.refuse(
    command,
    [
      Finding(
        "no-query", .refused, "\(number)", "is the number of no query",
        remedy: "npq queries --all lists them")
    ])
  return nil
}
