extension ClassFlow {
  /// The step from a node along an arc: where it leads and what it costs beyond the potentials.
  func step(from node: Int, _ arc: Int) -> (node: Int, cost: Int)? {
    let group = arcs[arc].group
    let assessor = groups + arcs[arc].assessor
    if node == group {
      return forward(arc).map { (assessor, $0 + potential[group] - potential[assessor]) }
    }
    return backward(arc).map { (group, potential[assessor] - potential[group] - $0) }
  }

  /// The cost, beyond the potentials, of raising an assessor's load by one.
  func last(_ node: Int) -> Int? {
    let assessor = node - groups
    guard assessor >= 0, loads[assessor] < capacity[assessor] else { return nil }
    return aims.rise(ranks.next(assessor, load: loads[assessor])) + potential[node] - farPotential
  }

  /// Finds the shortest distances (Dijkstra 1959); false where no load can rise.
  mutating func raisePotentials() -> Bool {
    var distance = Array(repeating: Int.max, count: potential.count)
    var queue = DistanceQueue()
    var far = Int.max
    for group in 0..<groups where supply[group] > 0 {
      distance[group] = 0
      queue.push(group, at: 0)
    }
    while let (node, reached) = queue.pop(), reached < far {
      guard reached == distance[node] else { continue }
      if let cost = last(node) { far = min(far, reached + cost) }
      for arc in adjacent[node] {
        guard let step = step(from: node, arc), reached + step.cost < distance[step.node] else {
          continue
        }
        distance[step.node] = reached + step.cost
        queue.push(step.node, at: reached + step.cost)
      }
    }
    guard far < Int.max else { return false }
    for node in potential.indices { potential[node] += min(distance[node], far) }
    farPotential += far
    return true
  }

  /// Counts the steps of shortest paths to every node (Dinic 1970); false where none arrives.
  mutating func findLevels() -> Bool {
    for node in level.indices {
      level[node] = -1
      cursor[node] = 0
    }
    var queue = (0..<groups).filter { supply[$0] > 0 }
    for node in queue { level[node] = 0 }
    var arrives = false
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      if last(node) == 0 { arrives = true }
      for arc in adjacent[node] {
        guard let step = step(from: node, arc), step.cost == 0, level[step.node] < 0 else {
          continue
        }
        level[step.node] = level[node] + 1
        queue.append(step.node)
      }
    }
    return arrives
  }

  /// Sends markings along shortest paths until none is left in these levels.
  mutating func augment() {
    for offset in 0..<groups {
      let group = (offset + turn) % groups
      while supply[group] > 0, let path = path(from: group) { send(path, from: group) }
    }
  }

  /// A shortest path from a class to a load that can rise, as its arcs.
  private mutating func path(from group: Int) -> [Int]? {
    var path: [Int] = []
    var nodes = [group]
    while let node = nodes.last {
      if last(node) == 0 { return path }
      if let (arc, next) = nextStep(from: node) {
        path.append(arc)
        nodes.append(next)
      } else {
        level[node] = -1
        nodes.removeLast()
        _ = path.popLast()
      }
    }
    return nil
  }

  /// The next arc from a node to a deeper level; the cursor stays on it while it serves.
  private mutating func nextStep(from node: Int) -> (arc: Int, node: Int)? {
    let arcs = adjacent[node]
    while cursor[node] < arcs.count {
      let arc = arcs[arcs.startIndex + cursor[node]]
      let (group, assessor) = (self.arcs[arc].group, groups + self.arcs[arc].assessor)
      let next = node == group ? assessor : group
      if level[next] == level[node] + 1, step(from: node, arc)?.cost == 0 { return (arc, next) }
      cursor[node] += 1
    }
    return nil
  }

  private mutating func send(_ path: [Int], from group: Int) {
    var node = group
    for arc in path {
      let forward = node == arcs[arc].group
      arcs[arc].flow += forward ? 1 : -1
      node = forward ? groups + arcs[arc].assessor : arcs[arc].group
    }
    loads[node - groups] += 1
    supply[group] -= 1
  }
}

/// A queue of nodes, nearest first, ties by node (a binary heap).
struct DistanceQueue {
  private var heap: [(distance: Int, node: Int)] = []

  mutating func push(_ node: Int, at distance: Int) {
    heap.append((distance, node))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> (node: Int, distance: Int)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return (first.node, first.distance) }
    heap[0] = last
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      if heap[parent] <= heap[child] { break }
      heap.swapAt(parent, child)
      parent = child
    }
    return (first.node, first.distance)
  }
}
