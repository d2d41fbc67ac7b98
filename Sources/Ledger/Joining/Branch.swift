import Assessment
import Foundation
import GRDB

/// One event of a branch.
struct BranchEvent {
  let number: Int
  let digest, command, origin: String
  let time: Instant
  /// The first event of its run.
  let run: Int
  /// What it took back.
  let undoes: [Int]
}

/// One change of a row.
///
/// How the row stood is read when it is asked for.
struct BranchChange {
  /// The record that holds it, and how each table's rows are read after a change.
  fileprivate struct Source {
    let database: Database
    let rowsAfter: [String: String]

    init(_ database: Database) throws {
      self.database = database
      rowsAfter = Dictionary(
        uniqueKeysWithValues: try database.watchedTables().map { ($0.name, $0.rowAfterChange) })
    }
  }

  private let source: Source
  let id: Int
  let event: Int
  let record: String
  let kind: Change.Kind
  /// Whose entry the row is about, after the change and, where that differs, before it.
  let entry, entryBefore: Int?
  private let keyText: String
  private let keyBeforeText: String?

  fileprivate init(_ row: Row, in source: Source) throws {
    self.source = source
    id = row["id"]
    event = row["event"]
    record = row["record"]
    kind = try Change.Kind(of: row)
    entry = row["entry"]
    entryBefore = row["entry_before"]
    keyText = row["key"]
    keyBeforeText = row["key_before"]
  }

  func key() throws -> [PlannedCell] { try PlannedCell.list(keyText) }

  /// Where the row stood before the change, by which it is found.
  func place() throws -> [PlannedCell] { try PlannedCell.list(keyBeforeText ?? keyText) }

  /// The row before the change; nil where it was added.
  func before() throws -> [String: PlannedCell]? {
    try PlannedCell.row(
      String.fetchOne(
        source.database.cachedStatement(sql: "SELECT before FROM change WHERE id = ?"),
        arguments: [id]))
  }

  /// The row as it stood after the change; nil where it was removed.
  func row() throws -> [String: PlannedCell]? {
    guard let sql = source.rowsAfter[record] else {
      throw LedgerError.damaged("a change of \(record)")
    }
    let stood = try String.fetchOne(
      source.database.cachedStatement(sql: sql), arguments: [id])
    return try stood.flatMap { $0 == "null" ? nil : try PlannedCell.row($0) }
  }
}

/// What a record holds and another copy of the series lacks.
struct Branch {
  /// In the order of the record.
  let events: [BranchEvent]
  /// Events that took each other back within the branch: nothing of them stands.
  let idle: Set<Int>
  private let source: BranchChange.Source
  private var database: Database { source.database }
  /// The place of each event among `events`.
  private let places: [Int: Int]
  /// The last change when the branch was read; a join adds others to one of the two records.
  private let last: Int

  /// Reads from a record whose schema is ours what is not among some events.
  init(of database: Database, lackedBy known: Set<String>) throws {
    source = try BranchChange.Source(database)
    var undoes: [Int: [Int]] = [:]
    let undos = try Row.fetchCursor(
      database, sql: "SELECT event, undoes FROM undo ORDER BY event, undoes")
    while let row = try undos.next() { undoes[row["event"], default: []].append(row["undoes"]) }
    var events: [BranchEvent] = []
    let sql = """
      SELECT number, body, digest, coalesce(first, number) AS first FROM event
      LEFT JOIN run ON run.event = event.number ORDER BY number
      """
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      guard !known.contains(row["digest"]) else { continue }
      let number: Int = row["number"]
      let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
      events.append(
        BranchEvent(
          number: number, digest: row["digest"], command: body.command, origin: body.origin,
          time: body.time, run: row["first"], undoes: undoes[number, default: []]))
    }
    self.events = events
    idle = Self.idle(events, undone: try database.undone())
    places = Dictionary(uniqueKeysWithValues: events.enumerated().map { ($1.number, $0) })
    last = try Int.fetchOne(database, sql: "SELECT max(id) FROM change") ?? 0
  }

  subscript(number: Int) -> BranchEvent? { places[number].map { events[$0] } }

  /// Gives every change that stands, in the order of the record, or those of some tables.
  ///
  /// They are read anew each time, some thousands at once: those of a national series would fill a
  /// gigabyte.
  func eachChange(
    of records: Set<String>? = nil, _ body: (BranchChange) throws -> Void
  ) throws {
    guard let first = events.first?.number else { return }
    let least = try Int.fetchOne(
      database, sql: "SELECT min(id) FROM change WHERE event >= ?", arguments: [first])
    guard var before = least.map({ $0 - 1 }) else { return }
    func give(_ row: Row) throws {
      let event: Int = row["event"]
      guard places[event] != nil, !idle.contains(event) else { return }
      try body(BranchChange(row, in: source))
    }
    let columns = "id, event, record, kind, entry, entry_before, key, key_before"
    guard let records else {
      let sql = "SELECT \(columns) FROM change WHERE id > ? AND id <= ? ORDER BY id LIMIT 5000"
      while case let rows = try Row.fetchAll(
        database.cachedStatement(sql: sql), arguments: [before, last]), !rows.isEmpty
      {
        try rows.forEach(give)
        before = rows[rows.count - 1]["id"]
      }
      return
    }
    let names = records.sorted().map { "'\($0)'" }.joined(separator: ", ")
    let ids = try Int.fetchAll(
      database,
      sql: """
        SELECT id FROM change INDEXED BY change_of_row
        WHERE record IN (\(names)) AND id > ? AND id <= ? ORDER BY id
        """, arguments: [before, last])
    for id in ids {
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT \(columns) FROM change WHERE id = ?"),
        arguments: [id])
      try row.map(give)
    }
  }

  private static func idle(_ events: [BranchEvent], undone: [Int: Int]) -> Set<Int> {
    let mine = Set(events.map(\.number))
    var idle: Set<Int> = []
    for event in events where undone[event.number] == nil && !event.undoes.isEmpty {
      // An undo of an undo brings back what stood, whoever recorded that.
      guard event.undoes.allSatisfy({ mine.contains($0) && undone[$0] == event.number }) else {
        continue
      }
      idle.formUnion(event.undoes + [event.number])
    }
    return idle
  }
}

extension Database {
  /// The changes of one event, in their order.
  func branchChanges(of event: Int) throws -> [BranchChange] {
    let source = try BranchChange.Source(self)
    return try Row.fetchAll(
      self, sql: "SELECT * FROM change WHERE event = ? ORDER BY id", arguments: [event]
    ).map { try BranchChange($0, in: source) }
  }
}

extension PlannedCell {
  /// The cells of a key as the record keeps it.
  static func list(_ json: String) throws -> [PlannedCell] {
    try JSONDecoder().decode([PlannedCell].self, from: Data(json.utf8))
  }

  static func text(of cells: [PlannedCell]) throws -> String {
    String(decoding: try canonicalJSON(cells), as: UTF8.self)
  }

  var value: DatabaseValue {
    switch self {
    case .number(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .nothing: .null
    }
  }
}
