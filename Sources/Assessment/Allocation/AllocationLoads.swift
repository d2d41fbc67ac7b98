/// Counts what each assessor marks, and what they might.
struct LoadCounts {
  private let state: AllocationState
  private var open: [Int]
  private var pinned: [Int]
  private var elsewhere: [Int]
  private var otherPhase: [Int]
  /// By assessor and qualification, how many scripts they mark.
  private var mixes: [Int]

  init(_ state: AllocationState) {
    let index = state.index
    self.state = state
    open = Array(repeating: 0, count: index.assessors)
    pinned = open
    elsewhere = open
    otherPhase = open
    mixes = Array(repeating: 0, count: index.assessors * index.qualifications.count)
    for (group, members) in index.scriptsOfClass.enumerated() {
      for assessor in open.indices where index.cost[group * index.assessors + assessor] >= 0 {
        open[assessor] += members.count
      }
    }
    for pair in index.forbidden.pairs where index.lists(pair.value, on: pair.place) {
      open[pair.value] -= 1
    }
    for pin in index.pins.pairs {
      pinned[pin.value] += 1
      if index.lists(pin.value, on: pin.place) { open[pin.value] += 1 }
    }
    for place in state.places.indices { count(state.places[place], index.scriptOf[place]) }
  }

  private mutating func count(_ assessor: Int, _ script: Int) {
    let index = state.index
    let group = index.classOf[script]
    let cost = index.cost[group * index.assessors + assessor]
    if cost >= AimWeights.otherQualification { elsewhere[assessor] += 1 }
    if cost % AimWeights.otherQualification > 0 { otherPhase[assessor] += 1 }
    mixes[assessor * index.qualifications.count + index.qualificationOfClass[group]] += 1
  }

  /// What is to be said of one load.
  func load(_ assessor: Int, _ reason: AllocationPlan.Reason) -> AllocationPlan.Load {
    let index = state.index
    let row = assessor * index.qualifications.count
    let mix = index.qualifications.enumerated().compactMap { number, name in
      mixes[row + number] > 0
        ? AllocationPlan.Mix(qualification: name, markings: mixes[row + number]) : nil
    }
    return AllocationPlan.Load(
      assessor: index.assessorIDs[assessor], markings: state.loads[assessor],
      capacity: index.capacity[assessor], reason: reason, open: open[assessor],
      pinned: pinned[assessor], elsewhere: elsewhere[assessor], otherPhase: otherPhase[assessor],
      byQualification: mix.sorted {
        ($1.markings, $0.qualification) < ($0.markings, $1.qualification)
      }
    )
  }
}

extension AllocationIndex {
  /// Whether an assessor lists the qualification of a script.
  fileprivate func lists(_ assessor: Int, on script: Int) -> Bool {
    cost[classOf[script] * assessors + assessor] >= 0
  }
}

extension AllocationPlan.Load {
  /// Why the load is what it is, in the office's words.
  package var says: String {
    var parts = [because]
    let mix = byQualification.map { "\($0.markings) \($0.qualification)" }
    if mix.count > 1 { parts.append(mix.joined(separator: ", ")) }
    if otherPhase > 0 { parts.append("\(otherPhase) in another phase") }
    if pinned > 0, reason != .left { parts.append("\(pinned) are theirs whatever comes") }
    return parts.joined(separator: "; ")
  }

  private var because: String {
    switch reason {
    case .even: "as many as the others"
    case .capacity: capacity == 0 ? "takes none now" : "takes no more than \(capacity)"
    case .minimum: "was promised so many"
    case .few where open <= markings: "the rules leave them no other script"
    case .few: "the rules leave them \(open) scripts, most of which others need too"
    case .many: "few others may mark these"
    case .left: "has left; what has begun stays theirs"
    case .share: "a share of what they take, like the others'"
    }
  }
}
