import Archive
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// The one list at the end: every entry with what came of it, and what could not be placed.
struct ReceivedList {
  /// What a response of an export came to, with the export that held it.
  typealias Item = (outcome: ReceiveOutcome, export: String)

  let standings: [Standing]
  let items: [Item]
  /// What was found when the platforms' lists were held against the exports.
  let findings: [Finding]

  private static let header = [
    "participant", "name", "assessment", "qualification", "state", "export", "file", "result",
    "received", "clock", "words", "receipt", "look_at",
  ]

  func write(to url: URL) throws {
    var byEntry: [Int: [Item]] = [:]
    for item in items {
      if let entry = item.outcome.arrival.entry { byEntry[entry, default: []].append(item) }
    }
    let notes = Dictionary(grouping: findings.filter { $0.severity != .note }, by: \.subject)
    var rows: [[CSVCell]] = []
    for standing in standings {
      let entry = standing.entry
      let who: [CSVCell] = [
        .text(entry.person), .text(entry.name), .text(entry.assessment),
        .text(entry.qualification.code), .text(standing.state.rawValue),
      ]
      let own = notes[entry.person] ?? []
      guard let mine = byEntry[entry.id] else {
        rows.append(who + Self.blank + [.text(own.map(\.code).joined(separator: "; "))])
        continue
      }
      rows += mine.map { who + Self.cells(of: $0, also: own) }
    }
    rows += items.filter { $0.outcome.arrival.entry == nil }.map { item in
      Array(repeating: CSVCell.text(""), count: 5) + Self.cells(of: item, also: [])
    }
    try writeWhole(
      writeCSV(header: Self.header, rows: rows, byteOrderMark: true), to: url.path,
      replacing: true)
  }

  private static let blank = Array(repeating: CSVCell.text(""), count: 7)

  private static func cells(of item: Item, also notes: [Finding]) -> [CSVCell] {
    let arrival = item.outcome.arrival
    let found = (item.outcome.findings + notes).filter {
      $0.severity >= .warning && !$0.remedy.hasPrefix("nothing has to be done")
    }
    var codes: [String] = []
    for code in found.map(\.code) where !codes.contains(code) { codes.append(code) }
    return [
      .text(item.export), .text(arrival.name), .text(item.outcome.result.rawValue),
      .text(arrival.knownTime?.description ?? "not known"),
      .text(arrival.isTimeKnown ? arrival.clock : ""),
      arrival.words.map(CSVCell.number) ?? .text(""), .text(item.outcome.receipt?.number ?? ""),
      .text(codes.joined(separator: "; ")),
    ]
  }
}
