package import Assessment
import Foundation
import GRDB

extension Ledger {
  /// The participants by any identifier in the roster.
  package func personIndex() throws -> PersonIndex {
    try queue.read { database in
      var index = PersonIndex()
      let columns = Self.identifying.map { "json_extract(details, '$.\($0)')" }
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, \(columns.joined(separator: ", ")) FROM person ORDER BY id")
      while let row = try rows.next() {
        guard let id = Identifier(row[0] as String) else { continue }
        index.add(id, knownAs: (1...columns.count).map { row[$0] as String? })
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
