/// A rule that an allocation keeps, in the smallest piece that a person could give up.
package struct AllocationRule: Sendable, Hashable {
  /// What a rule is about.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case markings, listed, capacity, minimum, left, pin, school, trust, partner, tutor, interest
    case different
  }

  package let kind: Kind
  /// The qualification, assessor, school, trust or script that it is about.
  package let subject: String
  /// The assessor of a pin or an interest; else empty.
  package let assessor: String
  /// The number of a limit; else 0.
  package let limit: Int

  package init(_ kind: Kind, _ subject: String, assessor: String = "", limit: Int = 0) {
    self.kind = kind
    self.subject = subject
    self.assessor = assessor
    self.limit = limit
  }
}

extension AllocationRule: CustomStringConvertible {
  /// The rule as the office would say it.
  package var description: String {
    switch kind {
    case .markings: "\(subject): each script is marked \(limit == 1 ? "once" : "\(limit) times")"
    case .different: "\(subject): no assessor marks a script twice"
    case .listed: "\(subject): only those who list it mark it"
    case .capacity: "\(subject) takes at most \(limit)"
    case .minimum: "\(subject) takes at least \(limit)"
    case .left: "\(subject) has left"
    case .pin: "\(subject) is pinned to \(assessor)"
    case .school: "nobody marks a script of their own school \(subject)"
    case .trust: "nobody marks a script of their own trust \(subject)"
    case .partner: "nobody marks a script of their own delivery partner \(subject)"
    case .tutor: "\(subject) marks no script of somebody they taught"
    case .interest: "\(assessor) has declared an interest in \(subject)"
    }
  }
}

extension AllocationRule {
  /// The rules that keep an assessor from a script; `declared` are the interests.
  static func between(
    _ script: AllocationScript, _ assessor: AllocationAssessor, declared: Set<AllocationPair>
  ) -> [AllocationRule] {
    var rules: [AllocationRule] = []
    if !assessor.qualifications.contains(script.qualification) {
      rules.append(AllocationRule(.listed, script.qualification))
    }
    if declared.contains(AllocationPair(script: script.id, assessor: assessor.id)) {
      rules.append(AllocationRule(.interest, script.id, assessor: assessor.id))
    }
    if script.tutor(is: assessor) { rules.append(AllocationRule(.tutor, assessor.id)) }
    if script.school(is: assessor) {
      rules.append(AllocationRule(.school, assessor.school ?? assessor.urn ?? ""))
    }
    if script.trust(is: assessor) { rules.append(AllocationRule(.trust, assessor.trust ?? "")) }
    if script.partner(is: assessor) {
      rules.append(AllocationRule(.partner, assessor.partner ?? ""))
    }
    return rules
  }
}

extension AllocationRule {
  /// Whether a rule is about how many, not about who knows whom.
  var isAboutNumbers: Bool {
    switch kind {
    case .markings, .listed, .capacity, .minimum: true
    default: false
    }
  }

  /// The order in which rules are told: the broad ones first.
  var order: (Int, String, String) {
    (Kind.allCases.firstIndex(of: kind) ?? 0, subject, assessor)
  }
}

/// A script and an assessor.
struct AllocationPair: Hashable {
  let script: String
  let assessor: String
}

extension AllocationRequest {
  /// The rules that should keep an assessor from a script of the request.
  package func rules(between script: String, and assessor: String) -> [AllocationRule] {
    guard let script = scripts.first(where: { $0.id == script }),
      let assessor = assessors.first(where: { $0.id == assessor })
    else { return [] }
    let declared = interests.map { AllocationPair(script: $0.script, assessor: $0.assessor) }
    return AllocationRule.between(script, assessor, declared: Set(declared))
  }
}
