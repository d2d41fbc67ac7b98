import Assessment
import Foundation
import GRDB

/// One event as a record holds it, with what stands beside it.
struct BranchEvent {
  let number: Int
  let bytes: Data
  let digest: String
  let body: EventBody
  /// The first event of its run.
  let run: Int
  /// What it took back.
  let undoes: [Int]
}

/// One change of a row, with the row as it stood after it.
struct BranchChange {
  let id: Int
  let event: Int
  let record: String
  let key: [PlannedCell]
  /// Where the row stood before, where its key changed.
  let keyBefore: [PlannedCell]?
  let kind: Change.Kind
  let before, row: [String: PlannedCell]?
}

/// What a record holds and another copy of the series lacks.
struct Branch {
  /// In the order of the record.
  let events: [BranchEvent]
  /// The changes that stand, by their event, in their order.
  let changes: [Int: [BranchChange]]
  /// Events that took each other back within the branch: nothing of them stands.
  let idle: Set<Int>

  /// Reads from a record whose schema is ours what is not among some events.
  init(of database: Database, lackedBy known: Set<String>) throws {
    var events: [BranchEvent] = []
    let sql = """
      SELECT number, body, digest, coalesce(first, number) AS first FROM event
      LEFT JOIN run ON run.event = event.number ORDER BY number
      """
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      guard !known.contains(row["digest"]) else { continue }
      let number: Int = row["number"]
      events.append(
        BranchEvent(
          number: number, bytes: row["body"], digest: row["digest"],
          body: try JSONDecoder().decode(EventBody.self, from: row["body"] as Data),
          run: row["first"],
          undoes: try Int.fetchAll(
            database, sql: "SELECT undoes FROM undo WHERE event = ? ORDER BY undoes",
            arguments: [number])))
    }
    self.events = events
    idle = Self.idle(events, undone: try database.undone())
    let numbers = Set(events.map(\.number)).subtracting(idle)
    changes = Dictionary(grouping: try database.branchChanges(of: numbers), by: \.event)
  }

  /// Every change that stands, in the order of the record.
  var standing: [BranchChange] { events.flatMap { changes[$0.number] ?? [] } }

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
  /// The changes of some events, each with the row as it stood after it.
  func branchChanges(of numbers: Set<Int>) throws -> [BranchChange] {
    guard let first = numbers.min() else { return [] }
    let least =
      try Int.fetchOne(self, sql: "SELECT min(id) FROM change WHERE event >= ?", arguments: [first])
      ?? 0
    var after: [Int: String] = [:]
    for table in try watchedTables() {
      let rows = try Row.fetchCursor(self, sql: table.rowsAfter, arguments: [least - 1])
      while let row = try rows.next() { after[row["id"]] = row["stood"] }
    }
    let rows = try Row.fetchCursor(
      self, sql: "SELECT * FROM change WHERE event >= ? ORDER BY event, id", arguments: [first])
    var changes: [BranchChange] = []
    while let row = try rows.next() {
      guard numbers.contains(row["event"]) else { continue }
      let change = try Change(row)
      changes.append(
        BranchChange(
          id: row["id"], event: change.event, record: change.record,
          key: try PlannedCell.list(change.key),
          keyBefore: try (row["key_before"] as String?).map(PlannedCell.list), kind: change.kind,
          before: try PlannedCell.row(change.before),
          row: try after[row["id"]].flatMap { $0 == "null" ? nil : try PlannedCell.row($0) }))
    }
    return changes
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
