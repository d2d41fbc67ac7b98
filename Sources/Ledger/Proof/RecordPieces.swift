import Assessment
import GRDB

/// A part of the record that can be looked at by itself.
private enum RecordPiece: Sendable {
  case file, references, events
  /// Some of the rows that stand in a table.
  case standing(WatchedTable, RowRange)
  case gone(WatchedTable)
  case changes(WatchedTable)

  /// Whether it takes long, so that it is begun with.
  var isLong: Bool {
    switch self {
    case .file, .references, .events, .gone, .changes: true
    case .standing: false
    }
  }
}

/// What was found in a part of the record.
private struct PieceAnswer: Sendable {
  var audit = SeriesAudit()
  var rows = 0
  var events: KnownEvents?
}

extension SeriesAudit {
  /// Looks at the file, the events and the rows, on all cores.
  ///
  /// What was found of the parts before one that cannot be read is kept.
  /// - Returns: The last head as one line, and the events.
  mutating func checkRecord(
    of ledger: Ledger, _ database: Database, _ watch: Watch
  ) throws -> (head: String, known: KnownEvents) {
    let unproved = try Self.unproved(in: database)
    let pieces = try Self.pieces(of: database)
    let order = pieces.indices.sorted { pieces[$0].isLong && !pieces[$1].isLong }
    let found = try ledger.readOnAllCores(order.map { pieces[$0] }, watch) { piece, database in
      try Self.look(at: piece, in: database, unproved: unproved)
    }
    let inTurn = zip(order, found).sorted { $0.0 < $1.0 }.map(\.1)
    var known = KnownEvents()
    var head = ""
    var rows = 0
    for (piece, answer) in zip(pieces, inTurn) {
      if case .events = piece { head = try database.deposit() }
      let answer = try answer.get()
      take(answer.audit)
      rows += answer.rows
      known = answer.events ?? known
    }
    tell(.unaltered, spoken(rows, "row"))
    return (head, known)
  }

  private static func pieces(of database: Database) throws -> [RecordPiece] {
    let tables = try database.watchedTables()
    return try [.file, .references, .events]
      + tables.flatMap { table in
        try database.ranges(of: table).map { RecordPiece.standing(table, $0) }
          + [.gone(table), .changes(table)]
      }
  }

  private static func look(
    at piece: RecordPiece, in database: Database, unproved: Int
  ) throws -> PieceAnswer {
    var answer = PieceAnswer()
    switch piece {
    case .file: try answer.audit.checkFile(of: database)
    case .references: try answer.audit.checkReferences(of: database)
    case .events: answer.events = try answer.audit.checkEvents(of: database)
    case .standing(let table, let range):
      answer.rows = range.count
      try answer.audit.checkRows(range, of: table, unproved: unproved, in: database)
    case .gone(let table): try answer.audit.checkGone(of: table, in: database)
    case .changes(let table): try answer.audit.checkChanges(of: table, in: database)
    }
    return answer
  }
}

/// Rows that lie one after the other in a table.
struct RowRange: Sendable {
  /// The numbers that the database gave them; nil for all rows of a table that gives none.
  let numbers: ClosedRange<Int>?
  let count: Int
}

extension Database {
  /// The rows of a table in ranges of some thousand, of which there are not many, whatever numbers
  /// somebody gave to rows.
  fileprivate func ranges(of table: WatchedTable) throws -> [RowRange] {
    let name = "main.\"\(table.name)\""
    let ends = try? Row.fetchOne(self, sql: "SELECT min(rowid), max(rowid) FROM \(name)")
    guard let ends else {
      let count = try Int.fetchOne(self, sql: "SELECT count(*) FROM \(name)") ?? 0
      return [RowRange(numbers: nil, count: count)]
    }
    guard let first: Int = ends[0], let last: Int = ends[1] else { return [] }
    let (span, overflow) = last.subtractingReportingOverflow(first)
    let width = overflow ? Int.max : max(8_192, span / 128 + 1)
    var ranges: [RowRange] = []
    var start = first
    while true {
      let end = overflow || last - start < width ? last : start + width - 1
      let count = try Int.fetchOne(
        self, sql: "SELECT count(*) FROM \(name) WHERE rowid BETWEEN ? AND ?",
        arguments: [start, end])
      ranges.append(RowRange(numbers: start...end, count: count ?? 0))
      guard end < last else { return ranges }
      start = end + 1
    }
  }
}
