package import Assessment
import GRDB

/// How one assessor stands in one qualification: before live scripts, and on the seeds among them.
package struct AssessorStandard: Sendable {
  package let assessor: AssessorRecord
  package let assessment: String
  package let qualification: Qualification
  package let policy: StandardisationPolicy
  package let standing: StandardStanding
  package let drift: SeedDrift

  /// Why live scripts are held back from the assessor; nil where they are not.
  package var held: String? {
    switch standing.state {
    case .stopped: "stopped by the lead"
    case _ where !policy.approvalNeeded: nil
    case .approved: drift.named.map { "drifts on the seeds: \($0.rule.rawValue)" }
    case .noSet, .waiting, .secondSet, .talk: "not approved yet: \(standing.rule)"
    }
  }
}

extension Ledger {
  /// Every assessor in each qualification that is standardised, in the order of their identifiers.
  package func standards(at now: Instant) throws -> [AssessorStandard] {
    try queue.read { try $0.standards(at: now) }
  }
}

extension Database {
  func standards(at now: Instant) throws -> [AssessorStandard] {
    let definitives = try definitives()
    let papers = try standardised(by: definitives)
    guard !papers.isEmpty else { return [] }
    let bars = try commonBars(definitives, at: now)
    let given = try commonScripts()
    let marked = StandardMarks.all(
      try facts(of: Set(definitives.map(\.script.script.text))))
    let decisions = try leadDecisions()
    // Whoever takes no marking is there for other rounds.
    return try assessors().filter { $0.capacity > 0 }.flatMap { assessor in
      try papers.filter { assessor.qualifications.contains($0.qualification.code) }.map { paper in
        let own = paper.scripts.filter {
          given[assessor.id]?[$0.entry] != nil || !bars.isBarred($0.entry, assessor.id)
        }.map(\.script)
        let lead = decisions["\(assessor.id)/\(paper.key)"]
        let mine = marked[assessor.id] ?? StandardMarks([])
        let marks = mine.marks(of: own)
        return AssessorStandard(
          assessor: assessor, assessment: paper.assessment, qualification: paper.qualification,
          policy: paper.policy,
          standing: StandardStanding(
            own, marks: marks, rubric: paper.rubric, policy: paper.policy, lead: lead?.decision),
          drift: try drift(
            of: assessor.id, own, marks, mine.times, paper, since: lead?.approved))
      }
    }
  }

  /// The seeds of one assessor on their charts, and what they marked since a drift began.
  private func drift(
    of assessor: String, _ scripts: [DefinitiveScript], _ marks: [ScriptCode: [String: Int]],
    _ times: [ScriptCode: MarkingTime], _ paper: StandardPaper, since: Instant?
  ) throws -> SeedDrift {
    let seeds = scripts.filter { $0.use == .seed }.compactMap { script -> SeedDrift.Seed? in
      guard let given = marks[script.script], let time = times[script.script],
        since.map({ time.received > $0 }) ?? true,
        let difference = DefinitiveDifference(of: given, from: script, rubric: paper.rubric)
      else { return nil }
      return SeedDrift.Seed(difference, at: time)
    }
    let drift = SeedDrift(seeds, live: [], policy: paper.policy)
    guard drift.named != nil else { return drift }
    let live = try liveTimes(of: assessor, in: paper).filter { time in
      since.map { time.received > $0 } ?? true
    }
    return SeedDrift(seeds, live: live, policy: paper.policy)
  }
}

/// One qualification of one assessment, with its scripts that have definitive marks.
struct StandardPaper {
  let assessment: String
  let qualification: Qualification
  let policy: StandardisationPolicy
  let rubric: Rubric
  let scripts: [DefinitiveEntry]

  var key: String { "\(assessment)/\(qualification.code)" }
}

extension Database {
  /// The qualifications that have definitive marks, or whose policy asks for approval.
  func standardised(by definitives: [DefinitiveEntry]) throws -> [StandardPaper] {
    try assessments().flatMap { item in
      let policy = item.assessment.rules.standardisation
      let rubrics = item.rubrics.sorted { $0.key.code < $1.key.code }
      return rubrics.compactMap { qualification, rubric -> StandardPaper? in
        let scripts = definitives.filter {
          $0.assessment == item.assessment.id.text && $0.qualification == qualification
        }
        guard !scripts.isEmpty || policy?.approvalNeeded == true else { return nil }
        return StandardPaper(
          assessment: item.assessment.id.text, qualification: qualification,
          policy: policy ?? StandardisationPolicy(), rubric: rubric, scripts: scripts)
      }
    }
  }

  /// When an assessor first marked each script for its own participant in a qualification: a seed
  /// too, where it was allocated to them.
  private func liveTimes(of assessor: String, in paper: StandardPaper) throws -> [MarkingTime] {
    let sql = """
      SELECT script, max(first) AS received, pack FROM (
        SELECT entry.script, fact.name, min(fact.received) AS first, fact.pack
        FROM fact JOIN entry ON entry.id = fact.entry
        WHERE fact.assessor = ? AND fact.kind = 'mark' AND fact.cleared = 0
        AND entry.assessment = ? AND entry.qualification = ?
        AND NOT EXISTS (
          SELECT 1 FROM common_script WHERE common_script.entry = entry.id
          AND common_script.assessor = fact.assessor)
        GROUP BY entry.script, fact.name)
      GROUP BY script
      """
    let rows = try Row.fetchAll(
      self, sql: sql, arguments: [assessor, paper.assessment, paper.qualification.code])
    return rows.compactMap { row in
      ScriptCode(row["script"] as String).map {
        MarkingTime(
          received: Instant(seconds: row["received"]), pack: row["pack"], script: $0)
      }
    }
  }
}
