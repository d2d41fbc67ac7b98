import Assessment
import Findings
import Testing

/// One row of a table of rules: markings in the order in which they were asked for, under a policy.
struct Ruled: CustomTestStringConvertible, Sendable {
  let policy: AgreementPolicy
  let markings: [String]
  let rule: Decision.Rule
  let outcome: Decision.Outcome
  let total: String?
  /// Which marker leads the others, from 0.
  var senior: Int?
  var testDescription: String {
    "\(policy.preset?.rawValue ?? "own") \(markings): \(rule.rawValue)"
  }

  init(
    _ policy: AgreementPolicy, _ markings: [String], _ rule: Decision.Rule,
    _ outcome: Decision.Outcome = .pending, _ total: String? = nil, senior: Int? = nil
  ) {
    self.policy = policy
    self.markings = markings
    self.rule = rule
    self.outcome = outcome
    self.total = total
    self.senior = senior
  }

  /// Decides it, with markers `A0` and on, or so that who was asked first comes last by name.
  func decision(namesFall: Bool = false) throws -> Decision {
    let markings = try markings.enumerated().map {
      try marking($0.element, by: "A\(namesFall ? 9 - $0.offset : $0.offset)")
    }
    var given = try entry(
      markings,
      policy: DecisionPolicy(
        markings: markings.count, moderation: ModerationPolicy(agreement: policy, second: [])))
    for number in markings.indices {
      given.places[markings[number].assessor] = MarkingPlace(
        number: number + 1, round: number == 2 ? .third : .marking, isSenior: number == senior)
    }
    return decide(given)
  }
}

private func within(_ marks: Int, _ preset: AgreementPolicy.Preset) -> AgreementPolicy {
  let policy = preset.policy
  return AgreementPolicy(
    preset: preset, tolerance: MarkTolerance(total: marks), within: policy.within,
    beyond: policy.beyond, across: policy.across, ofThree: policy.ofThree)
}

// 10 marks, 6 pass, and `plan` (the last) must reach 2. Of the totals: 3 3 4 is 10, 3 2 4 9, 2 2 4
// 8, 3 2 2 7, 2 2 2 6, 2 1 2 5, 1 1 2 4, 1 0 2 3, 0 0 0 0; 3 3 0 is 6 and misses the hurdle.
private let standardRows = [
  Ruled(.standard, ["2 2 2", "3 3 4"], .averageOfTwo, .passed, "8"),
  Ruled(.standard, ["2 2 2", "2 2 2"], .averageOfTwo, .passed, "6"),
  Ruled(.standard, ["2 1 2", "0 0 0"], .averageOfTwo, .didNotMeetStandard, "2.5"),
  // One mark apart, across the line: never averaged.
  Ruled(.standard, ["2 2 2", "2 1 2"], .adjudication),
  Ruled(.standard, ["2 1 2", "3 3 4"], .adjudication),
  // The hurdle parts equal totals.
  Ruled(.standard, ["3 3 0", "2 2 2"], .adjudication),
  Ruled(.standard, ["3 3 0", "3 3 0"], .averageOfTwo, .didNotMeetStandard, "6"),
  Ruled(.standard, ["2 2 2", "2 1 2", "2 2 2"], .majority, .passed, "6"),
]

private let durhamRows: [Ruled] = {
  let durham = AgreementPolicy.Preset.durham.policy
  return [
    // Under 5 of 100 is under half a mark of 10.
    Ruled(durham, ["2 2 2", "2 2 2"], .averageOfTwo, .passed, "6"),
    Ruled(durham, ["2 2 2", "3 2 2"], .discussion),
    Ruled(durham, ["2 1 2", "2 2 2"], .discussion),
    Ruled(durham, ["2 1 2", "2 1 2"], .averageOfTwo, .didNotMeetStandard, "5"),
    Ruled(durham, ["2 2 2", "2 1 2", "2 2 2"], .adjudication),
  ]
}()

private let cumbriaRows: [Ruled] = {
  let cumbria = AgreementPolicy.Preset.cumbria.policy
  return [
    Ruled(cumbria, ["2 2 2", "3 3 4"], .firstMarking, .passed, "6"),
    Ruled(cumbria, ["0 0 0", "2 1 2"], .firstMarking, .didNotMeetStandard, "0"),
    Ruled(cumbria, ["2 2 2", "2 1 2"], .thirdMarking),
    // 6 and 4: nearer to 5, 6 and 7 is 6; nearer to 4 is 4.
    Ruled(cumbria, ["2 2 2", "1 1 2", "3 2 2"], .nearestToThird, .passed, "6"),
    Ruled(cumbria, ["2 2 2", "1 1 2", "1 0 2"], .nearestToThird, .didNotMeetStandard, "4"),
    // 6 and 4 lie as near to 5; over the criteria 2 2 2 is one away from 2 1 2, 1 1 2 is one too.
    Ruled(cumbria, ["2 2 2", "1 1 2", "2 1 2"], .adjudication),
    // 6 and 4 are as near to 5; over the criteria 3 1 2 is one away, 1 1 2 one, 0 2 2 three.
    Ruled(cumbria, ["2 2 2", "0 2 2", "2 1 2"], .nearestToThird, .passed, "6"),
    // Equal totals that a hurdle parts: the third's criteria tell them apart.
    Ruled(cumbria, ["3 3 0", "2 2 2", "3 3 0"], .nearestToThird, .didNotMeetStandard, "6"),
    Ruled(cumbria, ["3 3 0", "2 2 2", "2 2 2"], .nearestToThird, .passed, "6"),
  ]
}()

private let meanRows: [Ruled] = {
  let mean = within(2, .meanWithinTolerance)
  return [
    Ruled(mean, ["2 2 2", "2 2 2"], .averageOfTwo, .passed, "6"),
    Ruled(mean, ["2 2 2", "2 2 4"], .averageOfTwo, .passed, "7"),
    Ruled(mean, ["2 2 2", "3 2 4"], .adjudication),
    Ruled(mean, ["2 1 2", "1 0 2"], .averageOfTwo, .didNotMeetStandard, "4"),
    Ruled(mean, ["2 1 2", "2 2 2"], .adjudication),
    Ruled(mean, ["2 1 2", "2 0 0"], .adjudication),
  ]
}()

private let closestRows: [Ruled] = {
  let closest = within(1, .twoClosestOfThree)
  return [
    Ruled(closest, ["2 2 2", "3 2 2"], .averageOfTwo, .passed, "6.5"),
    Ruled(closest, ["2 2 2", "2 2 4"], .thirdMarking),
    Ruled(closest, ["2 2 2", "2 1 2"], .thirdMarking),
    // 6, 10 and 7: 6 and 7 are closest.
    Ruled(closest, ["2 2 2", "3 3 4", "3 2 2"], .closestTwo, .passed, "6.5"),
    // 4, 10 and 5: 4 and 5.
    Ruled(closest, ["1 1 2", "3 3 4", "2 1 2"], .closestTwo, .didNotMeetStandard, "4.5"),
    // 6, 8 and 10: two pairs lie equally close.
    Ruled(closest, ["2 2 2", "2 2 4", "3 3 4"], .adjudication),
    // 5, 6 and 10: the closest two lie on different sides, and are never averaged.
    Ruled(closest, ["2 1 2", "3 3 4", "2 2 2"], .adjudication),
    Ruled(closest, ["2 2 4", "2 2 4", "2 2 4"], .closestTwo, .passed, "8"),
  ]
}()

private let highestRows: [Ruled] = {
  let highest = within(1, .highestWithinTolerance)
  return [
    Ruled(highest, ["2 2 2", "3 2 2"], .higherOfTwo, .passed, "7"),
    Ruled(highest, ["3 2 2", "2 2 2"], .higherOfTwo, .passed, "7"),
    Ruled(highest, ["2 2 2", "2 2 4"], .adjudication),
    Ruled(highest, ["1 1 2", "2 1 2"], .higherOfTwo, .didNotMeetStandard, "5"),
    // The higher one would pass: not for one mark across the line.
    Ruled(highest, ["2 1 2", "2 2 2"], .adjudication),
  ]
}()

private let seniorRows: [Ruled] = {
  let senior = AgreementPolicy.Preset.seniorDefinitive.policy
  return [
    Ruled(senior, ["2 2 2", "3 3 4"], .senior, .passed, "10", senior: 1),
    Ruled(senior, ["2 1 2", "3 3 4"], .senior, .didNotMeetStandard, "5", senior: 0),
    Ruled(senior, ["2 2 2", "2 2 2"], .adjudication),
    Ruled(senior, ["2 1 2", "3 3 4", "2 2 2"], .thirdDecides, .passed, "6"),
  ]
}()

private let ownRows: [Ruled] = {
  let middle = AgreementPolicy(across: .third, ofThree: .middle)
  let criterion = AgreementPolicy(tolerance: MarkTolerance(criterion: 1), beyond: .third)
  let percent = AgreementPolicy(tolerance: MarkTolerance(underPercent: 20), beyond: .third)
  let rounded = { AgreementPolicy(ofThree: .majority, rounding: $0) }
  return [
    Ruled(middle, ["2 1 2", "3 3 4", "2 2 2"], .middleOfThree, .passed, "6"),
    Ruled(middle, ["2 1 2", "3 3 4", "1 1 2"], .middleOfThree, .didNotMeetStandard, "5"),
    Ruled(middle, ["3 3 0", "2 2 2", "3 3 4"], .adjudication),
    Ruled(criterion, ["2 2 2", "3 3 2"], .averageOfTwo, .passed, "7"),
    Ruled(criterion, ["3 1 2", "1 3 2"], .thirdMarking),
    // Less than 20 of 100 is one mark of 10, and not two.
    Ruled(percent, ["2 2 2", "3 2 2"], .averageOfTwo, .passed, "6.5"),
    Ruled(percent, ["2 2 2", "2 2 4"], .thirdMarking),
    Ruled(rounded(.halfUp), ["2 2 2", "3 2 2"], .averageOfTwo, .passed, "7"),
    Ruled(rounded(.down), ["2 2 2", "3 2 2"], .averageOfTwo, .passed, "6"),
    Ruled(rounded(.up), ["2 1 2", "1 1 2"], .averageOfTwo, .didNotMeetStandard, "5"),
    Ruled(rounded(.halfUp), ["2 2 2", "2 2 2", "3 2 2"], .majority, .passed, "6"),
    Ruled(rounded(.up), ["2 2 2", "2 2 2", "3 2 2"], .majority, .passed, "7"),
  ]
}()

@Suite struct AgreementRuleTables {
  @Test(
    arguments: standardRows + durhamRows + cumbriaRows + meanRows + closestRows + highestRows
      + seniorRows + ownRows)
  func `each rule decides as its source says, at and around every edge`(_ row: Ruled) throws {
    for namesFall in [false, true] {
      let decision = try row.decision(namesFall: namesFall)
      #expect(decision.rule == row.rule && decision.outcome == row.outcome, "\(decision.reason)")
      if row.outcome != .pending { #expect(decision.total?.description == row.total) }
      #expect(!decision.basis.isEmpty)
    }
  }

  @Test(arguments: AgreementPolicy.Preset.allCases)
  func `no rule makes one mark of two on different sides, or a result of one of two`(
    _ preset: AgreementPolicy.Preset
  ) throws {
    let cells = ["0 0 0", "1 1 2", "2 1 2", "2 2 2", "3 3 0", "3 2 2", "3 3 4"]
    let policy = within(10, preset)
    for left in cells {
      for right in cells {
        let decision = try Ruled(policy, [left, right], .averageOfTwo).decision()
        let sides = Set(
          try [left, right].map { decide(try entry([try marking($0, by: "A1")])).outcome })
        if sides.count == 2 { #expect(decision.outcome == .pending) }
        if decision.outcome != .pending { #expect(sides == [decision.outcome]) }
      }
    }
    let one = try entry(
      [try marking("3 3 4", by: "A1")],
      policy: DecisionPolicy(markings: 2, moderation: ModerationPolicy(agreement: policy)))
    #expect(decide(one).rule == .anotherMarking)
  }

  @Test func `the reason tells the markings, the tolerance and the rounding`() throws {
    let policy = AgreementPolicy(tolerance: MarkTolerance(total: 2), beyond: .discuss)
    let apart = try Ruled(policy, ["2 2 2", "3 3 4"], .discussion).decision()
    #expect(
      apart.reason
        == "two markings of 6 and 10, both pass, 4 apart, at most 2 on a criterion "
        + "(tolerance 2 in total); the assessors talk and agree")
    let half = try Ruled(
      AgreementPolicy(rounding: .halfUp), ["2 2 2", "3 2 2"], .averageOfTwo
    ).decision()
    #expect(half.reason.contains("average 6.5, rounded to 7 of 10"))
  }
}
