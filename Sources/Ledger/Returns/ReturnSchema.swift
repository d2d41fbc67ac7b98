import GRDB

/// What a later version of the schema adds about what assessors send back.
enum ReturnSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("returns signed, marks taken back, queries") { database in
      // Indices and triggers go with their table, and are made again as they were.
      let objects = try String.fetchAll(
        database,
        sql: """
          SELECT sql FROM sqlite_schema WHERE tbl_name = 'fact' AND type <> 'table'
          AND sql IS NOT NULL AND name <> 'fact_is_not_changed'
          """)
      for statement in takenBack + objects + returns + queries {
        try database.execute(sql: statement)
      }
    }
  }

  /// A fact may also say that what was said before is taken back.
  private static let takenBack = [
    """
    CREATE TABLE fact_2 (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      assessor TEXT NOT NULL REFERENCES assessor,
      kind TEXT NOT NULL CHECK (kind IN ('mark', 'comment-on', 'comment', 'note', 'flag')),
      name TEXT NOT NULL,
      marks INTEGER CHECK (marks >= 0),
      text TEXT,
      cleared INTEGER NOT NULL DEFAULT 0 CHECK (cleared IN (0, 1)),
      pack TEXT NOT NULL REFERENCES pack,
      revision INTEGER NOT NULL CHECK (revision >= 0),
      rubric TEXT NOT NULL CHECK (length(rubric) = 64),
      file TEXT NOT NULL,
      received INTEGER NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      CHECK (cleared = 1 AND marks IS NULL AND text IS NULL
        OR cleared = 0 AND (kind = 'mark') = (marks IS NOT NULL))
    ) STRICT
    """,
    """
    INSERT INTO fact_2 (id, entry, assessor, kind, name, marks, text, pack, revision, rubric, file,
      received, event)
    SELECT id, entry, assessor, kind, name, marks, text, pack, revision, rubric, file, received,
      event FROM fact
    """,
    """
    UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'fact')
    WHERE name = 'fact_2' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'fact')
    """,
    "DROP TABLE fact",
    "ALTER TABLE fact_2 RENAME TO fact",
    """
    CREATE TRIGGER fact_is_not_changed BEFORE UPDATE OF marks, text, cleared, revision ON fact
    BEGIN SELECT RAISE(ABORT, 'a mark is never changed: a later one stands beside it'); END
    """,
  ]

  /// Which key signs the returns of a pack, and which return was signed.
  private static let returns = [
    """
    CREATE TABLE pack_key (
      pack TEXT PRIMARY KEY REFERENCES pack,
      public TEXT NOT NULL CHECK (length(public) = 64)
    ) STRICT
    """,
    """
    ALTER TABLE returned ADD COLUMN signed INTEGER NOT NULL DEFAULT 0 CHECK (signed IN (0, 1))
    """,
    """
    ALTER TABLE returned ADD COLUMN finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1))
    """,
  ]

  /// What a flag asks of the office; an answer closes it, and a flag taken back does too.
  private static let queries = [
    """
    CREATE TABLE query (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      assessor TEXT NOT NULL REFERENCES assessor,
      flag TEXT NOT NULL,
      opened INTEGER NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      UNIQUE (entry, assessor, flag)
    ) STRICT
    """,
    """
    CREATE TABLE query_act (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      query INTEGER NOT NULL REFERENCES query,
      kind TEXT NOT NULL CHECK (kind IN ('owner', 'answer', 'reopen')),
      owner TEXT,
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((kind = 'owner') = (owner IS NOT NULL))
    ) STRICT
    """,
    """
    INSERT INTO query (entry, assessor, flag, opened, event)
    SELECT entry, assessor, name, min(received), min(event) FROM fact WHERE kind = 'flag'
    GROUP BY entry, assessor, name
    """,
    """
    INSERT INTO query_act (query, kind, owner, event)
    SELECT id, 'owner', 'office', event FROM query
    """,
  ]
}
