extension Decision {
  /// What a rule of agreement came to.
  init(_ agreed: Agreed) {
    let outcome: Outcome =
      switch agreed.passes {
      case nil: .pending
      case true?: .passed
      case false?: .didNotMeetStandard
      }
    self.init(
      outcome: outcome, rule: Rule(agreed.rule), reason: agreed.reason,
      total: agreed.total, basis: agreed.on.map(Basis.init))
  }

  /// The decision, not final while a check that the policy asks for is missing.
  func awaiting(_ checks: [String]) -> Decision {
    guard !checks.isEmpty, outcome != .pending else { return self }
    let reason = "integrity check missing: \(checks.joined(separator: ", "))"
    return Decision(
      outcome: .pending, rule: .integrityCheckMissing, reason: reason, total: total, basis: basis)
  }

  static func pending(
    _ rule: Rule, _ reason: String, _ results: [MarkingResult] = []
  ) -> Decision {
    Decision(
      outcome: .pending, rule: rule, reason: reason,
      total: results.isEmpty ? nil : Total(results), basis: results.map(Basis.init))
  }

  /// Left to a person: without a total, since none is made of markings that do not agree.
  static func undecided(_ reason: String, _ results: [MarkingResult]) -> Decision {
    Decision(
      outcome: .pending, rule: .adjudication, reason: reason, basis: results.map(Basis.init))
  }

  static func decided(
    passes: Bool, rule: Rule, reason: String, _ results: [MarkingResult],
    on basis: [MarkingResult]? = nil
  ) -> Decision {
    Decision(
      outcome: passes ? .passed : .didNotMeetStandard, rule: rule, reason: reason,
      total: Total(results), basis: (basis ?? results).map(Basis.init))
  }
}

extension Decision.Basis {
  init(_ result: MarkingResult) {
    self.init(assessor: result.assessor, total: result.total, passes: result.passes)
  }
}

extension MarkTotal {
  init(_ results: [MarkingResult]) {
    self.init(sum: results.map(\.total).reduce(0, +), markings: results.count)
  }
}

extension Decision.Rule {
  init(_ rule: Agreed.Rule) {
    self =
      switch rule {
      case .average: .averageOfTwo
      case .highest: .higherOfTwo
      case .first: .firstMarking
      case .senior: .senior
      case .nearest: .nearestToThird
      case .middle: .middleOfThree
      case .closestTwo: .closestTwo
      case .majority: .majority
      case .thirdDecides: .thirdDecides
      case .discussion: .discussion
      case .thirdMarking: .thirdMarking
      case .adjudication: .adjudication
      }
  }
}
