package import Assessment
import Foundation
import GRDB

/// What an import changed.
package struct ImportOutcome: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0
}

/// One row of the participants' roster, ready to become an entry.
package struct RosterEntry: Sendable {
  package let person: String
  /// The columns of the roster, personal data among them.
  package let details: [String: String]
  package let assessment: String
  package let qualification: Qualification
  package let attempt: Int
  package let cohort: String?

  package init(
    person: String, details: [String: String], assessment: String, qualification: Qualification,
    attempt: Int, cohort: String?
  ) {
    self.person = person
    self.details = details
    self.assessment = assessment
    self.qualification = qualification
    self.attempt = attempt
    self.cohort = cohort
  }
}

extension Ledger {
  /// Adds persons and entries.
  ///
  /// What is there already stays; changed details replace the old ones.
  package func importParticipants(
    _ roster: [RosterEntry], secret: [UInt8], act: Act
  ) throws -> ImportOutcome {
    try step(act) { database in
      let known = try database.persons()
      let entries = try database.knownEntries()
      var outcome = ImportOutcome()
      let fresh = roster.filter { known[$0.person] != $0.details || !entries.contains($0.key) }
      outcome.unchanged = roster.count - fresh.count
      guard !fresh.isEmpty else { return outcome }
      let facts = ["rows": "\(fresh.count)"]
      let event = try database.append(NewEvent(facts: facts), act)
      var taken = Set(
        try String.fetchAll(database, sql: "SELECT script FROM entry").compactMap { ScriptCode($0) }
      )
      for row in fresh {
        if known[row.person] != row.details { try database.save(row) }
        if entries.contains(row.key) {
          outcome.changed += 1
        } else {
          try database.insert(row, secret: secret, taken: &taken, event: event)
          outcome.added += 1
        }
      }
      return outcome
    }
  }
}

extension RosterEntry {
  fileprivate var key: String { "\(person)\n\(assessment)\n\(qualification.code)\n\(attempt)" }
}

extension Database {
  fileprivate func persons() throws -> [String: [String: String]] {
    var persons: [String: [String: String]] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT id, details FROM person")
    while let row = try rows.next() {
      let details: String = row["details"]
      persons[row["id"]] = try JSONDecoder().decode(
        [String: String].self, from: Data(details.utf8))
    }
    return persons
  }

  fileprivate func knownEntries() throws -> Set<String> {
    let rows = try Row.fetchAll(
      self, sql: "SELECT person, assessment, qualification, attempt FROM entry")
    return Set(
      rows.flatMap { row in
        let person: String = row["person"]
        let assessment: String = row["assessment"]
        let qualification: String = row["qualification"]
        let attempt: Int = row["attempt"]
        // A roster names no attempt: whoever is there for a resit is not added a second time.
        return Set([1, attempt]).map { "\(person)\n\(assessment)\n\(qualification)\n\($0)" }
      })
  }

  func save(_ row: RosterEntry) throws {
    let details = String(decoding: try canonicalJSON(row.details), as: UTF8.self)
    try executeRepeated(
      sql: """
        INSERT INTO person (id, details) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET details = excluded.details
        """, arguments: [row.person, details])
  }

  /// Inserts an entry under a script code that no other entry has.
  func insert(
    _ row: RosterEntry, secret: [UInt8], taken: inout Set<ScriptCode>, event: Int
  ) throws {
    guard let assessment = Identifier(row.assessment), let participant = Identifier(row.person)
    else { throw LedgerError.damaged("an entry without identifiers") }
    let code = ScriptCode(
      assessment: assessment, participant: participant, attempt: row.attempt, secret: secret,
      taken: taken)
    taken.insert(code)
    try executeRepeated(
      sql: """
        INSERT INTO entry (person, assessment, qualification, attempt, script, cohort, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        row.person, row.assessment, row.qualification.code, row.attempt, code.text, row.cohort,
        event,
      ])
  }
}
