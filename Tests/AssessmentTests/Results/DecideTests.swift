import Assessment
import Findings
import Testing

/// Marks of one assessor under the small scheme, a `-` for a criterion without a mark.
///
/// Problem and solution give 0 to 3, plan 0, 2 or 4 and must reach 2; 10 in all, 6 pass.
func marking(_ text: String, by assessor: String, clash: Set<String> = []) throws -> ScriptMarking {
  var marks: [String: Int] = [:]
  for (criterion, cell) in zip(["problem", "solution", "plan"], text.split(separator: " ")) {
    marks[criterion] = Int(cell)
  }
  return ScriptMarking(
    script: try code("P1"), assessor: try id(assessor), marks: marks, clashes: clash,
    rubrics: marks.isEmpty ? [] : [try scheme().digest])
}

func entry(
  _ markings: [ScriptMarking], standing: DecisionCase.Standing = .submitted,
  policy: DecisionPolicy = DecisionPolicy(), engagement: Int? = nil, holds: [String] = [],
  missing checks: [String] = [], scheme given: PackRubric? = nil
) throws -> DecisionCase {
  DecisionCase(
    assessment: try id("spring"), qualification: .npqlt, participant: try id("P1"), attempt: 1,
    standing: standing, script: try code("P1"), scheme: Reference(try given ?? scheme()),
    markings: markings, policy: Reference(policy), engagement: engagement, holds: holds,
    missingChecks: checks)
}

/// One row of a table of decisions: markings, what is needed, and what must come out.
struct Case: CustomTestStringConvertible, Sendable {
  let markings: [String]
  var needed = 1
  let outcome: Decision.Outcome
  let rule: Decision.Rule
  let total: String?
  var testDescription: String { "\(markings) of \(needed): \(rule.rawValue)" }

  init(
    _ markings: [String], needed: Int = 1, _ outcome: Decision.Outcome, _ rule: Decision.Rule,
    _ total: String?
  ) {
    self.markings = markings
    self.needed = needed
    self.outcome = outcome
    self.rule = rule
    self.total = total
  }

  static let all = [
    // One marking, around the line of 6.
    Case(["0 0 0"], .didNotMeetStandard, .passLine, "0"),
    Case(["2 1 2"], .didNotMeetStandard, .passLine, "5"),
    Case(["2 2 2"], .passed, .passLine, "6"),
    Case(["3 2 2"], .passed, .passLine, "7"),
    Case(["3 3 4"], .passed, .passLine, "10"),
    // The hurdle, above and below the line.
    Case(["3 3 0"], .didNotMeetStandard, .hurdle, "6"),
    Case(["3 2 0"], .didNotMeetStandard, .passLine, "5"),
    // Missing is never zero, even where zero or the most would not change the outcome.
    Case([], .pending, .notMarked, nil),
    Case(["- - -"], .pending, .notMarked, nil),
    Case(["3 3 -"], .pending, .partlyMarked, nil),
    Case(["- 3 4"], .pending, .partlyMarked, nil),
    Case(["0 0 -"], .pending, .partlyMarked, nil),
    // Two markings.
    Case(["2 2 2"], needed: 2, .pending, .anotherMarking, "6"),
    Case(["2 2 2", "- - -"], needed: 2, .pending, .anotherMarking, "6"),
    Case(["2 2 2", "3 3 -"], needed: 2, .pending, .partlyMarked, nil),
    Case(["2 2 2", "2 2 2"], needed: 2, .passed, .averageOfTwo, "6"),
    Case(["2 2 2", "3 2 2"], needed: 2, .passed, .averageOfTwo, "6.5"),
    Case(["2 1 2", "2 1 2"], needed: 2, .didNotMeetStandard, .averageOfTwo, "5"),
    Case(["2 1 2", "0 0 0"], needed: 2, .didNotMeetStandard, .averageOfTwo, "2.5"),
    Case(["2 2 2", "2 1 2"], needed: 2, .pending, .thirdMarking, nil),
    Case(["3 3 4", "2 1 2"], needed: 2, .pending, .thirdMarking, nil),
    Case(["3 3 4", "0 0 0"], needed: 2, .pending, .thirdMarking, nil),
    // Both reach the line, one misses the hurdle; or both miss it; or one fails by each.
    Case(["3 3 0", "3 1 2"], needed: 2, .pending, .thirdMarking, nil),
    Case(["3 3 0", "3 3 0"], needed: 2, .didNotMeetStandard, .averageOfTwo, "6"),
    Case(["3 3 0", "2 1 2"], needed: 2, .pending, .thirdMarking, nil),
    // An extra marking that was taken counts as one of two.
    Case(["2 2 2", "2 1 2"], .pending, .thirdMarking, nil),
    // Three markings.
    Case(["2 2 2", "2 1 2", "2 2 2"], needed: 2, .passed, .majority, "6"),
    Case(["2 2 2", "2 1 2", "1 1 2"], needed: 2, .didNotMeetStandard, .majority, "4.5"),
    Case(["2 2 2", "2 2 2", "3 2 2"], needed: 3, .passed, .majority, "6.33"),
    Case(["2 2 2", "3 3 4", "3 3 4"], needed: 3, .passed, .majority, "8.66"),
    Case(["2 2 2", "2 1 2", "3 - 4"], needed: 2, .pending, .partlyMarked, nil),
    Case(["2 2 2", "2 2 2"], needed: 3, .pending, .anotherMarking, "6"),
    Case(["2 2 2", "2 2 2", "2 2 2", "0 0 0"], needed: 2, .pending, .adjudication, nil),
  ]
}

@Suite struct Decisions {
  @Test(arguments: Case.all)
  func `a table of marks comes out as the rule says`(_ row: Case) throws {
    let markings = try row.markings.enumerated().map {
      try marking($0.element, by: "A\($0.offset)")
    }
    for order in [markings, markings.reversed()] {
      let decision = decide(try entry(order, policy: DecisionPolicy(markings: row.needed)))
      #expect(decision.outcome == row.outcome && decision.rule == row.rule)
      #expect(decision.total?.description == row.total)
      #expect(!decision.reason.isEmpty)
    }
  }

  @Test(arguments: [
    (DecisionCase.Standing.withdrawn, Decision.Outcome.withdrawn), (.deferred, .deferred),
    (.notSubmitted, .notSubmitted), (.expected, .pending), (.needsAttention, .pending),
  ])
  func `what stands before any mark decides first`(
    _ standing: DecisionCase.Standing, _ outcome: Decision.Outcome
  ) throws {
    let decision = decide(
      try entry([try marking("3 3 4", by: "A1")], standing: standing, holds: ["integrity"]))
    #expect(decision.outcome == outcome && decision.total == nil)
  }

  @Test func `a clash and marks under another scheme wait for a person`() throws {
    let clash = decide(try entry([try marking("3 - 4", by: "A1", clash: ["solution"])]))
    #expect(clash.outcome == .pending && clash.rule == .markClash)
    #expect(clash.reason.contains("solution"))
    let other = try scheme(pass: "{marks: 7, source: test}")
    let foreign = decide(try entry([try marking("3 3 4", by: "A1")], scheme: other))
    #expect(foreign.outcome == .pending && foreign.rule == .otherRubric)
    let unknown = decide(try entry([try marking("3 3 3", by: "A1")]))
    #expect(unknown.outcome == .pending && unknown.rule == .otherRubric)
    #expect(unknown.reason.contains("plan"))
  }

  @Test(
    arguments: [
      (nil, false, Decision.Outcome.passed), (nil, true, .withheld), (8_999, false, .withheld),
      (9_000, false, .passed), (9_000, true, .passed), (0, false, .withheld),
      (10_000, true, .passed),
    ] as [(Int?, Bool, Decision.Outcome)])
  func `engagement below what is needed withholds`(
    _ engagement: Int?, _ mustBeRecorded: Bool, _ outcome: Decision.Outcome
  ) throws {
    let decision = decide(
      try entry(
        [try marking("2 2 2", by: "A1")],
        policy: DecisionPolicy(engagementMustBeRecorded: mustBeRecorded), engagement: engagement))
    #expect(decision.outcome == outcome && decision.total?.description == "6")
    if engagement == 8_999 { #expect(decision.reason == "engagement is 89.99%; 90% is needed") }
  }

  @Test func `an open case withholds one result, whether marked or not`() throws {
    let marked = decide(try entry([try marking("2 2 2", by: "A1")], holds: ["integrity case open"]))
    #expect(marked.outcome == .withheld && marked.rule == .openCase)
    #expect(marked.reason == "integrity case open")
    #expect(decide(try entry([], holds: ["query open"])).outcome == .withheld)
  }

  @Test func `no result is final before the checks that the policy asks for`() throws {
    let marks = [try marking("2 2 2", by: "A1")]
    let waiting = decide(try entry(marks, missing: ["similarity"]))
    #expect(waiting.outcome == .pending && waiting.rule == .integrityCheckMissing)
    #expect(waiting.reason == "integrity check missing: similarity")
    #expect(waiting.total?.sum == 6)
    #expect(decide(try entry([], missing: ["similarity"])).rule == .notMarked)
    let open = try entry(marks, holds: ["case"], missing: ["viva"])
    #expect(decide(open).outcome == .withheld)
  }

  @Test(arguments: [
    ("2 1 0", false), ("2 0 2", true), ("2 1 2", true), ("2 2 2", true), ("3 2 2", true),
    ("2 2 4", false),
  ])
  func `the borderline band asks for a second reading only where the policy says`(
    _ marks: String, _ inBand: Bool
  ) throws {
    let band = try scheme(borderline: "{below: 2, above: 1}")
    var markings = [try marking(marks, by: "A1")]
    markings[0].rubrics = [band.digest]
    let reading = DecisionPolicy(moderation: ModerationPolicy(second: [.borderlines]))
    let asked = decide(try entry(markings, policy: reading, scheme: band))
    #expect((asked.rule == .secondReading) == inBand)
    #expect(decide(try entry(markings, scheme: band)).rule == .passLine)
    #expect(decide(try entry([try marking(marks, by: "A1")], policy: reading)).rule == .passLine)
    var second = try marking(marks, by: "A2")
    second.rubrics = [band.digest]
    let read = decide(try entry(markings + [second], policy: reading, scheme: band))
    #expect(read.rule == .averageOfTwo)
  }

  @Test(arguments: [
    (6, "{marks: 6, source: x}"), (6, "{percent: 60, source: x}"),
    (7, "{percent: 61, source: x}"), (7, "{percent: 70, source: x}"),
  ])
  func `a pass mark in per cent is rounded up to whole marks`(
    _ line: Int, _ pass: String
  ) throws {
    let scheme = try scheme(pass: pass)
    for (marks, total) in [("2 2 2", 6), ("3 2 2", 7)] {
      var marking = try marking(marks, by: "A1")
      marking.rubrics = [scheme.digest]
      let decision = decide(try entry([marking], scheme: scheme))
      #expect((decision.outcome == .passed) == (total >= line))
    }
  }

  @Test func `every pair of marks in every order agrees with fractions`() throws {
    let cells = [0, 1, 2, 3].flatMap { a in
      [0, 1, 2, 3].flatMap { b in [0, 2, 4].map { "\(a) \(b) \($0)" } }
    }
    let single = try cells.map { cell in
      decide(try entry([try marking(cell, by: "A1")]))
    }
    for (left, first) in zip(cells, single) where left.hasSuffix("2") {
      for (right, second) in zip(cells, single) {
        let both = decide(
          try entry(
            [try marking(left, by: "A1"), try marking(right, by: "A2")],
            policy: DecisionPolicy(markings: 2)))
        if both.outcome != .pending {
          #expect(both.outcome == first.outcome && both.outcome == second.outcome)
          #expect(
            both.total?.reaches(6) == (both.outcome == .passed)
              || both.reason.contains("must-pass"))
        } else {
          #expect(
            first.outcome != second.outcome
              || first.total?.reaches(6) != second.total?.reaches(6))
        }
      }
    }
  }
}

extension MarkTotal {
  /// Whether the average reaches a number of marks, compared in whole numbers.
  fileprivate func reaches(_ marks: Int) -> Bool { sum >= marks * markings }
}
