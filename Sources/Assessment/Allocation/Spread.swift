extension AllocationState {
  /// Exchanges assessors between scripts until pairs are well spread; nothing else changes.
  ///
  /// Each trial draws two scripts and a place in each. The two assessors change places where the
  /// rules allow it, cost and stability stay as they are, and the pairs are spread no worse. Half
  /// of the trials look anywhere, the others among classes that cost the first assessor as much:
  /// exchanges between classes do most of the work.
  /// Every fourth trial gives one marking to another assessor whose load may be exchanged for the
  /// giver's; mostly one that costs something, since these link the qualifications.
  mutating func spread(trials: Int, draw: inout DrawStream) {
    guard index.markings > 1, index.scripts > 1, index.assessors <= PairCounts.most else { return }
    var pairs = PairCounts(self)
    let classes = index.classesOfAssessors
    var dear: [Int] = []
    for trial in 0..<trials {
      if trial % places.count == 0 { dear = dearPlaces }
      if trial % 4 == 3 {
        tryShift(dear, &pairs, &draw)
        continue
      }
      let first = draw.number(below: index.scripts)
      guard let here = freePlace(first, &draw) else { continue }
      let second =
        trial % 2 == 0
        ? draw.number(below: index.scripts)
        : script(like: first, for: places[here], classes[places[here]], &draw)
      guard first != second, let there = freePlace(second, &draw), mayExchange(here, there) else {
        continue
      }
      let before = pairs.squares
      exchange(here, there, &pairs)
      if pairs.squares > before { exchange(here, there, &pairs) }
    }
  }

  private mutating func tryShift(_ dear: [Int], _ pairs: inout PairCounts, _ draw: inout DrawStream)
  {
    let taker = draw.number(below: index.assessors)
    let any = draw.number(below: places.count)
    let place = dear.isEmpty || any % 4 == 0 ? any : dear[any % dear.count]
    let giver = places[place]
    guard mayShift(place, to: taker) else { return }
    let before = pairs.squares
    count(giver, taker, at: place, &pairs)
    guard pairs.squares > before else { return set(taker, at: place) }
    count(taker, giver, at: place, &pairs)
  }

  /// The places whose markings cost something.
  var dearPlaces: [Int] {
    (0..<index.scripts).flatMap { script in
      free(script).filter { index.cost[index.classOf[script] * index.assessors + places[$0]] > 0 }
    }
  }

  /// Whether a marking may go to another assessor at the same cost, and the loads come out as even.
  func mayShift(_ place: Int, to taker: Int) -> Bool {
    let giver = places[place]
    let script = place / index.markings
    return loads[taker] < index.capacity[taker] && loads[giver] > index.minimum[giver]
      && ranks.next(taker, load: loads[taker]) == ranks.next(giver, load: loads[giver] - 1)
      && free(script).contains(place) && fits(taker, script)
      && weight(taker, script) == weight(giver, script)
  }

  /// A place of a script that is not pinned.
  private func freePlace(_ script: Int, _ draw: inout DrawStream) -> Int? {
    let free = free(script)
    return free.isEmpty ? nil : free.lowerBound + draw.number(below: free.count)
  }

  /// A script of a class that costs an assessor as much as a script's own class.
  private func script(
    like first: Int, for assessor: Int, _ classes: ArraySlice<Int>, _ draw: inout DrawStream
  ) -> Int {
    let own = index.classOf[first]
    var chosen = own
    for _ in 0..<3 {
      let other = classes[classes.startIndex + draw.number(below: classes.count)]
      if index.cost[other * index.assessors + assessor]
        == index.cost[own * index.assessors + assessor]
      {
        chosen = other
        break
      }
    }
    let members = index.scriptsOfClass[chosen]
    return members[draw.number(below: members.count)]
  }

  /// Whether the assessors of two places may change places at the same cost.
  func mayExchange(_ here: Int, _ there: Int) -> Bool {
    let (first, second) = (here / index.markings, there / index.markings)
    let (one, other) = (places[here], places[there])
    return one != other && fits(other, first) && fits(one, second)
      && weight(one, first) + weight(other, second) == weight(other, first) + weight(one, second)
  }

  private mutating func exchange(_ here: Int, _ there: Int, _ pairs: inout PairCounts) {
    let (one, other) = (places[here], places[there])
    count(one, other, at: here, &pairs)
    count(other, one, at: there, &pairs)
    exchange(here, there)
  }

  /// Lets the assessors of two places change places.
  mutating func exchange(_ here: Int, _ there: Int) {
    let (one, other) = (places[here], places[there])
    set(-1, at: here)
    set(one, at: there)
    set(other, at: here)
  }

  /// Counts the pairs of a script anew when one assessor leaves a place to another.
  private func count(_ leaving: Int, _ coming: Int, at place: Int, _ pairs: inout PairCounts) {
    let script = place / index.markings
    for beside in script * index.markings..<(script + 1) * index.markings where beside != place {
      pairs.add(-1, leaving, places[beside])
      pairs.add(1, coming, places[beside])
    }
  }
}

extension AllocationIndex {
  /// By assessor, the classes that they may mark.
  fileprivate var classesOfAssessors: Ragged {
    Ragged(
      cost.indices.filter { cost[$0] >= 0 }.map { ($0 % assessors, $0 / assessors) },
      places: assessors)
  }
}
