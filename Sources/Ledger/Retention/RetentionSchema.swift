import GRDB

/// What the record keeps of what it no longer holds.
enum RetentionSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("erasures") { database in
      try database.execute(
        sql: """
          CREATE TABLE erasure (
            submission INTEGER PRIMARY KEY REFERENCES submission,
            files TEXT NOT NULL,
            event INTEGER NOT NULL REFERENCES event
          ) STRICT
          """)
    }
  }

  static func registerDeletion(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("the day by which packs are deleted") { database in
      try database.execute(sql: "ALTER TABLE pack ADD COLUMN delete_by TEXT")
    }
  }
}
