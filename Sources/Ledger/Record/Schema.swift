import GRDB

/// The schema, one migration a version.
///
/// A rule that the database can keep is kept by the database.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      for statement in record + people + work + marks { try database.execute(sql: statement) }
    }
    migrator.registerMigration("receipts") { database in
      for statement in receipts { try database.execute(sql: statement) }
    }
    migrator.registerMigration("checks have names and scores") { database in
      try database.execute(sql: "ALTER TABLE exception ADD COLUMN check_name TEXT")
      try database.execute(sql: "ALTER TABLE exception ADD COLUMN score TEXT")
    }
    migrator.registerMigration("responses take the place of others") { database in
      try database.execute(
        sql: "ALTER TABLE submission ADD COLUMN replaces INTEGER REFERENCES submission")
    }
    ChangeSchema.register(in: &migrator)
    ReturnSchema.register(in: &migrator)
    migrator.registerMigration("letters") { database in
      for statement in letters { try database.execute(sql: statement) }
    }
    migrator.registerMigration("platforms") { database in
      for statement in platforms { try database.execute(sql: statement) }
    }
    migrator.registerMigration("ways to what is asked for often") { database in
      for statement in indexes { try database.execute(sql: statement) }
    }
    NameSchema.register(in: &migrator)
    ModerationSchema.register(in: &migrator)
    StandardSchema.register(in: &migrator)
    ReleaseSchema.register(in: &migrator)
    PackSchema.register(in: &migrator)
    HeadSchema.register(in: &migrator)
    RetentionSchema.register(in: &migrator)
    LookupSchema.register(in: &migrator)
    ModerationSchema.registerTeams(in: &migrator)
    AttemptSchema.register(in: &migrator)
    DepartureSchema.register(in: &migrator)
    RetentionSchema.registerDeletion(in: &migrator)
    JoinSchema.register(in: &migrator)
    JoinSchema.registerSettling(in: &migrator)
    CheckSchema.register(in: &migrator)
    return migrator
  }

  /// Without these each thing received, each script in a pack and each returned sheet goes through
  /// all that came before.
  private static let indexes = [
    "CREATE INDEX submission_in_place_of ON submission (replaces) WHERE replaces IS NOT NULL",
    "CREATE INDEX pack_script_of_entry ON pack_script (entry)",
    "CREATE INDEX pack_script_of_submission ON pack_script (submission)",
    "CREATE INDEX allocation_of_assessor ON allocation (assessor)",
  ]

  /// What happened: appended to, never changed.
  private static let record = [
    """
    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE event (
      number INTEGER PRIMARY KEY,
      body BLOB NOT NULL,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
    ) STRICT
    """,
    """
    CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END
    """,
    """
    CREATE TABLE private_text (
      event INTEGER NOT NULL REFERENCES event,
      field TEXT NOT NULL,
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      text TEXT NOT NULL,
      PRIMARY KEY (event, field)
    ) STRICT
    """,
    """
    CREATE TABLE assessment (
      id TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      case_study TEXT,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE rubric (
      assessment TEXT NOT NULL REFERENCES assessment,
      qualification TEXT NOT NULL,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      body TEXT NOT NULL,
      PRIMARY KEY (assessment, qualification)
    ) STRICT
    """,
  ]

  /// Who takes part.
  ///
  /// Personal data stands here, in rows that can be erased.
  private static let people = [
    """
    CREATE TABLE person (
      id TEXT PRIMARY KEY,
      details TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person,
      assessment TEXT NOT NULL REFERENCES assessment,
      qualification TEXT NOT NULL,
      attempt INTEGER NOT NULL CHECK (attempt BETWEEN 1 AND 9),
      script TEXT NOT NULL UNIQUE CHECK (length(script) = 10),
      cohort TEXT,
      event INTEGER NOT NULL REFERENCES event,
      UNIQUE (person, assessment, qualification, attempt)
    ) STRICT
    """,
    """
    CREATE TABLE assessor (
      id TEXT PRIMARY KEY,
      details TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE passphrase (
      assessor TEXT PRIMARY KEY REFERENCES assessor,
      words TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE interest (
      person TEXT NOT NULL REFERENCES person,
      assessor TEXT NOT NULL REFERENCES assessor,
      reason TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (person, assessor)
    ) STRICT
    """,
    """
    CREATE TABLE exception (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry,
      kind TEXT NOT NULL CHECK (
        kind IN ('withdrawal', 'deferral', 'extension', 'adjustment', 'integrity', 'engagement')),
      closes INTEGER,
      value TEXT,
      category TEXT,
      authoriser TEXT,
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((kind = 'extension') = (closes IS NOT NULL))
    ) STRICT
    """,
  ]

  /// What was handed in, and who is to read it.
  private static let work = [
    """
    CREATE TABLE submission (
      id INTEGER PRIMARY KEY,
      entry INTEGER REFERENCES entry,
      original TEXT NOT NULL CHECK (length(original) = 64),
      content TEXT CHECK (length(content) = 64),
      name TEXT NOT NULL,
      received INTEGER NOT NULL,
      clock TEXT NOT NULL CHECK (clock IN ('platform', 'office', 'stated')),
      standing TEXT NOT NULL CHECK (standing IN ('accepted', 'held', 'settled')),
      late_seconds INTEGER NOT NULL DEFAULT 0 CHECK (late_seconds >= 0),
      words INTEGER CHECK (words >= 0),
      format TEXT,
      receipt TEXT UNIQUE,
      findings TEXT NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      CHECK (standing <> 'accepted' OR (entry IS NOT NULL AND content IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX submission_of_entry ON submission (entry)",
    """
    CREATE TABLE copy (
      submission INTEGER NOT NULL REFERENCES submission,
      number INTEGER NOT NULL CHECK (number >= 1),
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      format TEXT NOT NULL,
      PRIMARY KEY (submission, number)
    ) STRICT
    """,
    """
    CREATE TABLE allocation (
      entry INTEGER NOT NULL REFERENCES entry,
      marking INTEGER NOT NULL CHECK (marking BETWEEN 1 AND 3),
      assessor TEXT NOT NULL REFERENCES assessor,
      event INTEGER NOT NULL REFERENCES event,
      PRIMARY KEY (entry, marking),
      UNIQUE (entry, assessor)
    ) STRICT
    """,
    """
    CREATE TABLE pack (
      id TEXT PRIMARY KEY,
      assessor TEXT NOT NULL REFERENCES assessor,
      purpose TEXT NOT NULL,
      file TEXT NOT NULL,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE pack_script (
      pack TEXT NOT NULL REFERENCES pack,
      entry INTEGER NOT NULL REFERENCES entry,
      submission INTEGER NOT NULL REFERENCES submission,
      PRIMARY KEY (pack, entry)
    ) STRICT
    """,
  ]

  /// What was answered to whoever handed something in, kept from the record until it is written and
  /// after.
  private static let receipts = [
    """
    CREATE TABLE receipt (
      number TEXT PRIMARY KEY,
      submission INTEGER NOT NULL REFERENCES submission,
      body TEXT NOT NULL,
      folder TEXT NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('recorded', 'written', 'listed'))
    ) STRICT
    """,
    "CREATE INDEX receipt_to_do ON receipt (stage) WHERE stage <> 'listed'",
  ]

  /// Where responses were handed in before they came to the office.
  private static let platforms = [
    """
    ALTER TABLE submission ADD COLUMN time_known INTEGER NOT NULL DEFAULT 1
      CHECK (time_known IN (0, 1))
    """,
    """
    CREATE TABLE origin (
      submission INTEGER PRIMARY KEY REFERENCES submission,
      platform TEXT NOT NULL,
      export TEXT NOT NULL,
      key TEXT NOT NULL,
      path TEXT NOT NULL,
      number TEXT,
      attempt TEXT NOT NULL,
      time TEXT
    ) STRICT
    """,
    "CREATE INDEX submission_of_file ON submission (original)",
    "CREATE INDEX submission_held ON submission (standing) WHERE standing = 'held'",
  ]

  /// To whom we wrote, about what and by when an answer is asked for; the letters lie in `send/`.
  private static let letters = [
    """
    CREATE TABLE message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      entry INTEGER REFERENCES entry,
      assessor TEXT REFERENCES assessor,
      answer_by TEXT,
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((entry IS NULL) <> (assessor IS NULL))
    ) STRICT
    """,
    "CREATE INDEX message_to_entry ON message (entry)",
  ]

  /// What assessors sent back.
  ///
  /// A fact is never changed: a later one stands beside it.
  private static let marks = [
    """
    CREATE TABLE returned (
      id INTEGER PRIMARY KEY,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
      name TEXT NOT NULL,
      pack TEXT REFERENCES pack,
      event INTEGER NOT NULL REFERENCES event
    ) STRICT
    """,
    """
    CREATE TABLE fact (
      id INTEGER PRIMARY KEY,
      entry INTEGER NOT NULL REFERENCES entry,
      assessor TEXT NOT NULL REFERENCES assessor,
      kind TEXT NOT NULL CHECK (kind IN ('mark', 'comment-on', 'comment', 'note', 'flag')),
      name TEXT NOT NULL,
      marks INTEGER CHECK (marks >= 0),
      text TEXT,
      pack TEXT NOT NULL REFERENCES pack,
      revision INTEGER NOT NULL CHECK (revision >= 0),
      rubric TEXT NOT NULL CHECK (length(rubric) = 64),
      file TEXT NOT NULL,
      received INTEGER NOT NULL,
      event INTEGER NOT NULL REFERENCES event,
      CHECK ((kind = 'mark') = (marks IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX fact_of_entry ON fact (entry)",
    """
    CREATE TRIGGER fact_is_not_changed BEFORE UPDATE OF marks, text, revision ON fact
    BEGIN SELECT RAISE(ABORT, 'a mark is never changed: a later one stands beside it'); END
    """,
    """
    CREATE TRIGGER fact_is_not_deleted BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'a mark is never deleted'); END
    """,
  ]
}
