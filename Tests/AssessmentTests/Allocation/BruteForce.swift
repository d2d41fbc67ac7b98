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

  let request: AllocationRequest
  private(set) var best: Key?
  private(set) var canConnect = false

  /// Tries all plans; a script of the qualifications in `repeating` may have a marker twice.
  init(_ request: AllocationRequest, repeating: Set<String> = []) {
    let request = BruteForce.heedingDays(request)
    self.request = request
    let choices = request.scripts.map { script in
      BruteForce.choices(
        request.assessors.filter { BruteForce.allows($0, script, request) }.map(\.id),
        of: request.markings(of: script), repeating: repeating.contains(script.qualification))
    }
    var plan: [[String]] = []
    search(choices, &plan)
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

  private mutating func search(_ choices: [[[String]]], _ plan: inout [[String]]) {
    guard plan.count < choices.count else { return judge(plan) }
    for choice in choices[plan.count] {
      let script = request.scripts[plan.count].id
      let pins = request.pins.filter { $0.script == script }.map(\.assessor)
      guard pins.allSatisfy(choice.contains) else { continue }
      plan.append(choice)
      guard staysWithin(plan) else {
        plan.removeLast()
        continue
      }
      search(choices, &plan)
      plan.removeLast()
    }
  }

  /// Whether nobody has more than they take, or than is pinned to them.
  private func staysWithin(_ plan: [[String]]) -> Bool {
    request.assessors.allSatisfy { assessor in
      let load = plan.reduce(0) { $0 + $1.count { $0 == assessor.id } }
      return load <= assessor.capacity
        || load <= request.pins.count { $0.assessor == assessor.id }
    }
  }

  private mutating func judge(_ plan: [[String]]) {
    guard let key = BruteForce.key(plan, request) else { return }
    if best.map({ key < $0 }) ?? true {
      best = key
      canConnect = false
    }
    guard best == key, !canConnect else { return }
    canConnect = BruteForce.isConnected(plan, request)
  }

  /// The aims of a plan in their order; nil where it breaks a limit.
  static func key(_ plan: [[String]], _ request: AllocationRequest) -> Key? {
    var loads: [String: Int] = [:]
    var moves = 0
    var cost = 0
    for (script, assessors) in zip(request.scripts, plan) {
      for id in assessors {
        loads[id, default: 0] += 1
        let pinned = request.pins.contains { $0.script == script.id && $0.assessor == id }
        let before = request.before.contains { $0.script == script.id && $0.assessor == id }
        if !pinned, !before { moves += 1 }
        guard let assessor = request.assessors.first(where: { $0.id == id }) else { return nil }
        cost += self.cost(assessor, script)
      }
    }
    var squares = 0
    for assessor in request.assessors {
      let load = loads[assessor.id] ?? 0
      let left = request.without.contains(assessor.id) || request.gone.contains(assessor.id)
      // More pins than capacity stand, with a warning.
      let pins = request.pins.count { $0.assessor == assessor.id }
      guard load <= max(assessor.capacity, pins), left || load >= assessor.minimum else {
        return nil
      }
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
