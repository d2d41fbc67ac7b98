extension ResultRow {
  /// Whether more than one marking is in, or a rule or a person asks for more than there is.
  package var isModerated: Bool {
    guard entry.standing == .submitted else { return false }
    switch decision.rule {
    case .secondReading, .discussion, .thirdMarking, .adjudication: return true
    default: return complete.count > 1 || entry.resolution != nil
    }
  }

  /// Whether a person has to decide before there is a result.
  package var waitsForPerson: Bool {
    decision.rule == .adjudication || decision.rule == .discussion
  }

  /// Whether a result that was out is open again, so that a panel may decide it anew.
  package var isOpenAgain: Bool { entry.holds.contains(DecisionCase.openAgain) }

  /// The complete markings that count, in the order in which they were asked for.
  package var complete: [Decision.Basis] {
    entry.ordered.compactMap { marking in
      MarkingResult(marking, rubric: entry.scheme.rubric).map(Decision.Basis.init)
    }
  }

  /// What the marks of one marking, or marks that were agreed, come to; nil where one is missing.
  package func result(of marks: [String: Int], by assessor: Identifier) -> Decision.Basis? {
    MarkingResult(marks, by: assessor, rubric: entry.scheme.rubric).map(Decision.Basis.init)
  }
}
