import Assessment
import Findings
import Testing

@Suite struct `What cannot be done is explained` {
  /// A request in which only some rules hold; nil where that cannot be said in a request.
  private func only(
    _ rules: [AllocationRule], of request: AllocationRequest
  ) -> (AllocationRequest, repeating: Set<String>) {
    func has(_ kind: AllocationRule.Kind, _ subject: String?) -> Bool {
      rules.contains { $0.kind == kind && $0.subject == subject }
    }
    var request = BruteForce.heedingDays(request)
    for place in request.assessors.indices {
      request.assessors[place].from = nil
      request.assessors[place].until = nil
    }
    let codes = Set(request.scripts.map(\.qualification))
    let asked = request
    let marked = request.scripts.filter { script in
      rules.contains(
        AllocationRule(.markings, script.qualification, limit: asked.markings(of: script)))
    }
    let left = Set(request.scripts.map(\.id)).subtracting(marked.map(\.id))
    request.scripts.removeAll { left.contains($0.id) }
    for place in request.scripts.indices where !has(.tutor, request.scripts[place].tutor) {
      request.scripts[place].tutor = nil
    }
    for place in request.assessors.indices {
      let assessor = request.assessors[place]
      request.assessors[place].minimum = 0
      // A pin to a script that need not be marked still takes a place.
      request.assessors[place].capacity -= rules.count {
        $0.kind == .pin && $0.assessor == assessor.id && left.contains($0.subject)
      }
      if !has(.capacity, assessor.id) { request.assessors[place].capacity = 100 }
      if !has(.school, assessor.school) { request.assessors[place].school = nil }
      if !has(.trust, assessor.trust) { request.assessors[place].trust = nil }
      for code in codes.sorted() where !has(.listed, code) {
        request.assessors[place].qualifications.append(code)
      }
    }
    request.interests.removeAll { interest in
      !rules.contains {
        $0.kind == .interest && $0.subject == interest.script && $0.assessor == interest.assessor
      }
    }
    request.pins.removeAll { pin in
      left.contains(pin.script)
        || !rules.contains {
          $0.kind == .pin && $0.subject == pin.script && $0.assessor == pin.assessor
        }
    }
    request.without.removeAll { !has(.left, $0) }
    request.gone = request.gone.filter { has(.left, $0) }
    return (request, codes.filter { !has(.different, $0) })
  }

  private func canDo(_ rules: [AllocationRule], of request: AllocationRequest) -> Bool {
    let (changed, repeating) = only(rules, of: request)
    return BruteForce(changed, repeating: repeating, untilAny: true).best != nil
  }

  @Test(arguments: 0..<400)
  func `the rules named cannot be met, and none of them can be spared`(_ seed: Int) throws {
    let request = MadeRequests.small(seed)
    let outcome = allocate(request)
    let placing = !outcome.rules.contains { $0.kind == .minimum }
    guard outcome.plan == nil, placing, !outcome.rules.isEmpty else { return }
    #expect(outcome.findings.verdict == .refused)
    #expect(!canDo(outcome.rules, of: request), "\(outcome.rules)")
    for spared in outcome.rules {
      let rest = outcome.rules.filter { $0 != spared }
      #expect(canDo(rest, of: request), "\(spared) of \(outcome.rules)")
    }
  }

  @Test func `too few who list a qualification`() throws {
    let scripts = (1...4).map { AllocationScript(id: "S\($0)", qualification: "NPQEL") }
    let request = AllocationRequest(
      scripts: scripts + [AllocationScript(id: "S5", qualification: "NPQH")],
      assessors: [
        AllocationAssessor(id: "Ann", qualifications: ["NPQEL"], capacity: 3),
        AllocationAssessor(id: "Bob", qualifications: ["NPQEL", "NPQH"], capacity: 3),
        AllocationAssessor(id: "Cai", qualifications: ["NPQH"], capacity: 30),
      ], draw: 1)
    let outcome = allocate(request)
    #expect(
      outcome.rules.map(\.description) == [
        "NPQEL: each script is marked 2 times", "NPQEL: only those who list it mark it",
        "Ann takes at most 3", "Bob takes at most 3",
      ])
    let first = try #require(outcome.findings.first)
    #expect(first.code == "not-every-marking-placed")
    #expect(first.message == "2 markings cannot be placed within the rules")
    #expect(
      first.remedy
        == "raise the capacities named here by 2 in all, or let another assessor mark NPQEL, or ask for fewer markings"
    )
  }

  private func refused(
    scripts: [AllocationScript]? = nil, _ assessors: [AllocationAssessor],
    _ change: (inout AllocationRequest) -> Void = { _ in }
  ) throws -> Finding {
    var request = AllocationRequest(
      scripts: scripts ?? (1...7).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
      assessors: assessors, draw: 1)
    change(&request)
    return try #require(allocate(request).findings.first { $0.severity == .refused })
  }

  private func assessor(_ id: String, _ capacity: Int = 20) -> AllocationAssessor {
    AllocationAssessor(id: id, qualifications: ["NPQH"], capacity: capacity)
  }

  @Test func `a qualification with too few assessors is named with those it has`() throws {
    let one = try refused([assessor("Ann"), assessor("Bob", 0)])
    #expect(one.message.hasSuffix(": each script of NPQH needs 2 assessors and has 1 (Ann)"))
    let none = try refused(
      scripts: [AllocationScript(id: "S1", qualification: "NPQEL")], [assessor("Ann")])
    #expect(none.message.hasSuffix(": each script of NPQEL needs 2 assessors and has none"))
  }

  @Test func `scripts that lack assessors alike are told together`() throws {
    let finding = try refused(
      scripts: (1...7).map { AllocationScript(id: "S\($0)", qualification: "NPQH", tutor: "Ann") },
      [assessor("Ann"), assessor("Bob")])
    #expect(
      finding.message.hasSuffix(
        ": S1, S2, S3, S4, S5 and 2 more need 2 assessors and have 1 (Bob)"))
  }

  @Test func `days that keep somebody away are named, and what would mend them`() throws {
    var late = assessor("Bob")
    late.from = CivilDate("2027-05-01")
    let finding = try refused([assessor("Ann"), late]) {
      $0.today = CivilDate("2027-03-22")
      $0.markBy = CivilDate("2027-04-12")
    }
    #expect(finding.remedy.hasPrefix("name a later day with --mark-by, or let Bob begin earlier"))
    #expect(!finding.remedy.contains("raise"))
  }

  @Test func `who left before may be back`() throws {
    let finding = try refused([assessor("Ann"), assessor("Bob")]) { $0.gone = ["Bob"] }
    #expect(finding.remedy.hasPrefix("say who of Bob is back (--with), or bring in somebody"))
  }

  @Test func `one assessor cannot mark a script twice`() {
    let request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH")],
      assessors: [AllocationAssessor(id: "Ann", qualifications: ["NPQH"], capacity: 9)], draw: 1)
    #expect(Set(allocate(request).rules.map(\.kind)) == [.markings, .different])
  }

  @Test func `interests that leave a script nobody`() {
    var request = AllocationRequest(
      scripts: (1...3).map { AllocationScript(id: "S\($0)", qualification: "NPQH", school: "Oak") },
      assessors: [
        AllocationAssessor(id: "Ann", qualifications: ["NPQH"], capacity: 9, school: "OAK "),
        AllocationAssessor(id: "Bob", qualifications: ["NPQH"], capacity: 9),
        AllocationAssessor(id: "Cai", qualifications: ["NPQH"], capacity: 9),
      ], draw: 1)
    request.interests = [AllocationInterest(script: "S2", assessor: "Bob", reason: "brother")]
    let outcome = allocate(request)
    #expect(
      outcome.rules.map(\.description) == [
        "NPQH: each script is marked 2 times", "nobody marks a script of their own school OAK ",
        "Bob has declared an interest in S2", "NPQH: no assessor marks a script twice",
      ])
    #expect(
      outcome.findings.first?.message
        == "1 marking cannot be placed within the rules: S2 needs 2 assessors and has 1 (Cai)"
    )
  }

  @Test func `minimums that ask for more markings than there are`() throws {
    let request = AllocationRequest(
      scripts: (1...3).map { AllocationScript(id: "S\($0)", qualification: "NPQH") },
      assessors: [
        AllocationAssessor(id: "Ann", qualifications: ["NPQH"], capacity: 9, minimum: 3),
        AllocationAssessor(id: "Bob", qualifications: ["NPQH"], capacity: 9, minimum: 2),
        AllocationAssessor(id: "Cai", qualifications: ["NPQH"], capacity: 9, minimum: 2),
      ], draw: 1)
    let outcome = allocate(request)
    #expect(outcome.plan == nil)
    #expect(
      outcome.rules.map(\.description) == [
        "NPQH: each script is marked 2 times", "Ann takes at least 3", "Bob takes at least 2",
        "Cai takes at least 2",
      ])
    #expect(outcome.findings.first?.code == "minimum-not-met")
    #expect(
      outcome.findings.first?.remedy == "lower the minimum of Ann or Bob or Cai by 1 in all")
  }

  @Test func `a pin against a rule is refused with the rule`() throws {
    var request = AllocationRequest(
      scripts: [AllocationScript(id: "S1", qualification: "NPQH", tutor: "Ann")],
      assessors: ["Ann", "Bob", "Cai"].map {
        AllocationAssessor(id: $0, qualifications: ["NPQH"], capacity: 9)
      }, draw: 1)
    request.pins = [AllocationMarking(script: "S1", assessor: "Ann")]
    let finding = try #require(allocate(request).findings.first)
    #expect(finding.code == "pin-against-rule")
    #expect(
      finding.message == "S1 is pinned to Ann, but Ann marks no script of somebody they taught")
  }
}
