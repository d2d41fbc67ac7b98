import Assessment
import Foundation
import GRDB
package import Sealing
import Synchronization

/// What a head says: everything that the record held when a step was done.
///
/// Whoever keeps its digest elsewhere can tell later whether anything before it was changed.
struct HeadBody: Codable {
  let origin: String
  /// Its number among the heads, from 1.
  let number: Int
  /// The digest of the head before; nil for the first.
  let previous: Digest?
  /// The last event, and its digest.
  let event: Int
  let digest: Digest
  /// The first and last change of a row that this head adds; empty where it adds none.
  let changes: [Int]
  /// SHA-256 over the digests of these rows, in their order, each with a line feed.
  let rows: Digest
  /// In the first head: the last event whose rows were not proved.
  let unproved: Int?
  /// The digest of the last look-up before it, over which it stands too; nil before the first.
  let lookup: Digest?
}

extension Ledger {
  /// Has every head from now on signed with a key of the series.
  package func signHeads(with key: SigningKey) { signer.withLock { $0 = key } }
}

/// The line that is signed for a head, and that a person keeps elsewhere.
func headLine(origin: String, event: Int, digest: String) -> String {
  "npq head of \(origin): \(event) \(digest)\n"
}

extension Database {
  /// The end of a step: proves its rows and adds a head over them, signed where a key is at hand.
  func addHead(signedWith key: SigningKey?) throws {
    let proved = try Int.fetchOne(self, sql: "SELECT max(change) FROM row_proof") ?? 0
    let digests = try proveRows(after: proved)
    let before = try Row.fetchOne(
      self, sql: "SELECT number, body, digest FROM head ORDER BY number DESC LIMIT 1")
    let last = try before.map {
      try JSONDecoder().decode(HeadBody.self, from: $0["body"] as Data)
    }
    let event = try lastNumber()
    guard let digest = try head(), last?.event != event || !digests.isEmpty else { return }
    let changes = digests.first.flatMap { first in
      digests.last.map { [first.change, $0.change] }
    }
    let body = HeadBody(
      origin: try setting("origin") ?? "", number: (last?.number ?? 0) + 1,
      previous: (before?["digest"] as String?).flatMap { Digest(hex: $0) }, event: event,
      digest: digest, changes: changes ?? [],
      rows: Digest(of: Data(digests.map { "\($0.digest)\n" }.joined().utf8)),
      unproved: last == nil ? try setting("proved-from").flatMap { Int($0) } : nil,
      lookup: try lastLookup())
    let bytes = try canonicalJSON(body)
    let own = Digest(of: bytes).description
    let line = headLine(origin: body.origin, event: event, digest: own)
    let signature = try key.map {
      try sign(Array(line.utf8), with: $0, comment: "verify with signing.pub")
    }
    try execute(
      sql: "INSERT INTO head (number, body, digest, signature) VALUES (?, ?, ?, ?)",
      arguments: [body.number, bytes, own, signature])
  }

  /// The last head as one line to be kept elsewhere: the number of its event, and its digest.
  func deposit() throws -> String {
    let sql = """
      SELECT json_extract(CAST(body AS TEXT), '$.event') || ' ' || digest FROM head
      ORDER BY number DESC LIMIT 1
      """
    return try String.fetchOne(self, sql: sql) ?? "\(lastNumber()) \(head()?.description ?? "")"
  }

  /// Writes down, under a digest, how each row stood after each change that has no proof yet.
  ///
  /// Salted, so that nothing can be guessed from the digest of a row that was erased.
  private func proveRows(after proved: Int) throws -> [(change: Int, digest: String)] {
    let records = try String.fetchAll(
      self, sql: "SELECT DISTINCT record FROM change WHERE id > ?", arguments: [proved])
    guard !records.isEmpty else { return [] }
    let tables = try watchedTables().filter { records.contains($0.name) }
    var texts: [(change: Int, text: String)] = []
    for table in tables {
      texts += try Row.fetchAll(self, sql: table.texts, arguments: [proved])
        .map { ($0["id"], $0["text"]) }
    }
    let statement = try cachedStatement(
      sql: "INSERT INTO row_proof (change, salt, text, digest) VALUES (?, ?, ?, ?)")
    return try texts.sorted { $0.change < $1.change }.map { change, text in
      let salt = Data(
        (0..<2).flatMap { _ in
          let word = UInt64.random(in: 0 ... .max)
          return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        })
      let digest = Digest(of: salt + Data(text.utf8)).description
      try statement.execute(arguments: [change, salt, text, digest])
      return (change, digest)
    }
  }
}

extension WatchedTable {
  /// The columns that say what happened, without those in which the program notes how far it is.
  var factColumns: [String] {
    columns.filter { !ChangeSchema.bookkeeping[name, default: []].contains($0) }
  }

  /// A row as JSON, by the columns that say what happened.
  var factImage: String {
    let cells = factColumns.map { "'\($0)', \"\(name)\".\"\($0)\"" }
    return "json_object(\(cells.joined(separator: ", ")))"
  }

  /// Each change of a row after one, as the text that is proved: how the row stood after it.
  ///
  /// A row that was added stands as the next change found it, or as it stands now.
  fileprivate var texts: String {
    let place = key.enumerated().map { "\"\($1)\" = json_extract(change.key, '$[\($0)]')" }
    let noted = ChangeSchema.bookkeeping[name, default: []].map { ", '$.\($0)'" }.sorted().joined()
    return """
      SELECT change.id, json_object('event', change.event, 'kind', change.kind, 'record', '\(name)',
        'key', json(change.key), 'row', json(CASE change.kind
          WHEN 'removed' THEN 'null'
          WHEN 'changed' THEN json_remove(change.after\(noted))
          ELSE coalesce(
            (SELECT json_remove(later.before\(noted)) FROM change later
              WHERE later.record = '\(name)' AND later.id > change.id
              AND (later.key = change.key AND later.key_before IS NULL
                OR later.key_before = change.key)
              ORDER BY later.id LIMIT 1),
            (SELECT \(factImage) FROM main."\(name)" WHERE \(place.joined(separator: " AND "))),
            'null') END)) AS text
      FROM change WHERE change.id > ? AND change.record = '\(name)'
      """
  }
}
