/// Says whether some of the rules of a request can be met together.
///
/// Placing every marking within the capacities, and giving everybody their minimum, are two
/// questions: where both can be done, both can be done at once (Mendelsohn and Dulmage 1958).
struct RuleCheck {
  enum Question { case placing, minimums }

  let question: Question
  let request: AllocationRequest
  private(set) var groups: [RuleGroup]
  private let assessors: [AllocationAssessor]
  /// By assessor, the markings pinned to them.
  private let pins: [String: [AllocationRule]]

  init(_ question: Question, _ request: AllocationRequest) {
    self.question = question
    self.request = request
    assessors = request.assessors.sorted { $0.id < $1.id }
    groups = RuleGroup.groups(of: request, assessors)
    pins = Dictionary(
      grouping: request.pins.map { AllocationRule(.pin, $0.script, assessor: $0.assessor) },
      by: \.assessor)
  }

  /// Whether the rules can be met together.
  func canMeet(_ rules: Set<AllocationRule>) -> Bool {
    var flow = flow(rules)
    let placed = flow.solve()
    return question == .placing ? placed : flow.loads == flow.capacity
  }

  /// How many markings, placed or promised, are left over when all rules are kept; and, where they
  /// cannot be placed, a check of those scripts alone that have too few assessors.
  func tightened() -> (missing: Int, check: RuleCheck) {
    var flow = flow(Set(rules))
    _ = flow.solve()
    guard question == .placing else {
      return (flow.capacity.reduce(0, +) - flow.loads.reduce(0, +), self)
    }
    _ = flow.findLevels()
    var check = self
    check.groups = groups.indices.filter { flow.level[$0] >= 0 }.map { groups[$0] }
    return (flow.supply.reduce(0, +), check)
  }

  /// The flow of markings to assessors under some of the rules, all at one cost.
  private func flow(_ rules: Set<AllocationRule>) -> ClassFlow {
    let capacity = assessors.map { room($0, rules) }
    var arcs: [ClassFlow.Arc] = []
    var supply: [Int] = []
    for (number, group) in groups.enumerated() {
      let pinned = group.pins.filter(rules.contains)
      let wanted = max(0, request.markings - pinned.count) * group.scripts.count
      let unbound = question == .placing ? 0 : group.scripts.count * 1_000_000
      supply.append(rules.contains(group.markings(request.markings)) ? wanted : unbound)
      let different = rules.contains(group.different)
      for (taker, barriers) in group.barriers.enumerated()
      where !barriers.contains(where: rules.contains) {
        if different, pinned.contains(where: { $0.assessor == assessors[taker].id }) { continue }
        let limit = different ? group.scripts.count : supply[number]
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
    let pinned = (pins[assessor.id] ?? []).count(where: rules.contains)
    if question == .minimums {
      return rules.contains(assessor.minimumRule) ? max(0, assessor.minimum - pinned) : 0
    }
    if rules.contains(AllocationRule(.left, assessor.id)) { return 0 }
    let all = groups.reduce(0) { $0 + $1.scripts.count } * request.markings
    return rules.contains(assessor.capacityRule) ? max(0, assessor.capacity - pinned) : all
  }

  /// Every rule that bears on the scripts of this check, the broad ones first.
  var rules: [AllocationRule] {
    var found: Set<AllocationRule> = []
    for group in groups {
      found.formUnion([group.markings(request.markings), group.different])
      found.formUnion(group.barriers.joined())
      found.formUnion(group.pins)
    }
    for assessor in assessors {
      let left = request.without.contains(assessor.id)
      if question == .placing {
        found.insert(assessor.capacityRule)
        if left { found.insert(AllocationRule(.left, assessor.id)) }
      } else if assessor.minimum > 0, !left {
        found.insert(assessor.minimumRule)
      }
    }
    return found.sorted { $0.order < $1.order }
  }
}

/// Scripts that differ in nothing that a rule looks at.
struct RuleGroup {
  let scripts: [String]
  let qualification: String
  /// The pins of the group's one script, if it has any.
  let pins: [AllocationRule]
  /// By assessor, the rules that keep them from these scripts.
  let barriers: [[AllocationRule]]

  /// The rule that says how often these scripts are marked.
  func markings(_ markings: Int) -> AllocationRule {
    AllocationRule(.markings, qualification, limit: markings)
  }

  /// The rule that nobody marks one of these scripts twice.
  var different: AllocationRule { AllocationRule(.different, qualification) }

  static func groups(
    of request: AllocationRequest, _ assessors: [AllocationAssessor]
  ) -> [RuleGroup] {
    let declared = request.declared
    var pins: [String: [AllocationRule]] = [:]
    for pin in request.pins {
      pins[pin.script, default: []].append(
        AllocationRule(.pin, pin.script, assessor: pin.assessor))
    }
    // A rule on one script alone keeps it in a group of its own.
    let own = Set(request.interests.map(\.script)).union(pins.keys)
    let words = Set(
      assessors.flatMap {
        [SchoolName.known($0.school), SchoolName.known($0.trust), $0.urn, $0.id]
      }
        + assessors.map { SchoolName.known($0.partner) })
    var members: [AllocationScript: [String]] = [:]
    for script in request.scripts {
      var key = script
      key.phase = nil
      if !own.contains(script.id) { key.id = "" }
      if !words.contains(SchoolName.known(script.school)) { key.school = nil }
      if !words.contains(SchoolName.known(script.trust)) { key.trust = nil }
      if !words.contains(SchoolName.known(script.partner)) { key.partner = nil }
      if key.school == nil, !words.contains(script.urn) { key.urn = nil }
      if !words.contains(script.tutor) { key.tutor = nil }
      members[key, default: []].append(script.id)
    }
    return members.map { key, scripts in
      RuleGroup(
        scripts: scripts.sorted(), qualification: key.qualification, pins: pins[key.id] ?? [],
        barriers: assessors.map { AllocationRule.between(key, $0, declared: declared) })
    }.sorted { $0.scripts[0] < $1.scripts[0] }
  }
}

extension AllocationAssessor {
  var capacityRule: AllocationRule { AllocationRule(.capacity, id, limit: capacity) }
  var minimumRule: AllocationRule { AllocationRule(.minimum, id, limit: minimum) }
}

extension AllocationRule {
  /// The order in which rules are told: the broad ones first.
  fileprivate var order: (Int, String, String) {
    (Kind.allCases.firstIndex(of: kind) ?? 0, subject, assessor)
  }
}
