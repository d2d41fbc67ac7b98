package import Assessment
import Findings
import Foundation
import GRDB

extension Ledger {
  /// The decision for every entry, computed from what is recorded; with what assessors wrote, if
  /// somebody reads that.
  package func results(at now: Instant, withTexts: Bool = true) throws -> [ResultRow] {
    try queue.read { try $0.results(at: now, withTexts ? .texts : .marks) { $1 } }
  }

  /// The decisions that somebody wants of them all.
  package func results(
    at now: Instant, withTexts: Bool = true, where isWanted: @Sendable (ResultRow) -> Bool
  ) throws -> [ResultRow] {
    try results(at: now, withTexts: withTexts) { isWanted($0) ? $0 : nil }
  }

  /// Of each decision what somebody keeps of it.
  package func results<Kept: Sendable>(
    at now: Instant, withTexts: Bool = true, keeping keep: @Sendable (ResultRow) -> Kept?
  ) throws -> [Kept] {
    try queue.read { database in
      try database.results(at: now, withTexts ? .texts : .marks) { keep($1) }
    }
  }

  /// The same as lists show it, without the markings on which it rests.
  package func resultList(at now: Instant) throws -> [ResultRow] {
    try queue.read { try $0.results(at: now, .marks) { $1.withoutMarkings } }
  }
}

extension Database {
  /// Every entry with its decision, from what is recorded, or from other facts in the place of the
  /// recorded marks.
  func results(
    at now: Instant, _ extent: MarkTable.Extent = .texts, facts given: [MarkFact]? = nil
  ) throws -> [(entry: EntryRecord, row: ResultRow)] {
    try results(at: now, extent, facts: given) { (entry: $0, row: $1) }
  }

  /// Of each decision what somebody keeps of it: those of a national series with everything on which
  /// they rest would fill a gigabyte.
  func results<Kept: Sendable>(
    at now: Instant, _ extent: MarkTable.Extent = .texts, facts given: [MarkFact]? = nil,
    keeping keep: @Sendable (EntryRecord, ResultRow) throws -> Kept?
  ) throws -> [Kept] {
    let marks = try given.map { MarkTable($0) } ?? MarkTable(self, extent)
    return try results(at: now, over: marks, keeping: keep)
  }

  /// The same from marks that were read already.
  func results<Kept: Sendable>(
    at now: Instant, over marks: MarkTable, _ scope: EntryScope = .everybody,
    keeping keep: @Sendable (EntryRecord, ResultRow) throws -> Kept?
  ) throws -> [Kept] {
    try decisions(at: now, over: marks, scope) { try keep($0.value, $1) }
  }

  /// The same with each entry behind a reference, for who keeps it whole.
  func decisions<Kept: Sendable>(
    at now: Instant, over marks: MarkTable, _ scope: EntryScope = .everybody,
    keeping keep: @Sendable (Reference<EntryRecord>, ResultRow) throws -> Kept?
  ) throws -> [Kept] {
    let context = try DecisionContext(self, scope)
    let entries = try entries(at: now, scope).map(Reference.init)
    // So many at once that handing them out costs nothing beside them.
    let blocks = stride(from: 0, to: entries.count, by: 256).map {
      entries[$0..<min($0 + 256, entries.count)]
    }
    var decided = try onAllCores(blocks) { block in
      try block.compactMap { kept in
        let entry = kept.value
        guard let script = ScriptCode(entry.script) else {
          throw LedgerError.damaged("entry \(entry.id)")
        }
        let markings = marks.markings(of: script)
        return try keep(kept, ResultRow(try context.decisionCase(of: entry, script, markings)))
      }
    }
    var kept: [Kept] = []
    kept.reserveCapacity(decided.reduce(0) { $0 + $1.count })
    for place in decided.indices {
      kept += decided[place]
      decided[place] = []
    }
    return kept
  }
}

/// What the decisions of all entries share.
private struct DecisionContext: Sendable {
  let rules: [String: RulePolicy]
  let policies: [String: Reference<DecisionPolicy>]
  let windows: [String: SubmissionWindow]
  let schemes: [String: Reference<PackRubric>]
  let resolutions: [Int: Resolution]
  /// The definitive marks of entries where these are the result.
  let definitive: [Int: [String: Int]]
  /// Assessors whom others name as their lead.
  let seniors: Set<String>

  init(_ database: Database, _ scope: EntryScope) throws {
    var rules: [String: RulePolicy] = [:]
    var windows: [String: SubmissionWindow] = [:]
    var schemes: [String: Reference<PackRubric>] = [:]
    for item in try database.assessments() {
      let id = item.assessment.id.text
      rules[id] = item.assessment.rules
      windows[id] = item.assessment.window
      for (qualification, rubric) in item.rubrics {
        schemes["\(id)/\(qualification.code)"] = Reference(try PackRubric(rubric))
      }
    }
    self.rules = rules
    policies = rules.mapValues { Reference(DecisionPolicy($0)) }
    self.windows = windows
    self.schemes = schemes
    resolutions = try database.resolutions(scope)
    definitive = try database.definitiveResults()
    let assessors = try database.assessors()
    let leads = Set(assessors.compactMap { $0.details["lead"] })
    seniors = Set(
      assessors.filter { leads.contains($0.id) || leads.contains($0.name) }.map(\.id))
  }

  func decisionCase(
    of entry: EntryRecord, _ script: ScriptCode, _ markings: [ScriptMarking]
  ) throws -> DecisionCase {
    guard let rules = rules[entry.assessment], let shared = policies[entry.assessment],
      let scheme = schemes["\(entry.assessment)/\(entry.qualification.code)"],
      let assessment = Identifier(entry.assessment), let participant = Identifier(entry.person)
    else { throw LedgerError.damaged("entry \(entry.id)") }
    // A marking that was moved to another assessor, and one for a sample, are kept but do not count.
    let counted = entry.allocated.filter(\.round.counts)
    let counting = markings.filter { marking in
      counted.contains { $0.assessor == marking.assessor.text }
    }
    let resolution = resolutions[entry.id]
    var decisionCase = DecisionCase(
      assessment: assessment, qualification: entry.qualification, participant: participant,
      attempt: entry.attempt, standing: entry.decisionStanding,
      script: entry.facts.received ? script : nil, scheme: scheme,
      markings: counting, policy: policy(of: counted.count, shared), engagement: entry.engagement,
      holds: entry.holds,
      missingChecks: (rules.integrity?.checks ?? []).filter { entry.checks[$0] == nil },
      places: places(of: counted), resolution: resolution,
      resolutionIsStale: try resolution.map {
        try markingBasis(counting, under: scheme.value.digest) != $0.basis
      } ?? false, definitive: definitive[entry.id])
    decisionCase.earlier = entry.earlier
    if let window = windows[entry.assessment], entry.lateSeconds > 0 {
      decisionCase.late = LateResponse(
        seconds: entry.lateSeconds, rule: window.late, grace: window.graceMinutes * 60,
        counts: entry.facts.received)
    }
    return decisionCase
  }

  /// The policy of an entry for which so many markings count.
  private func policy(
    of markings: Int, _ shared: Reference<DecisionPolicy>
  ) -> Reference<DecisionPolicy> {
    var policy = shared.value
    guard markings > policy.markings else { return shared }
    policy.markings = markings
    return Reference(policy)
  }

  private func places(of markings: [AllocatedMarking]) -> [Identifier: MarkingPlace] {
    var places: [Identifier: MarkingPlace] = [:]
    for marking in markings {
      guard let assessor = Identifier(marking.assessor) else { continue }
      places[assessor] = MarkingPlace(
        number: marking.number, round: marking.round,
        isSenior: seniors.contains(marking.assessor))
    }
    return places
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
