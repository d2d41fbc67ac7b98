import Assessment
import Findings
import Testing

@Suite struct `An allocation of a whole series` {
  private static let request = MadeRequests.series(scripts: 900, assessors: 40)
  private static let plan = allocate(request).plan

  @Test func `every never-rule holds`() throws {
    let plan = try #require(Self.plan)
    let scripts = Dictionary(uniqueKeysWithValues: Self.request.scripts.map { ($0.id, $0) })
    let assessors = Dictionary(uniqueKeysWithValues: Self.request.assessors.map { ($0.id, $0) })
    for marking in plan.markings {
      let script = try #require(scripts[marking.script])
      let assessor = try #require(assessors[marking.assessor])
      #expect(BruteForce.allows(assessor, script, Self.request))
    }
    #expect(Set(plan.markings.map { [$0.script, $0.assessor] }).count == 1_800)
    #expect(Set(plan.markings.map { [$0.script, "\($0.marking)"] }).count == 1_800)
  }

  @Test func `loads are at most one apart, and all assessors are linked`() throws {
    let plan = try #require(Self.plan)
    #expect(plan.loads.map(\.markings).reduce(0, +) == 1_800)
    #expect(Set(plan.loads.map(\.markings)) == [45])
    #expect(plan.connectedParts == 1)
    #expect(plan.linking.allSatisfy { $0.parts == 1 })
    let contrast = try #require(plan.contrast)
    #expect(contrast.efficiency > 0.45)
  }

  @Test func `the order of rows changes nothing, another draw does`() throws {
    var turned = Self.request
    turned.scripts.reverse()
    turned.assessors.reverse()
    #expect(allocate(turned).plan == Self.plan)
    turned.draw = 2
    let other = try #require(allocate(turned).plan)
    #expect(other.markings != Self.plan?.markings)
    #expect(other.cost == Self.plan?.cost)
  }

  @Test func `when somebody leaves, exactly their markings move`() throws {
    let plan = try #require(Self.plan)
    var request = Self.request
    request.before = plan.markings
    request.without = ["A7"]
    request.draw = 9
    let next = try #require(allocate(request).plan)
    let gone = plan.markings.filter { $0.assessor == "A7" }
    #expect(next.moved == gone.count)
    let kept = Set(plan.markings).subtracting(gone)
    #expect(kept.isSubset(of: next.markings))
    #expect(!next.loads.contains { $0.assessor == "A7" })
    #expect(next.loads.allSatisfy { $0.markings >= 45 })
  }

  @Test func `a marking already given by somebody who left stays`() throws {
    let plan = try #require(Self.plan)
    let gone = plan.markings.filter { $0.assessor == "A7" }
    var request = Self.request
    request.before = plan.markings
    request.without = ["A7"]
    request.pins = Array(gone.prefix(10))
    let next = try #require(allocate(request).plan)
    #expect(next.moved == gone.count - 10)
    #expect(Set(gone.prefix(10)).isSubset(of: next.markings))
  }

  @Test func `the plan before stays whole where nothing has changed`() throws {
    let plan = try #require(Self.plan)
    var request = Self.request
    request.before = plan.markings
    request.draw = 77
    let next = try #require(allocate(request).plan)
    #expect(next.moved == 0)
    #expect(next.markings == plan.markings)
  }

  @Test func `a conflict declared later moves that marking, and what evenness asks`() throws {
    let plan = try #require(Self.plan)
    let first = plan.markings[0]
    var request = Self.request
    request.before = plan.markings
    request.interests = [AllocationInterest(script: first.script, assessor: first.assessor)]
    let next = try #require(allocate(request).plan)
    #expect(!next.markings.contains(first))
    #expect(next.moved == 2)
    #expect(Set(next.loads.map(\.markings)) == [45])
  }

  /// The sum of (load / capacity)² is least where loads follow the squares of capacities.
  @Test func `in proportion, the sum of squared shares is least`() throws {
    var request = Self.request
    request.inProportion = true
    for place in request.assessors.indices {
      request.assessors[place].capacity = place % 2 == 0 ? 40 : 80
    }
    let plan = try #require(allocate(request).plan)
    for load in plan.loads { #expect(load.markings == load.capacity * load.capacity * 9 / 800) }
  }
}

@Suite struct `Small and strange allocations` {
  @Test func `no scripts`() throws {
    let request = AllocationRequest(
      scripts: [],
      assessors: [AllocationAssessor(id: "Ann", qualifications: ["NPQH"], capacity: 9)], draw: 1)
    let plan = try #require(allocate(request).plan)
    #expect(plan.markings.isEmpty)
    #expect(plan.connectedParts == 0)
  }

  @Test func `no assessors`() {
    let request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH")], assessors: [], draw: 1)
    let outcome = allocate(request)
    #expect(outcome.plan == nil)
    #expect(outcome.findings.verdict == .refused)
  }

  @Test func `nothing at all`() {
    let outcome = allocate(AllocationRequest(scripts: [], assessors: [], draw: 1))
    #expect(outcome.plan?.markings.isEmpty == true)
  }

  @Test func `all alike: the loads are equal and the pairs spread`() throws {
    var request = AllocationRequest(
      scripts: (1...30).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
      assessors: (1...6).map {
        AllocationAssessor(id: "A\($0)", qualifications: ["NPQH"], capacity: 100)
      }, draw: 3)
    let two = try #require(allocate(request).plan)
    #expect(Set(two.loads.map(\.markings)) == [10])
    // Fifteen pairs share thirty scripts: two each is best.
    #expect(two.squaredPairs == 60)
    #expect(two.contrast.map { abs($0.efficiency - 1) < 1e-9 } == true)
    request.markings = 3
    #expect(allocate(request).plan.map { Set($0.loads.map(\.markings)) } == [15])
    request.markings = 1
    let one = try #require(allocate(request).plan)
    #expect(one.contrast == nil)
    #expect(one.loads.allSatisfy { $0.markings == 5 })
  }

  /// Two assessors of P and two of Q share two markings more than the others have, in any way; where
  /// both go to P, nobody else marks it, at the same cost.
  @Test(arguments: 1...20)
  func `of plans that cost the same, one that links the qualifications`(_ draw: Int) throws {
    let scripts = ["P": 5, "Q": 6, "R": 2].sorted { $0.key < $1.key }.flatMap { code, count in
      (1...count).map { AllocationScript(id: "\(code)\($0)", qualification: code) }
    }
    let assessors = [("P", ["P"]), ("Q", ["Q"]), ("R", ["R", "Q", "P"])].flatMap { code, listed in
      (1...2).map { AllocationAssessor(id: "\(code)-\($0)", qualifications: listed, capacity: 9) }
    }
    let request = AllocationRequest(scripts: scripts, assessors: assessors, draw: UInt64(draw))
    let plan = try #require(allocate(request).plan)
    #expect(plan.cost == 40)
    #expect(Set(plan.loads.map(\.markings)) == [4, 5])
    #expect(plan.connectedParts == 1)
  }

  /// Six who know P best take 24 markings of Q at any plan of least cost; where one of them took
  /// all 24, they alone would link the two.
  @Test(arguments: 1...5)
  func `markings that link qualifications are shared by many`(_ draw: Int) throws {
    let request = AllocationRequest(
      scripts: (0..<120).map { AllocationScript(id: "S\($0)", qualification: ["P", "Q"][$0 % 2]) },
      assessors: (0..<10).map {
        AllocationAssessor(
          id: "A\($0)", qualifications: $0 < 6 ? ["P", "Q"] : ["Q", "P"], capacity: 30)
      }, draw: UInt64(draw))
    let plan = try #require(allocate(request).plan)
    #expect(plan.cost == 240)
    #expect(plan.loads.prefix(6).allSatisfy { (3...5).contains($0.elsewhere) })
    #expect(plan.loads.suffix(4).allSatisfy { $0.elsewhere == 0 })
    #expect(plan.contrast.map { $0.efficiency > 0.8 } == true)
  }

  @Test func `scripts of one series may be marked once, twice and three times`() throws {
    var request = AllocationRequest(
      scripts: (0..<60).map {
        AllocationScript(id: "S\($0)", qualification: ["P", "Q"][$0 % 2], markings: 1 + $0 % 3)
      },
      assessors: (1...6).map {
        AllocationAssessor(id: "A\($0)", qualifications: ["P", "Q"], capacity: 99)
      }, draw: 1)
    let plan = try #require(allocate(request).plan)
    let counts = Dictionary(grouping: plan.markings, by: \.script).mapValues(\.count)
    for script in request.scripts { #expect(counts[script.id] == script.markings) }
    #expect(Set(plan.loads.map(\.markings)) == [20])
    #expect(plan.connectedParts == 1)
    request.scripts[0].markings = 10
    #expect(allocate(request).findings.map(\.code) == ["markings-out-of-range"])
  }

  @Test func `each script in a class of its own`() throws {
    let request = AllocationRequest(
      scripts: (1...300).map { AllocationScript(id: "S\($0)", qualification: "Q\($0)") },
      assessors: (1...5).map { number in
        AllocationAssessor(
          id: "A\(number)", qualifications: (1...300).map { "Q\($0)" }, capacity: 200)
      }, draw: 3)
    #expect(allocate(request).plan.map { Set($0.loads.map(\.markings)) } == [120])
  }

  @Test(arguments: [
    ("St Mary's CE Primary", "St. Mary's C of E Primary School", true),
    ("Hollin Bank Primary School", "Hollinbank Primary School", true),
    ("Hollin Bank Primary School", "hollin bank  primary school", false),
    ("Academy 12", "Academy 13", false),
    ("Long Acre Community School", "Long Acre Community Schools", true),
    ("Oak", "Ash", false),
  ])
  func `near-equal names of schools are a warning`(_ one: String, _ other: String, near: Bool) {
    let request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH", school: one)],
      assessors: ["Ann", "Bob", "Cai"].map {
        AllocationAssessor(
          id: $0, qualifications: ["NPQH"], capacity: 3, school: $0 == "Ann" ? other : nil)
      }, draw: 1)
    let findings = allocate(request).findings
    #expect(findings.contains { $0.code == "near-equal-school" } == near)
    #expect(findings.verdict == .accepted)
  }

  @Test func `schools of one name but different URNs are two schools`() throws {
    let request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH", school: "St Mary's", urn: "1")],
      assessors: [
        AllocationAssessor(
          id: "Ann", qualifications: ["NPQH"], capacity: 3, school: "St Mary's", urn: "2"),
        AllocationAssessor(id: "Bob", qualifications: ["NPQH"], capacity: 3, urn: "3"),
      ], draw: 1)
    #expect(allocate(request).plan != nil)
  }

  @Test func `scripts too few to link their assessors are warned of, with what would link them`()
    throws
  {
    let request = AllocationRequest(
      scripts: (1...2).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
      assessors: (1...4).map {
        AllocationAssessor(id: "A\($0)", qualifications: ["NPQH"], capacity: 3)
      }, draw: 1)
    let outcome = allocate(request)
    #expect(outcome.plan?.connectedParts == 2)
    let finding = try #require(outcome.findings.first)
    #expect(finding.code == "not-connected")
    #expect(finding.remedy.hasPrefix("pin S"))
  }
}

@Suite struct `Scripts that many mark, and assessors who left` {
  /// Two scripts, of which no two share an assessor.
  private static let apart = AllocationRequest(
    scripts: (1...2).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
    assessors: (1...4).map {
      AllocationAssessor(id: "A\($0)", qualifications: ["NPQH"], capacity: 3)
    }, draw: 1)

  @Test func `a script that all mark links them`() throws {
    var request = Self.apart
    let all = ["A1", "A2", "A3", "A4"]
    request.common = [AllocationCommon(qualification: "NPQH", assessors: all)]
    let outcome = allocate(request)
    let plan = try #require(outcome.plan)
    #expect(plan.connectedParts == 1)
    #expect(plan.linking.map(\.parts) == [1])
    #expect(outcome.findings.isEmpty)
    #expect(plan.loads.map(\.markings) == [1, 1, 1, 1])
    // C = two edges / 2 + (I − J/4), with the eigenvalues 1, 2 and 2 besides 0.
    let variance = try #require(plan.contrast).variance
    #expect(abs(variance - 2 * (1 + 0.5 + 0.5) / 3) < 1e-9)
  }

  @Test(arguments: [
    ("NPQLT", ["A1", "A2", "A3", "A4"]), ("NPQH", ["A1"]), ("NPQH", []), ("NPQH", ["A9", "A8"]),
  ])
  func `one of another qualification, or that few mark, does not`(
    _ qualification: String, _ assessors: [String]
  ) {
    var request = Self.apart
    request.common = [AllocationCommon(qualification: qualification, assessors: assessors)]
    let outcome = allocate(request)
    #expect(outcome.plan?.connectedParts == 2)
    #expect(outcome.findings.map(\.code) == ["not-connected"])
  }

  @Test func `who left before gets nothing, and loads stay even`() throws {
    var request = MadeRequests.series(scripts: 300, assessors: 20)
    let plan = try #require(allocate(request).plan)
    let begun = plan.markings.filter { $0.assessor == "A7" }.prefix(3)
    request.before = plan.markings
    request.pins = Array(begun)
    request.gone = ["A7"]
    let next = try #require(allocate(request).plan)
    let own = try #require(next.loads.first { $0.assessor == "A7" })
    #expect(own.markings == 3 && own.reason == .left)
    let others = next.loads.filter { $0.assessor != "A7" }.map(\.markings)
    #expect(others.reduce(0, +) == 597)
    #expect((others.max() ?? 0) - (others.min() ?? 0) <= 1)
  }
}

@Suite struct `Who taught whom` {
  private func outcome(_ tutor: String) -> AllocationOutcome {
    let request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH", tutor: tutor)],
      assessors: [("as-1", "Ann Ashworth", "Ann@example.org"), ("as-2", "Bob Birch", "b@e.org")]
        .map {
          AllocationAssessor(
            id: $0.0, qualifications: ["NPQH"], capacity: 3, name: $0.1, email: $0.2)
        }, draw: 1)
    var once = request
    once.markings = 1
    return allocate(once)
  }

  @Test(arguments: ["as-1", "Ann Ashworth", " ann  ASHWORTH", "ann@example.org"])
  func `a tutor marks no script of theirs, by whatever they are named`(_ tutor: String) {
    for _ in 0..<3 {
      let outcome = outcome(tutor)
      #expect(outcome.plan?.markings.map(\.assessor) == ["as-2"])
      #expect(outcome.findings.isEmpty)
    }
  }

  @Test func `a name that is near an assessor's is a warning to settle`() {
    let outcome = outcome("Anne Ashworth")
    #expect(outcome.findings.map(\.code) == ["near-equal-tutor"])
    #expect(self.outcome("Dee Deal").findings.isEmpty)
  }
}

@Suite struct `Drawing and linking` {
  /// The first numbers of SplitMix64 from 1234567, as published with its reference code.
  @Test func `the stream is SplitMix64`() {
    var stream = DrawStream(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  @Test func `a shuffle keeps every element`() {
    var stream = DrawStream(draw: 5, purpose: "test")
    var list = Array(0..<100)
    stream.shuffle(&list)
    #expect(list != Array(0..<100))
    #expect(list.sorted() == Array(0..<100))
  }

  /// On a ring of m the effective resistance at distance d is d (m − d) / m, and the variance of a
  /// contrast twice that.
  @Test func `the variance on a ring of five`() throws {
    let ring = (0..<5).map { [$0, ($0 + 1) % 5] }
    let found = try #require(contrast(ring, assessors: 5))
    let expected = 2 * (0.8 + 1.2) / 2
    #expect(abs(found.variance - expected) < 1e-12)
  }

  @Test func `scripts that everybody marks count as blocks`() throws {
    let found = try #require(contrast([[0, 1, 2], [0, 1, 2]], assessors: 3))
    #expect(abs(found.variance - 1) < 1e-12)
    #expect(abs(found.efficiency - 1) < 1e-12)
  }

  @Test func `no variance where parts are apart`() {
    #expect(contrast([[0, 1], [2, 3]], assessors: 4) == nil)
    #expect(contrast([[0]], assessors: 1) == nil)
  }
}
