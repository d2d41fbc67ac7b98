import Assessment
import Findings
import Ledger

/// What the record knows of all assessors, read once.
struct LeadReading {
  private let now: Instant
  private let day: CivilDate
  private let loads: [String: AssessorLoad]
  private let agreements: [String: AssessorAgreement]
  private let standards: [String: [AssessorStandard]]
  private let queries: [QueryRecord]
  private let rows: [ResultRow]
  private let unrecorded: Set<String>
  private let samples: [(sample: SampleRecord, answer: SampleAnswer)]

  init(_ ledger: Ledger, at now: Instant) throws {
    self.now = now
    let source = try ledger.reportSource(at: now)
    day = now.civil(in: source.zone).day
    loads = Dictionary(
      try ledger.loads().map { ($0.assessor, $0) }, uniquingKeysWith: { first, _ in first })
    agreements = source.agreements(ReportSettings(tolerance: try ledger.statedTolerance()))
    standards = Dictionary(grouping: try ledger.standards(at: now), by: \.assessor.id)
    queries = try ledger.queries().filter(\.isOpen)
    rows = try ledger.results(at: now)
    unrecorded = try ledger.unrecordedAgreements(at: now)
    let drawn = try ledger.samples()
    samples = try zip(drawn, ledger.scripts(of: drawn, at: now)).map { ($0, SampleAnswer($0, $1)) }
  }

  func answer(of team: LeadTeam) throws -> LeadAnswer {
    let ids = team.ids
    let own = rows.filter { $0.isMarked(by: ids) }
    let held = samples.compactMap { sample, answer -> LeadAnswer.Sample? in
      let scripts = answer.list.filter { !ids.isDisjoint(with: $0.assessors) }
      guard !scripts.isEmpty else { return nil }
      return LeadAnswer.Sample(
        number: sample.number, isTheirs: Set(sample.assessors) == ids, outcome: answer.outcome,
        scripts: scripts)
    }
    let talk = team.assessors.flatMap { standards[$0.id] ?? [] }
      .count { $0.standing.state == .talk || $0.drift.named != nil }
    return LeadAnswer(
      lead: team.lead, name: team.name, assessors: team.assessors.map(assessor),
      queries: queries.filter { ids.contains($0.assessor) }
        .map { ListQueries.Payload.Query($0, at: now) },
      samples: held,
      waiting: [
        "agree": own.count { $0.entry.script.map { unrecorded.contains($0.text) } ?? false },
        "third": own.count { $0.decision.rule == .thirdMarking },
        "adjudicate": own.count(where: \.waitsForPerson),
        "sample": held.count { $0.isTheirs && $0.outcome == nil }, "standardise": talk,
      ], findings: team.assessors.flatMap { standards[$0.id] ?? [] }.compactMap(\.driftFinding))
  }

  private func assessor(_ record: AssessorRecord) -> LeadAnswer.Assessor {
    let load = loads[record.id]
    let agreement = agreements[record.id] ?? AssessorAgreement()
    let standards = standards[record.id] ?? []
    return LeadAnswer.Assessor(
      assessor: record.id, name: record.name, given: load?.given ?? 0, done: load?.done ?? 0,
      daysOver: load?.daysOver(on: day), packs: load?.packs ?? [],
      unfinished: load?.unfinished ?? [], compared: agreement.pairs, within: agreement.within,
      sameSide: agreement.sameSide,
      differs: (agreement.meanDifference * 100).rounded() / 100,
      standing: standards.map { "\($0.qualification.code) \($0.standing.state.rawValue)" },
      seeds: standards.reduce(0) { $0 + $1.drift.seeds.count },
      drifts: standards.compactMap { one in
        one.drift.named.map { "\(one.qualification.code): \($0.words) at \($0.seed)" }
      })
  }
}
