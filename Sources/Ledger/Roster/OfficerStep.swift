package import Assessment
import GRDB

extension Ledger {
  /// Names officers who may release results; an address that differs replaces the old one.
  package func importOfficers(_ roster: [OfficerRow], act: Act) throws -> ImportOutcome {
    try step(act) { database in
      var known: [String: String] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT name, email FROM officer") {
        known[row["name"]] = row["email"] ?? ""
      }
      let fresh = roster.filter { known[$0.name] != $0.email ?? "" }
      var outcome = ImportOutcome()
      outcome.unchanged = roster.count - fresh.count
      guard !fresh.isEmpty else { return outcome }
      let event = try database.append(NewEvent(facts: ["rows": "\(fresh.count)"]), act)
      for row in fresh {
        if known[row.name] == nil { outcome.added += 1 } else { outcome.changed += 1 }
        try database.executeRepeated(
          sql: """
            INSERT INTO officer (name, email, event) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET email = excluded.email, event = excluded.event
            """,
          arguments: [row.name, row.email, event])
      }
      return outcome
    }
  }
}

extension Database {
  func officers() throws -> [String] {
    try String.fetchAll(self, sql: "SELECT name FROM officer ORDER BY name")
  }
}
