import Findings

extension AllocationPlan {
  /// Puts the finished state into words and counts it.
  init(_ state: AllocationState, _ request: AllocationRequest, draw: inout DrawStream) {
    let index = state.index
    var numbers: [String: [String: Int]] = [:]
    for marking in request.before + request.pins where marking.marking > 0 {
      numbers[marking.script, default: [:]][marking.assessor] = marking.marking
    }
    var markings: [AllocationMarking] = []
    markings.reserveCapacity(state.places.count)
    for script in 0..<index.scripts {
      let id = index.scriptIDs[script]
      var names = state.assessors(of: script).map { index.assessorIDs[$0] }
      draw.shuffle(&names)
      markings += AllocationPlan.numbered(id, names, numbers[id] ?? [:])
    }
    self.markings = markings
    let left = request.left
    let taking = state.loads.indices.filter {
      state.loads[$0] > 0 || !left.contains(index.assessorIDs[$0])
    }
    let usual = taking.map { state.loads[$0] }.sorted().dropFirst(taking.count / 2).first ?? 0
    let counted = LoadCounts(state)
    loads = taking.map {
      let reason = request.inProportion ? .share : state.reason($0, usual: usual)
      return counted.load($0, left.contains(index.assessorIDs[$0]) ? .left : reason)
    }
    cost = state.mismatch
    squaredLoads = state.loads.reduce(0) { $0 + $1 * $1 }
    let standing = request.before.isEmpty ? [] : Set(markings.map { [$0.script, $0.assessor] })
    let scripts = request.before.isEmpty ? [] : Set(index.scriptIDs)
    moved = request.before.count {
      scripts.contains($0.script) && !standing.contains([$0.script, $0.assessor])
    }
    connectedParts =
      state.parts(
        (0..<index.scripts).filter { !index.links || index.places(of: $0).count > 1 },
        common: index.common
      ).count
    common = index.common.map { $0.members.map { index.assessorIDs[$0] } }
    linking = index.qualifications.enumerated().map { number, name in
      let members = (0..<index.classes).filter { index.qualificationOfClass[$0] == number }
        .flatMap { index.scriptsOfClass[$0] }
      let parts = state.parts(
        members, common: index.common.filter { $0.qualification == number })
      return Linking(
        qualification: name, scripts: members.count,
        assessors: parts.reduce(0) { $0 + $1.count }, parts: parts.count)
    }.sorted { $0.qualification < $1.qualification }
    squaredPairs = state.squaredPairs
  }

  /// Numbers the markings of a script: who had a number keeps it, the others take those left.
  private static func numbered(
    _ script: String, _ assessors: [String], _ numbers: [String: Int]
  ) -> [AllocationMarking] {
    if numbers.isEmpty {
      return assessors.enumerated().map { offset, assessor in
        AllocationMarking(script: script, assessor: assessor, marking: offset + 1)
      }
    }
    var free = Set(1...max(1, assessors.count))
    var kept: [String: Int] = [:]
    for assessor in assessors {
      if let number = numbers[assessor], free.remove(number) != nil { kept[assessor] = number }
    }
    var rest = free.sorted()[...]
    return assessors.map { assessor in
      AllocationMarking(
        script: script, assessor: assessor, marking: kept[assessor] ?? rest.removeFirst())
    }.sorted { $0.marking < $1.marking }
  }
}

extension AllocationState {
  /// Why somebody's load is what it is, where half of all have at most the usual one.
  func reason(_ assessor: Int, usual: Int) -> AllocationPlan.Reason {
    let load = loads[assessor]
    if abs(load - usual) <= 1 { return .even }
    if load < usual { return load == index.capacity[assessor] ? .capacity : .few }
    return load == index.minimum[assessor] ? .minimum : .many
  }

  /// What the markings cost, moves and loads left out; pins cost as any other.
  var mismatch: Int {
    (0..<index.scripts).reduce(0) { sum, script in
      assessors(of: script).reduce(sum) {
        $0 + index.cost[index.classOf[script] * index.assessors + $1]
      }
    }
  }

  /// Says that the assessors of a qualification are not linked, and what would link them.
  func warning(_ apart: (qualification: Int, parts: [[Int]])) -> Finding {
    let name = index.qualifications[apart.qualification]
    let shown = apart.parts.map { part in
      let names = part.prefix(3).map { index.assessorIDs[$0] }.joined(separator: ", ")
      return part.count > 3 ? "\(names) and \(part.count - 3) more" : names
    }
    let few = shown.prefix(4).joined(separator: " | ")
    let more = shown.count > 4 ? " | and \(shown.count - 4) more parts" : ""
    return Finding(
      "not-connected", .warning, name,
      "no plan as even and as cheap was found in which the assessors share scripts throughout:"
        + " they fall into \(apart.parts.count) parts (\(few)\(more)), and severity cannot be"
        + " compared between parts",
      remedy: link(apart))
  }

  private func link(_ apart: (qualification: Int, parts: [[Int]])) -> String {
    let scripts = (0..<index.scripts).filter {
      index.qualificationOfClass[index.classOf[$0]] == apart.qualification
    }
    let seeds = "let all of them mark one common script (a seed)"
    for part in apart.parts.dropFirst() {
      for script in scripts where assessors(of: script).contains(where: apart.parts[0].contains) {
        guard let other = part.first(where: { fits($0, script) }) else { continue }
        return "pin \(index.scriptIDs[script]) to \(index.assessorIDs[other]) as one of its markers"
          + ", or \(seeds)"
      }
    }
    return seeds
  }
}
