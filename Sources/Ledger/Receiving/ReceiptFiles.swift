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
    let series = try name()
    var count = 0
    while true {
      let due = try queue.read { try $0.receipts("\(Self.isDue) AND stage = 'recorded' LIMIT 100") }
      guard !due.isEmpty else { return count }
      for name in Set(due.map(\.folder)).sorted() {
        let place = folder.appending(path: "send/\(name)")
        try FileManager.default.createDirectory(
          at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try writeWhole(
          try key.verificationKey.publicText(comment: "npq \(series)"),
          to: place.appending(path: "signing.pub").path, replacing: true, mode: 0o644)
      }
      let disk = try DiskBarrier(over: [folder.appending(path: "send").path])
      _ = try onAllCores(due) { item in
        for (ending, bytes) in try item.receipt.files(of: series, signing: key) {
          let file = self.folder.appending(path: "send/\(item.folder)")
            .appending(path: item.receipt.fileName + ending)
          try writeWhole(bytes, to: file.path, replacing: true, syncing: .later)
        }
      }
      try disk.sync()
      try queue.write { database in
        for item in due { try database.stage(item.receipt.number, as: "written") }
      }
      count += due.count
    }
  }

  /// Writes `send.csv`, which a mail merge takes, and beside it what nobody is known for.
  private func writeLists(of name: String, byPartner: Bool = false) throws {
    let place = folder.appending(path: "send/\(name)")
    var (rows, strays, numbers): ([SendRow], [[CSVCell]], [String]) = ([], [], [])
    // One at a time: of a national series, the receipts together would fill the memory.
    try queue.read { database in
      let people = try database.addresses()
      let bodies = try String.fetchCursor(
        database, sql: "SELECT body FROM receipt WHERE folder = ?", arguments: [name])
      while let body = try bodies.next() {
        let receipt = try JSONDecoder().decode(Receipt.self, from: Data(body.utf8))
        numbers.append(receipt.number)
        if let person = receipt.facts.participant?.text {
          rows.append(receipt.sendRow(to: person, people[person]))
        } else {
          strays.append(receipt.strayRow)
        }
      }
    }
    try SendFolder(url: place).writeList(rows, more: ["proof", "result"], byPartner: byPartner)
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
  ) throws -> [(receipt: Receipt, folder: String)] {
    let sql = "SELECT body, folder FROM receipt WHERE \(condition)"
    return try Row.fetchAll(self, sql: sql, arguments: arguments).map { row in
      let body: String = row["body"]
      return (try JSONDecoder().decode(Receipt.self, from: Data(body.utf8)), row["folder"])
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

  fileprivate func stage(_ number: String, as stage: String) throws {
    try execute(
      sql: "UPDATE receipt SET stage = ? WHERE number = ?", arguments: [stage, number])
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
