import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// Every value of every table is changed by somebody who knows SQLite and puts all guards back.
@Suite struct TamperedColumns {
  /// Columns that bear no fact, each with the reason; whatever is not listed has to be found out.
  private static let withoutFact = [
    "pack.handed_over": "how far a command came: the pack is handed over once more, or not again",
    "query.followed": "how far a command came: what an answer leads to is done again, to the same",
    "receipt.stage": "how far a command came: the receipt is written again, to the same bytes",
    "returned.acknowledged": "how far a command came: somebody is thanked twice, or not",
    "sqlite_sequence.name": "whose the number is that SQLite gave last",
    "sqlite_sequence.seq": "the number that SQLite gave last; a change keeps each by its own",
  ]
  /// The same for whole rows.
  private static let rowsWithoutFact = ["sqlite_sequence"]

  /// What only says that something cannot be read: a better reason has to be given.
  private static let vague: Set = ["record-damaged", "file-not-recorded"]

  // Hundreds of whole series are verified, in which no memory is used that other tests leave out:
  // under a sanitizer it would take longer than all those.
  #if !SANITIZED
    @Test func `whatever is changed in any column is found out`() throws {
      try FullSeries.with { series in
        let found = try Self.inEachTable(of: series) { try $0.columns() }
        #expect(found.tried > 250)
        let unnamed = Set(found.unnamed)
        let excused = Set(Self.withoutFact.keys)
        #expect(unnamed.subtracting(excused).sorted() == [])
        #expect(excused.subtracting(unnamed).sorted() == [], "these are found out after all")
      }
    }

    @Test func `what nobody would write into a column is found out, and breaks nothing`() throws {
      try FullSeries.with { series in
        let found = try Self.inEachTable(of: series, vague: []) { try $0.oddities() }
        #expect(found.tried > 200)
        #expect(Set(found.unnamed).subtracting(Self.withoutFact.keys).sorted() == [])
      }
    }

    @Test func `whatever row is taken out, or put in, is found out`() throws {
      try FullSeries.with { series in
        let found = try Self.inEachTable(of: series) { try $0.rows() }
        #expect(found.tried > 80)
        #expect(found.unnamed.filter { !Self.rowsWithoutFact.contains($0) }.sorted() == [])
      }
    }
  #endif

  private static func inEachTable(
    of series: MadeSeries, vague: Set<String> = vague,
    _ work: @Sendable (TamperedTable) throws -> TamperedTable.Outcome
  ) throws -> TamperedTable.Outcome {
    let tables = try series.ledger.queue.read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    }
    let place = series.folder.deletingLastPathComponent()
      .appending(path: "npq-tampered-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let (folder, key) = (series.folder, series.key.verificationKey)
    let outcomes = try onAllCores(tables) { table in
      try work(
        TamperedTable(table, of: folder, in: place.appending(path: table), key: key, vague: vague))
    }
    return outcomes.reduce(TamperedTable.Outcome()) { all, one in
      TamperedTable.Outcome(tried: all.tried + one.tried, unnamed: all.unnamed + one.unnamed)
    }
  }
}

/// One table of a copy of a series, on which hands are laid.
private struct TamperedTable {
  struct Outcome {
    var tried = 0
    /// What no finding named.
    var unnamed: [String] = []
  }

  let name: String
  let folder: URL
  let key: VerificationKey
  let vague: Set<String>
  private let whole: Data

  init(
    _ name: String, of series: URL, in folder: URL, key: VerificationKey, vague: Set<String>
  ) throws {
    try FileManager.default.copyItem(at: series, to: folder)
    self.name = name
    self.folder = folder
    self.key = key
    self.vague = vague
    whole = try Data(contentsOf: folder.appending(path: Ledger.fileName))
    #expect(try found() == [])
  }

  /// Changes each column of the last row, to another value of its kind and to nothing; of what is
  /// chained, of the first row too.
  func columns() throws -> Outcome {
    var outcome = Outcome()
    let isChained = ["event", "head", "lookup", "change", "row_proof"].contains(name)
    let rows = try rowIDs().suffix(isChained ? 2 : 1)
    for column in try columnNames() {
      for row in rows {
        for value in try others(column, row) {
          outcome.tried += 1
          let isNamed = try isNamed {
            try $0.execute(
              sql: "UPDATE \"\(name)\" SET \"\(column)\" = ? WHERE rowid = ?",
              arguments: [value, row])
          }
          if !isNamed { outcome.unnamed.append("\(name).\(column)") }
        }
      }
    }
    return outcome
  }

  /// Puts into each column of the last row what is furthest from what stands there.
  func oddities() throws -> Outcome {
    var outcome = Outcome()
    guard let row = try rowIDs().last else { return outcome }
    for column in try columnNames() {
      let type = try read { database in
        try database.columns(in: name).first { $0.name == column }?.type
      }
      let odd: DatabaseValue =
        switch type {
        case "INTEGER": Int64.min.databaseValue
        case "BLOB": Data([0, 0xFF]).databaseValue
        case "REAL": Double.greatestFiniteMagnitude.databaseValue
        default: "{\"a\":[1]}".databaseValue
        }
      outcome.tried += 1
      let isNamed = try isNamed {
        try $0.execute(
          sql: "UPDATE \"\(name)\" SET \"\(column)\" = ? WHERE rowid = ?", arguments: [odd, row])
      }
      if !isNamed { outcome.unnamed.append("\(name).\(column)") }
    }
    return outcome
  }

  /// Takes the first and the last row out, and puts a row in like the last one under another key.
  func rows() throws -> Outcome {
    var outcome = Outcome()
    let rows = try rowIDs()
    #expect(!rows.isEmpty, "nothing stands in \(name)")
    for row in rows {
      outcome.tried += 1
      let isNamed = try isNamed {
        try $0.execute(sql: "DELETE FROM \"\(name)\" WHERE rowid = ?", arguments: [row])
      }
      if !isNamed { outcome.unnamed.append(name) }
    }
    guard let last = rows.last else { return outcome }
    outcome.tried += 1
    let isNamed = try isNamed { try put(like: last, in: $0) }
    if !isNamed { outcome.unnamed.append(name) }
    return outcome
  }

  private func put(like row: Int, in database: Database) throws {
    let columns = try database.columns(in: name).map(\.name)
    let unique = Set(
      try database.primaryKey(name).columns
        + database.indexes(on: name).filter(\.isUnique).flatMap(\.columns))
    var values: [DatabaseValue] = []
    for column in columns {
      let value = try DatabaseValue.fetchOne(
        database, sql: "SELECT \"\(column)\" FROM \"\(name)\" WHERE rowid = ?", arguments: [row])
      let number = try Int.fetchOne(database, sql: "SELECT max(rowid) + 1 FROM \"\(name)\"")
      guard unique.contains(column), let value else {
        values.append(value ?? .null)
        continue
      }
      if case .int64 = value.storage {
        values.append((number ?? 1).databaseValue)
      } else {
        values.append(try Self.other(value, instead: nil))
      }
    }
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \"\(name)\" VALUES (\(places))", arguments: StatementArguments(values))
  }

  /// Lays hands on the record, looks at it, and puts it back.
  private func isNamed(_ hand: (Database) throws -> Void) throws -> Bool {
    let path = folder.appending(path: Ledger.fileName)
    defer { try? whole.write(to: path) }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let stranger = try DatabaseQueue(path: path.path, configuration: configuration)
    try stranger.writeWithoutTransaction { database in
      let guards = try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for one in guards { try database.execute(sql: "DROP TRIGGER \(one["name"] as String)") }
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try hand(database)
      #expect(database.changesCount == 1, "nothing was changed in \(name)")
      for one in guards { try database.execute(sql: one["sql"]) }
    }
    try stranger.close()
    return try !found().isEmpty
  }

  private func found() throws -> Set<String> {
    let found = try verifySeries(
      in: folder, with: SeriesEvidence(key: key, deposits: []),
      at: MadeSeries.instant("2027-07-01T09:00:00Z"))
    return Set(
      found.findings.filter { finding in
        finding.severity >= .held && !vague.contains(finding.code)
          || finding.code == "head-unsigned"
      }
      .map { "\($0.code) \($0.subject)" })
  }

  private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let queue = try DatabaseQueue(path: folder.appending(path: Ledger.fileName).path)
    defer { try? queue.close() }
    return try queue.read(body)
  }

  private func columnNames() throws -> [String] {
    try read { try $0.columns(in: name).map(\.name) }
  }

  private func rowIDs() throws -> [Int] {
    try read { database in
      let rows = try Int.fetchAll(database, sql: "SELECT rowid FROM \"\(name)\" ORDER BY rowid")
      return Set([rows.first, rows.last].compactMap(\.self)).sorted()
    }
  }

  private func others(_ column: String, _ row: Int) throws -> [DatabaseValue] {
    try read { database in
      let value =
        try DatabaseValue.fetchOne(
          database, sql: "SELECT \"\(column)\" FROM \"\(name)\" WHERE rowid = ?", arguments: [row])
        ?? .null
      let facts = try database.columns(in: name).first { $0.name == column }
      let other = try Self.other(value, instead: try listed(column, in: database), facts?.type)
      let mayBeNothing = facts?.isNotNull == false && facts?.primaryKeyIndex == 0
      return [other] + (mayBeNothing && !value.isNull ? [.null] : [])
    }
  }

  /// The words that a column may hold, where its table lists them.
  private func listed(_ column: String, in database: Database) throws -> [String]? {
    let sql = try String.fetchOne(
      database, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [name])
    guard let sql,
      let rule = sql.firstRange(of: "CHECK (\(column) IN (")
        ?? sql.firstRange(of: "CHECK (\(column) = ")
    else { return nil }
    let words = sql[rule.lowerBound...].prefix { $0 != ")" }
    // Between one pair of quotes and the next stands a comma, or the name once more.
    return words.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// Another value of the same kind, as like the first as can be.
  private static func other(
    _ value: DatabaseValue, instead words: [String]?, _ type: String? = nil
  ) throws -> DatabaseValue {
    switch value.storage {
    case .null: return type == "INTEGER" ? 1.databaseValue : "other".databaseValue
    case .int64(let number): return (number == 1 ? 0 : number + 1).databaseValue
    case .string(let text):
      if let word = words?.first(where: { $0 != text }) { return word.databaseValue }
      return String(decoding: changed(Array(text.utf8)), as: UTF8.self).databaseValue
    case .blob(let data): return Data(changed([UInt8](data))).databaseValue
    case .double(let number): return (number + 1).databaseValue
    }
  }

  /// The last letter or digit is another one.
  private static func changed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let isPlain = { (byte: UInt8) in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    guard let place = bytes.lastIndex(where: isPlain) else { return bytes + [UInt8(ascii: "x")] }
    let (one, two) =
      bytes[place] <= UInt8(ascii: "9")
      ? (UInt8(ascii: "7"), UInt8(ascii: "8")) : (UInt8(ascii: "q"), UInt8(ascii: "w"))
    bytes[place] = bytes[place] == one ? two : one
    return bytes
  }
}
