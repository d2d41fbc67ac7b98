import GRDB

/// What the record keeps of standardisation: definitive marks, who is given such scripts, and what
/// leads decide about assessors.
enum StandardSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("definitive marks, common scripts, approvals") { database in
      for statement in statements { try database.execute(sql: statement) }
    }
  }

  private static let statements = [
    """
    CREATE TABLE definitive (
      entry INTEGER PRIMARY KEY REFERENCES entry,
      use TEXT NOT NULL CHECK (
        use IN ('practice', 'qualification', 'second-qualification', 'seed')),
      rubric TEXT NOT NULL CHECK (length(rubric) = 64),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE definitive_mark (
      entry INTEGER NOT NULL REFERENCES definitive,
      criterion TEXT NOT NULL,
      marks INTEGER NOT NULL CHECK (marks >= 0),
      why TEXT,
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (entry, criterion)
    ) STRICT
    """,
    // Scripts that many mark stand apart from the allocation: they never count as a marking of
    // their own entry.
    """
    CREATE TABLE common_script (
      entry INTEGER NOT NULL REFERENCES definitive,
      assessor TEXT NOT NULL REFERENCES assessor,
      round TEXT NOT NULL CHECK (round IN ('standardisation', 'marking')),
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (entry, assessor)
    ) STRICT
    """,
    "CREATE INDEX common_script_of_assessor ON common_script (assessor)",
    """
    CREATE TABLE approval (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      assessor TEXT NOT NULL REFERENCES assessor,
      assessment TEXT NOT NULL REFERENCES assessment,
      qualification TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('approve', 'stop')),
      decided INTEGER NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX approval_of_assessor ON approval (assessor)",
  ]
}
