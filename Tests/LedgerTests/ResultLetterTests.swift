import Assessment
import Findings
import Testing

@testable import Ledger

/// What the letter of a result says of the next attempt, of appeals and of the letter before it.
@Suite struct ResultLetterWords {
  private static let policy = "{feedback: none, appeal: {days: 20}}"

  /// Every criterion marked 2 of 3 passes, 1 does not; there are two attempts.
  @Test(arguments: [
    (attempt: 1, value: 1, isAgain: true, isLast: false), (2, 1, false, true), (3, 1, false, true),
    (1, 2, false, false), (2, 2, false, false),
  ])
  func `another attempt is offered as long as there is one`(
    attempt: Int, value: Int, isAgain: Bool, isLast: Bool
  ) throws {
    try MadeSeries.with(results: Self.policy) { series in
      let entry = RosterEntry(
        person: "p1", details: ["id": "p1"], assessment: "spring", qualification: .npqlt,
        attempt: attempt, cohort: nil)
      _ = try series.ledger.importParticipants(
        [entry], secret: MadeSeries.secret, act: MadeSeries.act("2027-02-02T09:00:00Z"))
      try series.markOne(value: value)
      try series.releaseAll()
      let letter = try #require(try series.letters().first)
      #expect(letter.contains("you can take the assessment again") == isAgain)
      #expect(letter.contains("This was your last attempt") == isLast)
      #expect(letter.contains("You met the standard") == (value == 2))
    }
  }

  @Test(arguments: [
    ("2027-06-07T09:00:00Z", "27 June 2027"), ("2027-06-07T22:59:59Z", "27 June 2027"),
    // Half past midnight in London.
    ("2027-06-07T23:30:00Z", "28 June 2027"),
  ])
  func `an appeal can be made for so many days after the letter`(
    _ time: String, _ day: String
  ) throws {
    try MadeSeries.with(results: Self.policy) { series in
      try series.importPeople(1)
      try series.markOne()
      try series.nameOfficer()
      try series.releaseAll(at: time)
      #expect(try series.letters().first?.contains("you can appeal until \(day).") == true)
    }
  }

  @Test func `a result that came out otherwise takes the place of the one before`() throws {
    try MadeSeries.with(results: Self.policy) { series in
      try series.importPeople(1)
      try series.markOne()
      try series.releaseAll()
      try series.reopen("p1", at: "2027-06-09T09:00:00Z")
      try series.collect(value: 1, file: "second.csv", at: "2027-06-09T10:00:00Z", revision: 2)
      try series.settle("p1", at: "2027-06-09T11:00:00Z")
      try series.releaseAll(at: "2027-06-10T10:00:00Z")
      let letter = try #require(try series.letters().last)
      #expect(letter.contains("You did not meet the standard"))
      #expect(letter.contains("replaces that of 7 June 2027, which no longer stands"))
      #expect(!letter.contains("stays as we wrote"))
    }
  }
}
