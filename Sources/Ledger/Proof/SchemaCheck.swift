import Findings
import Foundation
import GRDB

extension SeriesAudit {
  /// Whether the database has the tables and triggers that this program gives it, and no others.
  ///
  /// - Returns: What the program's own tables demand of their rows; nil where the record cannot be
  ///   read on.
  mutating func checkSchema(of database: Database) throws -> [TableRules]? {
    let expected = try DatabaseQueue()
    let migrator = Schema.migrator
    try migrator.migrate(expected)
    let applied = try migrator.appliedIdentifiers(database)
    let all = Set(migrator.migrations)
    guard try !migrator.hasBeenSuperseded(database) else {
      older(
        Finding(
          "series-newer", .held, Ledger.fileName, "was written by a newer npq",
          remedy: "update this one to verify it"))
      return nil
    }
    guard applied == all else {
      older(
        Finding(
          "series-older", .held, Ledger.fileName,
          "was written by an earlier npq, and has no proofs of its rows yet",
          remedy: "run npq status on it once, which brings it up to date, and verify it again"))
      return nil
    }
    let wanted = try expected.read { try $0.objects() }
    let there = try database.objects()
    for (name, sql) in wanted.sorted(by: { $0.key < $1.key }) where there[name] != sql {
      let what = there[name] == nil ? "is missing" : "is not as this program makes it"
      add(.consistent, Self.altered(name, what))
    }
    for name in there.keys.filter({ wanted[$0] == nil }).sorted() {
      add(.consistent, Self.altered(name, "was added by somebody else"))
    }
    return try expected.read { try $0.tableRules() }
  }

  private static func altered(_ name: String, _ what: String) -> Finding {
    Finding(
      "schema-altered", .refused, name, "\(what), so that the record no longer guards itself",
      remedy: askWhoChangedIt)
  }

  /// What SQLite itself can say of the file; its rows were held against their checks before.
  mutating func checkFile(of database: Database) throws {
    let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    for fault in faults where fault != "ok" && !fault.hasPrefix("CHECK constraint failed") {
      add(.consistent, Self.damaged(fault))
    }
  }

  static func damaged(_ fault: String) -> Finding {
    Finding(
      "record-damaged", .refused, Ledger.fileName, fault,
      remedy: "work on from the last backup: npq restore")
  }

  /// Whether every reference leads somewhere.
  mutating func checkReferences(of database: Database) throws {
    let loose = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
    for row in loose {
      let place = "\(row[0] as String) \(row[1] as Int? ?? 0)"
      add(
        .consistent,
        Finding(
          "row-without-owner", .refused, place, "refers to something that is not in the record",
          remedy: askWhoChangedIt))
    }
  }
}

extension Database {
  /// Tables, indices and triggers by what makes them; versions of SQLite differ in their quotes.
  fileprivate func objects() throws -> [String: String] {
    let sql = """
      SELECT type || ' ' || coalesce(name, '') AS name, replace(sql, '"', '') AS sql
      FROM sqlite_schema
      WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
      """
    let rows = try Row.fetchAll(self, sql: sql)
    return Dictionary(rows.map { ($0["name"], $0["sql"]) }) { $0 + $1 }
  }
}
