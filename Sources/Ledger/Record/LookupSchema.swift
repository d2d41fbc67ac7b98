import GRDB

/// Who looked up whom: a chain of its own beside the events, since a look-up is no step.
///
/// A reader appends to it without the right to change the series; the next head stands over it.
enum LookupSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("look-ups") { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  private static let statements = [
    """
    CREATE TABLE lookup (
      number INTEGER PRIMARY KEY,
      body BLOB NOT NULL,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
    ) STRICT
    """,
    """
    CREATE TRIGGER lookup_is_not_changed BEFORE UPDATE ON lookup
    BEGIN SELECT RAISE(ABORT, 'a look-up is never changed'); END
    """,
    """
    CREATE TRIGGER lookup_is_not_deleted BEFORE DELETE ON lookup
    BEGIN SELECT RAISE(ABORT, 'a look-up is never deleted'); END
    """,
  ]
}
