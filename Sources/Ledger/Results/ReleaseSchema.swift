import GRDB

/// What a later version of the schema adds about results that go out.
///
/// Letters and feedback are personal data, in rows that can be erased.
enum ReleaseSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("releases, feedback, answers of the DfE, entries carried over") {
      database in
      for statement in releases + outside + carrying { try database.execute(sql: statement) }
    }
  }

  private static let releases = [
    """
    CREATE TABLE officer (
      name TEXT PRIMARY KEY,
      email TEXT,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE release (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      officer TEXT NOT NULL REFERENCES officer,
      list TEXT NOT NULL,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      held TEXT NOT NULL,
      time INTEGER NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE released (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      release INTEGER NOT NULL REFERENCES release,
      entry INTEGER NOT NULL REFERENCES entry,
      outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'did-not-meet-standard')),
      rule TEXT NOT NULL,
      total TEXT,
      maximum INTEGER NOT NULL,
      pass_at INTEGER NOT NULL,
      subject TEXT NOT NULL,
      letter TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      UNIQUE (release, entry)
    ) STRICT
    """,
    "CREATE INDEX released_of_entry ON released (entry)",
    """
    CREATE TABLE reopening (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      released INTEGER NOT NULL REFERENCES released,
      act TEXT NOT NULL CHECK (act IN ('reopened', 'settled')),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX reopening_of_released ON reopening (released)",
    """
    CREATE TABLE feedback (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      drafted TEXT NOT NULL,
      approved TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX feedback_of_entry ON feedback (entry)",
  ]

  /// What is for the DfE, and what it answered.
  private static let outside = [
    """
    CREATE TABLE dfe_payload (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      released INTEGER NOT NULL REFERENCES released,
      entry INTEGER NOT NULL REFERENCES entry,
      kind TEXT NOT NULL CHECK (kind IN ('declaration', 'outcome')),
      participant TEXT NOT NULL,
      body TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX dfe_payload_of_entry ON dfe_payload (entry)",
    """
    CREATE TABLE dfe_answer (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      payload INTEGER REFERENCES dfe_payload,
      state TEXT NOT NULL CHECK (state IN ('accepted', 'refused', 'voided')),
      message TEXT NOT NULL,
      participant TEXT,
      file TEXT NOT NULL CHECK (length(file) = 64),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX dfe_answer_of_entry ON dfe_answer (entry)",
  ]

  /// Entries that came from another series or went into one.
  private static let carrying = [
    """
    CREATE TABLE carried (
      entry INTEGER PRIMARY KEY REFERENCES entry,
      kind TEXT NOT NULL CHECK (kind IN ('resit', 'deferral', 'extension', 'not-submitted', 'held')),
      series TEXT NOT NULL,
      declared TEXT NOT NULL CHECK (declared IN ('yes', 'no', 'unknown')),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE carried_away (
      entry INTEGER PRIMARY KEY REFERENCES entry,
      kind TEXT NOT NULL,
      series TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE earlier_marker (
      entry INTEGER NOT NULL REFERENCES entry,
      assessor TEXT NOT NULL,
      email TEXT,
      reason TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (entry, assessor)
    ) STRICT
    """,
  ]
}
