import Assessment
import GRDB

/// Which row of this record is which row of another copy.
///
/// A number is given to a row by each record for itself. A row that both hold came with the same
/// event, and is told by its place among the rows that the event added to its table; one that is
/// older than the record of changes has the same number in every copy.
struct RowMap {
  private let own, other: Database
  /// The number of each event that both hold, or that came in: from the other's to ours.
  private(set) var events: [Int: Int]
  private var rows: [String: [Int: Int]] = [:]
  /// The rows of the other that came with an event.
  private var added: [String: Set<Int>] = [:]
  private let ownNumbers: [String: Int]
  private let otherDigests: [Int: String]

  init(own: Database, other: Database) throws {
    self.own = own
    self.other = other
    ownNumbers = try own.eventNumbers()
    otherDigests = Dictionary(
      uniqueKeysWithValues: try other.eventNumbers().map { ($0.value, $0.key) })
    let ours = ownNumbers
    events = otherDigests.compactMapValues { ours[$0] }
  }

  mutating func note(event: Int, as number: Int) { events[event] = number }

  mutating func note(_ table: String, _ row: Int, as number: Int) throws {
    try load(table)
    rows[table]?[row] = number
  }

  /// The number of a row here; nil where this record has no such row.
  mutating func number(of row: Int, in table: String) throws -> Int? {
    if table == "event" { return events[row] }
    // A move parks rows under the negative of their entry.
    if row < 0 { return try number(of: -row, in: table).map { -$0 } }
    try load(table)
    if let number = rows[table]?[row] { return number }
    return added[table]?.contains(row) == true ? nil : row
  }

  private mutating func load(_ table: String) throws {
    guard rows[table] == nil else { return }
    var map: [Int: Int] = [:]
    let theirs = try other.addedRows(of: table)
    let ours = try own.addedRows(of: table)
    for (event, keys) in theirs {
      guard let digest = otherDigests[event], let number = ownNumbers[digest],
        let same = ours[number], same.count == keys.count
      else { continue }
      for (key, mine) in zip(keys, same) where map[key] == nil { map[key] = mine }
    }
    added[table] = Set(theirs.values.joined())
    for (key, mine) in try pairs(of: table) where map[key] == nil { map[key] = mine }
    rows[table] = map
  }

  /// Rows that are known by what they say, and that both sides may have added.
  private mutating func pairs(of table: String) throws -> [(Int, Int)] {
    switch table {
    case "entry":
      let sql = """
        SELECT json_array(person, assessment, qualification, attempt) AS name, id FROM entry
        """
      let ours = try own.named(sql)
      return try other.named(sql).compactMap { name, id in ours[name].map { (id, $0) } }
    case "submission":
      let sql = "SELECT receipt AS name, id FROM submission WHERE receipt IS NOT NULL"
      let ours = try own.named(sql)
      return try other.named(sql).compactMap { name, id in ours[name].map { (id, $0) } }
    case "query":
      try load("entry")
      let sql = "SELECT json_array(entry, assessor, flag) AS name, id FROM query"
      let ours = try own.named(sql)
      let rows = try Row.fetchAll(other, sql: "SELECT id, entry, assessor, flag FROM query")
      return try rows.compactMap { row in
        guard let entry = self.rows["entry"]?[row["entry"]] else { return nil }
        let name = try PlannedCell.text(
          of: [.number(entry), .text(row["assessor"]), .text(row["flag"])])
        return ours[name].map { (row["id"], $0) }
      }
    default: return []
    }
  }
}

extension Database {
  /// The number of each event by its digest.
  func eventNumbers() throws -> [String: Int] {
    var numbers: [String: Int] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT number, digest FROM event")
    while let row = try rows.next() { numbers[row["digest"]] = row["number"] }
    return numbers
  }

  /// The numbers of the rows that each event added to a table, in their order.
  fileprivate func addedRows(of table: String) throws -> [Int: [Int]] {
    var added: [Int: [Int]] = [:]
    let rows = try Row.fetchCursor(
      self,
      sql: """
        SELECT event, json_extract(key, '$[0]') AS row FROM change
        WHERE record = ? AND kind = 'added' ORDER BY event, id
        """, arguments: [table])
    while let row = try rows.next() { added[row["event"], default: []].append(row["row"]) }
    return added
  }

  fileprivate func named(_ sql: String) throws -> [String: Int] {
    let rows = try Row.fetchAll(self, sql: sql)
    return Dictionary(rows.map { ($0["name"], $0["id"]) }) { first, _ in first }
  }
}
