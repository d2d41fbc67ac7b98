import Assessment
import Testing

/// One time judged by the window of 23 to 30 March 2026, which closes at 22:59:59Z.
struct JudgedTime: Sendable, CustomTestStringConvertible {
  let at: String
  let state: WindowJudgement.State
  let by: Int
  var extended: String?
  var gate: String?
  var grace = 0
  var testDescription: String { "\(at) \(extended ?? "") \(gate ?? "") \(grace)" }

  init(
    _ at: String, _ state: WindowJudgement.State, _ by: Int, extended: String? = nil,
    gate: String? = nil, grace: Int = 0
  ) {
    self.at = at
    self.state = state
    self.by = by
    self.extended = extended
    self.gate = gate
    self.grace = grace
  }

  func judge(by window: SubmissionWindow) throws -> WindowJudgement {
    window.judge(
      try instant(at), extension: try extended.map(instant), gate: try gate.map(instant))
  }

  private func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text))
  }
}

@Suite struct WindowJudgements {
  static let first = CivilDate(year: 2026, month: 3, day: 23)

  func window(grace: Int = 0, through: Bool = true) throws -> SubmissionWindow {
    let first = try #require(Self.first)
    return SubmissionWindow(
      opens: first, closes: first.adding(days: 7), throughClosingMinute: through,
      graceMinutes: grace)
  }

  @Test(arguments: [
    JudgedTime("2026-03-23T00:00:59Z", .early, 1),
    JudgedTime("2026-03-22T00:01:00Z", .early, 86_400),
    JudgedTime("2026-03-23T00:01:00Z", .open, 687_539),
    JudgedTime("2026-03-30T23:58:59+01:00", .open, 60),
    JudgedTime("2026-03-30T23:59:00+01:00", .open, 59),
    JudgedTime("2026-03-30T23:59:59+01:00", .open, 0),
    JudgedTime("2026-03-31T00:00:00+01:00", .closed, 1),
    JudgedTime("2026-03-31T00:00:00+01:00", .late, 1, grace: 60),
    // The same seconds as clocks elsewhere show them.
    JudgedTime("2026-03-30T18:59:59-04:00", .open, 0),
    JudgedTime("2026-03-31T06:59:59+08:00", .open, 0),
    JudgedTime("2026-03-31T07:00:00+08:00", .closed, 1),
    // 23:30 UTC in summer is half past midnight in London.
    JudgedTime("2026-03-30T23:30:00Z", .closed, 1801),
    JudgedTime("2026-03-30T23:30:00Z", .late, 1801, grace: 60),
    // Grace ends with the same second as the closing minute.
    JudgedTime("2026-03-31T00:59:59+01:00", .late, 3600, grace: 60),
    JudgedTime("2026-03-31T01:00:00+01:00", .closed, 3601, grace: 60),
  ])
  func `a second is early, open, late or closed`(_ row: JudgedTime) throws {
    let judgement = try row.judge(by: window(grace: row.grace))
    #expect(judgement.state == row.state)
    #expect(judgement.by == row.by)
  }

  @Test(arguments: [
    ("2026-03-30T22:58:59Z", WindowJudgement.State.open, 1),
    ("2026-03-30T22:59:00Z", .open, 0), ("2026-03-30T22:59:01Z", .closed, 1),
    ("2026-03-30T22:59:59Z", .closed, 59),
  ])
  func `a closing minute that ends as it begins has one second`(
    _ at: String, state: WindowJudgement.State, by: Int
  ) throws {
    let judgement = try JudgedTime(at, state, by).judge(by: window(through: false))
    #expect(judgement.state == state)
    #expect(judgement.by == by)
    #expect(try window(through: false).lengthSeconds == window().lengthSeconds)
  }

  @Test(arguments: [
    JudgedTime("2026-04-03T22:59:59Z", .open, 0, extended: "2026-04-03T22:59:59Z"),
    JudgedTime("2026-04-03T23:00:00Z", .closed, 1, extended: "2026-04-03T22:59:59Z"),
    JudgedTime("2026-04-03T23:00:00Z", .late, 1, extended: "2026-04-03T22:59:59Z", grace: 1),
    // An extension never shortens a window.
    JudgedTime("2026-03-30T22:59:59Z", .open, 0, extended: "2026-03-25T22:59:59Z"),
    // A gate moves the opening alone, and never before the window's own.
    JudgedTime("2026-03-25T09:59:59Z", .early, 1, gate: "2026-03-25T10:00:00Z"),
    JudgedTime("2026-03-25T10:00:00Z", .open, 478_799, gate: "2026-03-25T10:00:00Z"),
    JudgedTime("2026-03-23T00:00:00Z", .early, 60, gate: "2026-03-20T10:00:00Z"),
    JudgedTime("2026-03-30T23:00:00Z", .closed, 1, gate: "2026-03-30T10:00:00Z"),
  ])
  func `an extension moves one person's close, a gate one person's opening`(
    _ row: JudgedTime
  ) throws {
    let judgement = try row.judge(by: window(grace: row.grace))
    #expect(judgement.state == row.state)
    #expect(judgement.by == row.by)
  }

  @Test func `an extension in days keeps the time of day across a clock change`() throws {
    let first = try #require(CivilDate("2026-10-16"))
    let window = SubmissionWindow(opens: first, closes: first.adding(days: 7))
    #expect(window.closesAt.description == "2026-10-23T22:59:59Z")
    let extended = window.closing(on: window.closes.adding(days: 4))
    #expect(extended.description == "2026-10-27T23:59:59Z")
    #expect((0...4).map { window.closing(laterBy: $0) }.max() == extended)
    #expect(window.closing(laterBy: 1).description == "2026-10-24T22:59:59Z")
  }

  @Test func `grace can be given beside the window's own`() throws {
    let late = try #require(Instant(rfc3339: "2026-03-30T23:10:00Z"))
    #expect(try window(grace: 60).judge(late, graceMinutes: 0).state == .closed)
    #expect(try window().judge(late, graceMinutes: 15).state == .late)
  }
}
