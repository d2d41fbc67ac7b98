import GRDB

/// The rules of tables that are written row by row, in words that cost nothing a row.
///
/// For `kind IN ('a', 'b', 'c')` SQLite fills a table of its own before it writes each row, which
/// takes longer than the row. What the rules allow stays what it was.
enum CheckSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("rules without lists") { database in
      for rule in rules { try database.state(rule) }
    }
  }

  fileprivate struct Rule {
    let table, column: String
    let values: [String]

    var asList: String {
      "CHECK (\(column) IN (\(values.map { "'\($0)'" }.joined(separator: ", "))))"
    }

    var asWords: String {
      "CHECK (\(values.map { "\(column) = '\($0)'" }.joined(separator: " OR ")))"
    }
  }

  private static let rules = [
    Rule(
      table: "fact", column: "kind", values: ["mark", "comment-on", "comment", "note", "flag"]),
    Rule(table: "change", column: "kind", values: ["added", "changed", "removed"]),
    Rule(table: "submission", column: "clock", values: ["platform", "office", "stated"]),
    Rule(table: "submission", column: "standing", values: ["accepted", "held", "settled"]),
    Rule(table: "receipt", column: "stage", values: ["recorded", "written", "listed"]),
  ]
}

extension Database {
  /// Puts the same rule in other words, in the way that SQLite documents for a change that leaves
  /// every row valid as it lies (ALTER TABLE, section 7): a national series need not be copied.
  fileprivate func state(_ rule: CheckSchema.Rule) throws {
    let version = try Int.fetchOne(self, sql: "PRAGMA schema_version") ?? 0
    try execute(sql: "PRAGMA writable_schema = ON")
    try execute(
      sql: """
        UPDATE sqlite_schema SET sql = replace(sql, ?, ?)
        WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0
        """, arguments: [rule.asList, rule.asWords, rule.table, rule.asList])
    guard changesCount == 1 else { throw LedgerError.damaged("the rule of \(rule.table)") }
    try execute(sql: "PRAGMA schema_version = \(version + 1)")
    try execute(sql: "PRAGMA writable_schema = RESET")
  }
}
