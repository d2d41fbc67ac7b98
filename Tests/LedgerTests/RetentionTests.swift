import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

@Suite struct Retention {
  private static let late = MadeSeries.instant("2030-06-01T09:00:00Z")

  /// A series in which one person handed something in and withdrew, and another is deferred.
  private static func with(_ body: (MadeSeries) throws -> Void) throws {
    try VerifyingSeries.with { series in
      let withdrawal = NewException(
        entry: 1, exception: EntryException(kind: .withdrawal), category: nil, authoriser: nil,
        reason: "ill for a long time")
      _ = try series.ledger.record([withdrawal], act: MadeSeries.act("2027-03-21T10:00:00Z"))
      try body(series)
    }
  }

  private static func act() -> Act { MadeSeries.act("2030-06-01T09:00:00Z", "retain") }

  @Test func `nothing is due before its day, and everything after it`() throws {
    try Self.with { series in
      let all = try series.ledger.retained(forDays: 365, at: Self.late)
      #expect(all.map(\.id) == ["p1", "p2"])
      #expect(all.map(\.until.description) == ["2028-03-14", "2028-03-14"])
      #expect(all.flatMap(\.open) == [])
    }
  }

  @Test func `days count from a person's own close, and what is not final is said`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.extend("p1", to: "2027-04-18T22:59:59Z", at: "2027-03-01T09:00:00Z")
      try series.markOne()
      let check = EntryException(IntegrityCheck(check: "similarity", state: .open, score: nil))
      try series.record(try series.entries()[0], check, at: "2027-05-20T09:00:00Z")
      let all = try series.ledger.retained(forDays: 10, at: Self.late)
      #expect(all.map(\.until.description) == ["2027-04-28", "2027-03-25"])
      #expect(all.map(\.open) == [[try series.entries()[0].script], []])
    }
  }

  @Test func `what is erased stands nowhere any more, and the chain still verifies`() throws {
    try Self.with { series in
      let all = try series.ledger.retained(forDays: 365, at: Self.late)
      let done = try series.ledger.erase(all, act: Self.act())
      #expect(done.people == 2)
      #expect(done.files > 3)
      let found = try VerifyingSeries.verify(series)
      #expect(found.findings == [])
      #expect(try series.ledger.retained(forDays: 365, at: Self.late).isEmpty)
      // The very pages of the database hold nothing of it.
      let bytes = try Data(contentsOf: series.folder.appending(path: Ledger.fileName))
      for words in ["Person 1", "Person 2", "ill for a long time", "asked by mail"] {
        #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words)")
      }
      for folder in ["store", "clean"] {
        let path = series.folder.appending(path: folder).path
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
      }
      let scripts = try series.ledger.entries(at: Self.late).map(\.script)
      #expect(scripts.count == 2)
    }
  }

  @Test func `erasing one person leaves all of another's`() throws {
    try Self.with { series in
      let all = try series.ledger.retained(forDays: 365, at: Self.late)
      _ = try series.ledger.erase(all.filter { $0.id == "p2" }, act: Self.act())
      #expect(try VerifyingSeries.verify(series).findings == [])
      #expect(try series.ledger.retained(forDays: 365, at: Self.late).map(\.id) == ["p1"])
      #expect(try series.ledger.submissions(of: 1).count == 1)
    }
  }

  @Test func `what was erased cannot be brought back by an undo`() throws {
    try Self.with { series in
      let all = try series.ledger.retained(forDays: 365, at: Self.late)
      _ = try series.ledger.erase(all, act: Self.act())
      let undone = try series.ledger.undo(
        7, reason: "try", act: MadeSeries.act("2030-06-01T10:00:00Z", "undo"))
      #expect(undone.findings.map(\.code) == ["nothing-to-undo"])
      #expect(undone.findings.first?.message.contains("nothing is left") == true)
      #expect(try VerifyingSeries.verify(series).findings == [])
    }
  }

  @Test func `who erases by hand is found out`() throws {
    try Self.with { series in
      let stranger = try DatabaseQueue(path: series.folder.appending(path: Ledger.fileName).path)
      try stranger.write { database in
        try database.execute(
          sql: "UPDATE row_proof SET text = NULL, salt = NULL WHERE change = 6")
      }
      try stranger.close()
      #expect(try VerifyingSeries.verify(series).findings.map(\.code).contains("text-missing"))
    }
  }

  private static let personal = [
    "Person 1", "Person 2", "Person 3", "asked by mail", "a call", "a mistake", "an appeal",
    "as drafted", "as approved", "known there", "other there", "p1/essay.txt", "their aunt",
  ]

  @Test func `where no table is empty nothing is left of those who are erased`() throws {
    try FullSeries.with { series in
      let path = series.folder.appending(path: Ledger.fileName)
      let before = try Data(contentsOf: path)
      for words in Self.personal { #expect(before.range(of: Data(words.utf8)) != nil, "\(words)") }
      let all = try series.ledger.retained(forDays: 1, at: Self.late)
      _ = try series.ledger.erase(all, act: Self.act())
      let after = try Data(contentsOf: path)
      for words in Self.personal { #expect(after.range(of: Data(words.utf8)) == nil, "\(words)") }
      let found = try VerifyingSeries.verify(series).findings
      #expect(found.filter { $0.severity == .refused } == [])
    }
  }
}
