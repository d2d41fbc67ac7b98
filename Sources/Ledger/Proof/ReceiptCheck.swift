import Assessment
import Findings
import Foundation
import GRDB
import Sealing

/// A receipt as the record has it.
private struct IssuedReceipt: Sendable {
  let row: Int
  let body: String
  let folder: String
  let isOut: Bool
}

extension SeriesAudit {
  /// Holds receipts against what was issued and against their signatures, on all cores.
  mutating func checkReceipts(
    of ledger: Ledger, _ evidence: SeriesEvidence, _ watch: Watch
  ) throws {
    guard let key = evidence.signer(in: ledger.folder) else { return }
    let send = ledger.folder.appending(path: "send")
    var count = 0
    var last = Int.min
    while true {
      let receipts = try ledger.queue.read { try $0.receipts(after: last) }
      guard let end = receipts.last else { break }
      let found = try onAllCores(receipts, watch: watch) { item in
        let receipt = try JSONDecoder().decode(Receipt.self, from: Data(item.body.utf8))
        return try judge(receipt, in: send.appending(path: item.folder), key)
      }
      // One that is still to be written may be half there, and is written anew; what is whole counts.
      for (item, finding) in zip(receipts, found) {
        guard let finding, item.isOut || finding.severity == .refused else { continue }
        add(finding.severity == .warning ? .complete : .unaltered, finding)
      }
      count += receipts.count
      last = end.row
    }
    tell(.unaltered, spoken(count, "receipt"))
  }
}

private func judge(_ receipt: Receipt, in folder: URL, _ key: VerificationKey) throws -> Finding? {
  let path = folder.appending(path: receipt.fileName + ".json").path
  let name = "receipt \(receipt.number)"
  guard let bytes = FileManager.default.contents(atPath: path),
    let signature = FileManager.default.contents(atPath: path + ".sig")
  else {
    return Finding(
      "receipt-missing", .warning, name, "does not lie in \(folder.lastPathComponent), signed",
      remedy: "the record holds what it says; put the files back if you moved them")
  }
  let isSigned =
    (try? verifySignature(
      String(decoding: signature, as: UTF8.self), of: [UInt8](bytes), with: key)) != nil
  guard bytes == (try receipt.json()), isSigned else {
    return Finding(
      "receipt-changed", .refused, name, "is not what was issued and signed",
      remedy: askWhoChangedIt)
  }
  return nil
}

extension Database {
  /// Some thousand receipts behind a row.
  fileprivate func receipts(after row: Int) throws -> [IssuedReceipt] {
    let sql = """
      SELECT rowid, body, folder, stage <> 'recorded' FROM receipt WHERE rowid > ?
      ORDER BY rowid LIMIT 4096
      """
    return try Row.fetchAll(self, sql: sql, arguments: [row]).map { row in
      IssuedReceipt(row: row[0], body: row[1], folder: row[2], isOut: row[3])
    }
  }
}
