/// Decides one entry by its rubric's rule, in whole numbers.
///
/// First comes what stands before any mark, then what holds a result back, then what is missing,
/// then the marks. A missing mark is never zero, and one marking is never enough where two are
/// required. What an adjudicator or the assessors together decided comes first; else the
/// assessment's rules of agreement decide, and what they cannot break waits for a person.
package func decide(_ entry: DecisionCase) -> Decision {
  if let early = beforeMarks(entry) { return early }
  let marks = fromMarks(entry)
  guard let held = held(entry) else { return marks.awaiting(entry.missingChecks) }
  return Decision(
    outcome: .withheld, rule: held.0, reason: held.1, total: marks.total,
    basis: marks.basis)
}

private func beforeMarks(_ entry: DecisionCase) -> Decision? {
  switch entry.standing {
  case .withdrawn:
    Decision(outcome: .withdrawn, rule: .withdrawn, reason: "withdrawn" + entry.keptResponse)
  case .deferred:
    Decision(outcome: .deferred, rule: .deferred, reason: "deferred" + entry.keptResponse)
  case .notSubmitted:
    Decision(
      outcome: .notSubmitted, rule: .notSubmitted,
      reason: "the window is over and no response came")
  case .expected:
    Decision(outcome: .pending, rule: .awaitingResponse, reason: "no response came yet")
  case .needsAttention:
    Decision(
      outcome: .pending, rule: .needsAttention, reason: "the response waits for the office")
  case .submitted: nil
  }
}

private func held(_ entry: DecisionCase) -> (Decision.Rule, String)? {
  if !entry.holds.isEmpty { return (.openCase, entry.holds.joined(separator: "; ")) }
  let needed = entry.policy.engagementPercent
  guard let engagement = entry.engagement else {
    return entry.policy.engagementMustBeRecorded
      ? (.engagementNotRecorded, "engagement is not recorded; \(needed)% is needed") : nil
  }
  guard engagement < needed * 100 else { return nil }
  let shown =
    engagement % 100 == 0 ? "\(engagement / 100)" : "\(engagement / 100).\(two(engagement % 100))"
  return (.engagement, "engagement is \(shown)%; \(needed)% is needed")
}

private func fromMarks(_ entry: DecisionCase) -> Decision {
  if let decided = byDefinitive(entry) { return decided }
  let ordered = entry.ordered
  for marking in ordered {
    if let (rule, reason) = obstacle(in: marking, scheme: entry.scheme), rule != .notMarked {
      return .pending(rule, reason)
    }
  }
  let results = ordered.compactMap { marking in
    MarkingResult(marking, rubric: entry.scheme.rubric).map { result in
      var result = result
      result.isSenior = entry.places[marking.assessor]?.isSenior == true
      return result
    }
  }
  guard let first = results.first else { return .pending(.notMarked, "not marked yet") }
  if let decided = byPeople(entry, results) { return decided }
  guard results.count >= max(entry.policy.markings, 1) else {
    return .pending(
      .anotherMarking, "\(results.count) of \(entry.policy.markings) markings are in", results)
  }
  let rules = AgreementRules(
    policy: entry.policy.moderation.agreement, rubric: entry.scheme.rubric)
  switch results.count {
  case 1: return single(first, entry)
  case 2: return Decision(rules.agree(results[0], results[1]))
  case 3: return Decision(rules.agree(results[0], results[1], results[2]))
  default:
    return .undecided("\(results.count) markings are in; a person decides which count", results)
  }
}

/// The marks on which the leads agreed, where these are the result.
private func byDefinitive(_ entry: DecisionCase) -> Decision? {
  guard let marks = entry.definitive, let leads = Identifier("leads"),
    let result = MarkingResult(marks, by: leads, rubric: entry.scheme.rubric)
  else { return nil }
  return .decided(
    passes: result.passes, rule: .definitive,
    reason: "the definitive marks stand: \(result.words(entry.scheme.rubric))", [result], on: [])
}

/// What people decided: an adjudicator by marking the script, or a recorded decision.
private func byPeople(_ entry: DecisionCase, _ results: [MarkingResult]) -> Decision? {
  let rubric = entry.scheme.rubric
  if let resolution = entry.resolution {
    let by = resolution.kind == .agreed ? "the assessors agreed on" : "an adjudicator decided on"
    guard !entry.resolutionIsStale,
      let marks = MarkingResult(resolution.marks, by: results[0].assessor, rubric: rubric)
    else {
      return .undecided("what was decided rests on marks that have changed since", results)
    }
    return .decided(
      passes: marks.passes, rule: resolution.kind == .agreed ? .agreed : .adjudicated,
      reason: "\(by) \(marks.words(rubric))", [marks], on: results)
  }
  let adjudicated = results.filter { entry.places[$0.assessor]?.round == .adjudication }
  guard let last = adjudicated.last else { return nil }
  return .decided(
    passes: last.passes, rule: .adjudicated,
    reason: "an adjudicator's marking decides: \(last.words(rubric))", [last])
}

private func single(_ result: MarkingResult, _ entry: DecisionCase) -> Decision {
  let rubric = entry.scheme.rubric
  let classes = entry.policy.moderation.second
  let words = result.words(rubric)
  if classes.contains(.borderlines), rubric.isBorderline(result.total) {
    return .pending(
      .secondReading, "\(words): it lies in the borderline band and needs a second reading",
      [result])
  }
  if classes.contains(.fails), !result.passes {
    return .pending(
      .secondReading, "\(words): what does not pass needs a second reading", [result])
  }
  if classes.contains(.all) {
    return .pending(.secondReading, "\(words): every script needs a second reading", [result])
  }
  return .decided(passes: result.passes, rule: result.deciding, reason: words, [result])
}

extension DecisionCase {
  /// That a response came before the entry ended, in words.
  fileprivate var keptResponse: String {
    script == nil ? "" : "; the response that came is kept, and nothing is decided on it"
  }

  /// The markings in the order in which they were asked for.
  var ordered: [ScriptMarking] {
    markings.sorted { left, right in
      let numbers = (places[left.assessor]?.number ?? 0, places[right.assessor]?.number ?? 0)
      return numbers.0 == numbers.1 ? left.assessor < right.assessor : numbers.0 < numbers.1
    }
  }
}

extension MarkingResult {
  fileprivate var deciding: Decision.Rule {
    reachesLine && !missedHurdles.isEmpty ? .hurdle : .passLine
  }

  fileprivate func words(_ rubric: Rubric) -> String {
    "\(total) of \(rubric.maximum), \(rubric.passingTotal) needed" + missedWords([self])
  }
}
