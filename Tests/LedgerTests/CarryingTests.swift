import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct CarryingOver {
  @Test func `a resit goes once, as the next attempt, and not to whoever marked it`() throws {
    try MadeSeries.with { spring in
      try spring.importPeople(2)
      try spring.failOne()
      try MadeSeries.named("autumn") { autumn in
        for number in 1...2 {
          let outcome = try spring.carry(into: autumn, at: "2027-09-0\(number)T09:00:00Z")
          #expect(outcome.findings.isEmpty)
          #expect(outcome.added.count == (number == 1 ? 2 : 0))
          #expect(outcome.unchanged.count == (number == 1 ? 0 : 2))
        }
        let entries = try autumn.ledger.entries(at: MadeSeries.opens)
        #expect(entries.map(\.person) == ["p1", "p2"] && entries.map(\.attempt) == [2, 1])
        #expect(entries[0].script != (try spring.entries()[0].script))
        #expect(try spring.entries().map(\.carriedInto) == ["autumn", "autumn"])
        // The roster of autumn has them too, and adds nobody a second time.
        try autumn.importPeople(3, at: "2027-09-03T09:00:00Z")
        #expect(try autumn.entries().map(\.person) == ["p1", "p2", "p3"])
        // The assessors come later; one of them under another id, known by e-mail.
        _ = try autumn.ledger.importAssessors(
          [
            AssessorRecord(
              id: "b7", details: ["email": "A1@example.org"], qualifications: ["NPQLT"],
              capacity: 5, minimum: 0)
          ] + MadeSeries.assessors(2), act: MadeSeries.act("2027-09-04T09:00:00Z"))
        _ = try autumn.receive(
          [try autumn.response("p1", "Again.", at: "2027-03-09T09:00:00Z")],
          at: "2027-09-05T09:00:00Z")
        let request = try autumn.ledger.allocationRequest(
          at: MadeSeries.instant("2027-09-06T09:00:00Z"), draw: 1)
        #expect(Set(request.interests.map(\.assessor)) == ["a1", "b7"])
        #expect(Set(request.interests.map(\.script)) == [entries[0].script])
      }
    }
  }

  @Test func `adjustments go with their people, and open cases with what is held`() throws {
    try MadeSeries.with { spring in
      try spring.importPeople(3)
      let entries = try spring.entries()
      let adjustment = try EntryException(Adjustment(words: 1875))
      let check = EntryException(IntegrityCheck(check: "similarity", state: .open, score: "61"))
      try spring.record(entries[0], adjustment, at: "2027-03-01T09:00:00Z")
      try spring.record(entries[0], EntryException(kind: .deferral), at: "2027-03-01T10:00:00Z")
      try spring.record(entries[1], check, at: "2027-03-20T09:00:00Z")
      _ = try spring.receive(
        [try spring.response("p2", "Two.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T10:00:00Z")
      try MadeSeries.named("autumn") { autumn in
        let outcome = try spring.carry(into: autumn, withHeld: true)
        #expect(
          outcome.added.map(\.way) == [
            .carried(.deferral, attempt: 1), .carried(.held, attempt: 1),
            .carried(.notSubmitted, attempt: 1),
          ])
        #expect(outcome.exceptions == 2)
        let there = try autumn.entries()
        #expect(there.map(\.adjustment.words) == [1875, nil, nil])
        #expect(there.map { $0.checks["similarity"]?.score } == [nil, "61", nil])
        #expect(there[1].holds == ["an integrity case is open: similarity"])
        #expect(!there[0].facts.deferred)
      }
    }
  }

  @Test func `who is there in another way is named, stays, and the sum is the roster`() throws {
    try MadeSeries.with { spring in
      try spring.importPeople(3, more: ["trn": "1234567"])
      try MadeSeries.named("autumn") { autumn in
        let roster = [
          RosterEntry(
            person: "p1", details: ["id": "p1"], assessment: "spring", qualification: .npqlt,
            attempt: 1, cohort: nil),
          RosterEntry(
            person: "other", details: ["id": "other", "email": "p2@example.org"],
            assessment: "spring", qualification: .npqlt, attempt: 1, cohort: nil),
        ]
        _ = try autumn.ledger.importParticipants(
          roster, secret: MadeSeries.secret, act: MadeSeries.act("2027-08-01T09:00:00Z"))
        _ = try spring.ledger.importParticipants(
          [
            RosterEntry(
              person: "p2", details: ["id": "p2", "email": "p2@example.org"],
              assessment: "spring", qualification: .npqlt, attempt: 1, cohort: nil)
          ], secret: MadeSeries.secret, act: MadeSeries.act("2027-03-02T09:00:00Z"))
        let outcome = try spring.carry(into: autumn)
        #expect(outcome.added.map(\.entry.person) == ["p3"])
        #expect(
          outcome.findings.map(\.code) == ["entered-already", "entered-under-other-id"])
        #expect(try autumn.entries().count == 3)
        #expect(try spring.entries().map(\.carriedInto) == [nil, nil, "autumn"])
      }
    }
  }

  @Test func `each can be taken back in both series, and carried again`() throws {
    try MadeSeries.with { spring in
      try spring.importPeople(2)
      try MadeSeries.named("autumn") { autumn in
        let before = try autumn.rows()
        _ = try spring.carry(into: autumn)
        let carried = try autumn.rows()
        for series in [spring, autumn] {
          let last = try series.lastEvent()
          #expect(try series.undo(last, run: true, at: "2027-09-02T09:00:00Z").value != nil)
        }
        #expect(try autumn.rows() == before)
        #expect(try spring.entries().map(\.carriedInto) == [nil, nil])
        #expect(try spring.carry(into: autumn, at: "2027-09-03T09:00:00Z").added.count == 2)
        #expect(try autumn.rows()["person"] == carried["person"])
      }
    }
  }
}

extension MadeSeries {
  /// Another series like this one, under a name of its own.
  static func named(_ name: String, _ body: (MadeSeries) throws -> Void) throws {
    try with(name: name, body)
  }

  func carry(
    into other: MadeSeries, withHeld: Bool = false, at time: String = "2027-09-01T09:00:00Z"
  ) throws -> CarryOutcome {
    let lines = try ledger.carryLines(
      withHeld: withHeld, withNotSubmitted: true, at: Self.instant(time))
    let act = Self.act(time, "carry")
    let outcome = try other.ledger.takeOver(
      lines, from: try ledger.name(), secret: Self.secret, act: act)
    try ledger.noteCarried(
      outcome.added + outcome.unchanged, into: try other.ledger.name(), act: act)
    return outcome
  }

  func record(_ entry: EntryRecord, _ exception: EntryException, at time: String) throws {
    _ = try ledger.record(
      [
        NewException(
          entry: entry.id, exception: exception, category: nil, authoriser: "Head", reason: "")
      ], act: Self.act(time))
  }

  /// A result that did not meet the standard, released.
  func failOne() throws {
    try markOne(value: 1)
    let address = AssessorRecord(
      id: "a1", details: ["email": "a1@example.org"], qualifications: ["NPQLT"], capacity: 50,
      minimum: 0)
    _ = try ledger.importAssessors([address], act: Self.act("2027-05-30T09:00:00Z"))
    try approve(try #require(try feedback().first), "Say who does what by when.")
    try releaseAll()
  }
}
