import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// One way in which somebody lays hands on a record, and what must be said of it.
struct Tampering: CustomTestStringConvertible, Sendable {
  let what: String
  /// Run in the database by somebody who knows SQLite and takes guards away first.
  let sql: String
  let question: SeriesQuestion
  let code: String
  let subject: String

  var testDescription: String { what }

  static let unguarded = """
    DROP TRIGGER event_is_not_changed; DROP TRIGGER event_is_not_deleted;
    DROP TRIGGER fact_is_not_changed; DROP TRIGGER fact_is_not_deleted;
    DROP TRIGGER head_is_not_changed; DROP TRIGGER head_is_not_deleted;
    DROP TRIGGER row_proof_is_not_changed; DROP TRIGGER row_proof_is_not_deleted;
    PRAGMA foreign_keys = OFF;
    """

  static let all = [
    Tampering(
      what: "a word in an event is changed",
      sql: "UPDATE event SET body = CAST(replace(body, 'a', 'b') AS BLOB) WHERE number = 3",
      question: .unaltered, code: "event-changed", subject: "event 3"),
    Tampering(
      what: "an event is dropped from the middle", sql: "DELETE FROM event WHERE number = 3",
      question: .complete, code: "event-missing", subject: "event 3"),
    Tampering(
      what: "the last events are dropped", sql: "DELETE FROM event WHERE number > 4",
      question: .complete, code: "event-missing", subject: "event 5"),
    Tampering(
      what: "two events change places",
      sql: """
        UPDATE event SET number = 99 WHERE number = 3; UPDATE event SET number = 3 WHERE number = 4;
        UPDATE event SET number = 4 WHERE number = 99
        """, question: .unaltered, code: "event-moved", subject: "event 3"),
    Tampering(
      what: "an event is put in at the end",
      sql: """
        INSERT INTO event (number, body, digest)
        SELECT max(number) + 1, CAST('{}' AS BLOB), '\(Digest(of: Data("{}".utf8)))' FROM event
        """, question: .unaltered, code: "event-changed", subject: "event 6"),
    Tampering(
      what: "somebody's name is changed in the roster",
      sql: "UPDATE person SET details = replace(details, 'Person 1', 'Person 9')",
      question: .unaltered, code: "row-changed", subject: "person [\"p1\"]"),
    Tampering(
      what: "a response is made to have come in time",
      sql: "UPDATE submission SET received = received - 60 WHERE id = 1",
      question: .unaltered, code: "row-changed", subject: "submission [1]"),
    Tampering(
      what: "an entry is added",
      sql: """
        INSERT INTO entry (person, assessment, qualification, attempt, script, event)
        SELECT 'p1', assessment, qualification, 2, 'S234567890', event FROM entry LIMIT 1
        """, question: .unaltered, code: "row-added", subject: "entry [3]"),
    Tampering(
      what: "an entry is taken out", sql: "DELETE FROM entry WHERE id = 2",
      question: .complete, code: "row-missing", subject: "entry [2]"),
    Tampering(
      what: "a row is changed, and its proof with it",
      sql: """
        UPDATE submission SET late_seconds = 5 WHERE id = 1;
        UPDATE row_proof SET text = replace(text, '"late_seconds":0', '"late_seconds":5')
        """, question: .unaltered, code: "row-changed", subject: "submission, event 4"),
    Tampering(
      what: "a proof is taken away", sql: "DELETE FROM row_proof WHERE change = 5",
      question: .unaltered, code: "rows-altered", subject: "head 2"),
    Tampering(
      what: "a head is made anew",
      sql: "UPDATE head SET body = CAST(body || ' ' AS BLOB) WHERE number = 2",
      question: .unaltered, code: "head-altered", subject: "head 2"),
    Tampering(
      what: "a signature is taken from another head",
      sql:
        "UPDATE head SET signature = (SELECT signature FROM head WHERE number = 1) WHERE number = 2",
      question: .unaltered, code: "head-signature", subject: "the head at event 2"),
    Tampering(
      what: "the reason of a deferral is changed", sql: "UPDATE private_text SET text = 'other'",
      question: .unaltered, code: "text-changed", subject: "event 5, reason"),
    Tampering(
      what: "the reason of a deferral is erased by hand", sql: "DELETE FROM private_text",
      question: .complete, code: "text-missing", subject: "event 5, reason"),
    Tampering(
      what: "a guard is taken away", sql: "", question: .consistent, code: "schema-altered",
      subject: "trigger event_is_not_changed"),
    Tampering(
      what: "the mark scheme is made easier",
      sql: "UPDATE rubric SET body = replace(body, '\"marks\":1', '\"marks\":2')",
      question: .marked, code: "scheme-changed", subject: "spring NPQLT"),
    Tampering(
      what: "the window is moved",
      sql: "UPDATE assessment SET body = replace(body, '2027-03-15', '2027-03-25')",
      question: .consistent, code: "paper-changed", subject: "spring"),
  ]
}

@Suite struct VerifyingSeries {
  /// A series of five events: one of two people handed something in, the other is deferred.
  static func with(_ body: (MadeSeries) throws -> Void) throws {
    try MadeSeries.with { series in
      let publicKey = try series.key.verificationKey.publicText(comment: "made")
      try Data(publicKey).write(to: series.folder.appending(path: "signing.pub"))
      try series.importPeople(2)
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-02-03T09:00:00Z"))
      let response = try series.response("p1", "One.", at: "2027-03-09T09:00:00Z")
      _ = try series.receive([response], at: "2027-03-20T09:00:00Z")
      let other = try #require(
        series.ledger.entries(at: MadeSeries.opens).first { $0.person == "p2" })
      let deferral = NewException(
        entry: other.id, exception: EntryException(kind: .deferral), category: nil,
        authoriser: nil, reason: "asked by mail")
      _ = try series.ledger.record([deferral], act: MadeSeries.act("2027-03-21T09:00:00Z"))
      try body(series)
    }
  }

  static func verify(
    _ series: MadeSeries, deposits: [String] = []
  ) throws -> SeriesVerification {
    try verifySeries(
      in: series.folder,
      with: SeriesEvidence(key: series.key.verificationKey, deposits: deposits),
      at: MadeSeries.instant("2027-03-22T09:00:00Z"))
  }

  @Test func `a series as it was written is answered with six times yes`() throws {
    try Self.with { series in
      let found = try Self.verify(series, deposits: [try series.ledger.head()])
      #expect(found.findings == [])
      #expect(found.answers.map(\.verdict) == Array(repeating: .accepted, count: 6))
      #expect(found.head == (try series.ledger.head()))
      let signed = try series.ledger.queue.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM head WHERE signature IS NOT NULL")
      }
      #expect(signed == 5)
    }
  }

  @Test(arguments: Tampering.all)
  func `whoever lays hands on the record is found out`(_ tampering: Tampering) throws {
    try Self.with { series in
      let stranger = try DatabaseQueue(
        path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { try $0.execute(sql: Tampering.unguarded + tampering.sql) }
      try stranger.close()
      let found = try Self.verify(series)
      let answer = found.answers.first { $0.question == tampering.question }
      let told = found.findings.map { "\($0.code) \($0.subject)" }
      #expect(answer?.verdict == .refused)
      #expect(told.contains("\(tampering.code) \(tampering.subject)"), "\(told)")
    }
  }

  @Test func `a record that was put back to an earlier state lacks the head that was kept`() throws
  {
    try Self.with { series in
      let path = series.folder.appending(path: Ledger.fileName)
      let earlier = try Data(contentsOf: path)
      let exception = NewException(
        entry: 1, exception: EntryException(kind: .withdrawal), category: nil, authoriser: nil,
        reason: "moved away")
      _ = try series.ledger.record([exception], act: MadeSeries.act("2027-03-21T10:00:00Z"))
      let kept = try series.ledger.head()
      #expect(try Self.verify(series, deposits: [kept]).findings.isEmpty)
      try earlier.write(to: path)
      #expect(try Self.verify(series, deposits: [kept]).findings.map(\.code) == ["head-differs"])
    }
  }

  @Test(arguments: ["store", "clean"])
  func `a file that is changed, gone or too much is named`(folder: String) throws {
    try Self.with { series in
      let place = series.folder.appending(path: folder)
      let name = try #require(
        FileManager.default.contentsOfDirectory(atPath: place.path).sorted().first)
      let file = place.appending(path: name)
      let bytes = try Data(contentsOf: file)
      try (bytes.dropLast() + [0]).write(to: file)
      #expect(try Self.verify(series).findings.map(\.subject) == ["\(folder)/\(name)"])
      try FileManager.default.removeItem(at: file)
      #expect(try Self.verify(series).findings.map(\.code) == ["file-missing"])
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      #expect(try Self.verify(series).findings.map(\.code) == ["file-changed"])
      try FileManager.default.removeItem(at: file)
      try bytes.write(to: file)
      try bytes.write(to: place.appending(path: "stray"))
      #expect(try Self.verify(series).findings.map(\.code) == ["file-not-recorded"])
    }
  }

  @Test func `a receipt that says something else than the record is named`() throws {
    try Self.with { series in
      let send = series.folder.appending(path: "send")
      let all = try FileManager.default.subpathsOfDirectory(atPath: send.path)
      let receipt = try #require(all.first { $0.hasSuffix(".json") })
      let file = send.appending(path: receipt)
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing("p1", with: "p2").write(to: file, atomically: false, encoding: .utf8)
      #expect(try Self.verify(series).findings.map(\.code) == ["receipt-changed"])
    }
  }

  @Test func `steps without a key are covered by the next one that is signed`() throws {
    try Self.with { series in
      let unsigned = try Ledger(opening: series.folder)
      let exception = NewException(
        entry: 1, exception: EntryException(kind: .withdrawal), category: nil, authoriser: nil,
        reason: "moved away")
      _ = try unsigned.record([exception], act: MadeSeries.act("2027-03-21T10:00:00Z"))
      let before = try Self.verify(series).findings
      #expect(before.map(\.code) == ["head-unsigned"] && before.verdict == .held)
      _ = try series.ledger.undo(
        6, reason: "came back", act: MadeSeries.act("2027-03-21T11:00:00Z"))
      let after = try Self.verify(series).findings
      #expect(after.map { "\($0.code) \($0.subject)" } == ["head-unsigned event 6"])
      #expect(after.map(\.severity) == [.note])
    }
  }

  @Test func `a series can be verified where nothing can be written`() throws {
    try Self.with { series in
      let path = series.folder.appending(path: Ledger.fileName).path
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(try Self.verify(series).findings == [])
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func `a file that is no database is damage, and nothing else is said`() throws {
    try Self.with { series in
      let path = series.folder.appending(path: Ledger.fileName)
      try Data("not a database at all, but long enough to be looked at as one".utf8).write(to: path)
      #expect(try Self.verify(series).findings.map(\.code) == ["record-damaged"])
    }
  }
}
