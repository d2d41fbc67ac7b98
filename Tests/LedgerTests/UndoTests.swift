import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct Undoing {
  @Test func `an undone record stands as it was, and the story tells both`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      let before = try series.rows()
      try series.extend("p1", to: "2027-03-18T23:59:59Z")
      let extended = try series.ledger.entries(at: MadeSeries.opens)[0]
      #expect(extended.extendedUntil != nil)
      let undone = try series.undo(3)
      #expect(undone.value?.events == [3] && undone.findings.isEmpty)
      #expect(try series.rows() == before)
      let story = try series.ledger.history(ofEntry: extended.id)
      #expect(story.map(\.number) == [2, 3, 4])
      #expect(story.map(\.undoneBy) == [nil, 4, nil])
    }
  }

  @Test func `an undo can be undone, and what it took back stands again`() throws {
    try MadeSeries.with { series in
      try series.importPeople(3)
      let rows = try series.rows()
      for _ in 0..<2 {
        _ = try series.undo(try series.lastEvent())
        #expect(try series.ledger.entries(at: MadeSeries.opens).isEmpty)
        _ = try series.undo(try series.lastEvent())
        #expect(try series.rows() == rows)
      }
      // What stands again can be undone by its own number.
      #expect(try series.undo(2).value?.events == [2])
      #expect(try series.ledger.entries(at: MadeSeries.opens).isEmpty)
    }
  }

  @Test func `a whole run is undone as one, and says which receipts no longer stand`() throws {
    try MadeSeries.with { series in
      try series.importPeople(3)
      let before = try series.rows()
      let incoming = try (1...3).map {
        try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
      }
      _ = try series.receive(incoming, at: "2027-03-20T09:00:00Z")
      let one = try series.undo(4, at: "2027-03-20T10:00:00Z")
      #expect(one.value?.others == 2)
      let all = try #require(try series.undo(5, run: true, at: "2027-03-20T10:00:00Z").value)
      #expect(all.events == [3, 5] && all.receipts.values.joined().count == 2)
      #expect(try series.rows() == before)
      let again = try series.receive(incoming, at: "2027-03-21T09:00:00Z")
      #expect(again.map(\.result) == [.accepted, .accepted, .accepted])
    }
  }

  /// Where one script stands after `markOne`: 3 the response, 5 its allocation, 6 the pack, 7 marks.
  @Test(arguments: [(2, [3]), (3, [5, 6]), (4, [5]), (5, [7]), (6, [7])])
  func `what stands on an event is named, and nothing changes`(
    _ number: Int, _ named: [Int]
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      let rows = try series.rows()
      let judged = try series.undo(number)
      #expect(judged.value == nil)
      #expect(Set(judged.findings.map(\.code)) == ["stands-on-it"])
      let subjects = judged.findings.map(\.subject)
      #expect(named.allSatisfy { subjects.contains("event \($0)") }, "\(subjects)")
      #expect(try series.rows() == rows)
    }
  }

  @Test func `marks are undone only by an undo, and are kept as what they were`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      let rows = try series.rows()
      let undone = try series.undo(7)
      #expect(undone.value?.command == "test" && undone.findings.isEmpty)
      #expect(try series.ledger.queue.read { try $0.facts() }.isEmpty)
      #expect(try series.states() == [.inMarking: 1])
      _ = try series.undo(try series.lastEvent())
      #expect(try series.rows() == rows)
      #expect(throws: DatabaseError.self) {
        try series.ledger.queue.write { try $0.execute(sql: "DELETE FROM fact") }
      }
    }
  }

  @Test func `marks on which people decided stand under what they decided`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      let marks = try series.lastEvent()
      let criteria = try Rubric.embedded(.npqlt).criteria.map { ($0.id, 1) }
      _ = try series.ledger.resolve(
        entry: 1, kind: .adjudicated, marks: Dictionary(uniqueKeysWithValues: criteria),
        keeping: nil, reason: "a panel", act: MadeSeries.act("2027-03-24T09:00:00Z"))
      let refused = try series.undo(marks).findings
      #expect(refused.map(\.subject) == ["event \(marks + 1)"])
      #expect(refused.first?.message.contains("people decided on these marks") == true)
    }
  }

  @Test func `a pack's number is never given twice`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      _ = try series.receive(
        [try series.response("p1", "One.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T09:00:00Z")
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      try series.allocate(markings: 1)
      let first = try series.distribute(at: "2027-03-20T13:00:00Z").packs
      _ = try series.undo(try series.lastEvent())
      let second = try series.distribute(at: "2027-03-28T13:00:00Z").packs
      #expect(first.map(\.pack) == ["M0001"] && second.map(\.pack) == ["M0002"])
    }
  }

  @Test func `an extension that let a response in stands under it`() throws {
    try MadeSeries.with { series in
      try series.importPeople(2)
      try series.extend("p1", to: "2027-03-18T23:59:59Z")
      try series.extend("p2", to: "2027-03-18T23:59:59Z")
      let incoming = [
        try series.response("p1", "Late.", at: "2027-03-17T09:00:00Z"),
        try series.response("p2", "In time.", at: "2027-03-14T09:00:00Z"),
      ]
      _ = try series.receive(incoming, at: "2027-03-20T09:00:00Z")
      #expect(try series.undo(3).findings.map(\.subject) == ["event 5"])
      #expect(try series.undo(4).value?.events == [4])
    }
  }

  @Test(arguments: [(1, "nothing-to-undo"), (99, "no-such-event"), (3, "undone-already")])
  func `what cannot be undone is refused by name`(_ number: Int, _ code: String) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.extend("p1", to: "2027-03-18T23:59:59Z")
      _ = try series.undo(3)
      #expect(try series.undo(number).findings.map(\.code) == [code])
    }
  }
}

extension MadeSeries {
  func lastEvent() throws -> Int { try ledger.queue.read { try $0.lastNumber() } }

  func undo(
    _ number: Int, run: Bool = false, at time: String = "2027-03-28T09:00:00Z"
  ) throws -> Judged<UndoOutcome> {
    try ledger.undo(number, wholeRun: run, reason: "a mistake", act: Self.act(time, "undo"))
  }

  /// Every row of the record that an undo may touch, by table.
  func rows() throws -> [String: [String]] {
    try ledger.queue.read { database in
      var rows: [String: [String]] = [:]
      for table in try database.watchedTables() {
        let lines = try Row.fetchAll(database, sql: "SELECT * FROM \"\(table.name)\"")
          .map(\.description).sorted()
        if !lines.isEmpty { rows[table.name] = lines }
      }
      return rows
    }
  }
}
