import Assessment
import Findings
import Testing

@testable import Ledger

/// What the late rule of a window makes of a response, to the second.
@Suite struct LateRules {
  /// With an hour of grace after Monday 15 March 2027, 23:59:59.
  static let rows:
    [(late: String, at: String, result: ReceiveOutcome.Result, codes: [String], seconds: Int)] = [
      ("hold", "2027-03-15T23:59:59Z", .accepted, [], 0),
      ("hold", "2027-03-16T00:00:00Z", .held, ["late"], 1),
      ("hold", "2027-03-16T00:59:59Z", .held, ["late"], 3_600),
      ("hold", "2027-03-16T01:00:00Z", .held, ["window-closed"], 3_601),
      ("accept", "2027-03-15T23:59:59Z", .accepted, [], 0),
      ("accept", "2027-03-16T00:59:59Z", .accepted, ["late"], 3_600),
      ("accept", "2027-03-16T01:00:00Z", .held, ["window-closed"], 3_601),
    ]

  @Test(arguments: rows)
  func `a response is in time, late or too late`(
    late: String, at: String, result: ReceiveOutcome.Result, codes: [String], seconds: Int
  ) throws {
    try MadeSeries.with(window: ", grace-minutes: 60, late: \(late)") { series in
      try series.importPeople(1)
      let response = try series.response("p1", "One.", at: at)
      let outcome = try #require(series.receive([response], at: "2027-03-20T09:00:00Z").first)
      #expect(outcome.result == result)
      let told = outcome.findings.map(\.code).filter { ["late", "window-closed"].contains($0) }
      #expect(told == codes)
      #expect(outcome.arrival.lateSeconds == seconds)
      let entry = try #require(series.ledger.entries(at: MadeSeries.opens).first)
      #expect(entry.facts.held == (result == .held))
    }
  }

  @Test func `an extension moves the close to its own second`() throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let until = MadeSeries.instant("2027-03-18T23:59:59Z")
      let extended = NewException(
        entry: 1, exception: EntryException(kind: .extension, closes: until), category: nil,
        authoriser: "lead", reason: "asked by mail")
      _ = try series.ledger.record([extended], act: MadeSeries.act("2027-03-10T09:00:00Z"))
      let response = try series.response("p1", "One.", at: "2027-03-18T23:59:59Z")
      let outcome = try series.receive([response], at: "2027-03-20T09:00:00Z").first
      #expect(outcome?.result == .accepted)
      #expect(outcome?.arrival.lateSeconds == 0)
    }
  }

  @Test(arguments: [
    (2, "2027-03-18T23:59:59Z"), (3, "2027-03-18T23:59:59Z"), (4, "2027-03-19T23:59:59Z"),
  ])
  func `of an extension and of days more the later close stands`(
    _ days: Int, _ closes: String
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      try series.extend("p1", to: "2027-03-18T23:59:59Z")
      let days = try EntryException(Adjustment(days: days))
      try series.record(try series.entries()[0], days, at: "2027-03-02T09:00:00Z")
      let entry = try #require(try series.entries().first)
      #expect(entry.extendedUntil == MadeSeries.instant(closes))
    }
  }

  @Test(arguments: [EntryException.Kind.withdrawal, .deferral])
  func `what comes for an entry that no longer stands waits for a person`(
    kind: EntryException.Kind
  ) throws {
    try MadeSeries.with { series in
      try series.importPeople(1)
      let exception = NewException(
        entry: 1, exception: EntryException(kind: kind), category: nil, authoriser: nil,
        reason: "asked by mail")
      _ = try series.ledger.record([exception], act: MadeSeries.act("2027-03-10T09:00:00Z"))
      let response = try series.response("p1", "One.", at: "2027-03-11T09:00:00Z")
      let outcome = try series.receive([response], at: "2027-03-20T09:00:00Z").first
      #expect(outcome?.result == .held)
    }
  }
}
