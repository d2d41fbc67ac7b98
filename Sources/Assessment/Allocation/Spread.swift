/// Exchanges assessors between scripts until pairs are well spread; cost, stability and loads stay
/// as they are.
struct Spread {
  private(set) var state: AllocationState
  private var pairs: PairCounts
  private var draw: DrawStream

  init(_ state: AllocationState, draw: DrawStream) {
    self.state = state
    self.draw = draw
    pairs = PairCounts(state)
  }

  /// Whether a request is such that there is anything to spread.
  static func helps(_ index: AllocationIndex) -> Bool {
    index.links && index.scripts > 1 && index.assessors <= PairCounts.most
  }

  /// Exchanges within each class, so that the classes stay linked as they are.
  ///
  /// Each script whose assessors share others too is tried with some that are drawn.
  mutating func withinClasses(rounds: Int) {
    for members in state.index.scriptsOfClass where members.count > 1 {
      for _ in 0..<rounds {
        for script in members where sharesMore(script) {
          for _ in 0..<4 {
            let other = members[draw.number(below: members.count)]
            guard script != other, let here = freePlace(script), let there = freePlace(other) else {
              continue
            }
            tryExchange(here, there)
          }
        }
      }
    }
  }

  /// Exchanges between any scripts, and gifts between assessors whose loads may be exchanged; of
  /// the gifts most are of a marking that costs something, since these link the qualifications.
  mutating func anywhere(trials: Int) {
    let index = state.index
    var dear: [Int] = []
    for trial in 0..<trials {
      if trial % state.places.count == 0 { dear = state.dearPlaces }
      if trial % 4 == 3 {
        let any = draw.number(below: state.places.count)
        let place = dear.isEmpty || any % 4 == 0 ? any : dear[any % dear.count]
        tryShift(place, to: draw.number(below: index.assessors))
        continue
      }
      let first = draw.number(below: index.scripts)
      let second = draw.number(below: index.scripts)
      guard first != second, let here = freePlace(first), let there = freePlace(second) else {
        continue
      }
      tryExchange(here, there)
    }
  }

  /// Whether two assessors of a script share another one.
  private func sharesMore(_ script: Int) -> Bool {
    let marked = state.assessors(of: script)
    for (offset, one) in marked.enumerated() {
      for other in marked.dropFirst(offset + 1) where pairs.shared(one, other) > 1 { return true }
    }
    return false
  }

  /// A place of a script that is not pinned.
  private mutating func freePlace(_ script: Int) -> Int? {
    let free = state.free(script)
    return free.isEmpty ? nil : free.lowerBound + draw.number(below: free.count)
  }

  /// Lets the assessors of two places change places where they may and pairs come out as well
  /// spread or better.
  private mutating func tryExchange(_ here: Int, _ there: Int) {
    // What is cheapest to ask is asked first: most exchanges would spread pairs worse.
    guard let change = change(here, there), change <= 0, state.mayExchange(here, there) else {
      return
    }
    let (one, other) = (state.places[here], state.places[there])
    leave(one, for: other, at: here)
    leave(other, for: one, at: there)
    state.exchange(here, there)
  }

  /// What it adds to the squares when the assessors of two places change places; nil where one of
  /// them marks the other's script already.
  private func change(_ here: Int, _ there: Int) -> Int? {
    let (first, second) = (state.index.scriptOf[here], state.index.scriptOf[there])
    let (one, other) = (state.places[here], state.places[there])
    guard !state.marks(other, first), !state.marks(one, second) else { return nil }
    return change(at: here, one, other, besides: second)
      + change(at: there, other, one, besides: first)
  }

  /// What it adds when one assessor leaves a place to another; whoever marks the other script too
  /// shares as many with both as before.
  private func change(at place: Int, _ leaving: Int, _ coming: Int, besides script: Int) -> Int {
    var change = 0
    for beside in state.index.places(of: state.index.scriptOf[place]) where beside != place {
      let with = state.places[beside]
      if state.marks(with, script) { continue }
      change += 2 * (pairs.shared(coming, with) - pairs.shared(leaving, with) + 1)
    }
    return change
  }

  private mutating func tryShift(_ place: Int, to taker: Int) {
    guard state.mayShift(place, to: taker) else { return }
    let giver = state.places[place]
    let before = pairs.squares
    leave(giver, for: taker, at: place)
    guard pairs.squares > before else { return state.set(taker, at: place) }
    leave(taker, for: giver, at: place)
  }

  /// Counts the pairs of a script anew when one assessor leaves a place to another.
  private mutating func leave(_ leaving: Int, for coming: Int, at place: Int) {
    for beside in state.index.places(of: state.index.scriptOf[place]) where beside != place {
      pairs.add(-1, leaving, state.places[beside])
      pairs.add(1, coming, state.places[beside])
    }
  }
}

extension AllocationState {
  /// The places whose markings cost something.
  fileprivate var dearPlaces: [Int] {
    (0..<index.scripts).flatMap { script in
      free(script).filter { index.cost[index.classOf[script] * index.assessors + places[$0]] > 0 }
    }
  }

  /// Whether a marking may go to another assessor at the same cost, and the loads come out as even.
  func mayShift(_ place: Int, to taker: Int) -> Bool {
    let giver = places[place]
    let script = index.scriptOf[place]
    return loads[taker] < index.capacity[taker] && loads[giver] > index.minimum[giver]
      && ranks.next(taker, load: loads[taker]) == ranks.next(giver, load: loads[giver] - 1)
      && free(script).contains(place) && fits(taker, script)
      && weight(taker, script) == weight(giver, script)
  }

  /// Whether the assessors of two places may change places at the same cost.
  func mayExchange(_ here: Int, _ there: Int) -> Bool {
    let (first, second) = (index.scriptOf[here], index.scriptOf[there])
    let (one, other) = (places[here], places[there])
    return one != other && fits(other, first) && fits(one, second)
      && weight(one, first) + weight(other, second) == weight(other, first) + weight(one, second)
  }
}
