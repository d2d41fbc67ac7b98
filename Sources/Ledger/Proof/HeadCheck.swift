import Assessment
import Findings
import Foundation
import GRDB
import Sealing

extension SeriesAudit {
  /// Holds the heads against the events and the rows that they stand over, and their signatures
  /// against the key of the series.
  mutating func checkHeads(
    of database: Database, _ known: KnownEvents, _ folder: URL, _ evidence: SeriesEvidence
  ) throws {
    var last = LastHead()
    last.erasure = known.erasure ?? 0
    var lines: [SignedLine] = []
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM head ORDER BY number")
    while let row = try rows.next() {
      try check(head: row, of: database, known, &last, &lines)
    }
    try checkEnd(of: database, known, last)
    try checkBeside(of: database, known, last: last.number, last.beside)
    try checkSignatures(lines, key: key(of: known, folder, evidence))
    for deposit in evidence.deposits {
      check(deposit: deposit, heads: known.joined.union(lines.map { "\($0.event) \($0.digest)" }))
    }
  }

  /// The head up to which a check has come.
  private struct LastHead {
    var number = 0
    var digest: Digest?
    var event = 0
    var change = 0
    var rows = 0
    /// The last event that erased something.
    var erasure = 0
    /// What it stands over besides rows, where it says so.
    var beside: BesideRows?
  }

  private mutating func check(
    head row: Row, of database: Database, _ known: KnownEvents, _ last: inout LastHead,
    _ lines: inout [SignedLine]
  ) throws {
    let number: Int = row["number"]
    let bytes: Data = row["body"]
    let stated: String = row["digest"]
    guard Digest(of: bytes).description == stated,
      let body = try? JSONDecoder().decode(HeadBody.self, from: bytes), body.number == number,
      number == last.number + 1, body.previous == last.digest
    else {
      last.number = number
      last.digest = Digest(hex: stated)
      return add(
        .unaltered,
        Self.fault("head-altered", "head \(number)", "is not what was recorded, or in its place"))
    }
    if known.digests[body.event] != body.digest {
      let what = known.digests[body.event] == nil ? "is missing" : "is not what was recorded"
      let code = known.digests[body.event] == nil ? "event-missing" : "event-changed"
      add(
        known.digests[body.event] == nil ? .complete : .unaltered,
        Self.fault(code, "event \(body.event)", "\(what): head \(number) stands over another one"))
    }
    try checkRows(under: body, of: database, &last)
    try checkRuns(under: body, of: database, after: last.event)
    last.beside = body.beside
    last.number = number
    last.digest = Digest(hex: stated)
    last.event = body.event
    let line = headLine(origin: body.origin, event: body.event, digest: stated)
    lines.append(
      SignedLine(event: body.event, digest: stated, line: line, signature: row["signature"]))
  }

  /// Takes the digest over the rows that a head adds, and holds each row against its own.
  private mutating func checkRows(
    under head: HeadBody, of database: Database, _ last: inout LastHead
  ) throws {
    var stream = Digest.Stream()
    if let first = head.changes.first, let end = head.changes.last {
      if first <= last.change {
        add(
          .unaltered, Self.fault("head-altered", "head \(head.number)", "stands over rows twice"))
      }
      let rows = try Row.fetchCursor(
        database, sql: Self.proofs, arguments: [first, end])
      while let row = try rows.next() {
        stream.update(Data("\(row[5] as String)\n".utf8))
        last.rows += 1
        check(proof: row, erasedUpTo: last.erasure)
        let event: Int = row[2]
        if event <= last.event || event > head.event {
          add(
            .unaltered,
            Self.fault(
              "row-changed", "\(row[1] as String), event \(event)",
              "a row was put under head \(head.number), which does not stand over this event"))
        }
      }
      last.change = end
    }
    guard stream.digest != head.rows else { return }
    add(
      .unaltered,
      Self.fault(
        "rows-altered", "head \(head.number)",
        "stands over other rows than are recorded up to event \(head.event)"))
  }

  /// The proofs of some changes; one that begins as it was written need not be taken apart.
  private static let proofs = """
    SELECT id, record, event, salt, text, digest,
      substr(text, 1, length(beginning)) = beginning OR (
        json_extract(text, '$.event') = event AND json_extract(text, '$.kind') = kind
        AND json_extract(text, '$.record') = record
        AND json_extract(text, '$.key') = json(key))
    FROM (
      SELECT change.*, salt, text, digest, '{"event":' || change.event || ',"kind":"' || kind
        || '","record":"' || record || '","key":' || key || ',"row":' AS beginning
      FROM row_proof JOIN change ON change.id = row_proof.change
      WHERE change.id BETWEEN ? AND ?)
    ORDER BY id
    """

  private mutating func check(proof row: Row, erasedUpTo erasure: Int) {
    let event: Int = row[2]
    guard let salt: Data = row[3], let text: String = row[4] else {
      if event > erasure {
        add(
          .complete,
          Self.fault(
            "text-missing", "\(row[1] as String), event \(event)",
            "a row is gone, and no event erased it"))
      }
      return
    }
    let isWhole = Digest(of: salt + Data(text.utf8)).description == row[5] as String
    guard !isWhole || row[6] != true else { return }
    add(
      .unaltered,
      Self.fault(
        "row-changed", "\(row[1] as String), event \(event)", "a row is not what was recorded"))
  }

  /// Events and changes that stand under no head were put in, unless the record is older than heads.
  private mutating func checkEnd(
    of database: Database, _ known: KnownEvents, _ last: LastHead
  ) throws {
    tell(.unaltered, "\(spoken(last.rows, "proof")) under \(spoken(last.number, "head"))")
    let unproved =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM change LEFT JOIN row_proof ON row_proof.change = change.id
          WHERE row_proof.change IS NULL
          """) ?? 0
    guard known.last > last.event || unproved > 0 else { return }
    let from = last.event + 1
    if last.number == 0, try database.setting("proved-from") != nil {
      return add(
        .unaltered,
        Finding(
          "head-missing", .held, "events 1 to \(known.last)", "stand under no head yet",
          remedy: "the next command that records something adds one"))
    }
    let subject = from >= known.last ? "event \(known.last)" : "events \(from) to \(known.last)"
    add(
      .unaltered,
      Self.fault("event-added", subject, "stands under no head: npq did not record it"))
  }

  private mutating func check(deposit: String, heads: Set<String>) {
    let wanted = deposit.split(separator: " ").suffix(2).joined(separator: " ")
    guard !heads.contains(wanted) else { return }
    add(
      .unaltered,
      Finding(
        "head-differs", .refused, deposit, "was kept elsewhere, and this record never had it",
        remedy: askWhoChangedIt))
  }
}
