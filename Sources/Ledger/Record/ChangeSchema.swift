import GRDB

/// What keeps every change of the record, so that each can be put right and shown beforehand.
enum ChangeSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("keep every change") { database in
      for table in ["entry", "exception", "submission", "returned", "fact"] {
        try database.neverReuseNumbers(of: table)
      }
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  private static let statements = [
    """
    CREATE TABLE change (
      id INTEGER PRIMARY KEY,
      event INTEGER NOT NULL REFERENCES event,
      record TEXT NOT NULL,
      key TEXT NOT NULL,
      key_before TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'removed')),
      entry INTEGER,
      entry_before INTEGER,
      assessor TEXT,
      before TEXT,
      after TEXT,
      CHECK ((kind = 'changed') = (after IS NOT NULL)),
      CHECK ((kind = 'added') = (before IS NULL))
    ) STRICT
    """,
    "CREATE INDEX change_of_event ON change (event)",
    "CREATE INDEX change_of_row ON change (record, key)",
    "CREATE INDEX change_of_row_before ON change (record, key_before) WHERE key_before IS NOT NULL",
    "CREATE INDEX change_of_entry ON change (entry)",
    "CREATE INDEX change_of_entry_before ON change (entry_before) WHERE entry_before IS NOT NULL",
    """
    CREATE TABLE run (
      event INTEGER PRIMARY KEY REFERENCES event,
      first INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX run_by_first ON run (first)",
    """
    CREATE TABLE undo (
      event INTEGER NOT NULL REFERENCES event,
      undoes INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (event, undoes),
      CHECK (undoes < event)
    ) STRICT
    """,
    "CREATE INDEX undo_of ON undo (undoes)",
    "DROP TRIGGER fact_is_not_deleted",
    """
    CREATE TRIGGER fact_is_not_deleted BEFORE DELETE ON fact
    WHEN NOT EXISTS (
      SELECT 1 FROM undo JOIN change ON change.event = undo.undoes AND change.record = 'fact'
      AND change.key = '[' || OLD.id || ']' AND change.kind = 'added'
      WHERE undo.event = (SELECT max(number) FROM event))
    BEGIN SELECT RAISE(ABORT, 'a mark is never deleted, only undone'); END
    """,
  ]

  /// Tables that hold no facts of the series but how they came about, or what is not put right.
  private static let unwatched: Set<String> = [
    "change", "event", "grdb_migrations", "head", "lookup", "pack_words", "passphrase",
    "private_text", "row_proof", "run", "setting", "undo",
  ]

  /// Makes the triggers that write down each change of a row, with the event that it belongs to.
  ///
  /// They are made anew whenever the record is opened, and so watch every table that there is. A
  /// step appends its event first.
  static func watch(_ database: Database) throws {
    for table in try database.watchedTables() {
      for statement in table.triggers { try database.execute(sql: statement) }
    }
  }

  /// Columns in which the program notes how far it has come; nothing that happened.
  static let bookkeeping: [String: Set<String>] = [
    "pack": ["handed_over"], "query": ["followed"], "receipt": ["stage"],
    "returned": ["acknowledged"],
  ]

  static func isWatched(_ table: String) -> Bool {
    !unwatched.contains(table) && !table.hasPrefix("sqlite_")
  }
}

/// A table whose changes are kept.
struct WatchedTable: Sendable {
  let name: String
  let columns: [String]
  /// The columns of its primary key, in their order.
  let key: [String]
  /// Whether the key is the number that the database gives to the row.
  let isNumbered: Bool

  /// The column that says whose entry a row is about.
  var entryColumn: String? {
    name == "entry" ? "id" : columns.contains("entry") ? "entry" : nil
  }

  /// The column that says which assessor a row is about.
  var assessorColumn: String? {
    name == "assessor" ? "id" : columns.contains("assessor") ? "assessor" : nil
  }

  fileprivate var triggers: [String] {
    let old = image("OLD")
    let new = image("NEW")
    return [
      trigger("INSERT", "'added'", of: "NEW", "NULL", "NULL"),
      trigger("DELETE", "'removed'", of: "OLD", old, "NULL"),
      trigger("UPDATE", "'changed'", of: "NEW", old, new),
    ]
  }

  private func trigger(
    _ act: String, _ kind: String, of side: String, _ before: String, _ after: String
  ) -> String {
    let (entry, assessor) = (entryColumn, assessorColumn)
    let entryBefore = act == "UPDATE" ? entry.map { "nullif(OLD.\($0), NEW.\($0))" } : nil
    let keyBefore = act == "UPDATE" ? "nullif(\(keyOf("OLD")), \(keyOf("NEW")))" : "NULL"
    let noted = ChangeSchema.bookkeeping[name, default: []]
    let facts = columns.filter { !noted.contains($0) }.map { "\"\($0)\"" }
    let when = act == "UPDATE" ? "UPDATE OF \(facts.joined(separator: ", "))" : act
    return """
      CREATE TEMP TRIGGER "change_\(name)_\(act)" AFTER \(when) ON main."\(name)"
      BEGIN
        INSERT INTO change (event, record, key, key_before, kind, entry, entry_before, assessor,
          before, after)
        VALUES ((SELECT max(number) FROM event), '\(name)', \(keyOf(side)), \(keyBefore), \(kind),
          \(entry.map { "\(side).\($0)" } ?? "NULL"), \(entryBefore ?? "NULL"),
          \(assessor.map { "\(side).\($0)" } ?? "NULL"), \(before), \(after));
      END
      """
  }

  /// The key of a row as JSON; of a number that needs no JSON function, which a mark would wait for.
  private func keyOf(_ side: String) -> String {
    isNumbered
      ? "'[' || \(side).\"\(key[0])\" || ']'"
      : "json_array(" + key.map { "\(side).\"\($0)\"" }.joined(separator: ", ") + ")"
  }

  private func image(_ side: String) -> String {
    "json_object(" + columns.map { "'\($0)', \(side).\"\($0)\"" }.joined(separator: ", ") + ")"
  }
}

extension Database {
  /// The tables whose changes are kept, with their columns.
  func watchedTables() throws -> [WatchedTable] {
    let names = try String.fetchAll(
      self, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return try names.filter(ChangeSchema.isWatched).map { name in
      let key = try primaryKey(name)
      return WatchedTable(
        name: name, columns: try columns(in: name).map(\.name), key: key.columns,
        isNumbered: key.rowIDColumn != nil)
    }
  }

  /// Makes a table anew so that a number is given to one row only, even after the row is gone.
  fileprivate func neverReuseNumbers(of table: String) throws {
    let objects = try Row.fetchAll(
      self,
      sql: "SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL",
      arguments: [table])
    guard let made: String = objects.first(where: { $0["type"] == "table" })?["sql"] else { return }
    let name = made.replacing("CREATE TABLE \(table) ", with: "CREATE TABLE new_\(table) ")
    let numbered = name.replacing(
      "id INTEGER PRIMARY KEY", with: "id INTEGER PRIMARY KEY AUTOINCREMENT")
    try execute(sql: numbered)
    try execute(sql: "INSERT INTO new_\(table) SELECT * FROM \(table)")
    try execute(sql: "DROP TABLE \(table)")
    try execute(sql: "ALTER TABLE new_\(table) RENAME TO \(table)")
    for object in objects where object["type"] != "table" {
      try execute(sql: object["sql"])
    }
  }
}
