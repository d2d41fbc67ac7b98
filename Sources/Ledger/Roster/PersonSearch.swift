package import Assessment
import Foundation
import GRDB

extension Ledger {
  /// The participants by any identifier in the roster.
  package func personIndex() throws -> PersonIndex {
    try queue.read { database in
      var index = PersonIndex()
      let rows = try Row.fetchCursor(database, sql: "SELECT id, details FROM person ORDER BY id")
      while let row = try rows.next() {
        let text: String = row["details"]
        let details = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        guard let id = Identifier(row["id"] as String) else { continue }
        index.add(id, knownAs: Self.identifying.map { details[$0] })
      }
      return index
    }
  }

  /// The assessors by identifier or e-mail.
  package func assessorIndex() throws -> PersonIndex {
    var index = PersonIndex()
    for assessor in try assessors() {
      guard let id = Identifier(assessor.id) else { continue }
      index.add(id, knownAs: [assessor.details["email"], assessor.details["name"]])
    }
    return index
  }

  /// The columns of a roster by any of which a person can be named.
  private static let identifying = ["dfe_id", "trn", "email", "lms_id", "lms_login", "name"]
}
