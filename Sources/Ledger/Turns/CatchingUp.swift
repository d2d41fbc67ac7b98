import Assessment
import Foundation
import GRDB

/// What an interruption left to be done, noted in columns that say how far a command came.
extension Ledger {
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
    let list = String(decoding: try canonicalJSON(packs), as: UTF8.self)
    try queue.write { database in
      try database.executeRepeated(
        sql: """
          UPDATE returned SET acknowledged = 1
          WHERE acknowledged = 0 AND pack IN (SELECT value FROM json_each(?))
          """, arguments: [list])
    }
  }

  /// The queries for which nothing was done at once yet.
  func unfollowed() throws -> [Int] {
    try queue.read { try Int.fetchAll($0, sql: "SELECT id FROM query WHERE followed = 0") }
  }

  func note(followed queries: [Int]) throws {
    let list = String(decoding: try canonicalJSON(queries), as: UTF8.self)
    try queue.write { database in
      try database.executeRepeated(
        sql: """
          UPDATE query SET followed = 1
          WHERE followed = 0 AND id IN (SELECT value FROM json_each(?))
          """, arguments: [list])
    }
  }
}
