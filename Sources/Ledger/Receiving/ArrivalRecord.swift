package import Assessment
package import Findings
import Foundation
import GRDB

/// One thing that came in, as it was recorded.
package struct ArrivalRecord: Sendable {
  package enum Standing: String, Sendable, Hashable {
    /// It counts.
    case accepted
    /// It waits for a person's decision.
    case held
    /// It waited, and something later settled it.
    case settled
  }

  package let id: Int
  /// The entry that it belongs to; nil where nobody could be matched.
  package let entry: Int?
  /// The file as received.
  package let original: Digest
  /// The content digest of its package; nil where none could be made.
  package let content: Digest?
  /// The name of the file as received; personal data.
  package let name: String
  package let received: Instant
  /// `platform`, `office` or `stated`.
  package let clock: String
  package let standing: Standing
  package let lateSeconds: Int
  package let words: Int?
  package let receipt: String?
  package let findings: [Finding]
  /// The number of the event that received it.
  package let event: Int
  /// The response whose place it took by a decision of the office.
  package let replaces: Int?
}

extension Ledger {
  /// Everything that came in for an entry, or for nobody known, in the order of arrival.
  package func submissions(of entry: Int?) throws -> [ArrivalRecord] {
    try queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM submission WHERE entry IS ? ORDER BY received, id",
        arguments: [entry]
      ).map(ArrivalRecord.init)
    }
  }

  /// Everything that waits for a person's decision.
  package func heldSubmissions() throws -> [ArrivalRecord] {
    try queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM submission WHERE standing = 'held' ORDER BY id"
      ).map(ArrivalRecord.init)
    }
  }
}

extension ArrivalRecord {
  init(_ row: Row) throws {
    id = row["id"]
    entry = row["entry"]
    name = row["name"]
    received = Instant(seconds: row["received"])
    clock = row["clock"]
    lateSeconds = row["late_seconds"]
    words = row["words"]
    receipt = row["receipt"]
    event = row["event"]
    replaces = row["replaces"]
    let text: String = row["findings"]
    findings = try JSONDecoder().decode([Finding].self, from: Data(text.utf8))
    let hex: String = row["original"]
    let contentHex: String? = row["content"]
    content = contentHex.flatMap { Digest(hex: $0) }
    guard let original = Digest(hex: hex), let standing = Standing(rawValue: row["standing"])
    else { throw LedgerError.damaged("submission \(row["id"] as Int)") }
    self.original = original
    self.standing = standing
  }
}

extension Ledger {
  /// The response that a receipt number, a script code or an event's number names.
  ///
  /// A script code names the response that counts under it, or else the last that waits.
  package func response(named name: String) throws -> ArrivalRecord? {
    try queue.read { database in
      if let code = ScriptCode(name),
        let entry = try Int.fetchOne(
          database, sql: "SELECT id FROM entry WHERE script = ?", arguments: [code.text])
      {
        if let counted = try database.counted(for: entry) { return counted }
        return try Row.fetchOne(
          database,
          sql: "SELECT * FROM submission WHERE entry = ? AND standing = 'held' ORDER BY id DESC",
          arguments: [entry]
        ).map(ArrivalRecord.init)
      }
      return try Row.fetchOne(
        database, sql: "SELECT * FROM submission WHERE receipt = ? OR event = ?",
        arguments: [name, Int(name)]
      ).map(ArrivalRecord.init)
    }
  }
}
