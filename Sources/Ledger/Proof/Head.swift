import Assessment
import Foundation
import GRDB
package import Sealing
import Synchronization

/// What a head says: everything that the record held when a step was done.
///
/// Whoever keeps its digest elsewhere can tell later whether anything before it was changed.
struct HeadBody: Codable, Sendable {
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
  /// What else it stands over; nil in heads from before they did.
  let beside: BesideRows?
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
    let proofs = try proveRows()
    let before = try Row.fetchOne(
      self, sql: "SELECT number, body, digest FROM head ORDER BY number DESC LIMIT 1")
    let last = try before.map {
      try JSONDecoder().decode(HeadBody.self, from: $0["body"] as Data)
    }
    let event = try lastNumber()
    guard let digest = try head(), last?.event != event || !proofs.changes.isEmpty else { return }
    let beside = try besideRows(after: last?.event ?? 0, upTo: event, since: last?.beside)
    let body = HeadBody(
      origin: try origin(), number: (last?.number ?? 0) + 1,
      previous: (before?["digest"] as String?).flatMap { Digest(hex: $0) }, event: event,
      digest: digest, changes: proofs.changes, rows: proofs.digests.digest,
      unproved: last == nil ? try setting("proved-from").flatMap { Int($0) } : nil,
      lookup: try lastLookup(), beside: beside)
    let bytes = try canonicalJSON(body)
    let own = Digest(of: bytes).description
    let line = headLine(origin: body.origin, event: event, digest: own)
    let signature = try key.map {
      try sign(Array(line.utf8), with: $0, comment: "verify with signing.pub")
    }
    try executeRepeated(
      sql: "INSERT INTO head (number, body, digest, signature) VALUES (?, ?, ?, ?)",
      arguments: [body.number, bytes, own, signature])
  }

  /// Refuses a record that holds more than its last head stands over, or one that the key of the
  /// series did not sign: a step on top of it would vouch for what npq never recorded.
  ///
  /// A record that is older than its heads has none yet.
  func expectNothingElse(signedWith key: SigningKey?) throws {
    let sql = "SELECT body, digest, signature FROM head ORDER BY number DESC LIMIT 1"
    guard let row = try Row.fetchOne(self, sql: sql) else { return }
    let bytes: Data = row["body"]
    let body = try JSONDecoder().decode(HeadBody.self, from: bytes)
    let own: String = row["digest"]
    let unproved = """
      SELECT (SELECT max(id) FROM change) IS NOT (SELECT max(change) FROM row_proof)
      """
    guard Digest(of: bytes).description == own, try lastNumber() == body.event,
      try head() == body.digest, try Bool.fetchOne(self, sql: unproved) == false
    else { throw LedgerError.altered("the record holds what no command of npq recorded") }
    guard let key, let signature: String = row["signature"] else { return }
    let line = headLine(origin: body.origin, event: body.event, digest: own)
    do throws(SignatureError) {
      try verifySignature(signature, of: Array(line.utf8), with: key.verificationKey)
    } catch {
      throw LedgerError.altered("the key of the series did not sign the end of the record")
    }
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
  /// Two thousand at a time, so that a step may change any number of rows; some hold a letter.
  private func proveRows() throws -> RowProofs {
    var proofs = RowProofs()
    var proved = try Int.fetchOne(self, sql: "SELECT max(change) FROM row_proof") ?? 0
    let last = try Int.fetchOne(self, sql: "SELECT max(id) FROM change") ?? 0
    guard proved < last else { return proofs }
    // By number: by table, as SQLite would, it goes through all that ever changed, at each step.
    let kinds = try Row.fetchAll(
      self, sql: "SELECT DISTINCT record, kind <> 'added' FROM change NOT INDEXED WHERE id > ?",
      arguments: [proved])
    let onlyAdded = Dictionary(
      kinds.map { ($0[0] as String, !($0[1] as Bool)) }, uniquingKeysWith: { $0 && $1 })
    let tables = try watchedTables().compactMap { table in
      try onlyAdded[table.name].map {
        try cachedStatement(sql: $0 ? table.textsOfAdded : table.texts)
      }
    }
    let insert = try cachedStatement(
      sql: "INSERT INTO row_proof (change, salt, text, digest) VALUES (?, ?, ?, ?)")
    while proved < last {
      let end = min(proved + 2_048, last)
      var rows: [RowProof] = []
      for table in tables {
        let found = try Row.fetchCursor(table, arguments: [proved, end])
        while let row = try found.next() { rows.append(RowProof(change: row[0], text: row[1])) }
      }
      rows.sort { $0.change < $1.change }
      for proof in try salted(rows) {
        try insert.execute(arguments: [proof.change, proof.salt, proof.text, proof.digest])
        proofs.add(proof)
      }
      proved = end
    }
    return proofs
  }

  /// Salts and digests on all cores.
  private func salted(_ rows: [RowProof]) throws -> [RowProof] {
    guard rows.count > 512 else { return rows.map { $0.salted } }
    let blocks = stride(from: 0, to: rows.count, by: 512).map {
      rows[$0..<min($0 + 512, rows.count)]
    }
    return try onAllCores(blocks) { block in block.map { $0.salted } }.flatMap { $0 }
  }
}

/// How one row stood after one change.
private struct RowProof: Sendable {
  let change: Int
  var text: String
  var salt = Data()
  var digest = ""

  /// Salted, so that nothing can be guessed from the digest of a row that was erased.
  var salted: RowProof {
    var proof = self
    var salt: [UInt8] = []
    salt.reserveCapacity(16)
    for _ in 0..<2 {
      let word = UInt64.random(in: 0 ... .max)
      for place in 0..<8 { salt.append(UInt8(truncatingIfNeeded: word >> (8 * place))) }
    }
    proof.salt = Data(salt)
    // Not put together first: one row holds the whole list of a release.
    var stream = Digest.Stream()
    stream.update(proof.salt)
    proof.text.withUTF8 { stream.update($0) }
    proof.digest = stream.digest.description
    return proof
  }
}

/// What a head says of the rows that it adds.
private struct RowProofs {
  /// The first and last change; empty where there is none.
  private(set) var changes: [Int] = []
  private(set) var digests = Digest.Stream()

  mutating func add(_ proof: RowProof) {
    changes = [changes.first ?? proof.change, proof.change]
    digests.update(Data("\(proof.digest)\n".utf8))
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

  /// The same as `texts`, of changes each of which added a row that stands unchanged.
  fileprivate var textsOfAdded: String {
    let place =
      isNumbered
      ? "\"\(name)\".\"\(key[0])\" = CAST(substr(change.key, 2) AS INTEGER)"
      : key.enumerated()
        .map { "\"\(name)\".\"\($1)\" = json_extract(change.key, '$[\($0)]')" }
        .joined(separator: " AND ")
    return """
      SELECT change.id, json_object('event', change.event, 'kind', 'added', 'record', '\(name)',
        'key', json(change.key), 'row', \(factImage))
      FROM change NOT INDEXED JOIN main."\(name)" ON \(place)
      WHERE change.id > ? AND change.id <= ? AND change.record = '\(name)'
      """
  }

  /// Each change of a row after one and up to another, as the text that is proved: how the row
  /// stood after it.
  ///
  /// A row that was added stands as the next change found it, or as it stands now.
  fileprivate var texts: String {
    """
    SELECT change.id, json_object('event', change.event, 'kind', change.kind, 'record', '\(name)',
      'key', json(change.key), 'row', \(rowAfter)) AS text
    FROM change NOT INDEXED
    WHERE change.id > ? AND change.id <= ? AND change.record = '\(name)'
    """
  }

  /// The row of one change, as it stood after it, as JSON.
  var rowAfterChange: String { "SELECT \(rowAfter) FROM change WHERE change.id = ?" }

  private var rowAfter: String {
    let place = key.enumerated().map { "\"\($1)\" = json_extract(change.key, '$[\($0)]')" }
    let noted = ChangeSchema.bookkeeping[name, default: []].map { ", '$.\($0)'" }.sorted().joined()
    return """
      json(CASE change.kind
        WHEN 'removed' THEN 'null'
        WHEN 'changed' THEN json_remove(change.after\(noted))
        ELSE coalesce(
          (SELECT json_remove(later.before\(noted)) FROM change later
            WHERE later.record = '\(name)' AND later.id > change.id
            AND (later.key = change.key AND later.key_before IS NULL
              OR later.key_before = change.key)
            ORDER BY later.id LIMIT 1),
          (SELECT \(factImage) FROM main."\(name)" WHERE \(place.joined(separator: " AND "))),
          'null') END)
      """
  }
}
