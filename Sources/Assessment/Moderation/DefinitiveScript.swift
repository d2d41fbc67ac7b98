/// A script on whose marks the leads have agreed, and what it is used for.
package struct DefinitiveScript: Sendable, Hashable {
  /// What a script with definitive marks is used for.
  package enum Use: String, Sendable, Hashable, Codable, CaseIterable {
    /// Shown with its marks once an assessor has marked it.
    case practice
    /// The set that decides who may mark.
    case first = "qualification"
    /// The set for those who were outside on the first.
    case second = "second-qualification"
    /// Put among live scripts, like any other.
    case seed

    /// Whether it is marked before live scripts are opened.
    package var isBeforehand: Bool { self != .seed }
  }

  package let script: ScriptCode
  package let use: Use
  /// The definitive marks by criterion.
  package let marks: [String: Int]
  /// Why, by criterion, where the leads wrote it down.
  package let reasons: [String: String]

  package init(
    script: ScriptCode, use: Use, marks: [String: Int], reasons: [String: String] = [:]
  ) {
    self.script = script
    self.use = use
    self.marks = marks
    self.reasons = reasons
  }
}

/// How one marking differs from the definitive marks: each difference is positive where the
/// assessor gave more.
package struct DefinitiveDifference: Sendable, Hashable {
  package let script: ScriptCode
  package let criteria: [String: Int]
  package let total: Int
  /// Whether one passes what the other does not.
  package let isWrongDecision: Bool
  /// The most marks that the script could have.
  package let maximum: Int

  /// Nil while a criterion has no mark: missing is never zero.
  package init?(of marks: [String: Int], from definitive: DefinitiveScript, rubric: Rubric) {
    guard let leads = Identifier("leads"),
      let given = MarkingResult(marks, by: leads, rubric: rubric),
      let agreed = MarkingResult(definitive.marks, by: leads, rubric: rubric)
    else { return nil }
    script = definitive.script
    criteria = Dictionary(
      uniqueKeysWithValues: rubric.criteria.map { criterion in
        (criterion.id, marks[criterion.id, default: 0] - definitive.marks[criterion.id, default: 0])
      })
    total = given.total - agreed.total
    isWrongDecision = given.passes != agreed.passes
    maximum = rubric.maximum
  }

  /// The criteria further off than the policy lets be, in the order of their names.
  package func criteriaOutside(_ policy: StandardisationPolicy) -> [String] {
    criteria.filter { abs($0.value) > policy.criterionTolerance }.keys.sorted()
  }

  /// Whether a tolerance is passed, of a criterion or of the total.
  package func isOutside(_ policy: StandardisationPolicy) -> Bool {
    abs(total) > policy.totalTolerance || !criteriaOutside(policy).isEmpty
  }
}
