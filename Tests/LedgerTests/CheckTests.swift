import GRDB
import Testing

@testable import Ledger

@Suite struct Checks {
  /// Rows with which nothing is wrong but for one word.
  static let refused = [
    """
    INSERT INTO fact (entry, assessor, kind, name, pack, revision, rubric, file, received, event)
    VALUES (1, 'a1', 'marks', '', 'M0001', 1, printf('%064d', 0), 'x.json', 1, 1)
    """,
    "INSERT INTO change (event, record, key, kind, before) VALUES (1, 'x', '[1]', 'gone', '{}')",
    "UPDATE submission SET clock = 'mine'", "UPDATE submission SET standing = 'lost'",
    "UPDATE receipt SET stage = 'read'",
  ]

  @Test(arguments: refused)
  func `a word that a rule does not know is refused`(sql: String) throws {
    try VerifyingSeries.with { series in
      series.ledger.queue.writeWithoutTransaction { database in
        let error = #expect(throws: DatabaseError.self) { try database.execute(sql: sql) }
        #expect(error?.message?.hasPrefix("CHECK constraint failed") == true)
      }
    }
  }

  @Test(arguments: ["fact", "change", "submission", "receipt", "row_proof", "event", "head"])
  func `no row is written by way of a table of its own`(table: String) throws {
    try MadeSeries.with { series in
      try series.ledger.queue.read { database in
        let nothing = try database.columns(in: table).map { _ in "NULL" }
        let program = try Row.fetchAll(
          database,
          sql: "EXPLAIN INSERT INTO \(table) VALUES (\(nothing.joined(separator: ", ")))")
        #expect(program.count > 5)
        #expect(!program.contains { $0["opcode"] == "OpenEphemeral" })
      }
    }
  }
}
