import Assessment
import GRDB

extension Ledger {
  /// How many officers have to try a copy of the keys before nobody is reminded of it.
  package static let recoveryOfficers = 2

  /// Records that the one who acts has tried a copy of the keys, and that it opens everything.
  package func recordRecovery(key fingerprint: String, act: Act) throws {
    try step(act) { database in
      _ = try database.append(NewEvent(facts: ["key:signing": fingerprint]), act)
    }
  }

  /// Who has tried a copy of the keys, in the order of names.
  package func recoveryTriers() throws -> [String] {
    try queue.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT json_extract(CAST(body AS TEXT), '$.actor') AS actor FROM event
          WHERE json_extract(CAST(body AS TEXT), '$.command') = 'recover' ORDER BY actor
          """)
    }
  }
}
