/// Decides one entry by its rubric's rule, in whole numbers.
///
/// First comes what stands before any mark, then what holds a result back, then what is missing,
/// then the marks. A missing mark is never zero. Two markings on the same side of the pass decide
/// together, with the average as total; on different sides a third marking is needed even where
/// they lie within any tolerance; of three the majority decides.
package func decide(_ entry: DecisionCase) -> Decision {
  if let early = beforeMarks(entry) { return early }
  let marks = fromMarks(entry)
  guard let held = held(entry) else { return marks.awaiting(entry.missingChecks) }
  return Decision(outcome: .withheld, rule: held.0, reason: held.1, total: marks.total)
}

private func beforeMarks(_ entry: DecisionCase) -> Decision? {
  switch entry.standing {
  case .withdrawn: Decision(outcome: .withdrawn, rule: .withdrawn, reason: "withdrawn")
  case .deferred: Decision(outcome: .deferred, rule: .deferred, reason: "deferred")
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
  let ordered = entry.markings.sorted { $0.assessor < $1.assessor }
  for marking in ordered {
    if let (rule, reason) = obstacle(in: marking, scheme: entry.scheme), rule != .notMarked {
      return .pending(rule, reason)
    }
  }
  let results = ordered.compactMap { MarkingResult($0, rubric: entry.scheme.rubric) }
  guard let first = results.first else { return .pending(.notMarked, "not marked yet") }
  guard results.count >= max(entry.policy.markings, 1) else {
    return .pending(
      .anotherMarking, "\(results.count) of \(entry.policy.markings) markings are in", results)
  }
  switch results.count {
  case 1: return single(first, entry)
  case 2: return pair(results, entry.scheme.rubric)
  case 3: return majority(results, entry.scheme.rubric)
  default:
    return .pending(
      .adjudication, "\(results.count) markings are in; a person decides which count", results)
  }
}

private func single(_ result: MarkingResult, _ entry: DecisionCase) -> Decision {
  let rubric = entry.scheme.rubric
  if entry.policy.borderlineReading, let band = rubric.borderline,
    (rubric.passingTotal - band.below...rubric.passingTotal + band.above).contains(result.total)
  {
    return .pending(
      .secondReading,
      "\(result.total) of \(rubric.maximum) lies in the borderline band around "
        + "\(rubric.passingTotal); it needs a second reading", [result])
  }
  return .decided(
    passes: result.passes, rule: result.deciding, reason: result.words(rubric), [result])
}

private func pair(_ results: [MarkingResult], _ rubric: Rubric) -> Decision {
  let totals = "two markings of \(results[0].total) and \(results[1].total)"
  guard results[0].passes == results[1].passes,
    results[0].reachesLine == results[1].reachesLine
  else {
    return .pending(
      .thirdMarking,
      "\(totals) lie on different sides of a pass (\(rubric.passingTotal) needed); "
        + "a third marking decides", results)
  }
  let average = Decision.Total(results)
  let side = results[0].passes ? "both pass" : "neither passes"
  return .decided(
    passes: results[0].passes, rule: .averageOfTwo,
    reason: "\(totals), \(side), average \(average) of \(rubric.maximum), "
      + "\(rubric.passingTotal) needed" + missedWords(results), results)
}

private func majority(_ results: [MarkingResult], _ rubric: Rubric) -> Decision {
  let passes = results.count(where: \.passes) >= 2
  let side = results.filter { $0.passes == passes }
  let totals = results.map { String($0.total) }.joined(separator: ", ")
  return .decided(
    passes: passes, rule: .majority,
    reason: "three markings of \(totals): \(side.count) \(passes ? "pass" : "do not pass"), "
      + "average of these \(Decision.Total(side)) of \(rubric.maximum), "
      + "\(rubric.passingTotal) needed" + (passes ? "" : missedWords(side)), side)
}

private func missedWords(_ results: [MarkingResult]) -> String {
  let missed = Set(results.flatMap(\.missedHurdles)).sorted()
  return missed.isEmpty
    ? "" : "; must-pass criterion not reached: \(missed.joined(separator: ", "))"
}

extension MarkingResult {
  fileprivate var deciding: Decision.Rule {
    reachesLine && !missedHurdles.isEmpty ? .hurdle : .passLine
  }

  fileprivate func words(_ rubric: Rubric) -> String {
    "\(total) of \(rubric.maximum), \(rubric.passingTotal) needed" + missedWords([self])
  }
}

extension Decision.Total {
  fileprivate init(_ results: [MarkingResult]) {
    self.init(sum: results.map(\.total).reduce(0, +), markings: results.count)
  }
}

extension Decision {
  /// The decision, not final while a check that the policy asks for is missing.
  fileprivate func awaiting(_ checks: [String]) -> Decision {
    guard !checks.isEmpty, outcome != .pending else { return self }
    let reason = "integrity check missing: \(checks.joined(separator: ", "))"
    return Decision(outcome: .pending, rule: .integrityCheckMissing, reason: reason, total: total)
  }

  fileprivate static func pending(
    _ rule: Rule, _ reason: String, _ results: [MarkingResult] = []
  ) -> Decision {
    Decision(
      outcome: .pending, rule: rule, reason: reason,
      total: results.isEmpty ? nil : Total(results))
  }

  fileprivate static func decided(
    passes: Bool, rule: Rule, reason: String, _ results: [MarkingResult]
  ) -> Decision {
    Decision(
      outcome: passes ? .passed : .didNotMeetStandard, rule: rule, reason: reason,
      total: Total(results))
  }
}
