package import Assessment
import Foundation
import GRDB

/// A comparison of scripts as the record keeps it: how it was made, and what came of it.
package struct SimilarityRecord: Sendable {
  package let settings: SimilaritySettings
  /// Scripts of the series, and scripts of earlier work.
  package let scripts: Int
  package let earlier: Int
  /// The pairs that share work, and the digest of their list.
  package let pairs: Int
  package let list: Digest

  package init(
    settings: SimilaritySettings, scripts: Int, earlier: Int, pairs: Int, list: Digest
  ) {
    self.settings = settings
    self.scripts = scripts
    self.earlier = earlier
    self.pairs = pairs
    self.list = list
  }
}

extension Ledger {
  /// Records that the scripts of the series were compared.
  ///
  /// - Returns: False where the last comparison came to the same, and is on record already.
  package func record(similarity record: SimilarityRecord, act: Act) throws -> Bool {
    try step(act) { database in
      let facts = [
        "method": ComparedText.method, "scripts": "\(record.scripts)",
        "earlier": "\(record.earlier)", "passage": "\(record.settings.passage)",
        "least": "\(record.settings.least)", "common": "\(record.settings.common)",
        "pairs": "\(record.pairs)", "list": record.list.description,
      ]
      let last = try Data.fetchOne(
        database,
        sql: """
          SELECT body FROM event WHERE json_extract(body, '$.command') = ?
          ORDER BY number DESC LIMIT 1
          """, arguments: [act.command])
      if let last, try JSONDecoder().decode(EventBody.self, from: last).facts == facts {
        return false
      }
      _ = try database.append(NewEvent(facts: facts), act)
      return true
    }
  }
}
