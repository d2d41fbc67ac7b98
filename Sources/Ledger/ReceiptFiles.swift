import Archive
import Assessment
import Findings
import Foundation
import Sheets

extension Ledger {
  /// Writes the receipts of what was accepted, and a `send.csv` that a mail merge takes.
  func writeReceipts(_ outcomes: [ReceiveOutcome], act: Act) throws {
    let accepted = outcomes.filter { $0.result == .accepted }
    guard !accepted.isEmpty else { return }
    let entries = Dictionary(
      uniqueKeysWithValues: try entries(at: act.time).map { ($0.id, $0) })
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    let folder = folder.appending(path: "send/receipts-\(stamp)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let list = folder.appending(path: "send.csv")
    var rows: [[CSVCell]] = []
    if let bytes = FileManager.default.contents(atPath: list.path),
      let sheet = readCSV([UInt8](bytes), name: "send.csv", required: []).value
    {
      rows = sheet.rows.map { row in row.cells.map { .text($0) } }
    }
    for outcome in accepted {
      guard let receipt = outcome.arrival.receipt, let entry = outcome.arrival.entry,
        let record = entries[entry]
      else { continue }
      let name = "receipt-\(receipt.number)"
      try writeWhole(
        Array(receipt.text.utf8), to: folder.appending(path: name + ".txt").path, replacing: true)
      try writeWhole(
        [UInt8](try receipt.json()), to: folder.appending(path: name + ".json").path,
        replacing: true)
      rows.append([
        .text(record.person), .text(record.details["email"] ?? ""), .text(name + ".txt"),
        .text("Your \(record.qualification.code) case study: receipt \(receipt.number)"),
        .text(receipt.firstLine),
      ])
    }
    let header = ["person", "email", "file", "subject", "first_line"]
    try writeWhole(writeCSV(header: header, rows: rows), to: list.path, replacing: true)
  }
}
