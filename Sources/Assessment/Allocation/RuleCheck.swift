/// Says whether some of the rules of a request can be met together.
///
/// Placing every marking within the capacities, and giving everybody their minimum, are two
/// questions: where both can be done, both can be done at once (Mendelsohn and Dulmage 1958).
struct RuleCheck {
  enum Question { case placing, minimums }

  /// Scripts that differ in nothing that a rule looks at.
  struct Group: Hashable {
    let qualification: String
    let school: String?
    let trust: String?
    let tutor: String?
    let interests: [String]
    let pins: [String]
    let scripts: [String]
  }

  let question: Question
  let request: AllocationRequest
  var groups: [Group]
  private let assessors: [AllocationAssessor]
  private let schools: [String?]
  private let trusts: [String?]

  init(_ question: Question, _ request: AllocationRequest) {
    self.question = question
    self.request = request
    assessors = request.assessors.sorted { $0.id < $1.id }
    schools = assessors.map { SchoolName.known($0.school) }
    trusts = assessors.map { SchoolName.known($0.trust) }
    groups = RuleCheck.grouped(
      request, schools: Set(schools.compactMap(\.self)), trusts: Set(trusts.compactMap(\.self)))
  }

  /// Whether the rules can be met together.
  func canMeet(_ rules: Set<AllocationRule>) -> Bool {
    var flow = flow(rules)
    let placed = flow.solve()
    return question == .placing ? placed : flow.loads == flow.capacity
  }

  /// How many markings or promised markings are left over when all rules are kept, and a check of
  /// the scripts alone whose assessors are too few.
  func tightened(_ rules: Set<AllocationRule>) -> (missing: Int, check: RuleCheck) {
    var flow = flow(rules)
    _ = flow.solve()
    guard question == .placing else {
      return (zip(flow.capacity, flow.loads).reduce(0) { $0 + $1.0 - $1.1 }, self)
    }
    _ = flow.findLevels()
    var check = self
    check.groups = groups.indices.filter { flow.level[$0] >= 0 }.map { groups[$0] }
    return (flow.supply.reduce(0, +), check)
  }

  private func flow(_ rules: Set<AllocationRule>) -> ClassFlow {
    let capacity = assessors.map { room($0, rules) }
    var arcs: [ClassFlow.Arc] = []
    var supply: [Int] = []
    for (number, group) in groups.enumerated() {
      let pins = group.pins.filter { pin in
        group.scripts.contains { rules.contains(AllocationRule(.pin, $0, assessor: pin)) }
      }
      let rule = AllocationRule(.markings, group.qualification, limit: request.markings)
      let each = max(0, request.markings - pins.count)
      let bound = rules.contains(rule)
      let count = group.scripts.count
      supply.append(bound ? each * count : question == .placing ? 0 : count * 1_000_000)
      let different = rules.contains(AllocationRule(.different, group.qualification))
      for (taker, assessor) in assessors.enumerated()
      where allows(assessor, taker, group, rules) && !(different && pins.contains(assessor.id)) {
        let limit = different ? count : supply[number]
        arcs.append(
          ClassFlow.Arc(group: number, assessor: taker, cost: 0, kept: limit, limit: limit))
      }
    }
    return ClassFlow(
      groups: groups.count, arcs: arcs, supply: supply,
      loads: Array(repeating: 0, count: assessors.count), capacity: capacity,
      ranks: LoadRanks(minimum: capacity, capacity: capacity), aims: AimWeights(loadsFirst: 1))
  }

  /// How many markings an assessor can take, or was promised, besides those pinned to them.
  private func room(_ assessor: AllocationAssessor, _ rules: Set<AllocationRule>) -> Int {
    let pinned = request.pins.count {
      $0.assessor == assessor.id
        && rules.contains(AllocationRule(.pin, $0.script, assessor: assessor.id))
    }
    if question == .minimums {
      let rule = AllocationRule(.minimum, assessor.id, limit: assessor.minimum)
      return rules.contains(rule) ? max(0, assessor.minimum - pinned) : 0
    }
    if rules.contains(AllocationRule(.left, assessor.id)) { return 0 }
    let rule = AllocationRule(.capacity, assessor.id, limit: assessor.capacity)
    let all = groups.reduce(0) { $0 + $1.scripts.count } * request.markings
    return rules.contains(rule) ? max(0, assessor.capacity - pinned) : all
  }

  private func allows(
    _ assessor: AllocationAssessor, _ number: Int, _ group: Group, _ rules: Set<AllocationRule>
  ) -> Bool {
    let holds = { (kind: AllocationRule.Kind, subject: String) in
      rules.contains(AllocationRule(kind, subject))
    }
    if !assessor.qualifications.contains(group.qualification), holds(.listed, group.qualification) {
      return false
    }
    if let school = group.school, school == schools[number], holds(.school, school) { return false }
    if let trust = group.trust, trust == trusts[number], holds(.trust, trust) { return false }
    if group.tutor == assessor.id, holds(.tutor, assessor.id) { return false }
    return !group.interests.contains(assessor.id)
      || !group.scripts.contains {
        rules.contains(AllocationRule(.interest, $0, assessor: assessor.id))
      }
  }
}

extension RuleCheck {
  private static func grouped(
    _ request: AllocationRequest, schools: Set<String>, trusts: Set<String>
  ) -> [Group] {
    let known = Set(request.assessors.map(\.id))
    var interests: [String: [String]] = [:]
    for interest in request.interests where known.contains(interest.assessor) {
      interests[interest.script, default: []].append(interest.assessor)
    }
    var pins: [String: [String]] = [:]
    for pin in request.pins { pins[pin.script, default: []].append(pin.assessor) }
    var members: [Group: [String]] = [:]
    for script in request.scripts {
      let declared = Set(interests[script.id] ?? []).sorted()
      let pinned = Set(pins[script.id] ?? []).sorted()
      // Rules on one script alone keep it in a group of its own.
      let own = declared.isEmpty && pinned.isEmpty ? [] : [script.id]
      let key = Group(
        qualification: script.qualification,
        school: SchoolName.known(script.school).flatMap { schools.contains($0) ? $0 : nil },
        trust: SchoolName.known(script.trust).flatMap { trusts.contains($0) ? $0 : nil },
        tutor: script.tutor.flatMap { known.contains($0) ? $0 : nil }, interests: declared,
        pins: pinned, scripts: own)
      members[key, default: []].append(script.id)
    }
    return members.map { key, scripts in
      Group(
        qualification: key.qualification, school: key.school, trust: key.trust, tutor: key.tutor,
        interests: key.interests, pins: key.pins, scripts: scripts.sorted())
    }.sorted { $0.scripts[0] < $1.scripts[0] }
  }

  /// Every rule that bears on the scripts of this check.
  var rules: [AllocationRule] {
    var found: Set<AllocationRule> = []
    for group in groups {
      found.insert(AllocationRule(.markings, group.qualification, limit: request.markings))
      found.insert(AllocationRule(.different, group.qualification))
      found.insert(AllocationRule(.listed, group.qualification))
      if let school = group.school { found.insert(AllocationRule(.school, school)) }
      if let trust = group.trust { found.insert(AllocationRule(.trust, trust)) }
      if let tutor = group.tutor { found.insert(AllocationRule(.tutor, tutor)) }
      for script in group.scripts {
        for other in group.interests {
          found.insert(AllocationRule(.interest, script, assessor: other))
        }
        for other in group.pins { found.insert(AllocationRule(.pin, script, assessor: other)) }
      }
    }
    for assessor in request.assessors {
      let left = request.without.contains(assessor.id)
      if question == .placing {
        found.insert(AllocationRule(.capacity, assessor.id, limit: assessor.capacity))
        if left { found.insert(AllocationRule(.left, assessor.id)) }
      } else if assessor.minimum > 0, !left {
        found.insert(AllocationRule(.minimum, assessor.id, limit: assessor.minimum))
      }
    }
    return found.sorted { $0.order < $1.order }
  }
}

extension AllocationRule {
  /// The order in which rules are told: the broad ones first.
  fileprivate var order: (Int, String, String) {
    (Kind.allCases.firstIndex(of: kind) ?? 0, subject, assessor)
  }
}
