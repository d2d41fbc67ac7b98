import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq status`: the balance.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The balance: every entry in exactly one state.",
    discussion: """
      No list holds people and script codes together: 'npq show' tells a single one, 'npq map' \
      everybody's, for a reason.

      --late is the chasing list: who has markings still to do and no more time for them, with \
      days over, team leader and address; npq send chasers writes to them.

        npq status --series ~/npq/spring-2027
        npq status --late --csv --series ~/npq/spring-2027
      """)

  @Flag(help: "Every entry as CSV, for a spreadsheet.") var csv = false
  @Flag(help: "Entries by script code, in place of the participant.") var byScript = false
  @Flag(help: "Only assessors whose marks are due, or have no day, and are still to come.")
  var late = false
  @Flag(help: "Only scripts that are in no pack, and why.") var unpacked = false
  @Flag(help: "Only participants from whom nothing has come.") var missing = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    let standings = try ledger.standings(at: series.clock.now).filter {
      !missing || $0.state == .expected || $0.state == .notSubmitted
    }
    if unpacked { return try finish(gaps: ledger.packGaps(at: series.clock.now)) }
    let today = series.clock.now.civil(in: "Europe/London").day
    let loads = try ledger.loads().filter { !late || $0.isLate(on: today) }
    let held = try ledger.heldSubmissions()
    let table = EntryTable(naming: byScript ? .script : .participant)
    let payload = Payload(
      series: try ledger.name(), total: standings.count, states: Self.counts(standings),
      entries: table.sorted(standings).map { .init($0, naming: table.naming) }, assessors: loads,
      held: held.count,
      keysTriedBy: try ledger.recoveryTriers())
    let text: String
    if missing {
      text = csv ? Self.missingCSV(standings) : Self.missingTable(standings)
    } else if csv {
      text =
        late ? loads.chasingList(on: today) : String(decoding: table.csv(standings), as: UTF8.self)
    } else if late {
      text = loads.chasingTable(on: today)
    } else {
      text = try Self.page(ledger, standings, loads, held, on: today)
    }
    try output.finish("status", .done, [], payload: payload, text: text)
  }

  struct Payload: Encodable {
    let series: String
    let total: Int
    let states: [String: Int]
    let entries: [EntryTable.Row]
    let assessors: [AssessorLoad]
    let held: Int
    /// The officers who have tried a copy of the keys.
    let keysTriedBy: [String]
  }

  private static func counts(_ standings: [Standing]) -> [String: Int] {
    Dictionary(grouping: standings, by: \.state.rawValue).mapValues(\.count)
  }

  private static func missingCSV(_ standings: [Standing]) -> String {
    let rows = standings.map { standing -> [CSVCell] in
      let entry = standing.entry
      return [
        entry.person, entry.name, entry.details["email"] ?? "", entry.qualification.code,
        entry.details["partner"] ?? "", standing.state.rawValue,
        entry.extendedUntil?.description ?? "",
      ].map { .text($0) }
    }
    let header = [
      "participant", "name", "email", "qualification", "partner", "state", "extended_to",
    ]
    return String(decoding: writeCSV(header: header, rows: rows), as: UTF8.self)
  }

  private static func missingTable(_ standings: [Standing]) -> String {
    var table = TextTable(["participant", "name", "qualification", "state", "extended to"])
    for standing in standings {
      let entry = standing.entry
      table.add([
        entry.person, entry.name, entry.qualification.code, standing.state.rawValue,
        entry.extendedUntil?.description ?? "",
      ])
    }
    return table.text + "\(standings.count) \(standings.count == 1 ? "entry" : "entries") "
      + "without a response; npq send reminders writes to them"
  }

  private static func page(
    _ ledger: Ledger, _ standings: [Standing], _ loads: [AssessorLoad], _ held: [ArrivalRecord],
    on today: CivilDate
  ) throws -> String {
    var lines = [
      "series \(try ledger.name())" + (try ledger.copyName().map { ", copy \($0)" } ?? "")
    ]
    let counts = counts(standings)
    var table = TextTable(["state", "entries"], numbers: [1])
    for state in EntryState.allCases {
      if let count = counts[state.rawValue] { table.add([state.rawValue, "\(count)"]) }
    }
    table.add(["all", "\(standings.count)"])
    lines.append(table.text)
    lines += heldLines(held, standings)
    if !loads.isEmpty {
      var table = TextTable(["assessor", "name", "given", "done"], numbers: [2, 3])
      for load in loads {
        let name = load.name + (load.left.map { " (left on \($0.since))" } ?? "")
        table.add([load.assessor, name, "\(load.given)", "\(load.done)"])
      }
      lines.append(table.text)
    }
    let clashes = try ledger.joinClashes().count
    if clashes > 0 { lines.append("clashes of a join: \(clashes); npq settle lists them") }
    lines += loads.keepingPacks(on: today)
    lines += [try ledger.recoveryReminder(), "record: \(try ledger.head())"].compactMap(\.self)
    return lines.joined(separator: "\n")
  }

  private static func heldLines(
    _ held: [ArrivalRecord], _ standings: [Standing]
  ) -> [String] {
    guard !held.isEmpty else { return [] }
    let names = Dictionary(uniqueKeysWithValues: standings.map { ($0.entry.id, $0.entry.name) })
    let lines = held.map { item in
      let who = item.entry.flatMap { names[$0] } ?? "nobody known"
      let why = item.findings.first { $0.severity >= .held }?.message ?? ""
      return "  \(item.name.escaped) (\(who.escaped)): \(why.escaped)"
    }
    return ["waiting for a person's decision:"] + lines + [""]
  }
}
