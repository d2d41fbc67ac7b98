package import Assessment
package import Foundation
import GRDB

/// A returned sheet as it was collected.
package struct CollectedReturn: Sendable {
  package let name: String
  package let digest: Digest
  package let received: Instant
  /// Where it is kept as it came; nil where it is not, as in series of earlier versions.
  package let file: URL?
}

extension Ledger {
  /// Returned sheets as they came, each under its digest.
  var returns: Store { Store(folder: folder.appending(path: "returns")) }

  /// Keeps a returned sheet as it came, before anything of it becomes true.
  package func keep(_ sheet: ReturnedSheet, bytes: [UInt8]) throws -> ReturnedSheet {
    var sheet = sheet
    sheet.isKept = try returns.keep(bytes) == sheet.digest
    return sheet
  }

  /// Every return that stands, in the order in which they were collected.
  package func collectedReturns() throws -> [CollectedReturn] {
    let store = returns
    return try queue.read { database in
      let sql = """
        SELECT returned.name, returned.digest, event.body FROM returned
        JOIN event ON event.number = returned.event ORDER BY returned.event, returned.id
        """
      return try Row.fetchAll(database, sql: sql).compactMap { row in
        guard let digest = Digest(hex: row["digest"] as String) else { return nil }
        let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
        let file = store.url(of: digest)
        return CollectedReturn(
          name: row["name"], digest: digest, received: body.time,
          file: FileManager.default.fileExists(atPath: file.path) ? file : nil)
      }
    }
  }

  /// What is recorded of marks: all of it, and what of it the office wrote and no return.
  package func markFacts() throws -> [MarkFact] { try queue.read { try $0.facts() } }

  /// The decision for every entry, from other facts in the place of the recorded marks.
  package func results(at now: Instant, from facts: [MarkFact]) throws -> [ResultRow] {
    try queue.read { try $0.results(at: now, facts: facts).map(\.row) }
  }
}

extension MarkFact {
  /// Whether the office recorded it, and no return holds it.
  package var isOfOffice: Bool { source.file == "the office" }
}
