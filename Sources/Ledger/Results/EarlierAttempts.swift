import Assessment
import GRDB

/// What the record keeps of the attempts before an entry's own, where another series holds them.
enum AttemptSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("attempts in earlier series") { database in
      try database.execute(
        sql: """
          CREATE TABLE earlier_attempt (
            entry INTEGER NOT NULL REFERENCES entry,
            attempt INTEGER NOT NULL CHECK (attempt BETWEEN 1 AND 9),
            script TEXT NOT NULL,
            series TEXT NOT NULL,
            outcome TEXT,
            event INTEGER NOT NULL REFERENCES event,
            PRIMARY KEY (entry, attempt)
          ) STRICT
          """)
    }
  }
}

extension Database {
  /// Links each entry with the attempts before it: those of earlier series as they were carried,
  /// and those of this one.
  func addEarlierAttempts(to records: inout [EntryRecord], _ index: [Int: Int]) throws {
    let rows = try Row.fetchCursor(self, sql: "SELECT * FROM earlier_attempt ORDER BY attempt")
    while let row = try rows.next() {
      guard let at = index[row["entry"]] else { continue }
      let outcome: String? = row["outcome"]
      records[at].earlier.append(
        EarlierAttempt(
          attempt: row["attempt"], script: row["script"], series: row["series"],
          outcome: outcome.flatMap(Decision.Outcome.init)))
    }
    guard records.contains(where: { $0.attempt > 1 }) else { return }
    let people = Dictionary(grouping: records.indices) {
      "\(records[$0].person)\n\(records[$0].qualification.code)"
    }
    for places in people.values where places.count > 1 {
      for at in places {
        let known = Set(records[at].earlier.map(\.attempt))
        let before = places.map { records[$0] }.filter {
          $0.attempt < records[at].attempt && !known.contains($0.attempt)
        }
        records[at].earlier += before.map {
          EarlierAttempt(
            attempt: $0.attempt, script: $0.script, series: nil, outcome: $0.release?.outcome)
        }
        records[at].earlier.sort { $0.attempt < $1.attempt }
      }
    }
  }

  /// Keeps what came before an attempt of an entry that is carried: what the series that ends knew,
  /// and its own where this is another attempt.
  func keepAttempts(
    before attempt: Int, of old: EntryRecord, from series: String, in entry: Int, event: Int
  ) throws {
    let last = EarlierAttempt(
      attempt: old.attempt, script: old.script, series: series, outcome: old.release?.outcome)
    for one in old.earlier + [last] where one.attempt < attempt {
      try executeRepeated(
        sql: """
          INSERT OR IGNORE INTO earlier_attempt (entry, attempt, script, series, outcome, event)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          entry, one.attempt, one.script, one.series ?? series, one.outcome?.rawValue, event,
        ])
    }
  }
}
