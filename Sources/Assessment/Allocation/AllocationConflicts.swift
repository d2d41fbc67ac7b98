/// Who must never see which script, by school, trust and tutor.
struct AllocationConflicts {
  /// Script and assessor, by their numbers.
  private(set) var pairs: [(place: Int, value: Int)] = []

  init(_ scripts: [AllocationScript], _ assessors: [AllocationAssessor]) {
    add(scripts.map(\.school), assessors.map(\.school))
    add(scripts.map(\.trust), assessors.map(\.trust))
    var numbers: [String: Int] = [:]
    for (number, assessor) in assessors.enumerated() { numbers[assessor.id] = number }
    for (place, script) in scripts.enumerated() {
      guard let tutor = script.tutor, let number = numbers[tutor] else { continue }
      pairs.append((place, number))
    }
  }

  private mutating func add(_ ofScripts: [String?], _ ofAssessors: [String?]) {
    var holders: [String: [Int]] = [:]
    for (number, name) in ofAssessors.enumerated() {
      guard let name, !name.isEmpty else { continue }
      holders[SchoolName.key(name), default: []].append(number)
    }
    guard !holders.isEmpty else { return }
    var keys: [String: [Int]] = [:]
    for (place, name) in ofScripts.enumerated() {
      guard let name, !name.isEmpty else { continue }
      let found = keys[name] ?? holders[SchoolName.key(name)] ?? []
      keys[name] = found
      for number in found { pairs.append((place, number)) }
    }
  }
}
