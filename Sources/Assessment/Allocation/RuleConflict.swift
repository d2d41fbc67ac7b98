/// Rules that cannot be met together, none of which can be spared, and by how much.
struct RuleConflict {
  let rules: [AllocationRule]
  /// How many markings, to be placed or promised, these rules leave over.
  let short: Int
}

/// Finds rules of a request that cannot be met together; nil where all can.
///
/// What is wrong is looked for where it mostly is: in numbers alone, then in a script that has too
/// few assessors, and only then in all rules over all scripts.
func ruleConflict(_ request: AllocationRequest) -> RuleConflict? {
  let checks = [RuleCheck.Question.placing, .minimums].map { RuleCheck($0, request) }
  for check in checks {
    let numbers = check.rules.map(\.isAboutNumbers)
    var part = check
    part.narrow(numbers)
    if !part.canMeet(numbers) { return leastConflict(numbers, part, of: check) }
  }
  for check in checks {
    let all = check.rules.map { _ in true }
    var part = check
    if part.narrowToStarved() { return leastConflict(all, part, of: check) }
    if !part.canMeet(all) {
      part.narrow(all)
      return leastConflict(all, part, of: check)
    }
  }
  return nil
}

/// Spares whole kinds of rules and whole qualifications first, where that mends nothing; what is
/// least among a part of the scripts is made so among all.
private func leastConflict(
  _ rules: [Bool], _ part: RuleCheck, of whole: RuleCheck
) -> RuleConflict {
  var part = part
  var kept = rules
  let numbered = part.rules.indices
  let kinds = AllocationRule.Kind.allCases.reversed().map { kind in
    numbered.filter { part.rules[$0].kind == kind && !part.rules[$0].isAboutNumbers }
  }
  let marked = numbered.filter { part.rules[$0].kind == .markings }.prefix(50)
  let alone = marked.map { one in marked.filter { $0 != one } }
  for spared in kinds + alone + marked.map({ [$0] }) where spared.contains(where: { kept[$0] }) {
    let rest = removing(spared, from: kept)
    guard !part.canMeet(rest) else { continue }
    kept = rest
    part.narrow(kept)
  }
  let first = irreducible(numbered.filter { kept[$0] }, part)
  var check = whole
  check.merge(numbered.map(Set(first).contains))
  let least = irreducible(first, check)
  return RuleConflict(
    rules: least.map { check.rules[$0] }, short: check.missing(numbered.map(Set(least).contains)))
}

/// A least set of rules that cannot be met together, found by halves (Junker, "QUICKXPLAIN",
/// AAAI 2004): sparing any one of them makes the others possible.
private func irreducible(_ candidates: [Int], _ check: RuleCheck) -> [Int] {
  func search(_ kept: [Bool], fresh: Bool, _ rules: ArraySlice<Int>) -> [Int] {
    if fresh, !check.canMeet(kept) { return [] }
    if rules.count <= 1 { return Array(rules) }
    let middle = rules.startIndex + rules.count / 2
    let first = rules[..<middle]
    let second = search(adding(first, to: kept), fresh: true, rules[middle...])
    return search(adding(second[...], to: kept), fresh: !second.isEmpty, first) + second
  }
  let ordered = candidates.sorted { check.rules[$0].order < check.rules[$1].order }
  return search(check.rules.map { _ in false }, fresh: false, ordered[...])
}

private func removing(_ rules: [Int], from kept: [Bool]) -> [Bool] {
  var kept = kept
  for rule in rules { kept[rule] = false }
  return kept
}

private func adding(_ rules: ArraySlice<Int>, to kept: [Bool]) -> [Bool] {
  var kept = kept
  for rule in rules { kept[rule] = true }
  return kept
}
