import Findings
import GRDB

/// What this program's own schema demands of each row of a table.
///
/// SQLite holds rows against the checks of a table only where it may write, and against none that
/// somebody took out of the schema. A row that breaks a rule would be read as what it is not, so it
/// has to be found out before any row is read.
struct TableRules: Sendable {
  let table: String
  let columns: [Column]
  /// The conditions of its `CHECK`s.
  let checks: [String]

  struct Column: Sendable {
    let name, type: String
    let isRequired: Bool

    /// Whether the value in a row is another than the program reads.
    fileprivate var isBroken: String {
      let types = isRequired ? "'\(type.lowercased())'" : "'\(type.lowercased())', 'null'"
      return "typeof(\"\(name)\") NOT IN (\(types))"
    }
  }

  /// One row, with how many rows break each rule; none of a table without rows.
  fileprivate var broken: String {
    let rules = columns.map(\.isBroken) + checks.map { "NOT (\($0))" }
    let sums = rules.map { "sum(\($0))" }.joined(separator: ", ")
    return "SELECT \(sums) FROM main.\"\(table)\""
  }
}

extension Database {
  /// The rules of every table that the program gave a database.
  func tableRules() throws -> [TableRules] {
    let tables = try Row.fetchAll(
      self,
      sql: """
        SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        ORDER BY name
        """)
    return try tables.map { table in
      let columns = try columns(in: table["name"]).map { column in
        TableRules.Column(
          name: column.name, type: column.type,
          isRequired: column.isNotNull || column.primaryKeyIndex > 0)
      }
      return TableRules(table: table["name"], columns: columns, checks: checks(in: table["sql"]))
    }
  }
}

/// The conditions behind the word `CHECK` in what makes a table.
private func checks(in sql: String) -> [String] {
  sql.matches(of: /\bCHECK\s*(?=\()/).compactMap { word in
    var depth = 0
    var isQuoted = false
    let rest = sql[word.range.upperBound...]
    let end = rest.indices.first { place in
      switch rest[place] {
      case "'": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      default: break
      }
      return depth == 0
    }
    return end.map { String(rest[rest.index(after: rest.startIndex)..<$0]) }
  }
}

extension SeriesAudit {
  /// Whether the values in a record are of the kinds that are read; if not, it is said why.
  mutating func canBeRead(_ database: Database, of ledger: Ledger) throws -> Bool {
    guard let rules = try checkSchema(of: database) else { return false }
    return try checkTables(rules, of: ledger, .none)
  }

  /// Holds every row against the rules of its table, on all cores.
  ///
  /// - Returns: Whether each value is of the kind that is read; of a row that breaks a check alone
  ///   it can still be told what was changed in it.
  mutating func checkTables(
    _ rules: [TableRules], of ledger: Ledger, _ watch: Watch
  ) throws -> Bool {
    let found = try ledger.readOnAllCores(rules, watch.listening) { rules, database in
      try rules.faults(in: database)
    }
    var isSound = true
    for answer in found {
      let faults = try answer.get()
      add(.consistent, faults.values + faults.checks)
      isSound = isSound && faults.values.isEmpty
    }
    return isSound
  }
}

extension TableRules {
  /// What speaks against single values, and against rows that break a check.
  fileprivate func faults(in database: Database) throws -> (values: [Finding], checks: [Finding]) {
    guard let row = try Row.fetchOne(database, sql: broken) else { return ([], []) }
    func isBroken(_ rule: Int) -> Bool { (row[rule] as Int? ?? 0) > 0 }
    let values = columns.indices.filter(isBroken).map { index in
      SeriesAudit.damaged(
        "\(columns[index].isRequired ? "NULL or " : "")non-\(columns[index].type) value in "
          + "\(table).\(columns[index].name)")
    }
    let isUnchecked = checks.indices.contains { isBroken(columns.count + $0) }
    return (
      values, isUnchecked ? [SeriesAudit.damaged("CHECK constraint failed in \(table)")] : []
    )
  }
}
