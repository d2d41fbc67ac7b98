extension ClassFlow {
  /// The grouped problem of a request; `draw` shuffles the order in which assessors are tried.
  init(_ index: AllocationIndex, _ ranks: LoadRanks, _ aims: AimWeights, draw: inout DrawStream) {
    var limits = Array(repeating: 0, count: index.classes * index.assessors)
    var kept = limits
    var loads = Array(repeating: 0, count: index.assessors)
    for (group, members) in index.scriptsOfClass.enumerated() {
      for number in 0..<index.assessors { limits[group * index.assessors + number] = members.count }
    }
    for (script, assessor) in index.forbidden.pairs {
      limits[index.classOf[script] * index.assessors + assessor] -= 1
    }
    for (script, assessor) in index.before.pairs where index.allows(assessor, on: script) {
      kept[index.classOf[script] * index.assessors + assessor] += 1
    }
    for pin in index.pins.pairs { loads[pin.value] += 1 }
    var arcs: [Arc] = []
    for slot in limits.indices where index.cost[slot] >= 0 && limits[slot] > 0 {
      arcs.append(
        Arc(
          group: slot / index.assessors, assessor: slot % index.assessors, cost: index.cost[slot],
          kept: kept[slot], limit: limits[slot]))
    }
    draw.shuffle(&arcs)
    let supply = index.scriptsOfClass.map { members in
      members.reduce(0) { $0 + index.places(of: $1).count - index.pins.count(at: $1) }
    }
    self.init(
      groups: index.classes, arcs: arcs, supply: supply, loads: loads, capacity: index.capacity,
      ranks: ranks, aims: aims)
  }

  /// By class and assessor, how many scripts of the class they mark.
  func targets() -> [Int] {
    var targets = Array(repeating: 0, count: groups * loads.count)
    for arc in arcs { targets[arc.group * loads.count + arc.assessor] = arc.flow }
    return targets
  }
}

extension AllocationState {
  /// Gives out a grouped plan script by script; false where some places stay empty.
  ///
  /// Markings of the plan before stay, up to what the grouped plan leaves to each assessor; the
  /// others are dealt out in a drawn order, and one that fits nowhere is exchanged for one that
  /// does. What stays empty is left to the exact search.
  mutating func deal(_ targets: [Int], draw: inout DrawStream) -> Bool {
    var whole = true
    for group in 0..<index.classes {
      var rest = Array(targets[group * index.assessors..<(group + 1) * index.assessors])
      var scripts = index.scriptsOfClass[group]
      draw.shuffle(&scripts)
      keep(scripts, &rest)
      var units = rest.indices.flatMap { Array(repeating: $0, count: rest[$0]) }
      draw.shuffle(&units)
      whole = deal(&units, to: scripts) && whole
    }
    return whole
  }

  /// Keeps what the plan before gave, as long as there is any of it to give.
  private mutating func keep(_ scripts: [Int], _ rest: inout [Int]) {
    for script in scripts where index.before.count(at: script) > 0 {
      var free = free(script)
      for assessor in index.before[script] where !free.isEmpty && rest[assessor] > 0 {
        guard index.allows(assessor, on: script) else { continue }
        set(assessor, at: free.removeFirst())
        rest[assessor] -= 1
      }
    }
  }

  /// Deals markings to the empty places of scripts, in order.
  private mutating func deal(_ units: inout [Int], to scripts: [Int]) -> Bool {
    var stuck: [(place: Int, script: Int)] = []
    for script in scripts {
      for place in free(script) where places[place] < 0 {
        let reach = max(0, units.count - 64)..<units.count
        if let found = reach.last(where: { fits(units[$0], script) }) {
          set(units[found], at: place)
          units.swapAt(found, units.count - 1)
          units.removeLast()
        } else {
          stuck.append((place, script))
        }
      }
    }
    var whole = true
    for (place, script) in stuck {
      whole = exchange(&units, into: place, of: script, among: scripts) && whole
    }
    return whole
  }

  /// Fills a place with a marking of another script, which takes one of those left over.
  private mutating func exchange(
    _ units: inout [Int], into place: Int, of script: Int, among scripts: [Int]
  ) -> Bool {
    for (offset, unit) in units.enumerated() {
      if fits(unit, script) {
        set(unit, at: place)
        units.remove(at: offset)
        return true
      }
    }
    for (offset, unit) in units.enumerated() {
      for other in scripts where fits(unit, other) {
        for held in free(other) where places[held] >= 0 && fits(places[held], script) {
          guard !index.before.contains(places[held], at: other) else { continue }
          let moving = places[held]
          set(unit, at: held)
          set(moving, at: place)
          units.remove(at: offset)
          return true
        }
      }
    }
    return false
  }
}
