/// The request in numbers: scripts and assessors stand in the order of their ids, so that the
/// order of rows in a file changes nothing.
struct AllocationIndex: Sendable {
  let scriptIDs: [String]
  let assessorIDs: [String]
  let qualifications: [String]
  /// By script, the first of its places, one for each marking; and the end of the last one's.
  let starts: [Int]
  /// By place, its script.
  let scriptOf: [Int]
  /// By script, its class: scripts of one qualification and phase cost every assessor the same, and
  /// those of a class are marked equally often.
  let classOf: [Int]
  /// By class, its scripts.
  let scriptsOfClass: [[Int]]
  /// By class, its qualification.
  let qualificationOfClass: [Int]
  /// By class and assessor, the cost of a marking; -1 where the qualification is not listed.
  let cost: [Int]
  /// By script, the assessors who must never see it, or are already pinned to it.
  let forbidden: Ragged
  let capacity: [Int]
  let minimum: [Int]
  /// By script, markings that stay, and markings of the plan before that may.
  let pins: Ragged
  let before: Ragged
  /// Scripts that many mark.
  let common: [Common]

  /// A script that many mark, by numbers.
  struct Common: Sendable {
    let qualification: Int
    let members: [Int]
  }

  var scripts: Int { scriptIDs.count }
  var assessors: Int { assessorIDs.count }
  var classes: Int { scriptsOfClass.count }
  /// Whether any script has more than one marking.
  var links: Bool { scriptOf.count > scripts }

  /// The places of a script.
  func places(of script: Int) -> Range<Int> { starts[script]..<starts[script + 1] }

  /// How many markings each script of a class has.
  func markings(ofClass group: Int) -> Int {
    scriptsOfClass[group].first.map { places(of: $0).count } ?? 0
  }

  /// Whether an assessor may be given a script.
  func allows(_ assessor: Int, on script: Int) -> Bool {
    cost[classOf[script] * assessors + assessor] >= 0
      && !forbidden.contains(assessor, at: script)
  }

  /// What a marking costs, moves included.
  func weight(_ assessor: Int, on script: Int, _ aims: AimWeights) -> Int {
    cost[classOf[script] * assessors + assessor]
      + (before.contains(assessor, at: script) ? 0 : aims.move)
  }
}

/// Short lists of numbers, one for each place, in two flat arrays.
struct Ragged: Sendable {
  private var starts: [Int]
  private var values: [Int]

  /// Takes pairs of place and value, in any order; equal ones become one.
  init(_ pairs: [(place: Int, value: Int)], places: Int) {
    starts = Array(repeating: 0, count: places + 1)
    values = []
    values.reserveCapacity(pairs.count)
    let sorted = pairs.sorted { $0 < $1 }
    var last: (place: Int, value: Int)?
    for pair in sorted {
      if let last, last == pair { continue }
      values.append(pair.value)
      starts[pair.place + 1] += 1
      last = pair
    }
    for place in 0..<places { starts[place + 1] += starts[place] }
  }

  func contains(_ value: Int, at place: Int) -> Bool {
    var index = starts[place]
    let end = starts[place + 1]
    while index < end {
      if values[index] == value { return true }
      index += 1
    }
    return false
  }

  /// The values at a place, rising.
  subscript(place: Int) -> ArraySlice<Int> { values[starts[place]..<starts[place + 1]] }

  func count(at place: Int) -> Int { starts[place + 1] - starts[place] }

  /// All pairs, by place.
  var pairs: [(place: Int, value: Int)] {
    (0..<starts.count - 1).flatMap { place in self[place].map { (place, $0) } }
  }
}
