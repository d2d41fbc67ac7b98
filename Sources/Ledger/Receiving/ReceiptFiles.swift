import Archive
import Assessment
import Findings
package import Foundation
import GRDB
package import Sealing
import Sheets

extension Ledger {
  /// Writes the signed receipts that were recorded and not yet written, with the public key, and
  /// the lists that go with them.
  ///
  /// What was interrupted between the record and its receipts is caught up so.
  /// - Returns: How many were written.
  @discardableResult
  package func writeReceipts(signing key: SigningKey) throws -> Int {
    let written = try writeReceiptFiles(signing: key)
    let folders = try queue.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT DISTINCT folder FROM receipt WHERE \(Self.isDue) AND stage = 'written'")
    }
    for name in folders { try writeLists(of: name) }
    return written
  }

  /// Writes the lists of receipts anew, since some were taken from them or partners have lists of
  /// their own.
  ///
  /// - Returns: The folders.
  @discardableResult
  package func refreshReceiptLists(byPartner: Bool = false) throws -> [URL] {
    let send = folder.appending(path: "send")
    let names = try FileManager.default.contentsOfDirectory(atPath: send.path)
      .filter { $0.hasPrefix("receipts-") }.sorted()
    for name in names { try writeLists(of: name, byPartner: byPartner) }
    return names.map { send.appending(path: $0) }
  }

  /// Said besides, so that those that are done are not looked through each time.
  private static let isDue = "stage <> 'listed'"

  /// Writes the files of receipts that were recorded, 100 at a time; their lists come later.
  @discardableResult
  func writeReceiptFiles(signing key: SigningKey) throws -> Int {
    var count = 0
    while true {
      let due = try queue.read { try $0.receipts("\(Self.isDue) AND stage = 'recorded' LIMIT 100") }
      guard !due.isEmpty else { return count }
      let disk = try DiskBarrier(over: [folder.appending(path: "send").path])
      try writeFiles(of: due, signing: key)
      try disk.sync()
      try queue.write { try $0.noteWritten(due.map(\.receipt.number)) }
      count += due.count
    }
  }

  /// Makes a folder of receipts, with the key that signs them.
  private func makeReceiptFolder(_ name: String, signing key: SigningKey) throws {
    let place = folder.appending(path: "send/\(name)")
    try FileManager.default.createDirectory(
      at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = place.appending(path: "signing.pub").path
    let text = try key.verificationKey.publicText(comment: "npq \(try self.name())")
    guard (try? readPlainFile(path, most: text.count)) != text else { return }
    try writeWhole(text, to: path, replacing: true, mode: 0o644)
  }

  /// Writes the files of receipts, which come to the disk with the next barrier.
  func writeFiles(of due: [DueReceipt], signing key: SigningKey) throws {
    for name in Set(due.map(\.folder)).sorted() { try makeReceiptFolder(name, signing: key) }
    let series = try name()
    _ = try onAllCores(due) { item in
      for (ending, bytes) in try item.receipt.files(item.body, of: series, signing: key) {
        let file = self.folder.appending(path: "send/\(item.folder)")
          .appending(path: item.receipt.fileName + ending)
        try writeWhole(bytes, to: file.path, replacing: true, syncing: .later)
      }
    }
  }

  /// Writes `send.csv`, which a mail merge takes, and beside it what nobody is known for.
  private func writeLists(of name: String, byPartner: Bool = false) throws {
    let place = folder.appending(path: "send/\(name)")
    var (strays, numbers): ([[CSVCell]], [String]) = ([], [])
    var lists = SendLists(more: ["proof", "result"], byPartner: byPartner)
    // One at a time: of a national series, the receipts together would fill the memory.
    try queue.read { database in
      let people = try database.addresses()
      let bodies = try String.fetchCursor(
        database, sql: "SELECT body FROM receipt WHERE folder = ?", arguments: [name])
      while let body = try bodies.next() {
        let receipt = try JSONDecoder().decode(Receipt.self, from: Data(body.utf8))
        numbers.append(receipt.number)
        if let person = receipt.facts.participant?.text {
          lists.add(receipt.sendRow(to: person, people[person]))
        } else {
          strays.append(receipt.strayRow)
        }
      }
    }
    try SendFolder(url: place).write(lists)
    if !strays.isEmpty {
      try writeWhole(
        writeCSV(header: ["receipt", "received", "files"], rows: strays),
        to: place.appending(path: "nobody-known.csv").path, replacing: true)
    }
    try queue.write { database in
      for number in numbers { try database.stage(number, as: "listed") }
    }
  }
}

extension Database {
  fileprivate func receipts(
    _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [DueReceipt] {
    let sql = "SELECT body, folder FROM receipt WHERE \(condition)"
    return try Row.fetchAll(self, sql: sql, arguments: arguments).map { row in
      let body = Array((row["body"] as String).utf8)
      return DueReceipt(
        receipt: try JSONDecoder().decode(Receipt.self, from: Data(body)), body: body,
        folder: row["folder"])
    }
  }

  /// Where everybody's answers go.
  fileprivate func addresses() throws -> [String: Address] {
    let sql = """
      SELECT id, json_extract(details, '$.email') AS email,
        json_extract(details, '$.partner') AS partner FROM person
      """
    let rows = try Row.fetchCursor(self, sql: sql)
    var addresses: [String: Address] = [:]
    while let row = try rows.next() {
      addresses[row["id"]] = Address(email: row["email"] ?? "", partner: row["partner"] ?? "")
    }
    return addresses
  }

  /// Notes that the files of receipts are on the disk.
  func noteWritten(_ numbers: [String]) throws {
    for number in numbers { try stage(number, as: "written") }
  }

  fileprivate func stage(_ number: String, as stage: String) throws {
    try executeRepeated(
      sql: "UPDATE receipt SET stage = ? WHERE number = ?", arguments: [stage, number])
  }
}

/// A receipt that was recorded and is to be written: its JSON as it was recorded, and the folder.
struct DueReceipt: Sendable {
  let receipt: Receipt
  let body: [UInt8]
  let folder: String

  init(receipt: Receipt, body: [UInt8], folder: String) {
    self.receipt = receipt
    self.body = body
    self.folder = folder
  }

  /// A receipt as the record keeps it.
  init(_ receipt: Receipt, _ act: Act) throws {
    let stamp = act.time.description.filter { $0 != ":" && $0 != "-" }
    self.init(
      receipt: receipt, body: [UInt8](try receipt.json()), folder: "receipts-\(stamp)")
  }
}

private struct Address {
  let email, partner: String
}

extension Receipt {
  /// What a mail merge needs to send it.
  fileprivate func sendRow(to person: String, _ address: Address?) -> SendRow {
    SendRow(
      person: person, email: address?.email ?? "", partner: address?.partner ?? "",
      file: fileName + ".txt", subject: subject, firstLine: firstLine,
      more: ["\(fileName).json;\(fileName).json.sig", isHeld ? "held" : "accepted"])
  }

  /// What the office needs to answer whoever sent it.
  fileprivate var strayRow: [CSVCell] {
    [
      .text(fileName + ".txt"), .text(facts.received?.description ?? ""),
      .text(facts.files.map(\.name).joined(separator: ";")),
    ]
  }

  /// The files of a receipt by the endings of their names; `body` is its JSON as it was recorded.
  fileprivate func files(
    _ body: [UInt8], of series: String, signing key: SigningKey
  ) throws -> [(ending: String, bytes: [UInt8])] {
    [
      (".txt", Array(text(of: series, signedWith: key.verificationKey).utf8)),
      (".json", body),
      (".json.sig", Array(try signature(of: series, with: key, over: body).utf8)),
    ]
  }
}
