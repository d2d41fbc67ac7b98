import Assessment
import Testing

/// A state in which an entry can be, and the reason that the office reads.
struct Reason: CustomTestStringConvertible, Sendable {
  let rule: Decision.Rule
  let reason: String
  let make: @Sendable () throws -> DecisionCase
  var testDescription: String { rule.rawValue }

  init(
    _ rule: Decision.Rule, _ reason: String, _ make: @escaping @Sendable () throws -> DecisionCase
  ) {
    self.rule = rule
    self.reason = reason
    self.make = make
  }

  /// Marked by `A0` and on, in that order, under rules of agreement.
  static func marked(
    _ markings: String..., under policy: AgreementPolicy = AgreementPolicy(),
    second: [ModerationPolicy.SecondClass] = [], senior: Int? = nil
  ) throws -> DecisionCase {
    let made = try markings.enumerated().map { try marking($0.element, by: "A\($0.offset)") }
    var given = try entry(
      made,
      policy: DecisionPolicy(
        markings: made.count, moderation: ModerationPolicy(agreement: policy, second: second)))
    for (number, one) in made.enumerated() {
      given.places[one.assessor] = MarkingPlace(
        number: number + 1, round: .marking, isSenior: number == senior)
    }
    return given
  }

  static func resolved(
    _ kind: Resolution.Kind, stale: Bool = false
  ) throws -> DecisionCase {
    var given = try marked("2 2 2", "2 1 2")
    given.resolution = Resolution(
      kind: kind, marks: ["problem": 3, "solution": 2, "plan": 2], basis: Digest(of: [UInt8]()))
    given.resolutionIsStale = stale
    return given
  }

  static let beforeMarks: [Reason] = [
    Reason(.withdrawn, "withdrawn; the response that came is kept, and nothing is decided on it") {
      try entry([], standing: .withdrawn)
    },
    Reason(.withdrawn, "withdrawn") {
      var given = try entry([], standing: .withdrawn)
      given.script = nil
      return given
    },
    Reason(.deferred, "deferred; the response that came is kept, and nothing is decided on it") {
      try entry([], standing: .deferred)
    },
    Reason(.notSubmitted, "the window is over and no response came") {
      try entry([], standing: .notSubmitted)
    },
    Reason(.awaitingResponse, "no response came yet") { try entry([], standing: .expected) },
    Reason(.needsAttention, "the response waits for the office") {
      try entry([], standing: .needsAttention)
    },
  ]

  static let held: [Reason] = [
    Reason(.openCase, "an integrity case is open: similarity") {
      try entry([try marking("2 2 2", by: "A0")], holds: ["an integrity case is open: similarity"])
    },
    Reason(.engagement, "engagement is 89.99%; 90% is needed") {
      try entry([try marking("2 2 2", by: "A0")], engagement: 8999)
    },
    Reason(.engagementNotRecorded, "engagement is not recorded; 90% is needed") {
      try entry(
        [try marking("2 2 2", by: "A0")], policy: DecisionPolicy(engagementMustBeRecorded: true))
    },
    Reason(.integrityCheckMissing, "integrity check missing: similarity, oral") {
      try entry([try marking("2 2 2", by: "A0")], missing: ["similarity", "oral"])
    },
  ]

  static let missing: [Reason] = [
    Reason(.notMarked, "not marked yet") { try entry([]) },
    Reason(.partlyMarked, "1 of 3 criteria still to mark: plan") { try marked("2 2 -") },
    Reason(.markClash, "two versions of a mark stand against each other: solution") {
      try entry([try marking("3 - 4", by: "A0", clash: ["solution"])])
    },
    Reason(.otherRubric, "no level of the mark scheme gives the mark of plan") {
      try marked("2 2 1")
    },
    Reason(.anotherMarking, "1 of 2 markings are in") {
      try entry([try marking("2 2 2", by: "A0")], policy: DecisionPolicy(markings: 2))
    },
    Reason(.secondReading, "5 of 10, 6 needed: what does not pass needs a second reading") {
      try marked("2 1 2", second: [.fails])
    },
    Reason(.secondReading, "6 of 10, 6 needed: every script needs a second reading") {
      try marked("2 2 2", second: [.all])
    },
    Reason(
      .discussion,
      "two markings of 6 and 5 lie on different sides of a pass (6 needed); the assessors talk and "
        + "agree"
    ) { try marked("2 2 2", "2 1 2", under: AgreementPolicy(across: .discuss)) },
    Reason(
      .thirdMarking,
      "two markings of 6 and 5 lie on different sides of a pass (6 needed); a third marking decides"
    ) { try marked("2 2 2", "2 1 2", under: AgreementPolicy(across: .third)) },
    Reason(
      .adjudication,
      "two markings of 6 and 5 lie on different sides of a pass (6 needed); a person decides"
    ) { try marked("2 2 2", "2 1 2") },
    Reason(.adjudication, "what was decided rests on marks that have changed since") {
      try resolved(.adjudicated, stale: true)
    },
  ]

  static let decided: [Reason] = [
    Reason(.passLine, "6 of 10, 6 needed") { try marked("2 2 2") },
    Reason(.hurdle, "6 of 10, 6 needed; must-pass criterion not reached: The plan") {
      try marked("3 3 0")
    },
    Reason(.averageOfTwo, "two markings of 6 and 7, both pass, average 6.5 of 10, 6 needed") {
      try marked("2 2 2", "3 2 2")
    },
    Reason(
      .averageOfTwo,
      "two markings of 6 and 7, both pass, average 6.5, rounded to 7 of 10, 6 needed"
    ) { try marked("2 2 2", "3 2 2", under: AgreementPolicy(rounding: .halfUp)) },
    Reason(
      .higherOfTwo, "two markings of 6 and 7, both pass: the higher stands; 7 of 10, 6 needed"
    ) { try marked("2 2 2", "3 2 2", under: AgreementPolicy(within: .highest)) },
    Reason(
      .firstMarking, "two markings of 6 and 7, both pass: the first stands; 6 of 10, 6 needed"
    ) { try marked("2 2 2", "3 2 2", under: AgreementPolicy(within: .first)) },
    Reason(
      .senior,
      "two markings of 6 and 5 lie on different sides of a pass (6 needed): the senior's stands; "
        + "5 of 10, 6 needed"
    ) { try marked("2 2 2", "2 1 2", under: AgreementPolicy(across: .senior), senior: 1) },
    Reason(.majority, "three markings of 6, 5, 7: 2 pass, average 6.5 of 10, 6 needed") {
      try marked("2 2 2", "2 1 2", "3 2 2")
    },
    Reason(
      .nearestToThird, "three markings of 6, 3, 7: 6 is nearest to the third; 6 of 10, 6 needed"
    ) { try marked("2 2 2", "1 0 2", "3 2 2", under: AgreementPolicy(ofThree: .nearest)) },
    Reason(.middleOfThree, "three markings of 6, 3, 7: 6 is in the middle; 6 of 10, 6 needed") {
      try marked("2 2 2", "1 0 2", "3 2 2", under: AgreementPolicy(ofThree: .middle))
    },
    Reason(
      .closestTwo, "three markings of 6, 3, 7: 6 and 7 are closest, average 6.5 of 10, 6 needed"
    ) { try marked("2 2 2", "1 0 2", "3 2 2", under: AgreementPolicy(ofThree: .closestTwo)) },
    Reason(.thirdDecides, "three markings of 6, 3, 7: the third decides; 7 of 10, 6 needed") {
      try marked("2 2 2", "1 0 2", "3 2 2", under: AgreementPolicy(ofThree: .third))
    },
    Reason(.agreed, "the assessors agreed on 7 of 10, 6 needed") { try resolved(.agreed) },
    Reason(.adjudicated, "an adjudicator decided on 7 of 10, 6 needed") {
      try resolved(.adjudicated)
    },
    Reason(.definitive, "the definitive marks stand: 7 of 10, 6 needed") {
      var given = try marked("2 1 2")
      given.definitive = ["problem": 3, "solution": 2, "plan": 2]
      return given
    },
  ]

  static let all = beforeMarks + held + missing + decided
}

@Suite struct Reasons {
  @Test(arguments: Reason.all)
  func `every state says why`(_ row: Reason) throws {
    let decision = ResultRow(try row.make()).decision
    #expect(decision.rule == row.rule)
    #expect(decision.reason == row.reason)
  }

  @Test func `no rule is left out of the table`() {
    let left = Set(Decision.Rule.allCases).subtracting(Reason.all.map(\.rule))
    #expect(left.isEmpty)
  }

  @Test(arguments: [
    (1260, LateRule.accept, 60, true, "late by 21 minutes: accepted under the rule 'late: accept'"),
    (1260, .hold, 60, false, "late by 21 minutes, within grace: held under the rule 'late: hold'"),
    (1260, .hold, 60, true, "late by 21 minutes: counted by the office"),
    (
      40, .refuse, 60, false, "late by 40 seconds, within grace: held under the rule 'late: refuse'"
    ),
    (
      93_600, .accept, 60, false,
      "late by 1 day 2 hours, 1 hour of grace over: refused unless there is an extension"
    ),
    (3600, .hold, 0, false, "late by 1 hour: refused unless there is an extension"),
  ])
  func `what came late says by how much, and under which rule`(
    seconds: Int, rule: LateRule, minutes: Int, counts: Bool, words: String
  ) throws {
    var given = try entry(
      counts ? [try marking("2 2 2", by: "A0")] : [],
      standing: counts ? .submitted : .needsAttention)
    given.late = LateResponse(
      seconds: seconds, rule: rule, grace: minutes * 60, counts: counts)
    let before = counts ? "6 of 10, 6 needed" : "the response waits for the office"
    #expect(ResultRow(given).decision.reason == "\(before); \(words)")
  }

  @Test func `a withdrawal does not tell of a late response`() throws {
    var given = try entry([], standing: .withdrawn)
    given.late = LateResponse(seconds: 60, rule: .hold, grace: 0, counts: false)
    #expect(!ResultRow(given).decision.reason.contains("late"))
  }

  @Test(arguments: [
    (2, 2, "attempt 2 of 2: attempt 1 was S1 in autumn (did-not-meet-standard)"),
    (3, 2, "attempt 3, over the limit of 2: attempt 1 was S1 in autumn (did-not-meet-standard)"),
  ])
  func `a resit is linked to what came before it`(
    attempt: Int, limit: Int, words: String
  ) throws {
    var given = try entry(
      [try marking("2 2 2", by: "A0")], policy: DecisionPolicy(attempts: limit))
    given.attempt = attempt
    given.earlier = [
      EarlierAttempt(attempt: 1, script: "S1", series: "autumn", outcome: .didNotMeetStandard)
    ]
    #expect(ResultRow(given).decision.reason == "6 of 10, 6 needed; \(words)")
    given.earlier = []
    #expect(ResultRow(given).decision.reason.hasSuffix(": an earlier one is not known here"))
  }
}
