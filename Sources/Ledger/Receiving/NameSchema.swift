import GRDB

/// What the record keeps of names in responses; personal data, in rows that can be erased.
enum NameSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("names in responses") { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  private static let statements = [
    """
    CREATE TABLE name_found (
      submission INTEGER NOT NULL REFERENCES submission,
      number INTEGER NOT NULL CHECK (number >= 1),
      words TEXT NOT NULL,
      place TEXT NOT NULL,
      times INTEGER NOT NULL CHECK (times >= 1),
      before TEXT NOT NULL,
      found TEXT NOT NULL,
      after TEXT NOT NULL,
      PRIMARY KEY (submission, number)
    ) STRICT
    """,
    """
    CREATE TABLE name_decision (
      entry INTEGER NOT NULL REFERENCES entry,
      words TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('accept', 'mask', 'ask')),
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (entry, words)
    ) STRICT
    """,
  ]
}
