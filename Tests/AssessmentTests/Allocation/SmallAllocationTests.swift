import Assessment
import Findings
import Testing

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
