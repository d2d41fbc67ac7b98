import Findings

/// Says in the office's words what cannot be done, why, and what would mend it.
func explanation(of conflict: RuleConflict, _ request: AllocationRequest) -> [Finding] {
  let rules = conflict.rules
  let isMinimum = rules.contains { $0.kind == .minimum }
  let about = rules.filter { $0.kind == (isMinimum ? .minimum : .markings) }.map(\.subject)
  let count = conflict.short == 1 ? "1 marking" : "\(conflict.short) markings"
  let message =
    isMinimum
    ? "\(count) too few to give everybody the minimum that they were promised"
    : "\(count) cannot be placed within the rules" + starved(by: rules, request)
  let headline = Finding(
    isMinimum ? "minimum-not-met" : "not-every-marking-placed", .refused, listed(about), message,
    remedy: mending(conflict))
  return [headline]
    + AllocationRule.Kind.allCases.compactMap { kind in
      let told = rules.filter { $0.kind == kind }.map(\.description)
      guard !told.isEmpty else { return nil }
      return Finding(
        "rule-in-the-way", .note, kind.rawValue, told.joined(separator: "; "),
        remedy: "give up any one of the rules named here, and the others can be met")
    }
}

/// Some names, the first few spelled out.
private func listed(_ names: [String], _ last: String = ", ") -> String {
  let shown = names.prefix(5).joined(separator: last)
  return names.count > 5 ? shown + " and \(names.count - 5) more" : shown
}

/// Names the scripts that have fewer assessors than markings, since somebody has an interest.
private func starved(by rules: [AllocationRule], _ request: AllocationRequest) -> String {
  guard rules.contains(where: \.isInterest) else { return "" }
  let declared = request.declared
  let left = request.left
  let told = request.scripts.sorted { $0.id < $1.id }.filter { $0.isTouched(by: rules) }
    .compactMap { script -> String? in
      let able = request.assessors.count {
        !left.contains($0.id)
          && AllocationRule.between(script, $0, declared: declared).isEmpty
      }
      let needed = request.markings(of: script)
      return able < needed ? "\(script.id) needs \(needed) assessors and has \(able)" : nil
    }
  return told.isEmpty ? "" : ": " + listed(told, "; ")
}

extension AllocationRule {
  /// Whether a rule is about who knows whom.
  fileprivate var isInterest: Bool {
    [.school, .trust, .partner, .tutor, .interest].contains(kind)
  }
}

extension AllocationScript {
  /// Whether one of some rules keeps somebody from this script.
  fileprivate func isTouched(by rules: [AllocationRule]) -> Bool {
    rules.contains { rule in
      switch rule.kind {
      case .school: school != nil || urn != nil
      case .trust: SchoolName.known(trust) == SchoolName.known(rule.subject)
      case .partner: SchoolName.known(partner) == SchoolName.known(rule.subject)
      case .tutor: tutor == rule.subject
      case .interest: id == rule.subject
      default: false
      }
    }
  }
}

/// What would mend it, the mildest first.
private func mending(_ conflict: RuleConflict) -> String {
  let rules = conflict.rules
  let missing = conflict.short
  func subjects(_ kind: AllocationRule.Kind) -> [String] {
    rules.filter { $0.kind == kind }.map(\.subject)
  }
  let promised = subjects(.minimum)
  let names = listed(subjects(.markings), " or ")
  var ways: [String] = []
  if !promised.isEmpty {
    ways.append("lower the minimum of \(listed(promised, " or ")) by \(missing) in all")
  }
  if !subjects(.capacity).isEmpty {
    ways.append("raise the capacities named here by \(missing) in all")
  }
  if !promised.isEmpty, !subjects(.listed).isEmpty {
    ways.append("let them mark \(listed(subjects(.listed), " or "))")
  }
  if !subjects(.pin).isEmpty { ways.append("take a pin away") }
  if !subjects(.left).isEmpty { ways.append("bring in somebody for those who left") }
  if rules.contains(where: \.isInterest) {
    ways.append("find an assessor of \(names.isEmpty ? "it" : names) without an interest")
  } else if promised.isEmpty, !subjects(.listed).isEmpty || !subjects(.different).isEmpty {
    ways.append("let another assessor mark \(names)")
  }
  if promised.isEmpty, rules.contains(where: { $0.kind == .markings && $0.limit > 1 }) {
    ways.append("ask for fewer markings")
  }
  return ways.joined(separator: ", or ")
}
