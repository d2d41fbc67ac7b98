import Assessment
import Findings
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct `Assessors who leave and come back` {
  /// Twelve scripts with one marking each, shared out among three.
  private func allocated(_ series: MadeSeries) throws {
    try series.importPeople(12)
    _ = try series.receive(
      try (1...12).map {
        try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
      }, at: "2027-03-20T09:00:00Z")
    _ = try series.ledger.importAssessors(
      MadeSeries.assessors(3), act: MadeSeries.act("2027-03-20T10:00:00Z"))
    try allocate(series, at: "2027-03-20T11:00:00Z")
  }

  private func allocate(
    _ series: MadeSeries, _ turnover: Turnover = Turnover(), at time: String
  ) throws {
    var request = try series.ledger.allocationRequest(at: MadeSeries.instant(time), draw: 1)
    request.markings = 1
    request.without = turnover.leaving
    request.gone.subtract(turnover.returning)
    let plan = try #require(Assessment.allocate(request).plan)
    _ = try series.ledger.allocate(
      plan.markings, turnover: turnover, draw: 1, act: MadeSeries.act(time))
  }

  private func given(_ series: MadeSeries) throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try series.ledger.loads().map { ($0.assessor, $0.given) })
  }

  private func first(_ series: MadeSeries) throws -> String {
    try #require(try series.ledger.assessors().first).id
  }

  @Test func `who left gets nothing until they are back`() throws {
    try MadeSeries.with { series in
      try allocated(series)
      let one = try first(series)
      let leaving = Turnover(leaving: [one, one], reason: "broke her wrist")
      try allocate(series, leaving, at: "2027-03-22T10:00:00Z")
      #expect(try given(series)[one] == 0)
      try allocate(series, at: "2027-03-23T10:00:00Z")
      #expect(try given(series)[one] == 0)
      let left = try series.ledger.departures()
      #expect(left.map(\.assessor) == [one])
      #expect(left.map(\.since.description) == ["2027-03-22"])
      #expect(left.map(\.reason) == ["broke her wrist"])
      #expect(try series.ledger.loads().compactMap(\.left) == left)

      let returning = Turnover(returning: [one])
      try allocate(series, returning, at: "2027-03-24T10:00:00Z")
      #expect(try given(series)[one] == 4)
      #expect(try series.ledger.departures().isEmpty)
    }
  }

  @Test func `an undo takes the leaving back with the markings that moved`() throws {
    try MadeSeries.with { series in
      try allocated(series)
      let one = try first(series)
      let before = try series.rows()
      try allocate(series, Turnover(leaving: [one], reason: "flu"), at: "2027-03-22T10:00:00Z")
      let undone = try series.undo(try series.lastEvent())
      #expect(undone.value?.rows.contains { $0.record == "departure" } == true)
      #expect(try series.ledger.departures().isEmpty)
      #expect(try series.rows()["allocation"] == before["allocation"])
    }
  }

  @Test func `it is recorded where no marking moves, and once`() throws {
    try MadeSeries.with { series in
      try allocated(series)
      let one = try first(series)
      try allocate(series, Turnover(leaving: [one]), at: "2027-03-22T10:00:00Z")
      let last = try series.lastEvent()
      try allocate(series, Turnover(leaving: [one]), at: "2027-03-22T11:00:00Z")
      #expect(try series.lastEvent() == last)
      let nobody = try #require(try series.ledger.assessors().last).id
      try allocate(series, Turnover(returning: [nobody]), at: "2027-03-22T12:00:00Z")
      #expect(try series.lastEvent() == last)
    }
  }

  @Test func `rounds and practice scripts pass over who left`() throws {
    try MadeSeries.with { series in
      try allocated(series)
      let one = try first(series)
      try allocate(series, Turnover(leaving: [one]), at: "2027-03-22T10:00:00Z")
      let now = MadeSeries.instant("2027-03-23T10:00:00Z")
      let scripts = Set(try series.ledger.entries(at: now).map(\.script))
      let request = try series.ledger.roundRequest(for: scripts, at: now, draw: 1)
      let plan = try #require(Assessment.allocate(request).plan)
      #expect(!plan.markings.contains { $0.assessor == one })
      #expect(plan.markings.count == 12)
    }
  }
}

@Suite struct `Scripts that many mark link assessors` {
  @Test func `the set that everybody marks counts before it has gone out, practice never`() throws {
    try MadeSeries.with { series in
      try series.importPeople(4)
      _ = try series.receive(
        try (1...4).map {
          try series.response("p\($0)", "Words of \($0).", at: "2027-03-09T09:00:00Z")
        }, at: "2027-03-20T09:00:00Z")
      _ = try series.ledger.importAssessors(
        MadeSeries.assessors(3), act: MadeSeries.act("2027-03-20T10:00:00Z"))
      let now = MadeSeries.instant("2027-03-20T11:00:00Z")
      #expect(try series.ledger.allocationRequest(at: now, draw: 1).common.isEmpty)
      let criteria = try Rubric.embedded(.npqlt).criteria.map(\.id)
      let uses: [DefinitiveScript.Use] = [.practice, .first, .seed]
      let entries = try series.ledger.entries(at: now)
      let scripts = try zip(entries, uses).map { entry, use in
        DefinitiveScript(
          script: try #require(ScriptCode(entry.script)), use: use,
          marks: Dictionary(uniqueKeysWithValues: criteria.map { ($0, 2) }), reasons: [:])
      }
      _ = try series.ledger.define(scripts, act: MadeSeries.act("2027-03-20T10:30:00Z"))
      let common = try series.ledger.allocationRequest(at: now, draw: 1).common
      let all = try series.ledger.assessors().map(\.id)
      // The seed is nobody's yet.
      #expect(common.map(\.assessors) == [all, []])
    }
  }
}
