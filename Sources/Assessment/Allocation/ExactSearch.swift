/// Makes a plan best, marking by marking, where the grouped plan could not be given out.
///
/// Its nodes are assessors: a step from one to another is the cheapest marking that may pass
/// between them. A plan is best exactly where no cycle of steps lowers its cost, changes of load
/// included (Klein 1967); an empty place is filled along a shortest path, which keeps it best.
struct ExactSearch {
  var state: AllocationState
  /// By giver and taker, the change of cost and the script that passes.
  var change: [Int]
  var passing: [Int32]
  /// By assessor, the scripts that they may lose.
  var held: [[Int]]
  let eligible: [[Int]]

  /// No step.
  static let none = Int.max

  var assessors: Int { held.count }

  init(_ state: AllocationState) {
    self.state = state
    let index = state.index
    change = Array(repeating: Self.none, count: index.assessors * index.assessors)
    passing = Array(repeating: -1, count: change.count)
    held = Array(repeating: [], count: index.assessors)
    eligible = (0..<index.classes).map { group in
      (0..<index.assessors).filter { index.cost[group * index.assessors + $0] >= 0 }
    }
    for script in 0..<index.scripts {
      for place in state.free(script) where state.places[place] >= 0 {
        held[state.places[place]].append(script)
      }
    }
    for assessor in held.indices { refresh(assessor) }
  }

  /// Fills every place and makes the plan best; false where a place cannot be filled.
  mutating func solve() -> Bool {
    cancelCycles()
    for script in 0..<state.index.scripts {
      for place in state.free(script) where state.places[place] < 0 {
        guard fill(place, of: script) else { return false }
      }
    }
    cancelCycles()
    return true
  }

  /// Works out anew what an assessor may give to whom.
  private mutating func refresh(_ giver: Int) {
    let row = giver * assessors
    for taker in 0..<assessors { change[row + taker] = Self.none }
    for script in held[giver] {
      let before = state.weight(giver, script)
      for taker in eligible[state.index.classOf[script]] where state.fits(taker, script) {
        let difference = state.weight(taker, script) - before
        if difference < change[row + taker] {
          change[row + taker] = difference
          passing[row + taker] = Int32(script)
        }
      }
    }
  }

  /// Passes one marking along each step.
  private mutating func pass(_ steps: [(giver: Int, taker: Int)]) {
    let moves = steps.map { (step: $0, script: Int(passing[$0.giver * assessors + $0.taker])) }
    var stale: Set<Int> = []
    for (step, script) in moves {
      guard let place = state.place(of: step.giver, on: script) else { continue }
      state.set(step.taker, at: place)
      held[step.giver].removeAll { $0 == script }
      held[step.taker].append(script)
      stale.insert(step.giver)
      stale.formUnion(state.assessors(of: script))
    }
    for assessor in stale.sorted() where assessor >= 0 { refresh(assessor) }
  }
}

extension ExactSearch {
  /// The weight of the next marking of an assessor; nil at capacity.
  private func rise(_ assessor: Int) -> Int? {
    let load = state.loads[assessor]
    guard load < state.index.capacity[assessor] else { return nil }
    return state.aims.rise(state.ranks.next(assessor, load: load))
  }

  /// Fills an empty place along a shortest path of steps.
  private mutating func fill(_ place: Int, of script: Int) -> Bool {
    var paths = ShortestSteps(nodes: assessors)
    for assessor in eligible[state.index.classOf[script]] where state.fits(assessor, script) {
      paths.start(assessor, at: state.weight(assessor, script))
    }
    while paths.hasMore { paths.round { steps(from: $0, $1) } }
    var best: (cost: Int, assessor: Int)?
    for assessor in 0..<assessors where paths.distance[assessor] < Self.none {
      guard let rise = rise(assessor) else { continue }
      let cost = paths.distance[assessor] + rise
      if cost < best?.cost ?? Self.none { best = (cost, assessor) }
    }
    guard let best else { return false }
    var chain = [best.assessor]
    while let last = chain.last, paths.parent[last] >= 0 { chain.append(paths.parent[last]) }
    chain.reverse()
    pass(zip(chain, chain.dropFirst()).map { ($0, $1) })
    state.set(chain[0], at: place)
    held[chain[0]].append(script)
    for assessor in state.assessors(of: script) where assessor >= 0 { refresh(assessor) }
    return true
  }

  private func steps(from giver: Int, _ relax: (Int, Int) -> Void) {
    for taker in 0..<assessors where change[giver * assessors + taker] < Self.none {
      relax(taker, change[giver * assessors + taker])
    }
  }

  /// Passes markings round until no cycle lowers the cost (Bellman 1958, Ford 1956).
  private mutating func cancelCycles() {
    while let cycle = cheaperCycle() {
      let steps = zip(cycle, cycle.dropFirst() + cycle.prefix(1)).map { ($0, $1) }
      pass(steps.filter { $0.0 < assessors && $0.1 < assessors })
    }
  }

  /// A cycle that lowers the cost; the node after the assessors stands for the loads.
  private func cheaperCycle() -> [Int]? {
    var paths = ShortestSteps(nodes: assessors + 1)
    for node in 0...assessors { paths.start(node, at: 0) }
    while paths.hasMore {
      paths.round { node, relax in
        if node == assessors {
          for assessor in 0..<assessors where !held[assessor].isEmpty {
            let load = state.loads[assessor] - 1
            relax(assessor, -state.aims.rise(state.ranks.next(assessor, load: load)))
          }
        } else {
          steps(from: node, relax)
          if let rise = rise(node) { relax(assessors, rise) }
        }
      }
      if let cycle = paths.cycle() { return cycle }
    }
    return nil
  }
}

/// Shortest paths by rounds, where steps may have negative costs.
struct ShortestSteps {
  private(set) var distance: [Int]
  private(set) var parent: [Int]
  private var active: [Int] = []

  init(nodes: Int) {
    distance = Array(repeating: ExactSearch.none, count: nodes)
    parent = Array(repeating: -1, count: nodes)
  }

  var hasMore: Bool { !active.isEmpty }

  mutating func start(_ node: Int, at cost: Int) {
    distance[node] = cost
    active.append(node)
  }

  /// Follows the steps from every node that came nearer in the round before.
  mutating func round(_ steps: (Int, (Int, Int) -> Void) -> Void) {
    let current = active
    active = []
    var changed = Array(repeating: false, count: distance.count)
    for node in current {
      let reached = distance[node]
      steps(node) { next, cost in
        guard reached + cost < distance[next] else { return }
        distance[next] = reached + cost
        parent[next] = node
        if !changed[next] {
          changed[next] = true
          active.append(next)
        }
      }
    }
  }

  /// A cycle among the parents, in the order of its steps.
  func cycle() -> [Int]? {
    var seen = Array(repeating: -1, count: parent.count)
    for start in parent.indices where seen[start] < 0 {
      var node = start
      while node >= 0, seen[node] < 0 {
        seen[node] = start
        node = parent[node]
      }
      guard node >= 0, seen[node] == start else { continue }
      var cycle = [node]
      var next = parent[node]
      while next != node {
        cycle.append(next)
        next = parent[next]
      }
      return cycle.reversed()
    }
    return nil
  }
}
