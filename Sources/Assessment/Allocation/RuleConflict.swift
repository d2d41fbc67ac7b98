import Findings

/// Rules of a request that cannot be met together, none of which can be spared.
func rulesThatCannotBeMet(_ request: AllocationRequest) -> [AllocationRule] {
  for question in [RuleCheck.Question.placing, .minimums] {
    let check = RuleCheck(question, request)
    let tightened = check.tightened().check
    let rules = tightened.rules
    guard !tightened.canMeet(Set(rules)) else { continue }
    return irreducible(rules, tightened)
  }
  return []
}

/// A least set of rules that cannot be met together, found by halves (Junker, "QUICKXPLAIN",
/// AAAI 2004): sparing any one of them makes the others possible.
private func irreducible(_ rules: [AllocationRule], _ check: RuleCheck) -> [AllocationRule] {
  func search(
    _ kept: Set<AllocationRule>, fresh: Bool, _ rules: ArraySlice<AllocationRule>
  ) -> [AllocationRule] {
    if fresh, !check.canMeet(kept) { return [] }
    if rules.count <= 1 { return Array(rules) }
    let middle = rules.startIndex + rules.count / 2
    let first = rules[..<middle]
    let second = search(kept.union(first), fresh: true, rules[middle...])
    return search(kept.union(second), fresh: !second.isEmpty, first) + second
  }
  return search([], fresh: false, rules[...])
}

/// Says in the office's words what cannot be done, why, and what would mend it.
func explanation(of rules: [AllocationRule], _ request: AllocationRequest) -> [Finding] {
  let minimums = rules.contains { $0.kind == .minimum }
  let check = RuleCheck(minimums ? .minimums : .placing, request)
  let missing = check.tightened().missing
  let names = rules.filter { $0.kind == .markings }.map(\.subject)
  let count = missing == 1 ? "1 marking" : "\(missing) markings"
  let headline =
    minimums
    ? Finding(
      "minimum-not-met", .refused, names.joined(separator: ", "),
      "\(count) too few to give everybody the minimum that they were promised",
      remedy: mending(rules, request, missing))
    : Finding(
      "not-every-marking-placed", .refused, names.joined(separator: ", "),
      "\(count) cannot be placed within the rules", remedy: mending(rules, request, missing))
  return [headline]
    + AllocationRule.Kind.allCases.compactMap { kind in
      let told = rules.filter { $0.kind == kind }.map(\.description)
      guard !told.isEmpty else { return nil }
      return Finding(
        "rule-in-the-way", .note, kind.rawValue, told.joined(separator: "; "),
        remedy: "any one of these rules less, and the others named here can be met together")
    }
}

/// What would mend it, the mildest first.
private func mending(
  _ rules: [AllocationRule], _ request: AllocationRequest, _ missing: Int
) -> String {
  let kinds = Set(rules.map(\.kind))
  let names = rules.filter { $0.kind == .markings }.map(\.subject).joined(separator: " or ")
  var ways: [String] = []
  if kinds.contains(.minimum) { ways.append("lower the minimums named here by \(missing) in all") }
  if kinds.contains(.capacity) {
    ways.append("raise the capacities named here by \(missing) in all")
  }
  if kinds.contains(.listed) { ways.append("let another assessor mark \(names)") }
  if kinds.contains(.left) { ways.append("bring in somebody for the one who left") }
  if kinds.contains(.pin) { ways.append("take a pin away") }
  if !kinds.isDisjoint(with: [.school, .trust, .partner, .tutor, .interest]) {
    ways.append("find an assessor without an interest")
  }
  if kinds.contains(.markings), !kinds.contains(.minimum), request.markings > 1 {
    ways.append("ask for fewer markings")
  }
  return ways.joined(separator: ", or ")
}
