/// The order in which markings may be added to loads so that the sum of squares stays least.
///
/// Raising a load from l to l + 1 adds 2l + 1 to the sum of squares, or (2l + 1) / capacity² where
/// shares are squared. The loads that can be reached together are the bases of an integral
/// polymatroid, so that only the order of these additions matters, not their size: each gets its
/// rank, a small integer. A marking below an assessor's minimum has rank 0 and goes before all
/// others; therefore a plan of least rank meets every minimum that can be met.
struct LoadRanks: Sendable {
  private let minimum: [Int]
  /// By assessor, the index of their row in `shares`; empty where loads are squared as numbers.
  private let row: [Int]
  private let shares: [[Int]]
  /// The greatest rank that is given.
  let highest: Int

  /// Ranks loads as numbers.
  init(minimum: [Int], capacity: [Int]) {
    self.minimum = minimum
    row = []
    shares = []
    highest = (capacity.max() ?? 0) + 1
  }

  /// Ranks loads as shares of capacity, up to a load that nobody exceeds.
  init(minimum: [Int], capacity: [Int], sharesUpTo most: Int) {
    self.minimum = minimum
    let capacities = Set(capacity).sorted()
    var places: [Int: Int] = [:]
    for (place, value) in capacities.enumerated() { places[value] = place }
    row = capacity.map { places[$0] ?? 0 }
    var steps = capacities.enumerated().flatMap { place, capacity in
      (0..<min(capacity, most)).map { Step(place: place, load: $0, capacity: capacity) }
    }
    steps.sort(by: <)
    var shares = capacities.map { Array(repeating: 0, count: min($0, most)) }
    var rank = 0
    for (index, step) in steps.enumerated() {
      if index == 0 || steps[index - 1] < step { rank += 1 }
      shares[step.place][step.load] = rank
    }
    self.shares = shares
    highest = rank
  }

  /// The rank of the marking that an assessor with a load would take next.
  func next(_ assessor: Int, load: Int) -> Int {
    if load < minimum[assessor] { return 0 }
    return row.isEmpty ? load + 1 : shares[row[assessor]][load]
  }
}

/// One step of a share: from load to load + 1 of a capacity.
private struct Step {
  let place: Int
  let load: Int
  let capacity: Int

  static func < (left: Step, right: Step) -> Bool {
    (2 * left.load + 1) * right.capacity * right.capacity
      < (2 * right.load + 1) * left.capacity * left.capacity
  }
}
