/// How one assessor marked one qualification set, and which rules say so.
package struct SetJudgement: Sendable, Hashable {
  /// A rule that a set was outside of.
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// More scripts outside a tolerance than may be.
    case tolerance
    /// The signed differences add up: always a little too high, or too low.
    case cumulative
    /// A pass against a fail.
    case decision
  }

  package let use: DefinitiveScript.Use
  /// Scripts of the set.
  package let scripts: Int
  /// What of them is marked in full.
  package let differences: [DefinitiveDifference]
  /// The scripts outside a tolerance.
  package let outside: [ScriptCode]
  package let mayBeOutside: Int
  /// What the signed differences of the totals come to, and how far they may.
  package let cumulative, cumulativeLimit: Int
  package let wrongDecisions: Int
  /// The rules that the set was outside of; empty while it is not marked in full.
  package let fired: [Rule]

  package var isComplete: Bool { differences.count == scripts }
  /// Whether the set is marked in full and within every rule.
  package var isWithin: Bool { isComplete && scripts > 0 && fired.isEmpty }

  /// `marks` are the assessor's, by script and criterion.
  package init(
    of use: DefinitiveScript.Use, _ set: [DefinitiveScript], marks: [ScriptCode: [String: Int]],
    rubric: Rubric, policy: StandardisationPolicy
  ) {
    let set = set.filter { $0.use == use }.sorted { $0.script < $1.script }
    let differences = set.compactMap { script in
      marks[script.script].flatMap { DefinitiveDifference(of: $0, from: script, rubric: rubric) }
    }
    self.use = use
    scripts = set.count
    self.differences = differences
    outside = differences.filter { $0.isOutside(policy) }.map(\.script)
    mayBeOutside = policy.mayBeOutside(of: set.count)
    cumulative = differences.map(\.total).reduce(0, +)
    cumulativeLimit = policy.cumulativeLimit(scripts: set.count)
    wrongDecisions = differences.count { $0.isWrongDecision }
    var fired: [Rule] = []
    if outside.count > mayBeOutside { fired.append(.tolerance) }
    if abs(cumulative) > cumulativeLimit { fired.append(.cumulative) }
    if wrongDecisions > policy.wrongDecisions { fired.append(.decision) }
    self.fired = differences.count == set.count ? fired : []
  }
}

extension SetJudgement {
  /// What the rules say of the set, in words for the office; empty where none fired.
  package var reasons: [String] {
    fired.map { rule in
      switch rule {
      case .tolerance:
        "\(outside.count) of \(scripts) scripts outside a tolerance, at most \(mayBeOutside) may be "
          + "(\(outside.map(\.text).joined(separator: ", ")))"
      case .cumulative:
        "\(abs(cumulative)) marks too \(cumulative > 0 ? "high" : "low") over the set, at most "
          + "\(cumulativeLimit) may be"
      case .decision:
        "\(wrongDecisions) of \(scripts) scripts on the other side of the pass"
      }
    }
  }
}
