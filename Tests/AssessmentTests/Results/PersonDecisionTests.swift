import Assessment
import Testing

@Suite struct SecondReadings {
  @Test(arguments: [
    ("2 1 2", ModerationPolicy.SecondClass.fails, true), ("2 2 2", .fails, false),
    ("3 3 0", .fails, true), ("3 3 4", .all, true), ("2 2 2", .borderlines, true),
    ("3 2 2", .borderlines, true), ("2 2 4", .borderlines, false), ("1 1 2", .borderlines, true),
    ("1 0 2", .borderlines, false),
  ])
  func `a class waits for a second reading, and only that class`(
    _ marks: String, _ kind: ModerationPolicy.SecondClass, _ waits: Bool
  ) throws {
    let band = try scheme(borderline: "{below: 2, above: 1}")
    var first = try marking(marks, by: "A1")
    first.rubrics = [band.digest]
    var second = try marking(marks, by: "A2")
    second.rubrics = [band.digest]
    let policy = DecisionPolicy(moderation: ModerationPolicy(second: [kind]))
    let one = decide(try entry([first], policy: policy, scheme: band))
    #expect((one.rule == .secondReading) == waits && (one.outcome == .pending) == waits)
    let both = decide(try entry([first, second], policy: policy, scheme: band))
    #expect(both.rule == .averageOfTwo)
  }

  @Test func `classes of scripts are chosen from their only marking`() throws {
    var rows: [ResultRow] = []
    for (number, marks) in ["2 1 2", "2 2 2", "3 3 4", "3 3 0"].enumerated() {
      var given = try entry(
        [try marking(marks, by: number == 2 ? "A2" : "A1")],
        policy: DecisionPolicy(moderation: ModerationPolicy()))
      given.script = try code("P\(number)")
      rows.append(ResultRow(given))
    }
    var double = try entry([try marking("2 1 2", by: "A1"), try marking("2 1 2", by: "A2")])
    double.script = try code("P9")
    rows.append(ResultRow(double))
    func chosen(_ kind: SecondScripts) throws -> Set<Int> {
      let scripts = secondScripts(of: rows, in: kind)
      return Set(try (0...9).filter { scripts.contains(try code("P\($0)")) })
    }
    #expect(try chosen(.due) == [0, 3])
    #expect(try chosen(.fails) == [0, 3])
    #expect(try chosen(.all) == [0, 1, 2, 3])
    #expect(try chosen(.of(id("A1"), whollyAgain: false)) == [0, 1, 3])
    #expect(try chosen(.of(id("A2"), whollyAgain: true)) == [2, 9])
  }
}

@Suite struct PersonDecisions {
  private func disputed(_ resolution: Resolution? = nil, stale: Bool = false) throws -> Decision {
    var given = try entry(
      [try marking("2 2 2", by: "A1"), try marking("2 1 2", by: "A2")],
      policy: DecisionPolicy(markings: 2, moderation: ModerationPolicy()))
    given.resolution = resolution
    given.resolutionIsStale = stale
    return decide(given)
  }

  @Test func `what people decided holds as long as the markings do`() throws {
    let basis = try markingBasis([try marking("2 2 2", by: "A1")], under: try scheme().digest)
    let marks = ["problem": 2, "solution": 1, "plan": 2]
    #expect(try disputed().rule == .adjudication)
    let agreed = try disputed(Resolution(kind: .agreed, marks: marks, basis: basis))
    #expect(agreed.rule == .agreed && agreed.outcome == .didNotMeetStandard)
    #expect(agreed.total?.description == "5" && agreed.basis.count == 2)
    let stale = try disputed(Resolution(kind: .agreed, marks: marks, basis: basis), stale: true)
    #expect(stale.rule == .adjudication && stale.reason.contains("have changed since"))
    let short = Resolution(kind: .adjudicated, marks: ["problem": 2], basis: basis)
    #expect(try disputed(short).outcome == .pending)
  }

  @Test func `an adjudicator's marking decides alone, and an unfinished one does not`() throws {
    var given = try entry(
      [
        try marking("2 2 2", by: "A1"), try marking("2 1 2", by: "A2"),
        try marking("1 1 2", by: "A9"),
      ], policy: DecisionPolicy(markings: 3, moderation: ModerationPolicy()))
    given.places = [
      try id("A1"): MarkingPlace(number: 1, round: .marking),
      try id("A2"): MarkingPlace(number: 2, round: .second),
      try id("A9"): MarkingPlace(number: 3, round: .adjudication),
    ]
    #expect(decide(given).rule == .adjudicated && decide(given).total?.description == "4")
    given.markings[2] = try marking("1 1 -", by: "A9")
    #expect(decide(given).rule == .partlyMarked)
    given.markings.removeLast()
    #expect(decide(given).rule == .anotherMarking)
  }

  @Test func `of two adjudicators the one who was asked last decides, whatever their names`() throws
  {
    for (earlier, later) in [("A1", "A2"), ("A2", "A1")] {
      var given = try entry(
        [try marking("2 2 2", by: earlier), try marking("2 1 2", by: later)],
        policy: DecisionPolicy(moderation: ModerationPolicy()))
      given.places = [
        try id(earlier): MarkingPlace(number: 3, round: .adjudication),
        try id(later): MarkingPlace(number: 4, round: .adjudication),
      ]
      #expect(decide(given).outcome == .didNotMeetStandard && decide(given).rule == .adjudicated)
    }
  }

  @Test func `the basis changes with any mark, and with nothing else`() throws {
    let digest = try scheme().digest
    let both = [try marking("2 2 2", by: "A1"), try marking("2 1 2", by: "A2")]
    let basis = try markingBasis(both, under: digest)
    #expect(try markingBasis(both.reversed(), under: digest) == basis)
    var other = both
    other[0].comment = "better"
    #expect(try markingBasis(other, under: digest) == basis)
    other[0].marks["plan"] = 4
    #expect(try markingBasis(other, under: digest) != basis)
    #expect(try markingBasis(both, under: Digest(of: [])) != basis)
  }
}
