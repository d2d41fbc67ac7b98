import Assessment
import Ledger

/// How one assessor stands, for scripts.
struct StandardAnswer: Encodable {
  struct Set: Encodable {
    let scripts, marked, outside, mayBeOutside, cumulative, cumulativeLimit, wrongDecisions: Int
    let fired: [String]

    init(_ set: SetJudgement) {
      scripts = set.scripts
      marked = set.differences.count
      outside = set.outside.count
      mayBeOutside = set.mayBeOutside
      cumulative = set.cumulative
      cumulativeLimit = set.cumulativeLimit
      wrongDecisions = set.wrongDecisions
      fired = set.fired.map(\.rawValue)
    }
  }

  let assessor, assessment, qualification, state, rule: String
  /// Why live scripts are held back.
  let held: String?
  let practised: Int
  let first, second: Set
  let seeds: Int
  let drift: Drift?

  init(_ standard: AssessorStandard) {
    assessor = standard.assessor.id
    assessment = standard.assessment
    qualification = standard.qualification.code
    state = standard.standing.state.rawValue
    rule = standard.standing.rule
    held = standard.held
    practised = standard.standing.practised.count
    first = Set(standard.standing.first)
    second = Set(standard.standing.second)
    seeds = standard.drift.seeds.count
    drift = standard.drift.named.map(Drift.init)
  }

  /// Which rule named an assessor, on what, and what is to be marked again.
  struct Drift: Encodable {
    let rule, seed: String
    let lastGood: String?
    let remark: [String]

    init(_ named: SeedDrift.Named) {
      rule = named.rule.rawValue
      seed = named.seed.text
      lastGood = named.lastGood?.text
      remark = named.remark.map(\.text)
    }
  }
}
