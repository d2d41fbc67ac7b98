import Assessment
import Foundation
import GRDB

/// What a head stands over besides events and rows: what is no row of which changes are kept.
struct BesideRows: Codable, Sendable {
  /// Over the settings, and the words that open packs, as they stood.
  let settings: Digest
  /// Over which of the events that this head adds belong together, and which took back which.
  let runs: Digest
  /// How many private texts, and how many proofs of rows, were erased by then.
  let erased: [Int]
}

extension Database {
  /// What stands beside the rows, where a head adds the events after one and up to another.
  ///
  /// What was erased is counted where something may have been; else it is as many as before.
  func besideRows(
    after last: Int, upTo event: Int, since before: BesideRows? = nil
  ) throws -> BesideRows {
    let erasing = """
      SELECT EXISTS (SELECT 1 FROM event WHERE number > ?
        AND json_extract(CAST(body AS TEXT), '$.command') IN ('retain', 'join'))
      """
    let mayErase = try before == nil || Bool.fetchOne(self, sql: erasing, arguments: [last]) == true
    return BesideRows(
      settings: try settingsDigest(), runs: try runsDigest(after: last, upTo: event),
      erased: mayErase ? try erasedCounts() : before?.erased ?? [])
  }

  /// The name of a copy is left out: it is given between steps, and each head bears it.
  func settingsDigest() throws -> Digest {
    try digest(
      ofLines: """
        SELECT json_array('setting', key, value) AS line FROM setting WHERE key <> 'copy'
        UNION ALL SELECT json_array('words', assessor, words) FROM passphrase
        UNION ALL SELECT json_array('words of a pack', pack, words) FROM pack_words ORDER BY line
        """)
  }

  func runsDigest(after last: Int, upTo event: Int) throws -> Digest {
    try digest(
      ofLines: """
        SELECT json_array('run', event, first) AS line FROM run
        WHERE event > :last AND event <= :event
        UNION ALL SELECT json_array('undo', event, undoes) FROM undo
        WHERE event > :last AND event <= :event ORDER BY line
        """, ["last": last, "event": event])
  }

  /// So that `sqlite3` and `sha256sum` come to the same.
  private func digest(
    ofLines sql: String, _ arguments: StatementArguments = []
  ) throws -> Digest {
    var stream = Digest.Stream()
    let lines = try String.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    while let line = try lines.next() { stream.update(Data("\(line)\n".utf8)) }
    return stream.digest
  }

  /// Private texts and proofs of rows of which the digest alone is left.
  func erasedCounts() throws -> [Int] {
    let texts = """
      SELECT count(*) FROM event, json_each(CAST(event.body AS TEXT), '$.texts') AS each
      LEFT JOIN private_text ON private_text.event = event.number AND field = each.key
      WHERE salt IS NULL OR salt = zeroblob(16)
      """
    let proofs = "SELECT count(*) FROM row_proof WHERE text IS NULL"
    return try [texts, proofs].map { try Int.fetchOne(self, sql: $0) ?? 0 }
  }
}
