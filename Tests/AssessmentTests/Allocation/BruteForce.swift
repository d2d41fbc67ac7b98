import Assessment

/// Every plan of a small request, tried one by one: what the best must come to.
struct BruteForce {
  struct Key: Equatable, Comparable {
    let first: Int
    let second: Int
    let cost: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.first, left.second, left.cost) < (right.first, right.second, right.cost)
    }
  }

  /// One way to mark a script, with what it adds to a plan.
  private struct Choice {
    let ids: [String]
    /// Where those stand among the assessors.
    let places: [Int]
    let moves: Int
    let cost: Int
  }

  let request: AllocationRequest
  private(set) var best: Key?
  private(set) var canConnect = false

  /// What each takes at most: more pins than capacity stand, with a warning.
  private let limits: [Int]
  private let wantsAny: Bool

  /// Tries all plans, or as many as show that there is any; a script of the qualifications in
  /// `repeating` may have a marker twice.
  init(_ request: AllocationRequest, repeating: Set<String> = [], untilAny wantsAny: Bool = false) {
    let request = BruteForce.heedingDays(request)
    self.request = request
    self.wantsAny = wantsAny
    limits = BruteForce.limits(request)
    let choices = request.scripts.map { script in
      let pins = request.pins.filter { $0.script == script.id }.map(\.assessor)
      return BruteForce.choices(
        request.assessors.filter { BruteForce.allows($0, script, request) }.map(\.id),
        of: request.markings(of: script), repeating: repeating.contains(script.qualification)
      )
      .filter { ids in pins.allSatisfy(ids.contains) }
      .compactMap { BruteForce.choice($0, of: script, request) }
    }
    var loads = Array(repeating: 0, count: request.assessors.count)
    var plan: [Choice] = []
    search(choices, &plan, &loads)
  }

  /// Who is away on the days of marking keeps at most what they have, and is promised nothing.
  static func heedingDays(_ request: AllocationRequest) -> AllocationRequest {
    var request = request
    for place in request.assessors.indices {
      let assessor = request.assessors[place]
      guard let today = request.today, let last = request.markBy,
        !request.without.contains(assessor.id), !request.gone.contains(assessor.id)
      else { continue }
      let isAway =
        assessor.until.map { $0 < today } == true || assessor.from.map { $0 > last } == true
      guard isAway else { continue }
      let held = request.scripts.count { script in
        (request.before + request.pins).contains {
          $0.script == script.id && $0.assessor == assessor.id
        }
      }
      request.assessors[place].capacity = min(held, assessor.capacity)
      request.assessors[place].minimum = 0
    }
    return request
  }

  private mutating func search(
    _ choices: [[Choice]], _ plan: inout [Choice], _ loads: inout [Int]
  ) {
    guard plan.count < choices.count else { return judge(plan, loads) }
    for choice in choices[plan.count] where !wantsAny || best == nil {
      plan.append(choice)
      for place in choice.places { loads[place] += 1 }
      if choice.places.allSatisfy({ loads[$0] <= limits[$0] }) { search(choices, &plan, &loads) }
      for place in choice.places { loads[place] -= 1 }
      plan.removeLast()
    }
  }

  private mutating func judge(_ plan: [Choice], _ loads: [Int]) {
    let moves = plan.reduce(0) { $0 + $1.moves }
    let cost = plan.reduce(0) { $0 + $1.cost }
    guard let key = BruteForce.key(loads, moves, cost, limits, request) else { return }
    if best.map({ key < $0 }) ?? true {
      best = key
      canConnect = false
    }
    guard best == key, !canConnect else { return }
    canConnect = BruteForce.isConnected(plan.map(\.ids), request)
  }

  /// The aims of a plan in their order; nil where it breaks a limit.
  static func key(_ plan: [[String]], _ request: AllocationRequest) -> Key? {
    var loads = Array(repeating: 0, count: request.assessors.count)
    var (moves, cost) = (0, 0)
    for (script, ids) in zip(request.scripts, plan) {
      guard let choice = choice(ids, of: script, request) else { return nil }
      for place in choice.places { loads[place] += 1 }
      moves += choice.moves
      cost += choice.cost
    }
    return key(loads, moves, cost, limits(request), request)
  }

  private static func limits(_ request: AllocationRequest) -> [Int] {
    request.assessors.map { assessor in
      max(assessor.capacity, request.pins.count { $0.assessor == assessor.id })
    }
  }

  /// Nil where one of them is nobody.
  private static func choice(
    _ ids: [String], of script: AllocationScript, _ request: AllocationRequest
  ) -> Choice? {
    let places = ids.compactMap { id in request.assessors.firstIndex { $0.id == id } }
    guard places.count == ids.count else { return nil }
    let moves = ids.count { id in
      !(request.pins + request.before).contains { $0.script == script.id && $0.assessor == id }
    }
    let cost = places.reduce(0) { $0 + self.cost(request.assessors[$1], script) }
    return Choice(ids: ids, places: places, moves: moves, cost: cost)
  }

  private static func key(
    _ loads: [Int], _ moves: Int, _ cost: Int, _ limits: [Int], _ request: AllocationRequest
  ) -> Key? {
    var squares = 0
    for (place, assessor) in request.assessors.enumerated() {
      let load = loads[place]
      let isEnough =
        load >= assessor.minimum || request.without.contains(assessor.id)
        || request.gone.contains(assessor.id)
      guard load <= limits[place], isEnough else { return nil }
      let share = request.inProportion && load > 0 ? 840 / max(1, assessor.capacity) : 1
      squares += load * load * share * share
    }
    return request.without.isEmpty
      ? Key(first: squares, second: moves, cost: cost)
      : Key(first: moves, second: squares, cost: cost)
  }

  static func cost(_ assessor: AllocationAssessor, _ script: AllocationScript) -> Int {
    var cost = assessor.qualifications.first == script.qualification ? 0 : 10
    if let one = script.phase, let other = assessor.phase, one != other, one != .both,
      other != .both
    {
      cost += 5
    }
    return cost
  }

  static func allows(
    _ assessor: AllocationAssessor, _ script: AllocationScript, _ request: AllocationRequest
  ) -> Bool {
    let pinned = request.pins.contains { $0.script == script.id && $0.assessor == assessor.id }
    if request.without.contains(assessor.id) || request.gone.contains(assessor.id) {
      return pinned
    }
    return assessor.qualifications.contains(script.qualification)
      && (script.school == nil || script.school != assessor.school)
      && (script.trust == nil || script.trust != assessor.trust)
      && script.tutor != assessor.id
      && !request.interests.contains { $0.script == script.id && $0.assessor == assessor.id }
  }

  static func isConnected(_ plan: [[String]], _ request: AllocationRequest) -> Bool {
    Set(request.scripts.map(\.qualification)).allSatisfy { qualification in
      var parts: [Set<String>] = []
      for (script, assessors) in zip(request.scripts, plan)
      where script.qualification == qualification && request.markings(of: script) > 1 {
        let touching = parts.filter { !$0.isDisjoint(with: assessors) }
        parts.removeAll { !$0.isDisjoint(with: assessors) }
        parts.append(touching.reduce(Set(assessors)) { $0.union($1) })
      }
      // Scripts that many mark join, and make no part of their own.
      var joined = request.common.filter { $0.qualification == qualification }
        .map { Set($0.assessors) }
      while let place = joined.indices.first(where: { one in
        joined.indices.contains { $0 > one && !joined[$0].isDisjoint(with: joined[one]) }
      }) {
        let one = joined.remove(at: place)
        for other in joined.indices where !joined[other].isDisjoint(with: one) {
          joined[other].formUnion(one)
          break
        }
      }
      for each in joined {
        let touching = parts.filter { !$0.isDisjoint(with: each) }
        parts.removeAll { !$0.isDisjoint(with: each) }
        if !touching.isEmpty { parts.append(touching.reduce(Set()) { $0.union($1) }) }
      }
      return parts.count <= 1
    }
  }

  private static func choices(
    _ ids: [String], of count: Int, repeating: Bool
  ) -> [[String]] {
    if count == 0 { return [[]] }
    guard let first = ids.first else { return [] }
    let rest = Array(ids.dropFirst())
    return choices(repeating ? ids : rest, of: count - 1, repeating: repeating).map { [first] + $0 }
      + choices(rest, of: count, repeating: repeating)
  }
}
