package import Assessment
import GRDB

extension Ledger {
  /// The decision for every entry, computed from what is recorded.
  package func results(at now: Instant) throws -> [ResultRow] {
    try queue.read { try $0.results(at: now).map(\.row) }
  }
}

extension Database {
  /// Every entry with its decision.
  func results(at now: Instant) throws -> [(entry: EntryRecord, row: ResultRow)] {
    let inForce = Dictionary(
      uniqueKeysWithValues: try assessments().map { ($0.assessment.id.text, $0) })
    var schemes: [String: PackRubric] = [:]
    for (id, item) in inForce {
      for (qualification, rubric) in item.rubrics {
        schemes["\(id)/\(qualification.code)"] = try PackRubric(rubric)
      }
    }
    let all = Dictionary(grouping: markings(of: try facts()), by: \.script)
    return try entries(at: now).map { entry in
      guard let force = inForce[entry.assessment],
        let scheme = schemes["\(entry.assessment)/\(entry.qualification.code)"],
        let assessment = Identifier(entry.assessment), let participant = Identifier(entry.person),
        let script = ScriptCode(entry.script)
      else { throw LedgerError.damaged("entry \(entry.id)") }
      // A marking that was moved to another assessor is kept, but does not count.
      let counting = all[script, default: []].filter { marking in
        entry.markers.values.contains(marking.assessor.text)
      }
      var policy = DecisionPolicy(force.assessment.rules)
      policy.markings = max(entry.markers.count, 1)
      let decided = ResultRow(
        DecisionCase(
          assessment: assessment, qualification: entry.qualification, participant: participant,
          attempt: entry.attempt, standing: entry.decisionStanding,
          script: entry.facts.received ? script : nil, scheme: scheme, markings: counting,
          policy: policy, engagement: entry.engagement, holds: entry.holds,
          missingChecks: (force.assessment.rules.integrity?.checks ?? []).filter {
            entry.checks[$0] == nil
          }))
      return (entry, decided)
    }
  }
}

extension EntryRecord {
  fileprivate var decisionStanding: DecisionCase.Standing {
    if facts.withdrawn { return .withdrawn }
    if facts.deferred { return .deferred }
    if facts.received { return .submitted }
    if facts.held { return .needsAttention }
    return facts.windowOver ? .notSubmitted : .expected
  }
}
