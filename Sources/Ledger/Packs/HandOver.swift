import Assessment
import Foundation
import GRDB

extension Ledger {
  /// Packs that are recorded and were not given on, since a run was cut off or could not.
  func packsNotHandedOver() throws -> [PackFile] {
    let packs = folder.appending(path: "packs")
    return try queue.read { database in
      let assessors = Dictionary(
        uniqueKeysWithValues: try database.assessors().map { ($0.id, $0) })
      let sql = """
        SELECT id, assessor, purpose, file, (SELECT count(*) FROM pack_script WHERE pack = pack.id) AS scripts
        FROM pack WHERE handed_over = 0 ORDER BY id
        """
      return try Row.fetchAll(database, sql: sql).compactMap { row in
        assessors[row["assessor"]].map { assessor in
          PackFile(
            pack: row["id"], assessor: assessor,
            round: MarkingRound(rawValue: row["purpose"]) ?? .marking,
            url: packs.appending(path: row["file"] as String), scripts: row["scripts"])
        }
      }
    }
  }

  /// Notes of packs whether they were given on; nothing of what happened depends on it.
  func noteHandedOver(_ packs: some Sequence<(PackFile, Bool)>) throws {
    let given = packs.filter(\.1).map(\.0.pack)
    guard !given.isEmpty else { return }
    try queue.write { database in
      for pack in given {
        try database.executeRepeated(
          sql: "UPDATE pack SET handed_over = 1 WHERE id = ?", arguments: [pack])
      }
    }
  }
}
