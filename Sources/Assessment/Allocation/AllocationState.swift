/// A plan in the making: by script, as many places as it has markings, each with an assessor.
struct AllocationState {
  let index: AllocationIndex
  let ranks: LoadRanks
  let aims: AimWeights
  /// By script and place, the assessor, pins first; -1 where a place is empty.
  private(set) var places: [Int]
  private(set) var loads: [Int]

  init(_ index: AllocationIndex, _ ranks: LoadRanks, _ aims: AimWeights) {
    self.index = index
    self.ranks = ranks
    self.aims = aims
    places = Array(repeating: -1, count: index.scriptOf.count)
    loads = Array(repeating: 0, count: index.assessors)
    for script in 0..<index.scripts {
      for (offset, assessor) in index.pins[script].enumerated() {
        set(assessor, at: index.starts[script] + offset)
      }
    }
  }

  /// The places of a script that are not pinned.
  func free(_ script: Int) -> Range<Int> {
    index.starts[script] + index.pins.count(at: script)..<index.starts[script + 1]
  }

  /// The assessors of a script, -1 where a place is empty.
  func assessors(of script: Int) -> ArraySlice<Int> {
    places[index.places(of: script)]
  }

  /// Whether an assessor marks a script.
  func marks(_ assessor: Int, _ script: Int) -> Bool {
    for place in index.places(of: script) where places[place] == assessor {
      return true
    }
    return false
  }

  /// Whether an assessor could be given a script that they do not mark yet.
  func fits(_ assessor: Int, _ script: Int) -> Bool {
    index.allows(assessor, on: script) && !marks(assessor, script)
  }

  /// Puts an assessor in a place and takes away who was there.
  mutating func set(_ assessor: Int, at place: Int) {
    if places[place] >= 0 { loads[places[place]] -= 1 }
    places[place] = assessor
    if assessor >= 0 { loads[assessor] += 1 }
  }

  /// Lets the assessors of two places change places.
  mutating func exchange(_ here: Int, _ there: Int) {
    places.swapAt(here, there)
  }

  /// The place of a script that an assessor holds and may lose.
  func place(of assessor: Int, on script: Int) -> Int? {
    free(script).first { places[$0] == assessor }
  }

  /// What a marking costs, moves included.
  func weight(_ assessor: Int, _ script: Int) -> Int {
    index.weight(assessor, on: script, aims)
  }

  /// What all markings but the pinned cost, moves included, loads left out.
  var weight: Int {
    (0..<index.scripts).reduce(0) { sum, script in
      free(script).reduce(sum) { $0 + (places[$1] < 0 ? 0 : weight(places[$1], script)) }
    }
  }

  /// Whether everybody has at least what they were promised.
  var meetsMinimums: Bool {
    loads.indices.allSatisfy { loads[$0] >= index.minimum[$0] }
  }
}
