import Assessment
import Findings
import Foundation
import Testing

@testable import Ledger

@Suite struct Replacing {
  @Test func `both are kept, the new one counts, and is no later than the earlier one`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.receiveOne()
      let outcome = try #require(
        try series.replace("p1", "The right one.", at: "2027-03-22T09:00:00Z"))
      #expect(outcome.result == .accepted && outcome.arrival.lateSeconds == 0)
      let receipt = try #require(outcome.receipt)
      #expect(receipt.facts.paper?.timing == .onTime && receipt.facts.replaces.count == 1)
      let entry = try #require(try series.entries().first)
      let responses = try series.ledger.submissions(of: entry.id)
      #expect(responses.map(\.standing) == [.settled, .accepted])
      #expect(responses[1].replaces == responses[0].id)
      #expect(try series.ledger.response(named: entry.script)?.id == responses[1].id)
      #expect(try series.ledger.history(ofEntry: entry.id).last?.texts["reason"] == "the draft")
    }
  }

  @Test func `what cannot be read takes nobody's place`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.receiveOne()
      let link = try series.replace("p1", "https://example.org/essay", at: "2027-03-22T09:00:00Z")
      #expect(link?.result == .held)
      let entry = try #require(try series.entries().first)
      let standings = try series.ledger.submissions(of: entry.id).map(\.standing)
      #expect(standings == [.accepted, .held])
    }
  }

  @Test func `a pack with the earlier one is named, and a new one made`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.receiveOne()
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(1), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      try series.allocate(markings: 1)
      _ = try series.distribute(at: "2027-03-20T13:00:00Z")
      let entry = try #require(try series.entries().first)
      let earlier = try #require(try series.ledger.response(named: entry.script))
      let warned = try series.ledger.obstacles(toReplacing: earlier)
      #expect(warned.map(\.code) == ["pack-is-out"] && warned.verdict == .accepted)
      _ = try series.replace("p1", "The right one.", at: "2027-03-22T09:00:00Z")
      let packs = try series.distribute(at: "2027-03-22T13:00:00Z").packs
      #expect(packs.map(\.pack) == ["M0002"])
      let pack = try #require(Identifier("M0001"))
      let first = try #require(try series.ledger.contents(of: pack))
      #expect(first.scripts.isEmpty && first.elsewhere.map(\.text) == [entry.script])
      #expect(first.replaced.map(\.text) == [entry.script])
      #expect(try series.distribute(at: "2027-03-22T14:00:00Z").packs.isEmpty)
    }
  }

  @Test func `undone it leaves what was`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.receiveOne()
      let rows = try series.rows()
      _ = try series.replace("p1", "The right one.", at: "2027-03-20T09:30:00Z")
      _ = try series.undo(try series.lastEvent(), at: "2027-03-20T09:40:00Z")
      #expect(try series.rows() == rows)
    }
  }

  @Test func `it is refused once marks stand`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.markOne()
      let entry = try #require(try series.entries().first)
      let earlier = try #require(try series.ledger.response(named: entry.script))
      let refused = try series.ledger.obstacles(toReplacing: earlier)
      #expect(refused.map(\.code) == ["marks-stand"] && refused.verdict == .refused)
    }
  }
}

extension MadeSeries {
  func receiveOne() throws {
    _ = try receive(
      [try response("p1", "One.", at: "2027-03-09T09:00:00Z")], at: "2027-03-20T09:00:00Z")
  }

  /// Receives a text in the place of the response that counts for a person.
  func replace(_ person: String, _ text: String, at time: String) throws -> ReceiveOutcome? {
    let entry = try #require(try entries().first { $0.person == person })
    let earlier = try #require(try ledger.response(named: entry.script))
    var incoming = try response(person, text, at: time)
    incoming.replaces = Replacement(of: earlier, reason: "the draft")
    return try receive([incoming], at: time).first
  }
}
