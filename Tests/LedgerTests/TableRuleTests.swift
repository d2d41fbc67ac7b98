import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// What a record is told to be in which rows break the rules of their tables.
///
/// All connections that look at the rows were opened for reading alone, so that SQLite itself holds
/// none against the checks of its table.
@Suite struct BrokenRows {
  struct Hand: CustomTestStringConvertible, Sendable {
    let what: String
    /// Run in the database where neither guards nor checks hold.
    let sql: String
    let message: String

    var testDescription: String { what }

    /// Gives a table another schema for the time of one change.
    fileprivate static func unruled(
      _ table: String, _ rule: String, _ none: String, _ change: String
    ) -> String {
      func put(_ words: String, insteadOf others: String) -> String {
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '\(others)', '\(words)')
        WHERE type = 'table' AND name = '\(table)';
        PRAGMA writable_schema = RESET;
        """
      }
      return "\(put(none, insteadOf: rule)) \(change); \(put(rule, insteadOf: none))"
    }

    static let all = [
      Hand(
        what: "an extension without a closing time",
        sql: """
          INSERT INTO exception (entry, kind, category, event)
          SELECT entry.id, 'extension', 'illness', entry.event FROM entry LIMIT 1
          """, message: "CHECK constraint failed in exception"),
      Hand(
        what: "a response counts that is nobody's",
        sql: "UPDATE submission SET standing = 'accepted', entry = NULL",
        message: "CHECK constraint failed in submission"),
      Hand(
        what: "an event without a digest",
        sql: unruled(
          "event", "digest TEXT NOT NULL", "digest TEXT",
          "UPDATE event SET digest = NULL WHERE number = 2"),
        message: "NULL or non-TEXT value in event.digest"),
      Hand(
        what: "a word where a number stands",
        sql: unruled(
          "submission", ") STRICT", ") /**/", "UPDATE submission SET received = 'once'"),
        message: "NULL or non-INTEGER value in submission.received"),
      Hand(
        what: "an entry without its person",
        sql: unruled(
          "entry", "person TEXT NOT NULL", "person TEXT",
          "UPDATE entry SET person = NULL WHERE id = 1"),
        message: "NULL or non-TEXT value in entry.person"),
    ]
  }

  @Test(arguments: Hand.all)
  func `a row that breaks a rule is damage, and is not worked with`(_ hand: Hand) throws {
    try VerifyingSeries.with { series in
      try Self.lay(hand.sql, on: series)
      let findings = try VerifyingSeries.verify(series).findings
      #expect(
        findings.filter { $0.code == "record-damaged" }.map(\.message).contains(hand.message),
        "\(findings)")
    }
  }

  @Test func `nor is a release held against it`() throws {
    try VerifyingSeries.with { series in
      let hand = try #require(Hand.all.first { $0.what == "an entry without its person" })
      try Self.lay(hand.sql, on: series)
      let place = series.folder.appending(path: "send")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(#"{"series":"made","release":1,"list":"none","results":[]}"#.utf8)
        .write(to: place.appending(path: "results.json"))
      let findings = try verifyRelease(
        try #require(ReleaseFolder(at: place)), of: series.folder,
        with: SeriesEvidence(key: nil, deposits: []))
      #expect(findings.map(\.message) == [hand.message])
    }
  }

  @Test func `a text that stands beside an event under a number is a change`() throws {
    try VerifyingSeries.with { series in
      try Self.lay(
        "UPDATE event SET body = CAST('{\"texts\":{\"reason\":5}}' AS BLOB) WHERE number = 2",
        on: series)
      let findings = try VerifyingSeries.verify(series).findings
      #expect(findings.contains { $0.code == "event-changed" && $0.subject == "event 2" })
    }
  }

  @Test func `every check of every table is known`() throws {
    let made = try DatabaseQueue()
    try Schema.migrator.migrate(made)
    let (rules, words) = try made.read { database in
      (
        try database.tableRules(),
        try Int.fetchOne(
          database,
          sql: """
            SELECT sum((length(sql) - length(replace(sql, 'CHECK (', ''))) / length('CHECK ('))
            FROM sqlite_schema WHERE type = 'table'
            """)
      )
    }
    #expect(rules.flatMap(\.checks).count == words)
    let exception = try #require(rules.first { $0.table == "exception" })
    #expect(exception.checks.contains("(kind = 'extension') = (closes IS NOT NULL)"))
  }

  /// Changes the record of a series behind its guards, which are put back.
  private static func lay(_ sql: String, on series: MadeSeries) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let path = series.folder.appending(path: Ledger.fileName).path
    let stranger = try DatabaseQueue(path: path, configuration: configuration)
    try stranger.writeWithoutTransaction { database in
      let guards = try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for one in guards { try database.execute(sql: "DROP TRIGGER \(one["name"] as String)") }
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try database.execute(sql: sql)
      for one in guards { try database.execute(sql: one["sql"]) }
    }
    try stranger.close()
  }
}
