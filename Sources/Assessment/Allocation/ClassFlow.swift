/// How many scripts of each class each assessor marks, at least cost: the grouped problem.
///
/// Scripts of one class cost every assessor the same, so a minimum-cost flow from classes to
/// assessors with convex costs on loads bounds every plan from below; a plan that reaches it is
/// best. It is found by successive shortest paths with potentials, all paths of one length at once
/// (a primal-dual method: Ahuja, Magnanti and Orlin, "Network Flows", 1993, section 9.8).
struct ClassFlow {
  /// An arc from a class to an assessor: markings of the plan before cost less, up to `kept`.
  struct Arc {
    let group: Int
    let assessor: Int
    let cost: Int
    let kept: Int
    let limit: Int
    var flow = 0
  }

  let groups: Int
  let aims: AimWeights
  let ranks: LoadRanks
  let capacity: [Int]
  var arcs: [Arc]
  var loads: [Int]
  /// By assessor, the load that they have whatever comes.
  let pinned: [Int]
  /// By class, the markings still to be placed.
  var supply: [Int]
  /// By node, its arcs: first the classes, then the assessors.
  let adjacent: Ragged
  /// By node, the shortest distance so far; and that of the far end, behind the loads.
  var potential: [Int]
  var farPotential = 0
  /// By node, how many steps of shortest paths lead to it, and the next arc to try.
  var level: [Int]
  var cursor: [Int]
  /// Turns the order of classes, so that none is served first throughout.
  var turn = 0

  init(
    groups: Int, arcs: [Arc], supply: [Int], loads: [Int], capacity: [Int], ranks: LoadRanks,
    aims: AimWeights
  ) {
    self.groups = groups
    self.arcs = arcs
    self.supply = supply
    self.loads = loads
    pinned = loads
    self.capacity = capacity
    self.ranks = ranks
    self.aims = aims
    let nodes = groups + loads.count
    adjacent = Ragged(
      arcs.indices.flatMap { [(arcs[$0].group, $0), (groups + arcs[$0].assessor, $0)] },
      places: nodes)
    potential = Array(repeating: 0, count: nodes)
    level = potential
    cursor = potential
  }

  /// What the markings cost together, moves included, loads left out.
  var cost: Int {
    arcs.reduce(0) { sum, arc in
      sum + arc.flow * arc.cost + max(0, arc.flow - arc.kept) * aims.move
    }
  }

  /// Places every marking at least cost; false where some cannot be placed.
  mutating func solve() -> Bool {
    while supply.contains(where: { $0 > 0 }) {
      guard raisePotentials() else { return false }
      while findLevels() { augment() }
      turn += 1
    }
    return true
  }

  /// The cost of one marking more through an arc.
  func forward(_ arc: Int) -> Int? {
    let arc = arcs[arc]
    if arc.flow < arc.kept { return arc.cost }
    return arc.flow < arc.limit ? arc.cost + aims.move : nil
  }

  /// What one marking less through an arc saves.
  func backward(_ arc: Int) -> Int? {
    let arc = arcs[arc]
    if arc.flow == 0 { return nil }
    return arc.flow > arc.kept ? arc.cost + aims.move : arc.cost
  }
}
