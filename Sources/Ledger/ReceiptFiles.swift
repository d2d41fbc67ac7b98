import Archive
import Assessment
import Findings
import Foundation
import Sealing
import Sheets

extension Ledger {
  /// Writes the signed receipts of what was accepted, with the public key, and a `send.csv` that a
  /// mail merge takes.
  func writeReceipts(
    _ outcomes: [ReceiveOutcome], _ context: ReceiveContext, signing key: SigningKey, act: Act
  ) throws {
    let accepted = outcomes.filter { $0.result == .accepted }
    guard !accepted.isEmpty else { return }
    let entries = Dictionary(
      uniqueKeysWithValues: context.entries.values.joined().map { ($0.id, $0) })
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    let folder = folder.appending(path: "send/receipts-\(stamp)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let series = try name()
    try writeWhole(
      try key.verificationKey.publicText(comment: "npq \(series)"),
      to: folder.appending(path: "signing.pub").path, replacing: true, mode: 0o644)
    let list = folder.appending(path: "send.csv")
    var rows: [[CSVCell]] = []
    if let bytes = FileManager.default.contents(atPath: list.path),
      let sheet = readCSV([UInt8](bytes), name: "send.csv", required: []).value
    {
      rows = sheet.rows.map { row in row.cells.map { .text($0) } }
    }
    let receipts = accepted.compactMap { outcome in
      outcome.arrival.receipt.flatMap { receipt in
        outcome.arrival.entry.flatMap { entries[$0] }.map { (receipt: receipt, entry: $0) }
      }
    }
    rows += try onAllCores(receipts) { item in
      for (ending, bytes) in try item.receipt.files(of: series, signing: key) {
        let file = folder.appending(path: item.receipt.fileName + ending)
        try writeWhole(bytes, to: file.path, replacing: true)
      }
      return item.receipt.mergeRow(to: item.entry)
    }
    let header = ["person", "email", "file", "subject", "first_line", "proof"]
    try writeWhole(writeCSV(header: header, rows: rows), to: list.path, replacing: true)
  }
}

extension Receipt {
  /// What a mail merge needs to send it.
  fileprivate func mergeRow(to entry: EntryRecord) -> [CSVCell] {
    [
      .text(entry.person), .text(entry.details["email"] ?? ""), .text(fileName + ".txt"),
      .text("Your \(entry.qualification.code) case study: receipt \(number)"),
      .text(firstLine), .text("\(fileName).json;\(fileName).json.sig"),
    ]
  }

  /// The files of a receipt by the endings of their names.
  fileprivate func files(
    of series: String, signing key: SigningKey
  ) throws -> [(ending: String, bytes: [UInt8])] {
    [
      (".txt", Array(text(of: series, signedWith: key.verificationKey).utf8)),
      (".json", [UInt8](try json())),
      (".json.sig", Array(try signature(of: series, with: key).utf8)),
    ]
  }
}
