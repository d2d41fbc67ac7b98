/// Whether an assessor may mark the live scripts of one qualification, and why.
package struct StandardStanding: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing is there to be qualified by.
    case noSet = "no-set"
    /// The first set is not marked in full.
    case waiting
    /// The first set was outside a rule, and the second is not marked in full.
    case secondSet = "second-set"
    case approved
    /// Both sets were outside, or the first where there is no second: the lead talks with them.
    case talk
    /// The lead has stopped them.
    case stopped
  }

  /// What a lead decided about an assessor, which stands above every rule until they decide anew.
  package enum LeadDecision: String, Sendable, Hashable, Codable, CaseIterable {
    case approve, stop
  }

  package let state: State
  /// Which rule said so, or that a lead decided.
  package let rule: String
  package let first, second: SetJudgement
  package let practised: [DefinitiveDifference]

  /// Judges by the sets and, above them, by what a lead has decided.
  package init(
    _ scripts: [DefinitiveScript], marks: [ScriptCode: [String: Int]], rubric: Rubric,
    policy: StandardisationPolicy, lead: LeadDecision? = nil
  ) {
    first = SetJudgement(of: .first, scripts, marks: marks, rubric: rubric, policy: policy)
    second = SetJudgement(of: .second, scripts, marks: marks, rubric: rubric, policy: policy)
    practised =
      SetJudgement(of: .practice, scripts, marks: marks, rubric: rubric, policy: policy)
      .differences
    (state, rule) = Self.judge(first, second, lead)
  }

  private static func judge(
    _ first: SetJudgement, _ second: SetJudgement, _ lead: LeadDecision?
  ) -> (State, String) {
    switch lead {
    case .approve: return (.approved, "the lead")
    case .stop: return (.stopped, "the lead")
    case nil: break
    }
    if first.scripts == 0 { return (.noSet, "no qualification scripts") }
    if !first.isComplete { return (.waiting, "\(first.progress) of the first set") }
    if first.isWithin { return (.approved, "first set") }
    let told = first.fired.map(\.rawValue).joined(separator: ", ")
    if second.scripts == 0 { return (.talk, "first set: \(told)") }
    if !second.isComplete { return (.secondSet, "first set: \(told)") }
    if second.isWithin { return (.approved, "second set") }
    return (.talk, "second set: \(second.fired.map(\.rawValue).joined(separator: ", "))")
  }
}

extension SetJudgement {
  /// How far it has come.
  package var progress: String { "\(differences.count) of \(scripts)" }
}
