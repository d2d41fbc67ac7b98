import ArgumentParser
import Assessment
import Findings
import Ledger

/// `--lead`: only what the assessors of one lead marked.
struct LeadOption: ParsableArguments {
  @Option(help: "Only what the assessors of this lead marked: identifier or name.")
  var lead: String?

  /// The assessors who are meant: everybody where no lead is named, refused where nobody leads so.
  func team(in ledger: Ledger) throws -> Judged<TeamChoice> {
    guard let lead else { return Judged(TeamChoice(team: nil)) }
    let found = try ledger.team(of: lead)
    return Judged(found.value.map { TeamChoice(team: $0) }, found.findings)
  }
}

/// One lead's assessors, or everybody.
struct TeamChoice: Sendable {
  let team: LeadTeam?

  /// Nobody where everybody is meant.
  var ids: Set<String> { team?.ids ?? [] }

  func holds(_ row: ResultRow) -> Bool { team.map { row.isMarked(by: $0.ids) } ?? true }

  func holds(assessor: String) -> Bool { team.map { $0.ids.contains(assessor) } ?? true }
}

extension Ledger {
  /// The team of a lead.
  func team(of lead: String) throws -> Judged<LeadTeam> {
    let teams = try teams()
    if let team = teams.first(where: { $0.isMeant(by: lead) }) { return Judged(team) }
    let known = teams.map { $0.name.escaped }.joined(separator: ", ")
    return Judged(
      nil,
      [
        Finding(
          "unknown-person", .refused, lead, "leads no assessor of the series",
          remedy: teams.isEmpty
            ? "name leads in the column 'lead' of the assessors' list"
            : "the leads are \(known): npq moderate lead")
      ])
  }
}
