import GRDB

/// What the record keeps of joins: what two copies of the series said differently, and which holds.
enum JoinSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("copies joined, clashes of joins") { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  static func registerSettling(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("clashes settled, words of packs") { database in
      for statement in settling { try database.execute(sql: statement) }
    }
  }

  private static let settling = [
    // What each side said, where that is more than one row: who marks a script.
    "ALTER TABLE join_clash ADD COLUMN versions TEXT",
    """
    CREATE TABLE join_settlement (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      clash INTEGER NOT NULL REFERENCES join_clash,
      kept TEXT NOT NULL CHECK (kept IN ('held', 'other')),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX join_settlement_of_clash ON join_settlement (clash)",
    // Packs of an assessor to whom two copies gave words of their own.
    """
    CREATE TABLE pack_words (
      pack TEXT PRIMARY KEY,
      words TEXT NOT NULL
    ) STRICT
    """,
  ]

  private static let statements = [
    // `held` and `other` are the digests of the events that said it; a row with differs = 0 keeps
    // only which of two that say the same was the earlier, for a join with a third copy.
    """
    CREATE TABLE join_clash (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      record TEXT NOT NULL,
      subject TEXT NOT NULL,
      differs INTEGER NOT NULL CHECK (differs IN (0, 1)),
      held TEXT NOT NULL CHECK (length(held) = 64),
      other TEXT NOT NULL CHECK (length(other) = 64),
      entry INTEGER REFERENCES entry,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX join_clash_of_subject ON join_clash (record, subject)",
  ]
}
