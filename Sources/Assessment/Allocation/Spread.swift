extension AllocationState {
  /// Exchanges assessors between scripts until pairs are well spread; nothing else changes.
  ///
  /// Each trial draws two scripts and a place in each. The two assessors change places where the
  /// rules allow it, cost and stability stay as they are, and the pairs are spread no worse. Half
  /// of the trials keep to one class, the others look anywhere.
  mutating func spread(trials: Int, draw: inout DrawStream) {
    guard index.markings > 1, index.scripts > 1 else { return }
    var pairs = PairCounts(self)
    for trial in 0..<trials {
      let first = draw.number(below: index.scripts)
      let members = index.scriptsOfClass[index.classOf[first]]
      let second =
        trial % 2 == 0
        ? members[draw.number(below: members.count)] : draw.number(below: index.scripts)
      let places = (free(first), free(second))
      guard first != second, !places.0.isEmpty, !places.1.isEmpty else { continue }
      let here = places.0.lowerBound + draw.number(below: places.0.count)
      let there = places.1.lowerBound + draw.number(below: places.1.count)
      guard mayExchange(here, there) else { continue }
      let before = pairs.squares
      exchange(here, there, &pairs)
      if pairs.squares > before { exchange(here, there, &pairs) }
    }
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
