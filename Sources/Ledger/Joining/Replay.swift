import Assessment
import Findings
import Foundation
import GRDB

/// Brings the events of another copy into a record, in their order, each as it was recorded there,
/// and lets each change the rows that it changed there.
struct Replay {
  let own, other: Database
  let branch: Branch
  let shapes: [String: TableShape]
  var map: RowMap
  /// Rows that both changed to the same, by table and key: they stand.
  var settled: Set<[String]> = []
  /// Events of the other that state whole plans, and the scripts of which they did here.
  let isRestating: Set<Int>
  var restated: Set<[PlannedCell]> = []

  init(of branch: Branch, from other: Database, into own: Database) throws {
    self.own = own
    self.other = other
    self.branch = branch
    isRestating = Set(
      branch.events.filter { Self.restating.contains($0.command) }.map(\.number))
    shapes = try own.shapes()
    map = try RowMap(own: own, other: other)
  }

  /// Tables of which a row says one thing of somebody, and the later replaces the earlier.
  static let registers: Set = [
    "person", "assessor", "interest", "officer", "name_decision", "carried", "carried_away",
    "earlier_marker", "earlier_attempt",
  ]

  /// Tables whose rows have the same number in every copy.
  static let numberedAlike: Set = ["sample", "release"]

  mutating func run() throws {
    var left = branch.events[...]
    try branch.eachChange { change in
      while let event = left.first, event.number <= change.event {
        try insert(event)
        left.removeFirst()
      }
      do {
        try apply(change)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        throw JoinRefusal.differs(
          subject(change), "cannot stand beside what was recorded here: \(error.message ?? "")")
      }
    }
    for event in left { try insert(event) }
  }

  private mutating func insert(_ event: BranchEvent) throws {
    let number = try own.lastNumber() + 1
    let body = try Data.fetchOne(
      other.cachedStatement(sql: "SELECT body FROM event WHERE number = ?"),
      arguments: [event.number])
    try own.executeRepeated(
      sql: "INSERT INTO event (number, body, digest) VALUES (?, ?, ?)",
      arguments: [number, body, event.digest])
    map.note(event: event.number, as: number)
    let texts = try Row.fetchAll(
      other.cachedStatement(
        sql: "SELECT field, salt, text FROM private_text WHERE event = ? ORDER BY field"),
      arguments: [event.number])
    for text in texts {
      try own.executeRepeated(
        sql: "INSERT INTO private_text (event, field, salt, text) VALUES (?, ?, ?, ?)",
        arguments: [number, text["field"] as String, text["salt"] as Data, text["text"] as String])
    }
    for undone in event.undoes {
      try own.executeRepeated(
        sql: "INSERT INTO undo (event, undoes) VALUES (?, ?)",
        arguments: [number, map.events[undone]])
    }
    try own.executeRepeated(
      sql: "INSERT INTO run (event, first) VALUES (?, ?)",
      arguments: [number, map.events[event.run] ?? number])
  }

  /// The change in words, for a finding.
  func subject(_ change: BranchChange) -> String { "event \(change.event), \(change.record)" }

  private mutating func apply(_ change: BranchChange) throws {
    guard let shape = shapes[change.record] else {
      throw LedgerError.damaged("a change of \(change.record)")
    }
    if change.record == "allocation" { return try plan(change, shape) }
    let key = try ownKey(change.place(), shape)
    if let key, settled.contains([change.record, try PlannedCell.text(of: key)]) { return }
    switch change.kind {
    case .added: try add(change, shape)
    case .changed:
      guard let key, try isThere(key, shape) else {
        throw JoinRefusal.differs(subject(change), "changes what was taken back here")
      }
      try update(change, shape, key)
    case .removed:
      // What both took out, or this record never took in since it had the same, is gone.
      guard let key else { return }
      try own.executeRepeated(
        sql: "DELETE FROM \"\(change.record)\" WHERE \(shape.place)",
        arguments: StatementArguments(key.map(\.value)))
    }
  }

  private mutating func add(_ change: BranchChange, _ shape: TableShape) throws {
    guard let row = try change.row() else {
      throw LedgerError.damaged("a row of \(change.record) is not there")
    }
    if try isKnown(row, change) { return }
    var values = try mapped(row, shape)
    for (column, cell) in try notes(of: change, shape) { values[column] = cell }
    if let column = shape.numbered, case .number(let number)? = row[column] {
      let mine = try map.number(of: number, in: change.record)
      if let mine, try isThere([.number(mine)], shape) { return }
      let alike = Self.numberedAlike.contains(change.record) ? number : nil
      values[column] = (mine ?? alike).map { .number($0) }
      try own.insert(values, into: change.record)
      try map.note(change.record, number, as: mine ?? Int(own.lastInsertedRowID))
      return
    }
    if Self.registers.contains(change.record),
      try isThere(shape.table.key.compactMap { values[$0] }, shape)
    {
      return try own.update(values, shape, shape.table.key.compactMap { values[$0] })
    }
    guard try !holds(values, shape) else { return }
    try own.insert(values, into: change.record)
  }

  /// Whether this record holds the very thing already, under a row of its own.
  private mutating func isKnown(
    _ row: [String: PlannedCell], _ change: BranchChange
  ) throws -> Bool {
    switch change.record {
    case "submission":
      guard case .text(let receipt)? = row["receipt"], case .number(let number)? = row["id"],
        let mine = try Int.fetchOne(
          own.cachedStatement(sql: "SELECT id FROM submission WHERE receipt = ?"),
          arguments: [receipt])
      else { return false }
      try map.note("submission", number, as: mine)
      return true
    case "returned":
      return try own.exists("returned", "digest", row["digest"])
    case "receipt":
      guard try own.exists("receipt", "number", row["number"]) else { return false }
      guard try own.exists("receipt", "body", row["body"]) else {
        throw JoinRefusal.differs(subject(change), "bears a number that another receipt has here")
      }
      return true
    default: return false
    }
  }

  /// Whether a row that says the same stands here under the same key.
  private func holds(_ values: [String: PlannedCell], _ shape: TableShape) throws -> Bool {
    let columns = values.keys.sorted().filter { $0 != "event" && !shape.noted.contains($0) }
    let same = columns.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
    return try Bool.fetchOne(
      own.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM \"\(shape.table.name)\" WHERE \(same))"),
      arguments: StatementArguments(columns.map { values[$0]?.value ?? .null })) == true
  }

  private mutating func update(
    _ change: BranchChange, _ shape: TableShape, _ key: [PlannedCell]
  ) throws {
    guard let before = try change.before(), let row = try change.row() else {
      throw LedgerError.damaged("a row of \(change.record) is not there")
    }
    // A join states what holds even where nothing changed by it.
    let differing = row.filter { before[$0.key] != $0.value }
    let stated = differing.isEmpty ? row : differing
    var values = try mapped(stated, shape)
    if let numbered = shape.numbered { values[numbered] = nil }
    try own.update(values.filter { !shape.noted.contains($0.key) }, shape, key)
  }

  private func isThere(_ key: [PlannedCell], _ shape: TableShape) throws -> Bool {
    try Bool.fetchOne(
      own.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM \"\(shape.table.name)\" WHERE \(shape.place))"),
      arguments: StatementArguments(key.map(\.value))) == true
  }

  /// How far the other copy had come with a row.
  private func notes(
    of change: BranchChange, _ shape: TableShape
  ) throws -> [(String, PlannedCell)] {
    guard !shape.noted.isEmpty else { return [] }
    let row = try Row.fetchOne(
      other, sql: "SELECT * FROM \"\(change.record)\" WHERE \(shape.place)",
      arguments: StatementArguments(try change.key().map(\.value)))
    guard let row else { return [] }
    return shape.noted.map { column in
      if let text = row[column] as? String { return (column, .text(text)) }
      return (column, .number(row[column]))
    }
  }
}

extension TableShape {
  /// The condition that finds the row of a key.
  var place: String { table.key.map { "\"\($0)\" = ?" }.joined(separator: " AND ") }
}

extension Database {
  fileprivate func exists(_ table: String, _ column: String, _ cell: PlannedCell?) throws -> Bool {
    try Bool.fetchOne(
      cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \"\(table)\" WHERE \"\(column)\" = ?)"),
      arguments: [cell?.value]) == true
  }

  func insert(_ values: [String: PlannedCell], into table: String) throws {
    let columns = values.keys.sorted()
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try executeRepeated(
      sql: "INSERT INTO \"\(table)\" (\(names)) VALUES (\(places))",
      arguments: StatementArguments(columns.map { values[$0]?.value ?? .null }))
  }

  func update(
    _ values: [String: PlannedCell], _ shape: TableShape, _ key: [PlannedCell]
  ) throws {
    let columns = values.keys.sorted()
    guard !columns.isEmpty else { return }
    let places = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
    try executeRepeated(
      sql: "UPDATE \"\(shape.table.name)\" SET \(places) WHERE \(shape.place)",
      arguments: StatementArguments(
        columns.map { values[$0]?.value ?? .null } + key.map(\.value)))
  }
}
