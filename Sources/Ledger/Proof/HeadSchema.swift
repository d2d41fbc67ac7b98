import GRDB

/// What proves the record to somebody who trusts nobody: each row as it was written, under a digest,
/// and a signed head over all of them after every step.
enum HeadSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("rows proved, heads signed") { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  private static let statements = [
    """
    CREATE TABLE row_proof (
      change INTEGER PRIMARY KEY REFERENCES change,
      salt BLOB CHECK (length(salt) = 16),
      text TEXT,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      CHECK ((salt IS NULL) = (text IS NULL))
    ) STRICT
    """,
    """
    CREATE TRIGGER row_proof_is_not_changed BEFORE UPDATE ON row_proof
    WHEN NEW.change IS NOT OLD.change OR NEW.digest IS NOT OLD.digest OR NEW.text IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the proof of a row is never changed, only erased'); END
    """,
    """
    CREATE TRIGGER row_proof_is_not_deleted BEFORE DELETE ON row_proof
    BEGIN SELECT RAISE(ABORT, 'the proof of a row is never deleted'); END
    """,
    """
    CREATE TABLE head (
      number INTEGER PRIMARY KEY,
      body BLOB NOT NULL,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
      signature TEXT
    ) STRICT
    """,
    """
    CREATE TRIGGER head_is_not_changed BEFORE UPDATE ON head
    BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END
    """,
    """
    CREATE TRIGGER head_is_not_deleted BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END
    """,
    // Rows of a record that is older than its proofs stand unproved up to this event.
    """
    INSERT INTO setting (key, value)
    SELECT 'proved-from', max(number) FROM event HAVING max(number) IS NOT NULL
    """,
    "ALTER TABLE pack ADD COLUMN sha256 TEXT CHECK (length(sha256) = 64)",
    // How far a command came, so that the next one carries on where it was interrupted.
    """
    ALTER TABLE returned ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0
      CHECK (acknowledged IN (0, 1))
    """,
    "ALTER TABLE query ADD COLUMN followed INTEGER NOT NULL DEFAULT 0 CHECK (followed IN (0, 1))",
    "UPDATE returned SET acknowledged = 1",
    "UPDATE query SET followed = 1",
    "ALTER TABLE returned ADD COLUMN kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1))",
  ]
}
