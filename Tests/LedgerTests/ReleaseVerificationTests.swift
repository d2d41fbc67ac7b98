import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

/// One way in which somebody lays hands on what was released, and what must be said of it.
private struct ReleaseTampering: CustomTestStringConvertible, Sendable {
  let what: String
  let file: String
  var old = ""
  var new = ""
  var isRemoved = false
  let code: String
  var subject: String?

  var testDescription: String { what }

  static let all = [
    ReleaseTampering(
      what: "a letter says another outcome", file: "letters/p1-NPQLT.txt",
      old: "You met the standard", new: "You did not meet the standard",
      code: "release-file-changed"),
    ReleaseTampering(
      what: "a page says another outcome", file: "letters/p1-NPQLT.html",
      old: "You met the standard", new: "You did not meet the standard",
      code: "release-file-changed"),
    ReleaseTampering(
      what: "the results say another outcome", file: "results.json", old: "passed",
      new: "did-not-meet-standard", code: "release-file-changed"),
    ReleaseTampering(
      what: "the table says another outcome", file: "results.csv", old: "passed",
      new: "did-not-meet-standard", code: "release-file-changed"),
    ReleaseTampering(
      what: "the results name another release", file: "results.json", old: "\"release\":1",
      new: "\"release\":2", code: "release-file-changed"),
    ReleaseTampering(
      what: "the list says another total", file: "list.csv", old: "passed", new: "passed ",
      code: "release-file-changed"),
    ReleaseTampering(
      what: "the DfE would be told another outcome", file: "dfe/p1-NPQLT.json", old: "true",
      new: "false", code: "release-file-changed"),
    ReleaseTampering(
      what: "the list for the DfE says another outcome", file: "dfe.csv", old: "true",
      new: "false", code: "release-file-changed"),
    ReleaseTampering(
      what: "a line for the DfE says another outcome", file: "dfe.jsonl", old: "true",
      new: "false", code: "release-file-changed"),
    ReleaseTampering(
      what: "a signature is taken away", file: "results.json.sig", isRemoved: true,
      code: "release-file-changed", subject: "out/june/results.json"),
    ReleaseTampering(
      what: "a letter has left", file: "letters/p1-NPQLT.txt", isRemoved: true,
      code: "release-file-missing"),
    ReleaseTampering(
      what: "a letter is put in", file: "letters/p2-NPQLT.txt", new: "Dear Person 2",
      code: "release-file-added"),
  ]
}

@Suite struct VerifyingReleases {
  /// A series with one released result, whose files lie in `out/june`.
  private static func with(_ body: (MadeSeries, URL) throws -> Void) throws {
    try MadeSeries.with { series in
      series.ledger.signHeads(with: series.key)
      let publicKey = try series.key.verificationKey.publicText(comment: "made")
      try Data(publicKey).write(to: series.folder.appending(path: "signing.pub"))
      try series.importPeople(
        2, more: ["dfe_id": "6cc135e8-72bc-46f2-8047-551f926a11ed", "Overseas": "Yes"])
      try series.markOne()
      try series.releaseAll()
      let out = series.folder.appending(path: "out/june")
      try series.ledger.writeRelease(1, to: out, signing: series.key)
      try body(series, out)
    }
  }

  private static func verify(
    _ series: MadeSeries, at time: String = "2027-07-01T09:00:00Z"
  ) throws -> SeriesVerification {
    try verifySeries(
      in: series.folder,
      with: SeriesEvidence(key: series.key.verificationKey, deposits: []),
      at: MadeSeries.instant(time))
  }

  @Test func `what was released is as it was released`() throws {
    try Self.with { series, _ in
      let found = try Self.verify(series)
      #expect(found.findings.filter { $0.severity > .warning } == [])
      #expect(found.findings.filter { $0.code.hasPrefix("release") } == [])
      let told = found.answers.map(\.told).joined(separator: "; ")
      #expect(told.contains("1 release in out") && told.contains("1 released"), "\(told)")
    }
  }

  @Test(arguments: ReleaseTampering.all)
  fileprivate func `whoever lays hands on what was released is found out`(
    _ tampering: ReleaseTampering
  ) throws {
    try Self.with { series, out in
      let file = out.appending(path: tampering.file)
      if tampering.isRemoved {
        try FileManager.default.removeItem(at: file)
      } else {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(tampering.old.isEmpty || text.contains(tampering.old), "\(text)")
        let new =
          tampering.old.isEmpty ? tampering.new : text.replacing(tampering.old, with: tampering.new)
        try Data(new.utf8).write(to: file)
      }
      let found = try Self.verify(series).findings.map { "\($0.code) \($0.subject)" }
      let subject = tampering.subject ?? "out/june/\(tampering.file)"
      #expect(found.contains("\(tampering.code) \(subject)"), "\(found)")
    }
  }

  @Test func `letters that change places are found out, though each is signed`() throws {
    try Self.with { series, out in
      for ending in ["txt", "txt.sig"] {
        let page = out.appending(path: "letters/p1-NPQLT.html" + ending.dropFirst(3))
        try FileManager.default.removeItem(at: page)
        try FileManager.default.copyItem(
          at: out.appending(path: "letters/p1-NPQLT.\(ending)"), to: page)
      }
      #expect(try Self.verify(series).findings.map(\.code).contains("release-file-changed"))
    }
  }

  @Test(arguments: [
    ("UPDATE released SET outcome = 'did-not-meet-standard'", "release-not-by-rule"),
    ("UPDATE released SET letter = 'Dear Person 1, you have failed'", "release-changed"),
    ("UPDATE release SET list = list || ' '", "release-changed"),
    ("UPDATE release SET list = '', digest = '\(Digest(of: Data()))'", "release-changed"),
  ])
  func `a release that is changed in the record is found out`(sql: String, code: String) throws {
    try Self.with { series, _ in
      let stranger = try DatabaseQueue(path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.inDatabase { try $0.execute(sql: sql) }
      try stranger.close()
      #expect(try Self.verify(series).findings.map(\.code).contains(code))
    }
  }

  @Test func `a mark that changes after the release is told apart from one that was wrong then`()
    throws
  {
    try Self.with { series, _ in
      let script = try #require(
        ScriptCode(try series.ledger.entries(at: MadeSeries.opens)[0].script))
      for criterion in try Rubric.embedded(.npqlt).criteria.map(\.id) {
        _ = try series.ledger.record(
          mark: 0, criterion: criterion, script: script,
          assessor: try #require(Identifier("a1")), reason: "misread",
          act: MadeSeries.act("2027-06-08T09:00:00Z", "record mark"))
      }
      let codes = try Self.verify(series).findings.filter { $0.severity >= .warning }.map(\.code)
      #expect(codes == ["released-differs"])
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      let reopened = try Self.verify(series)
      #expect(reopened.findings.filter { $0.severity >= .warning } == [])
      let decided = reopened.answers.first { $0.question == .decided }
      #expect(decided?.told.contains("1 of them opened again since") == true)
    }
  }

  @Test func `what was put out anew is verified with what it replaces`() throws {
    try Self.with { series, _ in
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      try series.settle("p1", at: "2027-06-10T09:00:00Z")
      try series.releaseAll(at: "2027-06-11T09:00:00Z")
      try series.ledger.writeRelease(
        2, to: series.folder.appending(path: "out/again"), signing: series.key)
      let found = try Self.verify(series)
      #expect(found.findings.filter { $0.severity > .warning } == [])
      #expect(found.answers.map(\.told).joined().contains("2 releases in out"))
    }
  }

  @Test func `nothing of a released person is left when their time is over`() throws {
    try Self.with { series, out in
      try FileManager.default.removeItem(at: out)
      let late = MadeSeries.instant("2040-01-01T09:00:00Z")
      let due = try series.ledger.retained(at: late).filter { $0.id == "p1" }
      #expect(due.map(\.until.description) == ["2033-03-15"])
      _ = try series.ledger.erase(due, act: MadeSeries.act("2040-01-01T09:00:00Z", "retain"))
      let bytes = try Data(contentsOf: series.folder.appending(path: Ledger.fileName))
      #expect(bytes.range(of: Data("Person 1".utf8)) == nil)
      let found = try Self.verify(series, at: "2040-01-02T09:00:00Z")
      #expect(found.findings.filter { $0.severity > .warning } == [])
    }
  }
}
