import Assessment
import Foundation
import GRDB

/// An assessor as the office's list has them.
package struct AssessorRecord: Sendable, Hashable {
  package let id: String
  /// The columns of the list; personal data.
  package let details: [String: String]
  package let qualifications: [String]
  package let capacity: Int
  package let minimum: Int

  package init(
    id: String, details: [String: String], qualifications: [String], capacity: Int, minimum: Int
  ) {
    self.id = id
    self.details = details
    self.qualifications = qualifications
    self.capacity = capacity
    self.minimum = minimum
  }

  /// The name to show; the identifier where the list has none.
  package var name: String { details["name"] ?? id }
}

extension AssessorRecord: Codable {}

extension Ledger {
  /// Adds assessors; changed details replace the old ones.
  package func importAssessors(_ roster: [AssessorRecord], act: Act) throws -> ImportOutcome {
    try step(act) { database in
      var known: [String: AssessorRecord] = [:]
      for record in try database.assessors() { known[record.id] = record }
      let fresh = roster.filter { known[$0.id] != $0 }
      var outcome = ImportOutcome()
      outcome.unchanged = roster.count - fresh.count
      guard !fresh.isEmpty else { return outcome }
      let event = try database.append(NewEvent(facts: ["rows": "\(fresh.count)"]), act)
      for row in fresh {
        if known[row.id] == nil { outcome.added += 1 } else { outcome.changed += 1 }
        try database.executeRepeated(
          sql: """
            INSERT INTO assessor (id, details, event) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET details = excluded.details, event = excluded.event
            """,
          arguments: [row.id, String(decoding: try canonicalJSON(row), as: UTF8.self), event])
      }
      return outcome
    }
  }

  /// Adds declared interests of assessors in persons.
  package func importInterests(
    _ roster: [(person: String, assessor: String, reason: String)], act: Act
  ) throws -> ImportOutcome {
    try step(act) { database in
      var known: Set<String> = []
      for row in try Row.fetchAll(database, sql: "SELECT person, assessor FROM interest") {
        known.insert("\(row["person"] as String)\n\(row["assessor"] as String)")
      }
      let fresh = roster.filter { !known.contains("\($0.person)\n\($0.assessor)") }
      var outcome = ImportOutcome()
      outcome.unchanged = roster.count - fresh.count
      outcome.added = fresh.count
      guard !fresh.isEmpty else { return outcome }
      let event = try database.append(NewEvent(facts: ["rows": "\(fresh.count)"]), act)
      for row in fresh {
        try database.executeRepeated(
          sql: "INSERT INTO interest (person, assessor, reason, event) VALUES (?, ?, ?, ?)",
          arguments: [row.person, row.assessor, row.reason, event])
      }
      return outcome
    }
  }

  /// Every assessor, in the order of their identifiers.
  package func assessors() throws -> [AssessorRecord] { try queue.read { try $0.assessors() } }
}

extension Database {
  func assessors() throws -> [AssessorRecord] {
    try String.fetchAll(self, sql: "SELECT details FROM assessor ORDER BY id").map {
      try JSONDecoder().decode(AssessorRecord.self, from: Data($0.utf8))
    }
  }
}
