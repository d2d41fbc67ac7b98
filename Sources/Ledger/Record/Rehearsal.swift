import Archive
import Assessment
import Foundation
import GRDB

/// One change that a command would make, for people and for a later comparison.
package struct PlannedChange: Sendable, Codable, Hashable {
  /// The number that its event would get.
  package let event: Int
  /// The table of the record, and what is done to one of its rows.
  package let record, change: String
  /// The script code of the entry concerned, or the row's own key.
  package let subject: String
  /// The row by its columns.
  package let before, after: [String: PlannedCell]?

  package init(
    event: Int, record: String, change: String, subject: String,
    before: [String: PlannedCell]?, after: [String: PlannedCell]?
  ) {
    self.event = event
    self.record = record
    self.change = change
    self.subject = subject
    self.before = before
    self.after = after
  }
}

/// What stands in a column of a row.
package enum PlannedCell: Sendable, Codable, Hashable {
  case number(Int)
  case text(String)
  case nothing

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .nothing: try container.encodeNil()
    }
  }

  static func row(_ json: String?) throws -> [String: PlannedCell]? {
    try json.map { try JSONDecoder().decode([String: PlannedCell].self, from: Data($0.utf8)) }
  }
}

extension Ledger {
  /// Gives a copy of the record, in a private folder of its own, to try something out in; the folder
  /// is removed afterwards, and nothing of the series has changed.
  package func rehearse<Value>(_ body: (Ledger) throws -> Value) throws -> Value {
    let working = try workingFolder()
    let place = working.url
    for name in Self.folders {
      try FileManager.default.createDirectory(
        at: place.appending(path: name), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    let path = place.appending(path: Self.fileName).path
    try queue.backup(to: try DatabaseQueue(path: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return try body(try Ledger(opening: place))
  }

  /// The number of the last event.
  package func lastEvent() throws -> Int { try queue.read { try $0.lastNumber() } }

  /// What changed in the record after an event.
  package func changes(after event: Int) throws -> [PlannedChange] {
    try queue.read { database in
      let tables = Dictionary(
        uniqueKeysWithValues: try database.watchedTables().map { ($0.name, $0) })
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM change WHERE event > ? ORDER BY id", arguments: [event])
      return try rows.map { row in
        let change = try Change(row)
        let script = try String.fetchOne(
          database, sql: "SELECT script FROM entry WHERE id = ?", arguments: [change.entry])
        let added = change.kind == .added ? tables[change.record] : nil
        return PlannedChange(
          event: change.event, record: change.record, change: change.kind.rawValue,
          subject: script ?? change.key, before: try PlannedCell.row(change.before),
          after: try PlannedCell.row(
            change.after ?? added.flatMap { try database.image(of: change.key, in: $0) }))
      }
    }
  }

  /// How many rows of each kind changed after an event.
  package func counts(after event: Int) throws -> [ChangeCount] {
    try queue.read { database in
      let sql = "SELECT * FROM change WHERE event > ? ORDER BY id"
      var tally = ChangeCount.Tally()
      let rows = try Row.fetchCursor(database, sql: sql, arguments: [event])
      while let row = try rows.next() { tally.add(try Change(row)) }
      return tally.counts
    }
  }
}

extension Database {
  /// A row as JSON; nil where it is no longer there.
  fileprivate func image(of key: String, in table: WatchedTable) throws -> String? {
    let cells = table.columns.map { "'\($0)', \"\($0)\"" }.joined(separator: ", ")
    let place = table.key.enumerated()
      .map { "\"\($1)\" = json_extract(:key, '$[\($0)]')" }.joined(separator: " AND ")
    return try String.fetchOne(
      self, sql: "SELECT json_object(\(cells)) FROM \"\(table.name)\" WHERE \(place)",
      arguments: ["key": key])
  }
}
