import Assessment
import Foundation
import GRDB

/// What an interruption left to be done, noted in columns that say how far a command came.
extension Ledger {
  /// The packs that lie ready and were given to nobody yet, in their order.
  package func undelivered() throws -> [PackFile] {
    try queue.read { database in
      let assessors = Dictionary(
        uniqueKeysWithValues: try database.assessors().map { ($0.id, $0) })
      let sql = """
        SELECT id, assessor, file, (SELECT count(*) FROM pack_script WHERE pack = pack.id) AS scripts
        FROM pack WHERE delivered = 0 ORDER BY id
        """
      return try Row.fetchAll(database, sql: sql).compactMap { row in
        assessors[row["assessor"]].map { assessor in
          PackFile(
            pack: row["id"], assessor: assessor,
            url: folder.appending(path: "packs").appending(path: row["file"] as String),
            scripts: row["scripts"])
        }
      }
    }
  }

  /// Notes that packs lie where their senders take them from.
  package func note(delivered packs: [PackFile]) throws {
    try queue.write { database in
      for pack in packs {
        try database.execute(
          sql: "UPDATE pack SET delivered = 1 WHERE id = ?", arguments: [pack.pack])
      }
    }
  }

  /// The packs of which something came that nobody was thanked for yet.
  func unacknowledged() throws -> [Identifier] {
    try queue.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT DISTINCT pack FROM returned WHERE acknowledged = 0 AND pack IS NOT NULL"
      ).compactMap { Identifier($0) }
    }
  }

  func note(acknowledged packs: [Identifier]) throws {
    try queue.write { database in
      for pack in packs {
        try database.execute(
          sql: "UPDATE returned SET acknowledged = 1 WHERE pack = ?", arguments: [pack.text])
      }
    }
  }

  /// The queries for which nothing was done at once yet.
  func unfollowed() throws -> [Int] {
    try queue.read { try Int.fetchAll($0, sql: "SELECT id FROM query WHERE followed = 0") }
  }

  func note(followed query: Int) throws {
    try queue.write { database in
      try database.execute(sql: "UPDATE query SET followed = 1 WHERE id = ?", arguments: [query])
    }
  }
}
