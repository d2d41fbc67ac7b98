import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

/// Hands laid on a record by somebody who makes digests anew, or knows what stood where.
@Suite struct ForgedSeries {
  static let forgeries = [
    Tampering(
      what: "an event says another time, and can still be read",
      sql: """
        UPDATE event SET body = CAST(replace(body, 'T09:00:00Z', 'T08:00:00Z') AS BLOB)
        WHERE number = 4
        """, question: .unaltered, code: "event-changed", subject: "event 4"),
    Tampering(
      what: "an event is changed, its digest made anew, and no head left that could tell",
      sql: """
        UPDATE event SET body = CAST(replace(body, 'T09:00:00Z', 'T08:00:00Z') AS BLOB)
        WHERE number = 4;
        UPDATE event SET digest = sha256(body) WHERE number = 4;
        DELETE FROM head;
        """, question: .unaltered, code: "event-changed", subject: "event 4"),
    Tampering(
      what: "a row that was taken out is put back as it was", sql: putBack,
      question: .unaltered, code: "row-added", subject: "exception [1]"),
    Tampering(
      what: "a row is changed, and what was proved of it erased by hand",
      sql: """
        UPDATE submission SET received = received - 60;
        UPDATE row_proof SET salt = NULL, text = NULL
        WHERE change = (SELECT max(id) FROM change WHERE record = 'submission')
        """, question: .unaltered, code: "row-changed", subject: "submission [1]"),
    Tampering(
      what: "what an undo would bring back is changed",
      sql: """
        UPDATE change SET before = json_set(before, '$.entry', 1)
        WHERE record = 'exception' AND kind = 'removed'
        """, question: .unaltered, code: "row-changed", subject: "exception [1]"),
    Tampering(
      what: "an entry is added, and said to be older than all proofs",
      sql: """
        INSERT OR REPLACE INTO setting (key, value) VALUES ('proved-from', '6');
        INSERT INTO entry (person, assessment, qualification, attempt, script, event)
        SELECT 'p1', assessment, qualification, 2, 'S234567890', event FROM entry LIMIT 1
        """, question: .unaltered, code: "row-added", subject: "entry [3]"),
  ]

  private static let columns = [
    "id", "entry", "kind", "closes", "value", "category", "authoriser", "event",
  ]

  private static let putBack = """
    INSERT INTO exception (\(columns.joined(separator: ", ")))
    SELECT \(columns.map { "json_extract(before, '$.\($0)')" }.joined(separator: ", "))
    FROM change WHERE record = 'exception' AND kind = 'removed'
    """

  private static let sha256 = DatabaseFunction("sha256", argumentCount: 1, pure: true) { values in
    Data.fromDatabaseValue(values[0]).map { Digest(of: $0).description }
  }

  /// The series that is verified, after its deferral was undone.
  private static func with(_ body: (MadeSeries) throws -> Void) throws {
    try VerifyingSeries.with { series in
      _ = try series.ledger.undo(
        5, reason: "a mistake", act: MadeSeries.act("2027-03-21T10:00:00Z", "undo"))
      try body(series)
    }
  }

  @Test func `a series with something undone is as it was written`() throws {
    try Self.with { series in
      let found = try VerifyingSeries.verify(series)
      #expect(found.findings == [])
    }
  }

  @Test(arguments: forgeries)
  func `whoever makes proofs anew is found out too`(_ forgery: Tampering) throws {
    try Self.with { series in
      let stranger = try DatabaseQueue(
        path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { database in
        database.add(function: Self.sha256)
        try database.execute(sql: Tampering.unguarded + forgery.sql)
        #expect(database.totalChangesCount > 0)
      }
      try stranger.close()
      let found = try VerifyingSeries.verify(series)
      let told = found.findings.map { "\($0.code) \($0.subject)" }
      #expect(found.answers.first { $0.question == forgery.question }?.verdict == .refused)
      #expect(told.contains("\(forgery.code) \(forgery.subject)"), "\(told)")
    }
  }
}
