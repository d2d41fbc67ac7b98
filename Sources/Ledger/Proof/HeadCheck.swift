import Assessment
import Findings
import Foundation
import GRDB
import Sealing

extension SeriesAudit {
  /// Holds the heads against the events and the rows that they stand over, and their signatures
  /// against the key of the series.
  mutating func checkHeads(
    of ledger: Ledger, _ database: Database, _ known: KnownEvents, _ evidence: SeriesEvidence,
    _ watch: Watch
  ) throws {
    let heads = try Self.heads(in: database, erasedUpTo: known.erasure ?? 0)
    let proofs = try ledger.readOnAllCores(heads, watch) { head, database in
      try head.body.map {
        try HeadProofs($0, after: head.after, erasedUpTo: head.erasure, database)
      }
    }
    var last = LastHead()
    var lines: [SignedLine] = []
    for (head, proofs) in zip(heads, proofs) {
      try check(head, try proofs.get(), of: database, known, &last, &lines)
    }
    try checkEnd(of: database, known, last)
    try checkBeside(of: database, known, last: last.number, last.beside)
    try checkSignatures(lines, key: key(of: known, ledger.folder, evidence))
    for deposit in evidence.deposits {
      check(deposit: deposit, heads: known.joined.union(lines.map { "\($0.event) \($0.digest)" }))
    }
  }

  /// The head up to which a check has come.
  private struct LastHead {
    var number = 0
    var event = 0
    var change = 0
    var rows = 0
    /// What it stands over besides rows, where it says so.
    var beside: BesideRows?
  }

  /// A head as it was found.
  private struct FoundHead: Sendable {
    let number: Int
    let digest: String
    let signature: String?
    /// What it says; nil where that is not what was recorded.
    let body: HeadBody?
    /// The event of the last whole head before it.
    let after: Int
    /// The last event that erased something.
    let erasure: Int
  }

  private static func heads(
    in database: Database, erasedUpTo erasure: Int
  ) throws -> [FoundHead] {
    var heads: [FoundHead] = []
    var last: (number: Int, digest: Digest?, event: Int) = (0, nil, 0)
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM head ORDER BY number")
    while let row = try rows.next() {
      let number: Int = row["number"]
      let bytes: Data = row["body"]
      let stated: String = row["digest"]
      var body = try? JSONDecoder().decode(HeadBody.self, from: bytes)
      if Digest(of: bytes).description != stated || body?.number != number
        || number != last.number + 1 || body?.previous != last.digest
      {
        body = nil
      }
      heads.append(
        FoundHead(
          number: number, digest: stated, signature: row["signature"], body: body,
          after: last.event, erasure: erasure))
      last = (number, Digest(hex: stated), body?.event ?? last.event)
    }
    return heads
  }

  private mutating func check(
    _ head: FoundHead, _ proofs: HeadProofs?, of database: Database, _ known: KnownEvents,
    _ last: inout LastHead, _ lines: inout [SignedLine]
  ) throws {
    last.number = head.number
    guard let body = head.body, let proofs else {
      return add(
        .unaltered,
        Self.fault(
          "head-altered", "head \(head.number)", "is not what was recorded, or in its place"))
    }
    if known.digests[body.event] != body.digest {
      let what = known.digests[body.event] == nil ? "is missing" : "is not what was recorded"
      let code = known.digests[body.event] == nil ? "event-missing" : "event-changed"
      add(
        known.digests[body.event] == nil ? .complete : .unaltered,
        Self.fault(
          code, "event \(body.event)", "\(what): head \(head.number) stands over another one"))
    }
    checkRows(under: body, proofs, &last)
    try checkRuns(under: body, of: database, after: last.event)
    last.beside = body.beside
    last.event = body.event
    let line = headLine(origin: body.origin, event: body.event, digest: head.digest)
    lines.append(
      SignedLine(
        event: body.event, digest: head.digest, line: line, signature: head.signature))
  }

  /// Holds the rows that a head adds against what it says of them.
  private mutating func checkRows(
    under head: HeadBody, _ proofs: HeadProofs, _ last: inout LastHead
  ) {
    if let first = head.changes.first, let end = head.changes.last {
      if first <= last.change {
        add(
          .unaltered, Self.fault("head-altered", "head \(head.number)", "stands over rows twice"))
      }
      last.change = end
    }
    last.rows += proofs.rows
    take(proofs.audit)
    guard proofs.digest != head.rows else { return }
    add(
      .unaltered,
      Self.fault(
        "rows-altered", "head \(head.number)",
        "stands over other rows than are recorded up to event \(head.event)"))
  }

  /// Events and changes that stand under no head were put in, unless the record is older than heads.
  private mutating func checkEnd(
    of database: Database, _ known: KnownEvents, _ last: LastHead
  ) throws {
    tell(.unaltered, "\(spoken(last.rows, "proof")) under \(spoken(last.number, "head"))")
    // Both by number: in the order of an index each proof would be looked for anywhere.
    let unproved =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM change NOT INDEXED LEFT JOIN row_proof ON row_proof.change = change.id
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
