extension ClassFlow {
  /// Whether classes and those who mark them fall into parts.
  var isApart: Bool {
    var sets = parts
    return Set((0..<groups).map { sets.root($0) }).count > 1
  }

  private var parts: DisjointSets {
    var sets = DisjointSets(count: groups + loads.count)
    for arc in arcs where arc.flow > 0 { sets.join(arc.group, groups + arc.assessor) }
    return sets
  }

  /// Joins parts into which classes and those who mark them fall, as far as that costs nothing.
  mutating func join(draw: inout DrawStream) {
    var dear = arcs.indices.filter { arcs[$0].cost > 0 }
    draw.shuffle(&dear)
    var sets = parts
    for arc in dear where sets.root(arcs[arc].group) != sets.root(groups + arcs[arc].assessor) {
      if bringIn(arc) { sets = parts }
    }
  }

  /// Draws another plan among those that cost the same, with more links between qualifications.
  ///
  /// A plan of least cost may leave qualifications apart that another of the same cost links.
  /// All plans of least cost differ by rings of steps without reduced cost; so each marking that
  /// costs something and could be had at no greater cost in all is brought in by such a ring.
  mutating func link(draw: inout DrawStream) {
    var dear = arcs.indices.filter { arcs[$0].cost > 0 }
    for _ in 0..<4 {
      draw.shuffle(&dear)
      for arc in dear.prefix(10_000) { _ = bringIn(arc) }
    }
  }

  /// Sends one marking more through an arc, where that costs nothing in all.
  private mutating func bringIn(_ arc: Int) -> Bool {
    let start = groups + arcs[arc].assessor
    guard let step = step(from: arcs[arc].group, arc), step.cost == 0,
      let ring = freeSteps(from: start, to: arcs[arc].group, besides: arc)
    else { return false }
    arcs[arc].flow += 1
    take(ring, from: start)
    return true
  }

  /// The node that stands for the loads.
  private var loadNode: Int { groups + loads.count }

  /// Steps without reduced cost from one node to another: an arc, or -1 to the loads and
  /// -2 - assessor from them.
  private func freeSteps(from start: Int, to end: Int, besides avoided: Int) -> [Int]? {
    var came = Array(repeating: (node: -1, step: 0), count: loadNode + 1)
    var queue = [start]
    came[start].node = start
    var head = 0
    while head < queue.count, came[end].node < 0 {
      let node = queue[head]
      head += 1
      for (next, step) in freeSteps(from: node, besides: avoided) where came[next].node < 0 {
        came[next] = (node, step)
        queue.append(next)
      }
    }
    guard came[end].node >= 0 else { return nil }
    var steps: [Int] = []
    var node = end
    while node != start {
      steps.append(came[node].step)
      node = came[node].node
    }
    return steps.reversed()
  }

  private func freeSteps(from node: Int, besides avoided: Int) -> [(node: Int, step: Int)] {
    if node == loadNode {
      return loads.indices.filter { mayFall($0) }.map { (groups + $0, -2 - $0) }
    }
    var steps: [(node: Int, step: Int)] = []
    for arc in adjacent[node] where arc != avoided {
      if let step = step(from: node, arc), step.cost == 0 { steps.append((step.node, arc)) }
    }
    if last(node) == 0 { steps.append((loadNode, -1)) }
    return steps
  }

  /// Whether a load may fall by one at no cost.
  func mayFall(_ assessor: Int) -> Bool {
    guard loads[assessor] > pinned[assessor] else { return false }
    let rank = ranks.next(assessor, load: loads[assessor] - 1)
    return aims.rise(rank) + potential[groups + assessor] == farPotential
  }

  private mutating func take(_ steps: [Int], from start: Int) {
    var node = start
    for step in steps {
      if step == -1 {
        loads[node - groups] += 1
        node = loadNode
      } else if step < -1 {
        loads[-2 - step] -= 1
        node = groups + (-2 - step)
      } else {
        let forward = node == arcs[step].group
        arcs[step].flow += forward ? 1 : -1
        node = forward ? groups + arcs[step].assessor : arcs[step].group
      }
    }
  }
}
