import GRDB

/// What the schema holds of moderation: rounds of marking, what rules and people decided, samples.
enum ModerationSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("rounds, agreements, resolutions, samples") { database in
      for statement in rounds + decisions + samples { try database.execute(sql: statement) }
    }
  }

  /// A sample that was drawn from what some assessors marked names them.
  static func registerTeams(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("samples of some assessors") { database in
      try database.execute(
        sql: """
          CREATE TABLE sample_assessor (
            sample INTEGER NOT NULL REFERENCES sample,
            assessor TEXT NOT NULL REFERENCES assessor,
            event INTEGER NOT NULL REFERENCES event,
            PRIMARY KEY (sample, assessor)
          ) STRICT
          """)
    }
  }

  /// Each marking says for which round it was asked.
  private static let rounds = [
    """
    CREATE TABLE allocation_2 (
      entry INTEGER NOT NULL REFERENCES entry,
      marking INTEGER NOT NULL CHECK (marking BETWEEN 1 AND 9),
      assessor TEXT NOT NULL REFERENCES assessor,
      event INTEGER NOT NULL REFERENCES event,
      round TEXT NOT NULL DEFAULT 'marking' CHECK (round <> ''),
      PRIMARY KEY (entry, marking),
      UNIQUE (entry, assessor)
    ) STRICT
    """,
    """
    INSERT INTO allocation_2 (entry, marking, assessor, event, round)
    SELECT entry, marking, assessor, event, CASE (
      SELECT json_extract(CAST(body AS TEXT), '$.command') FROM event
      WHERE number = allocation.event) WHEN 'moderate third' THEN 'third' ELSE 'marking' END
    FROM allocation
    """,
    "DROP TABLE allocation",
    "ALTER TABLE allocation_2 RENAME TO allocation",
    "CREATE INDEX allocation_of_assessor ON allocation (assessor)",
  ]

  /// Which rule fired on which script, and what people decided; the last of a script holds.
  private static let decisions = [
    """
    CREATE TABLE agreement (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      rule TEXT NOT NULL,
      outcome TEXT NOT NULL,
      sum INTEGER,
      markings INTEGER CHECK (markings >= 1),
      basis TEXT NOT NULL CHECK (length(basis) = 64),
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((sum IS NULL) = (markings IS NULL))
    ) STRICT
    """,
    "CREATE INDEX agreement_of_entry ON agreement (entry)",
    """
    CREATE TABLE resolution (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry INTEGER NOT NULL REFERENCES entry,
      kind TEXT NOT NULL CHECK (kind IN ('agreed', 'adjudicated')),
      marks TEXT NOT NULL,
      basis TEXT NOT NULL CHECK (length(basis) = 64),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    "CREATE INDEX resolution_of_entry ON resolution (entry)",
  ]

  private static let samples = [
    """
    CREATE TABLE sample (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      assessment TEXT NOT NULL REFERENCES assessment,
      qualification TEXT NOT NULL,
      purpose TEXT NOT NULL,
      policy TEXT NOT NULL,
      draw TEXT NOT NULL,
      population INTEGER NOT NULL CHECK (population >= 1),
      asked INTEGER NOT NULL CHECK (asked BETWEEN 1 AND population),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE sample_script (
      sample INTEGER NOT NULL REFERENCES sample,
      entry INTEGER NOT NULL REFERENCES entry,
      why TEXT NOT NULL,
      basis TEXT NOT NULL CHECK (length(basis) = 64),
      PRIMARY KEY (sample, entry)
    ) STRICT
    """,
    "CREATE INDEX sample_script_of_entry ON sample_script (entry)",
    """
    CREATE TABLE sample_outcome (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sample INTEGER NOT NULL REFERENCES sample,
      outcome TEXT NOT NULL CHECK (outcome IN ('stand', 'extend', 'cohort', 'remark')),
      assessor TEXT REFERENCES assessor,
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((outcome = 'remark') = (assessor IS NOT NULL))
    ) STRICT
    """,
  ]
}
