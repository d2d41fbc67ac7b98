package import Assessment
import Foundation
import GRDB

/// Since when an assessor is gone, and why.
package struct Departure: Sendable, Hashable, Codable {
  package let assessor: String
  package let since: CivilDate
  /// Why, as the office put it; personal data.
  package let reason: String?
}

/// Who leaves, and who is back, with an allocation.
package struct Turnover: Sendable {
  package var leaving: [String] = []
  package var returning: [String] = []
  package var reason: String?

  package init(leaving: [String] = [], returning: [String] = [], reason: String? = nil) {
    self.leaving = leaving
    self.returning = returning
    self.reason = reason
  }

  var isEmpty: Bool { leaving.isEmpty && returning.isEmpty }

  /// What an event says of it; no identifier of an assessor holds a blank.
  var facts: [String: String] {
    ["left": leaving, "back": returning].filter { !$0.value.isEmpty }
      .mapValues { $0.joined(separator: " ") }
  }
}

/// What the record keeps of assessors who leave and come back: the last act counts.
enum DepartureSchema {
  static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("assessors leave and come back") { database in
      try database.execute(
        sql: """
          CREATE TABLE departure (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessor TEXT NOT NULL REFERENCES assessor,
            act TEXT NOT NULL CHECK (act IN ('left', 'back')),
            event INTEGER NOT NULL REFERENCES event
          ) STRICT
          """)
      try database.execute(
        sql: "CREATE INDEX departure_of_assessor ON departure (assessor)")
    }
  }
}

extension Ledger {
  /// Everybody who has left, in the order of their identifiers.
  package func departures() throws -> [Departure] { try queue.read { try $0.departures() } }
}

extension Database {
  func departures() throws -> [Departure] {
    let zone = try assessments().first?.assessment.window.zone ?? "Europe/London"
    let sql = """
      SELECT departure.assessor, event.body, private_text.text FROM departure
      JOIN event ON event.number = departure.event
      LEFT JOIN private_text ON private_text.event = event.number AND private_text.field = 'reason'
      WHERE departure.act = 'left' AND departure.id = (
        SELECT max(id) FROM departure later WHERE later.assessor = departure.assessor)
      ORDER BY departure.assessor
      """
    return try Row.fetchAll(self, sql: sql).map { row in
      let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
      return Departure(
        assessor: row["assessor"], since: body.time.civil(in: zone).day, reason: row["text"])
    }
  }

  /// Everybody who has left.
  func gone() throws -> Set<String> {
    let sql = """
      SELECT assessor FROM departure WHERE act = 'left' AND id = (
        SELECT max(id) FROM departure later WHERE later.assessor = departure.assessor)
      """
    return Set(try String.fetchAll(self, sql: sql))
  }

  /// Notes who leaves and who is back.
  func note(_ turnover: Turnover, event: Int) throws {
    let acts = turnover.leaving.map { ($0, "left") } + turnover.returning.map { ($0, "back") }
    for (assessor, act) in acts {
      try executeRepeated(
        sql: "INSERT INTO departure (assessor, act, event) VALUES (?, ?, ?)",
        arguments: [assessor, act, event])
    }
  }
}
