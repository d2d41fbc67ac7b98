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
    isMinimum ? "minimum-not-met" : "not-every-marking-placed", .refused, firstFew(about), message,
    remedy: mending(conflict, request))
  return [headline]
    + AllocationRule.Kind.allCases.compactMap { kind in
      let told = words(rules.filter { $0.kind == kind }, request)
      guard !told.isEmpty else { return nil }
      return Finding(
        "rule-in-the-way", .note, kind.rawValue, firstFew(told, "; "),
        remedy: "give up any one of the rules named here, and the others can be met")
    }
}

/// Rules of one kind in words: what is alike in them is said once.
private func words(_ rules: [AllocationRule], _ request: AllocationRequest) -> [String] {
  if rules.first?.kind == .interest {
    let scripts = Dictionary(grouping: rules, by: \.assessor).mapValues { $0.map(\.subject) }
    return scripts.sorted { $0.key < $1.key }.map { assessor, scripts in
      "\(assessor) has declared an interest in \(firstFew(scripts))"
    }
  }
  return rules.map { rule in
    guard rule.kind == .capacity, let days = request.away[rule.subject] else {
      return rule.description
    }
    return "\(rule.subject) \(days.says)"
  }
}

/// Some names, the first few spelled out.
private func firstFew(_ names: [String], _ between: String = ", ") -> String {
  let shown = names.prefix(5).joined(separator: between)
  return names.count > 5 ? shown + " and \(names.count - 5) more" : shown
}

/// Names what has fewer assessors than markings, and the assessors that it has.
private func starved(by rules: [AllocationRule], _ request: AllocationRequest) -> String {
  let told =
    rules.contains(where: \.isInterest)
    ? starvedScripts(by: rules, request) : starvedQualifications(by: rules, request)
  return told.isEmpty ? "" : ": " + firstFew(told, "; ")
}

/// Qualifications that too few list, whoever knows whom.
private func starvedQualifications(
  by rules: [AllocationRule], _ request: AllocationRequest
) -> [String] {
  let there = request.assessors.filter { !request.left.contains($0.id) && $0.capacity > 0 }
  return rules.filter { $0.kind == .markings }.compactMap { rule in
    let able = there.filter { $0.qualifications.contains(rule.subject) }.map(\.id)
    guard able.count < rule.limit else { return nil }
    return "each script of \(rule.subject) needs \(have(able, of: rule.limit, "has"))"
  }
}

/// Scripts from which somebody's interest keeps too many; those alike are told together.
private func starvedScripts(
  by rules: [AllocationRule], _ request: AllocationRequest
) -> [String] {
  let declared = request.declared
  let there = request.assessors.filter { !request.left.contains($0.id) }
  var order: [String] = []
  var alike: [String: (scripts: [String], able: [String], needed: Int)] = [:]
  for script in request.scripts.sorted(by: { $0.id < $1.id }) where script.isTouched(by: rules) {
    let able = there.filter { AllocationRule.between(script, $0, declared: declared).isEmpty }
      .map(\.id)
    let needed = request.markings(of: script)
    guard able.count < needed else { continue }
    let key = "\(needed) \(able.sorted().joined(separator: " "))"
    if alike[key] == nil { order.append(key) }
    alike[key, default: ([], able, needed)].scripts.append(script.id)
  }
  return order.compactMap { alike[$0] }.map { each in
    let one = each.scripts.count == 1
    return "\(firstFew(each.scripts)) \(one ? "needs" : "need") "
      + have(each.able, of: each.needed, one ? "has" : "have")
  }
}

private func have(_ able: [String], of needed: Int, _ verb: String) -> String {
  let wanted = needed == 1 ? "1 assessor" : "\(needed) assessors"
  return able.isEmpty
    ? "\(wanted) and \(verb) none"
    : "\(wanted) and \(verb) \(able.count) (\(firstFew(able.sorted())))"
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
      case .tutor: tutor != nil
      case .interest: id == rule.subject
      default: false
      }
    }
  }
}

/// What would mend it, the mildest first.
private func mending(_ conflict: RuleConflict, _ request: AllocationRequest) -> String {
  let rules = conflict.rules
  let missing = conflict.short
  func subjects(_ kind: AllocationRule.Kind) -> [String] {
    rules.filter { $0.kind == kind }.map(\.subject)
  }
  let promised = subjects(.minimum)
  let names = firstFew(subjects(.markings), " or ")
  var ways: [String] = []
  if !promised.isEmpty {
    ways.append("lower the minimum of \(firstFew(promised, " or ")) by \(missing) in all")
  }
  for name in subjects(.capacity).prefix(5) {
    if let days = request.away[name] { ways.append(days.mends(name)) }
  }
  if subjects(.capacity).contains(where: { request.away[$0] == nil }) {
    ways.append("raise the capacities named here by \(missing) in all")
  }
  if !promised.isEmpty, !subjects(.listed).isEmpty {
    ways.append("let them mark \(firstFew(subjects(.listed), " or "))")
  }
  if !subjects(.pin).isEmpty { ways.append("take a pin away") }
  let back = subjects(.left).filter(request.gone.contains)
  if !back.isEmpty { ways.append("say who of \(firstFew(back, " or ")) is back (--with)") }
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
