import Assessment
import Foundation
import GRDB

/// The proofs of the rows that a head adds, as they were found.
struct HeadProofs: Sendable {
  /// What speaks against single ones.
  private(set) var audit = SeriesAudit()
  private(set) var rows = 0
  /// Over their digests, each with a line feed.
  var digest: Digest { stream.digest }
  private var stream = Digest.Stream()

  /// Takes the digest over the rows under a head, and holds each row against its own.
  init(
    _ head: HeadBody, after last: Int, erasedUpTo erasure: Int, _ database: Database
  ) throws {
    var lines: [UInt8] = []
    if let first = head.changes.first, let end = head.changes.last {
      let found = try Row.fetchCursor(database, sql: Self.proofs, arguments: [first, end])
      while let row = try found.next() {
        let stated: String = row[4]
        lines += stated.utf8
        lines.append(UInt8(ascii: "\n"))
        if lines.count > 1 << 16 {
          stream.update(lines)
          lines.removeAll(keepingCapacity: true)
        }
        rows += 1
        check(row, stated, erasedUpTo: erasure)
        let event: Int = row[1]
        if event <= last || event > head.event {
          fault(
            row, "a row was put under head \(head.number), which does not stand over this event")
        }
      }
    }
    stream.update(lines)
  }

  /// The proofs of some changes, each with the bytes of which it is the digest; one that begins as
  /// it was written need not be taken apart.
  private static let proofs = """
    SELECT record, event, CAST(salt || text AS BLOB),
      coalesce(substr(text, 1, length(beginning)) = beginning OR (
        json_extract(text, '$.event') = event AND json_extract(text, '$.kind') = kind
        AND json_extract(text, '$.record') = record
        AND json_extract(text, '$.key') = json(key)), 0), digest
    FROM (
      SELECT change.*, salt, text, digest, '{"event":' || change.event || ',"kind":"' || kind
        || '","record":"' || record || '","key":' || key || ',"row":' AS beginning
      FROM row_proof JOIN change ON change.id = row_proof.change
      WHERE change.id BETWEEN ? AND ?)
    ORDER BY id
    """

  private mutating func check(_ row: Row, _ stated: String, erasedUpTo erasure: Int) {
    guard let bytes: Data = row[2] else {
      if row[1] as Int > erasure {
        audit.add(
          .complete,
          SeriesAudit.fault(
            "text-missing", Self.place(of: row), "a row is gone, and no event erased it"))
      }
      return
    }
    guard row[3] != true || Digest(of: bytes).description != stated else { return }
    fault(row, "a row is not what was recorded")
  }

  private mutating func fault(_ row: Row, _ message: String) {
    audit.add(.unaltered, SeriesAudit.fault("row-changed", Self.place(of: row), message))
  }

  private static func place(of row: Row) -> String {
    "\(row[0] as String), event \(row[1] as Int)"
  }
}
