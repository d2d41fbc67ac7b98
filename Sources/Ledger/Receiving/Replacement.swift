package import Findings
import Foundation
import GRDB

/// That a response takes the place of another, by the office's decision.
package struct Replacement: Sendable, Hashable {
  /// The response whose place it takes.
  package let submission: Int
  /// How late that one came; the new one counts as no later.
  package let lateSeconds: Int
  package let reason: String

  package init(of response: ArrivalRecord, reason: String) {
    submission = response.id
    lateSeconds = response.lateSeconds
    self.reason = reason
  }
}

extension Ledger {
  /// What speaks against another response in the place of one: nothing while it is with nobody; a
  /// warning for each pack that holds it; and a refusal once marks stand on it.
  package func obstacles(toReplacing response: ArrivalRecord) throws -> [Finding] {
    try queue.read { database in
      if response.standing == .settled {
        return [
          Finding(
            "moves-nowhere", .refused, response.name,
            "was settled by what came later, and counts for nobody",
            remedy: "name the one that counts; npq show lists them")
        ]
      }
      let packs = try Row.fetchAll(
        database,
        sql: """
          SELECT pack.id, pack.assessor, EXISTS (
            SELECT 1 FROM fact WHERE fact.entry = pack_script.entry AND fact.kind = 'mark'
            AND fact.pack = pack.id) AS marked
          FROM pack_script JOIN pack ON pack.id = pack_script.pack
          WHERE pack_script.submission = ? ORDER BY pack.id
          """, arguments: [response.id])
      return packs.map { row in
        let pack: String = row["id"]
        let assessor: String = row["assessor"]
        if row["marked"] {
          return Finding(
            "marks-stand", .refused, response.name, "was marked by \(assessor) (\(pack))",
            remedy: "undo the collection of these marks first, if they are not to count; npq "
              + "history shows its number")
        }
        return Finding(
          "pack-is-out", .warning, pack, "is with \(assessor) and holds the earlier response",
          remedy: "npq distribute makes a new pack with the new one; tell the assessor")
      }
    }
  }

  /// Whose a response is: the identifier of the person, and the assessment.
  package func owner(
    of response: ArrivalRecord
  ) throws -> (person: String, assessment: String, qualification: String)? {
    try queue.read { database in
      try Row.fetchOne(
        database, sql: "SELECT person, assessment, qualification FROM entry WHERE id = ?",
        arguments: [response.entry]
      ).map { ($0["person"], $0["assessment"], $0["qualification"]) }
    }
  }
}
