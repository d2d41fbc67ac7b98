package import Assessment
package import Documents
import Foundation
import GRDB

/// A script as it lies in the series, for the office to compare.
package struct SeriesScript: Sendable {
  /// The script code.
  package let script: String
  /// The participant's identifier in the roster.
  package let person: String
  /// The name to show; personal data.
  package let name: String
  package let qualification: Qualification
  /// The clean copies of its files; none where no copy could be made.
  package let copies: [(path: String, format: DocumentFormat)]
}

extension Ledger {
  /// What each entry has handed in last, in the order of script codes: the submission that counts,
  /// or where none does yet the last one that is held.
  package func scripts() throws -> [SeriesScript] {
    try queue.read { database in
      let sql = """
        SELECT entry.*, person.details, (
          SELECT id FROM submission WHERE submission.entry = entry.id
          AND standing IN ('accepted', 'held')
          ORDER BY standing = 'accepted' DESC, received DESC, id DESC LIMIT 1) AS submission
        FROM entry JOIN person ON person.id = entry.person ORDER BY entry.script
        """
      let clean = folder.appending(path: "clean")
      return try Row.fetchAll(database, sql: sql).compactMap { row in
        guard let submission: Int = row["submission"],
          let qualification = Qualification(rawValue: row["qualification"])
        else { return nil }
        let copies = try Row.fetchAll(
          database.cachedStatement(
            sql: "SELECT digest, format FROM copy WHERE submission = ? ORDER BY number"),
          arguments: [submission])
        let details = try JSONDecoder().decode(
          [String: String].self, from: Data((row["details"] as String).utf8))
        return SeriesScript(
          script: row["script"], person: row["person"], name: details["name"] ?? row["person"],
          qualification: qualification,
          copies: copies.compactMap { copy in
            DocumentFormat(rawValue: copy["format"])
              .map { (clean.appending(path: copy["digest"] as String).path, $0) }
          })
      }
    }
  }
}
