package import Findings

/// The fewest and the most markings that a person set for an assessor by hand.
package struct AllocationLimit: Sendable, Hashable {
  package var assessor: String
  package var minimum: Int?
  package var capacity: Int?

  package init(assessor: String, minimum: Int? = nil, capacity: Int? = nil) {
    self.assessor = assessor
    self.minimum = minimum
    self.capacity = capacity
  }
}

/// What a person asked of an allocation by hand, in files that every allocation is given anew.
package struct AllocationByHand: Sendable, Hashable {
  /// A plan that was made before: its markings stay where they can.
  package var before: [AllocationMarking] = []
  /// Markings that stay whatever comes.
  package var pins: [AllocationMarking] = []
  package var limits: [AllocationLimit] = []

  package init() {}

  /// Whether anything is asked besides keeping a plan.
  package var asks: Bool { !pins.isEmpty || !limits.isEmpty }

  /// Takes up what another file asks.
  package mutating func join(_ other: AllocationByHand) {
    before += other.before
    pins += other.pins
    limits += other.limits
  }
}

extension AllocationRequest {
  /// Takes up what a person asked by hand; scripts that have a plan already keep that one.
  package mutating func take(_ hand: AllocationByHand) -> [Finding] {
    let planned = Set(before.map(\.script))
    before += hand.before.filter { !planned.contains($0.script) }
    pins += hand.pins
    var findings: [Finding] = []
    for limit in hand.limits {
      guard let place = assessors.firstIndex(where: { $0.id == limit.assessor }) else {
        findings.append(
          Finding(
            "limit-for-nobody", .warning, limit.assessor, "a limit names nobody in the list",
            remedy: "check the spelling; a limit that names nobody limits nobody"))
        continue
      }
      assessors[place].minimum = limit.minimum ?? assessors[place].minimum
      assessors[place].capacity = limit.capacity ?? assessors[place].capacity
    }
    return findings
  }
}
