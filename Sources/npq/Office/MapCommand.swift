import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq map`: the whole map of people and script codes.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Open the whole map of people and script codes, for a reason.",
    discussion: """
      No other list tells whose a script is. Who opened the map, when and why stands in the record, \
      and 'npq history' tells it of everybody. For one person use 'npq show'.

        npq map --reason "exchange with the university" -o map.csv --series ~/npq/spring-2027
      """)

  @Option(help: "Why, in your own words.") var reason: String
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write the table here (CSV), readable by you alone; else it goes to stdout.")
  var table: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("say why with --reason")
    }
  }

  func run() throws {
    if let table, FileManager.default.fileExists(atPath: table) {
      throw ArchiveError.exists(path: table)
    }
    let ledger = try series.open()
    let standings = try ledger.openMap(reason: reason, act: series.act("map"))
    let csv = EntryTable(naming: nil).csv(standings)
    if let table { try writeWhole(csv, to: table, replacing: false) }
    try output.finish(
      "map", .done, [], payload: Payload(entries: standings.map { .init($0, naming: nil) }),
      text: try table.map {
        "\(spoken(standings.count, "row")) in \($0.escaped)\nrecord: \(try ledger.head())"
      } ?? String(decoding: csv, as: UTF8.self))
  }

  struct Payload: Encodable {
    let entries: [EntryTable.Row]
  }
}
