extension AllocationIndex {
  /// Numbers a request that `allocationFindings` has let through.
  init(_ request: AllocationRequest) {
    // Numbers are lighter to sort than scripts.
    let ids = request.scripts.map(\.id)
    let scripts = ids.indices.sorted { ids[$0] < ids[$1] }.map { request.scripts[$0] }
    let assessors = request.assessors.sorted { $0.id < $1.id }
    let numbers = Numbers(scripts: scripts, assessors: assessors)
    let left = request.left
    let classes = ScriptClasses(scripts, scripts.map(request.markings(of:)))
    let pinned = numbers.pairs(request.pins)
    let pins = Ragged(pinned, places: scripts.count)

    scriptIDs = scripts.map(\.id)
    assessorIDs = assessors.map(\.id)
    var starts = [0]
    for script in scripts { starts.append(starts[starts.count - 1] + request.markings(of: script)) }
    self.starts = starts
    scriptOf = scripts.indices.flatMap { script in
      (starts[script]..<starts[script + 1]).map { _ in script }
    }
    qualifications = classes.qualifications
    classOf = classes.classOf
    scriptsOfClass = classes.members
    qualificationOfClass = classes.keys.map(\.qualification)
    let leaving = assessors.map { left.contains($0.id) }
    cost = classes.costs(assessors)
    let conflicts = AllocationConflicts(scripts, assessors)
    forbidden = Ragged(
      conflicts.pairs + numbers.pairs(request.interests) + pinned, places: scripts.count)
    var held = Array(repeating: 0, count: assessors.count)
    for pair in pins.pairs { held[pair.value] += 1 }
    // Who left keeps what is pinned to them, and gets no more.
    capacity = assessors.indices.map {
      leaving[$0] ? held[$0] : max(held[$0], assessors[$0].capacity)
    }
    minimum = assessors.indices.map { leaving[$0] ? 0 : assessors[$0].minimum }
    common = request.common.compactMap { common in
      guard let place = classes.qualifications.firstIndex(of: common.qualification) else {
        return nil
      }
      return Common(qualification: place, members: common.assessors.compactMap(numbers.assessor))
    }
    self.pins = pins
    before = Ragged(
      numbers.pairs(request.before).filter { !pins.contains($0.value, at: $0.place) },
      places: scripts.count)
  }
}

/// The numbers of ids.
private struct Numbers {
  private var scripts: [String: Int] = [:]
  private var assessors: [String: Int] = [:]

  init(scripts: [AllocationScript], assessors: [AllocationAssessor]) {
    self.scripts.reserveCapacity(scripts.count)
    for (number, script) in scripts.enumerated() { self.scripts[script.id] = number }
    for (number, assessor) in assessors.enumerated() { self.assessors[assessor.id] = number }
  }

  func pairs(_ markings: [AllocationMarking]) -> [(place: Int, value: Int)] {
    markings.compactMap { pair($0.script, $0.assessor) }
  }

  func pairs(_ interests: [AllocationInterest]) -> [(place: Int, value: Int)] {
    interests.compactMap { pair($0.script, $0.assessor) }
  }

  func assessor(_ id: String) -> Int? { assessors[id] }

  private func pair(_ script: String, _ assessor: String) -> (place: Int, value: Int)? {
    guard let place = scripts[script], let value = assessors[assessor] else { return nil }
    return (place, value)
  }
}

/// Scripts by qualification, phase and how often they are marked.
private struct ScriptClasses {
  struct Key: Hashable {
    let qualification: Int
    let phase: SchoolPhase?
    let markings: Int
  }

  private(set) var qualifications: [String] = []
  private(set) var keys: [Key] = []
  private(set) var classOf: [Int] = []
  private(set) var members: [[Int]] = []

  init(_ scripts: [AllocationScript], _ markings: [Int]) {
    var numbers: [String: Int] = [:]
    var places: [Key: Int] = [:]
    for (number, script) in scripts.enumerated() {
      let qualification = numbers[script.qualification] ?? qualifications.count
      if qualification == qualifications.count {
        numbers[script.qualification] = qualification
        qualifications.append(script.qualification)
      }
      let key = Key(
        qualification: qualification, phase: script.phase, markings: markings[number])
      let place = places[key] ?? keys.count
      if place == keys.count {
        places[key] = place
        keys.append(key)
        members.append([])
      }
      classOf.append(place)
      members[place].append(number)
    }
  }

  func costs(_ assessors: [AllocationAssessor]) -> [Int] {
    var numbers: [String: Int] = [:]
    for (number, name) in qualifications.enumerated() { numbers[name] = number }
    let listed = assessors.map { $0.qualifications.map { numbers[$0] ?? -1 } }
    return keys.flatMap { key in
      assessors.indices.map { number in
        guard let place = listed[number].firstIndex(of: key.qualification) else { return -1 }
        var cost = place == 0 ? 0 : AimWeights.otherQualification
        if let phase = key.phase, assessors[number].phase?.differs(from: phase) == true {
          cost += AimWeights.otherPhase
        }
        return cost
      }
    }
  }
}
