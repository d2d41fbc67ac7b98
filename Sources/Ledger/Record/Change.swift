import Foundation
import GRDB

/// One change of one row of the record, as it was kept.
struct Change {
  enum Kind: String {
    case added, changed, removed

    init(of row: Row) throws {
      guard let kind = Kind(rawValue: row["kind"]) else {
        throw LedgerError.damaged("change \(row["id"] as Int)")
      }
      self = kind
    }
  }

  let event: Int
  /// The table.
  let record: String
  /// The values of the primary key, as JSON.
  let key: String
  let kind: Kind
  let entry: Int?
  /// The row as JSON: before, where it was changed or removed, and after, where it was changed.
  let before, after: String?

  init(_ row: Row) throws {
    event = row["event"]
    record = row["record"]
    key = row["key"]
    kind = try Kind(of: row)
    entry = row["entry"]
    before = row["before"]
    after = row["after"]
  }
}

extension Database {
  /// The changes that belong to some events, in their order.
  func changes(of events: Set<Int>) throws -> [Change] {
    let statement = try makeStatement(sql: "SELECT * FROM change WHERE event = ? ORDER BY id")
    return try events.sorted().flatMap { event in
      try Row.fetchAll(statement, arguments: [event]).map(Change.init)
    }
  }

  /// Takes changes back, the last one first: rows come to stand as they were before.
  func takeBack(_ changes: [Change]) throws {
    let tables = Dictionary(
      uniqueKeysWithValues: try watchedTables().map { ($0.name, $0) })
    try execute(sql: "PRAGMA defer_foreign_keys = ON")
    for change in changes.reversed() {
      guard let table = tables[change.record] else {
        throw LedgerError.damaged("a change of \(change.record)")
      }
      switch change.kind {
      case .added: try remove(change, from: table)
      case .removed: try insert(change, into: table)
      case .changed: try restore(change, in: table)
      }
    }
  }

  private func remove(_ change: Change, from table: WatchedTable) throws {
    if table.name == "assessor" {
      // The words of somebody who has no pack open nothing.
      try executeRepeated(
        sql: "DELETE FROM passphrase WHERE json_array(assessor) = ?", arguments: [change.key])
    }
    try executeRepeated(
      sql: "DELETE FROM \"\(table.name)\" WHERE \(table.place)", arguments: ["key": change.key])
    try expectOneRow(table)
  }

  private func insert(_ change: Change, into table: WatchedTable) throws {
    let known = Set(
      try String.fetchAll(self, sql: "SELECT key FROM json_each(?)", arguments: [change.before]))
    let columns = table.columns.filter(known.contains)
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let values = columns.map { "json_extract(:row, '$.\($0)')" }.joined(separator: ", ")
    try executeRepeated(
      sql: "INSERT INTO \"\(table.name)\" (\(names)) SELECT \(values)",
      arguments: ["row": change.before])
  }

  private func restore(_ change: Change, in table: WatchedTable) throws {
    let differing = try table.columns.filter { column in
      try Bool.fetchOne(
        cachedStatement(
          sql: "SELECT json_extract(?, '$.\(column)') IS NOT json_extract(?, '$.\(column)')"),
        arguments: [change.before, change.after]) == true
    }
    guard !differing.isEmpty else { return }
    let values = differing.map { "\"\($0)\" = json_extract(:row, '$.\($0)')" }
    try executeRepeated(
      sql: "UPDATE \"\(table.name)\" SET \(values.joined(separator: ", ")) WHERE \(table.place)",
      arguments: ["row": change.before, "key": change.key])
    try expectOneRow(table)
  }

  private func expectOneRow(_ table: WatchedTable) throws {
    guard changesCount == 1 else {
      throw LedgerError.damaged("a row of \(table.name) is not there")
    }
  }
}

extension WatchedTable {
  /// The condition that finds the row of a key.
  fileprivate var place: String {
    key.enumerated().map { "\"\($1)\" = json_extract(:key, '$[\($0)]')" }
      .joined(separator: " AND ")
  }
}
