import Assessment
import Findings
import Foundation
import GRDB
import Sealing
import Testing

@testable import Ledger

@Suite struct Moving {
  @Test func `script code, marks and pack stay with the script, and its person changes`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      let before = try series.entries()
      let moved = try #require(try series.move("p1", to: "p2").value)
      #expect(moved.script == before[0].script && moved.movedScript)
      let after = try series.entries()
      #expect(after.map(\.script) == [before[1].script, before[0].script])
      #expect(try series.states() == [.decided: 1, .notSubmitted: 1])
      #expect(after[1].facts.received && after[1].markers == [1: "a1"])
      #expect(moved.receipts.map(\.facts.participant?.text) == ["p2"])
      for entry in after {
        #expect(try series.ledger.history(ofEntry: entry.id).last?.body.command == "move")
      }
      let story = try series.ledger.history(ofEntry: after[1].id).map(\.number)
      #expect(story == [2, 3, 5, 6, 7, 8])
    }
  }

  @Test func `undoing a move brings everything back, unless work came since`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      let rows = try series.rows()
      _ = try series.move("p1", to: "p2")
      let number = try series.lastEvent()
      _ = try series.undo(number, at: "2027-03-24T10:00:00Z")
      #expect(try series.rows() == rows)
      _ = try series.undo(try series.lastEvent(), at: "2027-03-24T11:00:00Z")
      try series.collect(value: 1, file: "later.csv", at: "2027-03-25T09:00:00Z", of: "p2")
      let refused = try series.undo(number + 2)
      #expect(refused.findings.map(\.subject) == ["event \(number + 3)"])
    }
  }

  @Test func `two responses change places`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      _ = try series.receive(
        [try series.response("p2", "Two.", at: "2027-03-09T09:00:00Z")], at: "2027-03-24T09:00:00Z")
      #expect(try series.move("p1", to: "p2").findings.map(\.code) == ["has-own-response"])
      let before = try series.entries()
      let moved = try #require(try series.move("p1", to: "p2", exchanging: true).value)
      #expect(Set(moved.receipts.map(\.facts.participant?.text)) == ["p1", "p2"])
      let after = try series.entries()
      #expect(after.map(\.script) == [before[1].script, before[0].script])
      #expect(after[0].markers.isEmpty && after[1].markers == [1: "a1"])
      #expect(try series.states() == [.decided: 1, .received: 1])
    }
  }

  @Test func `what is behind a result that is out stays with its person`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      try series.releaseAll()
      let refused = try series.move("p1", to: "p2", at: "2027-06-08T09:00:00Z")
      #expect(refused.value == nil && refused.findings.map(\.code) == ["result-released"])
    }
  }

  @Test func `an earlier response stays with its person, and counts again`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      _ = try series.receive(
        [
          try series.response("p1", "My own.", at: "2027-03-09T09:00:00Z"),
          try series.response("p1", "The other deputy's.", at: "2027-03-10T09:00:00Z"),
        ], at: "2027-03-20T09:00:00Z")
      _ = try series.move("p1", to: "p2", at: "2027-03-20T10:00:00Z")
      #expect(try series.states() == [.received: 2])
      let entries = try series.entries()
      let words = try entries.map { try series.ledger.submissions(of: $0.id).map(\.words) }
      #expect(words == [[2], [3]])
    }
  }

  @Test func `what an assessor of the script should not have is named`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.markOne()
      _ = try series.ledger.importInterests(
        [(person: "p2", assessor: "a1", reason: "a friend")],
        act: MadeSeries.act("2027-03-24T08:00:00Z"))
      let moved = try series.move("p1", to: "p2")
      #expect(moved.findings.map(\.code) == ["assessor-knows-person"])
    }
  }

  @Test func `what was held for the wrong person is received for the right one`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let late = try series.response("p1", "Late.", at: "2027-03-17T09:00:00Z")
      _ = try series.receive([late], at: "2027-03-20T09:00:00Z")
      try series.extend("p2", to: "2027-03-18T23:59:59Z", at: "2027-03-20T10:00:00Z")
      let moved = try series.move("p1", to: "p2", at: "2027-03-20T11:00:00Z")
      #expect(moved.value?.movedScript == false)
      #expect(try series.states() == [.received: 1, .notSubmitted: 1])
      #expect(try series.ledger.heldSubmissions().isEmpty)
    }
  }

  /// A table that names an entry either goes with the script or stays with the person: whoever adds
  /// one decides.
  @Test func `every table that names an entry has its place in a move`() throws {
    try MadeSeries.with { series in
      let known = Set(Database.goesWithScript + Database.staysWithPerson + ["submission"])
      let tables = try series.ledger.queue.read { try $0.watchedTables() }
      #expect(tables.filter { $0.columns.contains("entry") }.map(\.name).sorted() == known.sorted())
    }
  }
}

extension MadeSeries {
  func entries() throws -> [EntryRecord] {
    try ledger.entries(at: Self.instant("2027-03-20T09:00:00Z"))
  }

  func move(
    _ person: String, to other: String, exchanging: Bool = false,
    at time: String = "2027-03-24T09:00:00Z"
  ) throws -> Judged<MoveOutcome> {
    let from = try #require(try entries().first { $0.person == person })
    let target = try #require(try entries().first { $0.person == other })
    let response = try #require(try ledger.response(named: from.script))
    return try ledger.move(
      response.id, to: target.id, exchanging: exchanging, reason: "a shared login",
      with: ReceivingKeys(signing: key), act: Self.act(time, "move"))
  }
}
