import GRDB

/// What a later version of the schema adds about packs.
enum PackSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("packs have days, and are handed over") { database in
      try database.execute(sql: "ALTER TABLE pack ADD COLUMN due TEXT")
      try database.execute(
        sql: """
          ALTER TABLE pack ADD COLUMN handed_over INTEGER NOT NULL DEFAULT 1
            CHECK (handed_over IN (0, 1))
          """)
    }
    migrator.registerMigration("assessments have exemplars") { database in
      try database.execute(
        sql: "ALTER TABLE assessment ADD COLUMN exemplars TEXT NOT NULL DEFAULT '[]'")
    }
  }
}
