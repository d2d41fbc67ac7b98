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
