/// Says whether some of the rules of a request can be met together.
///
/// Placing every marking within the capacities, and giving everybody their minimum, are two
/// questions: where both can be done, both can be done at once (Mendelsohn and Dulmage 1958).
struct RuleCheck {
  enum Question { case placing, minimums }

  let question: Question
  let rules: [AllocationRule]
  private(set) var groups: [RuleGroup]
  private let assessors: [AllocationAssessor]
  /// By assessor, the rule on their limit and the rule that they left; -1 where there is none.
  private let limits: [Int]
  private let leavings: [Int]
  /// By assessor, the rules that pin markings to them.
  private let pins: [[Int]]

  init(_ question: Question, _ request: AllocationRequest) {
    self.question = question
    let assessors = request.assessors.sorted { $0.id < $1.id }
    var numbers = RuleNumbers()
    groups = RuleGroup.groups(of: request, assessors, &numbers)
    let left = request.left
    limits = assessors.map { assessor in
      if question == .placing {
        return numbers.number(AllocationRule(.capacity, assessor.id, limit: assessor.capacity))
      }
      guard assessor.minimum > 0, !left.contains(assessor.id) else { return -1 }
      return numbers.number(AllocationRule(.minimum, assessor.id, limit: assessor.minimum))
    }
    leavings = assessors.map {
      left.contains($0.id) ? numbers.number(AllocationRule(.left, $0.id)) : -1
    }
    var pins = assessors.map { _ in [Int]() }
    for group in groups {
      for pin in group.key.pins { pins[pin.assessor].append(pin.rules[0]) }
    }
    self.assessors = assessors
    self.pins = pins
    rules = numbers.rules
  }

  /// Whether the rules that are kept can be met together.
  func canMeet(_ kept: [Bool]) -> Bool {
    var flow = flow(kept)
    let placed = flow.solve()
    return question == .placing ? placed : flow.loads == flow.capacity
  }

  /// How many markings, placed or promised, are left over under the rules that are kept.
  func missing(_ kept: [Bool]) -> Int {
    var flow = flow(kept)
    _ = flow.solve()
    return question == .placing
      ? flow.supply.reduce(0, +) : flow.capacity.reduce(0, +) - flow.loads.reduce(0, +)
  }

  /// Leaves as few groups as the rules that are kept need.
  mutating func merge(_ kept: [Bool]) {
    groups = RuleGroup.merged(groups, keeping: kept)
  }

  /// Leaves only those scripts that have too few assessors under the rules that are kept.
  mutating func narrow(_ kept: [Bool]) {
    merge(kept)
    guard question == .placing else { return }
    var flow = flow(kept)
    _ = flow.solve()
    _ = flow.findLevels()
    groups = groups.indices.filter { flow.level[$0] >= 0 }.map { groups[$0] }
  }

  /// Leaves only one group whose scripts have fewer assessors than markings; false where there is
  /// none.
  mutating func narrowToStarved() -> Bool {
    guard question == .placing else { return false }
    let kept = rules.map { _ in true }
    for group in groups {
      let barred = Set((group.key.bars + group.key.pins).map(\.assessor))
      let open = takers(group.key, kept).enumerated().count { $1 && !barred.contains($0) }
      if open + group.key.pins.count < group.key.count {
        groups = [group]
        return true
      }
    }
    return false
  }

  /// The flow of markings to assessors under the rules that are kept, all at one cost.
  private func flow(_ kept: [Bool]) -> ClassFlow {
    var arcs: [ClassFlow.Arc] = []
    var supply: [Int] = []
    var free: [String: [Bool]] = [:]
    for (number, group) in groups.enumerated() {
      let key = group.key
      var open = free[key.qualification] ?? takers(key, kept)
      free[key.qualification] = open
      let pinned = key.pins.filter { kept[$0.rules[0]] }
      for bar in key.bars where bar.rules.contains(where: { kept[$0] }) {
        open[bar.assessor] = false
      }
      if kept[key.different] {
        for pin in pinned { open[pin.assessor] = false }
      }
      let wanted = max(0, key.count - pinned.count) * group.scripts
      let unbound = question == .placing ? 0 : group.scripts * 1_000_000
      supply.append(kept[key.markings] ? wanted : unbound)
      let limit = kept[key.different] ? group.scripts : supply[number]
      for (taker, isOpen) in open.enumerated() where isOpen && supply[number] > 0 {
        arcs.append(
          ClassFlow.Arc(group: number, assessor: taker, cost: 0, kept: limit, limit: limit))
      }
    }
    let capacity = rooms(kept)
    return ClassFlow(
      groups: groups.count, arcs: arcs, supply: supply, loads: capacity.map { _ in 0 },
      capacity: capacity, ranks: LoadRanks(minimum: capacity, capacity: capacity),
      aims: AimWeights(loadsFirst: 1))
  }

  /// Who may mark a qualification.
  private func takers(_ key: RuleGroup.Key, _ kept: [Bool]) -> [Bool] {
    assessors.map { !kept[key.listed] || $0.qualifications.contains(key.qualification) }
  }

  /// By assessor, how many markings they can take, or were promised, besides those pinned to them.
  private func rooms(_ kept: [Bool]) -> [Int] {
    let all = groups.reduce(0) { $0 + $1.scripts * $1.key.count }
    return assessors.indices.map { number in
      let pinned = pins[number].count { kept[$0] }
      let limited = limits[number] >= 0 && kept[limits[number]]
      if question == .minimums {
        return limited ? max(0, assessors[number].minimum - pinned) : 0
      }
      if leavings[number] >= 0, kept[leavings[number]] { return 0 }
      return limited ? max(0, assessors[number].capacity - pinned) : all
    }
  }
}
