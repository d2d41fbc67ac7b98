package import Findings

/// A plan: who marks which script, and what can be said of it.
package struct AllocationPlan: Sendable, Hashable {
  /// How many markings an assessor has.
  package struct Load: Sendable, Hashable {
    package let assessor: String
    package let markings: Int
    package let capacity: Int
    package let reason: Reason
    /// How many scripts the rules leave open to them, of their qualifications.
    package let open: Int
    /// How many of their markings are pinned, outside their first qualification, and in another
    /// phase.
    package let pinned: Int
    package let elsewhere: Int
    package let otherPhase: Int
    /// The qualifications in which they mark, each with how many.
    package let byQualification: [Mix]
  }

  /// How many markings of a qualification somebody has.
  package struct Mix: Sendable, Hashable {
    package let qualification: String
    package let markings: Int
  }

  /// Why a load is what it is.
  package enum Reason: String, Sendable, Hashable {
    /// As many as the others, or one apart.
    case even
    /// As many as they take, where others have more.
    case capacity
    /// As many as they were promised, where others have fewer.
    case minimum
    /// Fewer, since the rules leave no more scripts for them.
    case few = "few-scripts-allowed"
    /// More, since the rules leave these scripts to few others.
    case many = "few-others-allowed"
    /// A share of their capacity like that of the others.
    case share
    /// What has begun stays with somebody who left.
    case left = "has-left"
  }

  /// How the assessors of one qualification are linked by the scripts that they share.
  package struct Linking: Sendable, Hashable {
    package let qualification: String
    package let scripts: Int
    package let assessors: Int
    package let parts: Int
  }

  /// All markings, by script, then by number.
  package let markings: [AllocationMarking]
  /// By assessor, in the order of ids; assessors who left are not among them unless they keep one.
  package let loads: [Load]
  /// The sum of what the markings cost: 10 outside the first qualification, 5 in another phase.
  package let cost: Int
  /// The sum of the squared loads.
  package let squaredLoads: Int
  /// Markings of the plan before that stand no more, though their script is still to be marked.
  package let moved: Int
  /// The parts into which the assessors fall who share scripts, over all qualifications; where no
  /// script is marked more than once, every assessor is a part.
  package let connectedParts: Int
  package let linking: [Linking]
  /// The assessors of each script that many mark besides these.
  package let common: [[String]]
  /// The sum over pairs of assessors of the square of how many scripts they share.
  package let squaredPairs: Int

  /// The assessors of each script that has several, numbered from 0 as they come; of scripts that
  /// many mark, those who take part.
  package var groups: (members: [[Int]], assessors: Int) {
    var numbers: [String: Int] = [:]
    var members: [[Int]] = []
    for (place, marking) in markings.enumerated() {
      let follows = place > 0 && markings[place - 1].script == marking.script
      let precedes = place + 1 < markings.count && markings[place + 1].script == marking.script
      guard follows || precedes else { continue }
      let number = numbers[marking.assessor] ?? numbers.count
      numbers[marking.assessor] = number
      if !follows { members.append([]) }
      members[members.count - 1].append(number)
    }
    let taking = common.isEmpty ? [] : Set(markings.map(\.assessor))
    for each in common {
      members.append([])
      for assessor in each where taking.contains(assessor) {
        let number = numbers[assessor] ?? numbers.count
        numbers[assessor] = number
        members[members.count - 1].append(number)
      }
    }
    return (members, numbers.count)
  }

  /// The mean variance of the contrasts of severity; nil where parts are not connected.
  package var contrast: Contrast? {
    guard connectedParts == 1 else { return nil }
    let groups = groups
    return Assessment.contrast(groups.members, assessors: groups.assessors)
  }
}

/// What came of a request: a plan, or the rules that cannot be met together.
package struct AllocationOutcome: Sendable {
  package let plan: AllocationPlan?
  /// Where there is no plan: rules that cannot be met together, none of which can be spared.
  package let rules: [AllocationRule]
  package let findings: [Finding]
}
