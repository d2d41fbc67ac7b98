extension ClassMix {
  /// Markings of an assessor that pass from one node to another.
  struct Step {
    let assessor: Int
    let from: Int
    let to: Int
  }

  /// What a step changes, to second order.
  ///
  /// K changes by −(x uᵀ + u xᵀ + u uᵀ) / d, where u is what passes; the second order is taken
  /// twice, since the other steps of a ring link the same classes.
  private func change(_ step: Step, times: Double) -> Double {
    let row = step.assessor * classes
    var slope = 0.0
    var curve = 0.0
    var nearSlope = 0.0
    var nearCurve = 0.0
    if step.from < classes {
      let slot = step.from * classes + step.from
      slope -= pull[row + step.from]
      nearSlope -= near[row + step.from]
      curve += strain[slot]
      nearCurve += inverse[slot]
    }
    if step.to < classes {
      let slot = step.to * classes + step.to
      slope += pull[row + step.to]
      nearSlope += near[row + step.to]
      curve += strain[slot]
      nearCurve += inverse[slot]
      if step.from < classes {
        curve -= 2 * strain[step.from * classes + step.to]
        nearCurve -= 2 * inverse[step.from * classes + step.to]
      }
    }
    let share = share(step.assessor)
    let second =
      2 * slope * nearSlope + strains[step.assessor] * nearCurve + curve * nears[step.assessor]
    return share * times * (2 * slope + times * (curve + 2 * share * second))
  }

  /// Notes the steps of an assessor that are the best between two nodes.
  mutating func offer(_ assessor: Int) {
    let row = assessor * nodes
    for from in 0..<nodes where drops[row + from] > 0 {
      for to in 0..<nodes where takes[row + to] > 0 && to != from {
        offer(Step(assessor: assessor, from: from, to: to))
      }
    }
  }

  private mutating func offer(_ step: Step) {
    let found = change(step, times: 1)
    let slot = step.from * nodes + step.to
    guard found < change[slot] else { return }
    change[slot] = found
    mover[slot] = Int32(step.assessor)
  }

  /// Looks anew for the best steps, where they were those of assessors who have changed.
  private mutating func refresh(_ assessors: [Int]) {
    for slot in mover.indices where assessors.contains(Int(mover[slot])) {
      mover[slot] = -1
      change[slot] = .infinity
      let (from, to) = (slot / nodes, slot % nodes)
      for assessor in flow.loads.indices
      where drops[assessor * nodes + from] > 0 && takes[assessor * nodes + to] > 0 {
        offer(Step(assessor: assessor, from: from, to: to))
      }
    }
    for assessor in assessors { offer(assessor) }
  }

  /// Passes markings along rings that lessen the trace, the most promising first and each assessor
  /// once; returns how many rings there were.
  mutating func passRings() -> Int {
    var moved: Set<Int> = []
    var passed = 0
    for ring in rings().prefix(24) where moved.isDisjoint(with: ring.map(\.assessor)) {
      guard pass(ring) else { continue }
      passed += 1
      moved.formUnion(ring.map(\.assessor))
    }
    return passed
  }

  /// Rings of two to four steps that promise a gain, the best first.
  private func rings() -> [[Step]] {
    let pairs = StepPairs(nodes: nodes, change: change)
    var found: [(change: Double, from: Int, to: Int, isLong: Bool)] = []
    for from in 0..<nodes {
      for to in 0..<nodes where to != from {
        let there = pairs.change[from * nodes + to]
        let short = there + change[to * nodes + from]
        if short < -1e-9 { found.append((short, from, to, false)) }
        let long = there + pairs.change[to * nodes + from]
        if from < to, long < -1e-9, long < short { found.append((long, from, to, true)) }
      }
    }
    found.sort { ($0.change, $0.from, $0.to) < ($1.change, $1.from, $1.to) }
    return found.prefix(40).compactMap { ring in
      let back = ring.isLong ? pairs.middle(ring.to, ring.from) : nil
      return steps([ring.from, pairs.middle(ring.from, ring.to), ring.to, back].compactMap(\.self))
    }
  }

  /// The steps of a ring; nil where somebody makes two of them.
  private func steps(_ ring: [Int]) -> [Step]? {
    let steps = ring.indices.map { place in
      let (from, to) = (ring[place], ring[(place + 1) % ring.count])
      return Step(assessor: Int(mover[from * nodes + to]), from: from, to: to)
    }
    for (place, step) in steps.enumerated() {
      if steps[..<place].contains(where: { $0.assessor == step.assessor }) { return nil }
    }
    return steps
  }

  /// Passes as many markings along a ring as lessen the trace; false where none do.
  private mutating func pass(_ ring: [Step]) -> Bool {
    var times = bestTimes(ring)
    while times > 0 {
      for step in ring { move(step, times) }
      let now = traceNow
      if now < trace {
        trace = now
        for step in ring {
          noteRoom(step.assessor)
          square(step.assessor)
        }
        refresh(ring.map(\.assessor))
        return true
      }
      for step in ring { move(step, -times) }
      times /= 4
    }
    return false
  }

  /// How many markings along a ring gain the most, as far as slope and curve say.
  private func bestTimes(_ ring: [Step]) -> Int {
    var slope = 0.0
    var curve = 0.0
    var most = Int32.max
    for step in ring {
      let one = change(step, times: 1)
      let two = change(step, times: 2)
      curve += two / 2 - one
      slope += 2 * one - two / 2
      most = min(
        most, drops[step.assessor * nodes + step.from], takes[step.assessor * nodes + step.to])
    }
    let best = curve > 0 ? (-slope / (2 * curve)).rounded() : Double(most)
    return max(1, min(Int(most), best < 1e6 ? Int(best) : Int(most)))
  }
}

/// The best ways of one or two steps between two nodes.
private struct StepPairs {
  let nodes: Int
  private(set) var change: [Double]
  /// The node between the two steps; -1 where there is one step.
  private var middles: [Int32]

  init(nodes: Int, change: [Double]) {
    self.nodes = nodes
    self.change = change
    middles = Array(repeating: -1, count: change.count)
    for from in 0..<nodes {
      for middle in 0..<nodes where change[from * nodes + middle] < .infinity {
        let first = change[from * nodes + middle]
        for to in 0..<nodes where to != from {
          let sum = first + change[middle * nodes + to]
          if sum < self.change[from * nodes + to] {
            self.change[from * nodes + to] = sum
            middles[from * nodes + to] = Int32(middle)
          }
        }
      }
    }
  }

  func middle(_ from: Int, _ to: Int) -> Int? {
    let middle = Int(middles[from * nodes + to])
    return middle < 0 ? nil : middle
  }
}
