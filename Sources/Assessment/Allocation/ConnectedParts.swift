/// Sets that are joined step by step (Galler and Fischer 1964).
struct DisjointSets {
  private var parent: [Int]

  init(count: Int) {
    parent = Array(0..<count)
  }

  /// The member that stands for a member's set.
  mutating func root(_ member: Int) -> Int {
    var member = member
    while parent[member] != member {
      parent[member] = parent[parent[member]]
      member = parent[member]
    }
    return member
  }

  /// Joins two sets; false where they are one already.
  @discardableResult
  mutating func join(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (root(one), root(other))
    guard one != other else { return false }
    parent[max(one, other)] = min(one, other)
    return true
  }
}

extension AllocationState {
  /// The parts into which assessors fall who mark some scripts: within a part, chains of shared
  /// scripts lead from each to each.
  ///
  /// Parts and members stand in order. Scripts that many mark join those who mark them, also through
  /// somebody who marks none of the others.
  func parts(_ scripts: [Int], common: [AllocationIndex.Common]) -> [[Int]] {
    var sets = DisjointSets(count: index.assessors)
    var present = Array(repeating: false, count: index.assessors)
    for script in scripts {
      let marked = assessors(of: script).filter { $0 >= 0 }
      for assessor in marked {
        present[assessor] = true
        sets.join(marked[0], assessor)
      }
    }
    for each in common {
      for assessor in each.members.dropFirst() { sets.join(each.members[0], assessor) }
    }
    var members: [[Int]] = Array(repeating: [], count: index.assessors)
    for assessor in present.indices where present[assessor] {
      members[sets.root(assessor)].append(assessor)
    }
    return members.filter { !$0.isEmpty }
  }
}
