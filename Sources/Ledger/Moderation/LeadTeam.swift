package import Assessment
import GRDB
import Sheets

/// The assessors whom one lead looks after, as the roster's column `lead` has it.
package struct LeadTeam: Sendable {
  /// The lead's identifier where they are an assessor too, else what stands in the roster.
  package let lead: String
  /// The name to show.
  package let name: String
  /// In the order of their identifiers.
  package fileprivate(set) var assessors: [AssessorRecord] = []

  package var ids: Set<String> { Set(assessors.map(\.id)) }

  /// Whether a text means this lead: the identifier or the name, in any case.
  package func isMeant(by text: String) -> Bool {
    let text = text.trimmed.lowercased()
    return [lead, name].contains { $0.lowercased() == text }
  }
}

extension Ledger {
  /// Every lead with their assessors, in the order of names.
  package func teams() throws -> [LeadTeam] { try queue.read { try $0.teams() } }
}

extension Database {
  func teams() throws -> [LeadTeam] {
    let all = try assessors()
    let known = Dictionary(
      all.flatMap { one in [one.id, one.name].map { ($0.lowercased(), one) } },
      uniquingKeysWith: { first, _ in first })
    var teams: [String: LeadTeam] = [:]
    for one in all {
      guard let lead = one.details["lead"]?.trimmed, !lead.isEmpty else { continue }
      let person = known[lead.lowercased()]
      let key = person?.id ?? lead.lowercased()
      teams[key, default: LeadTeam(lead: person?.id ?? lead, name: person?.name ?? lead)]
        .assessors.append(one)
    }
    return teams.values.sorted { ($0.name, $0.lead) < ($1.name, $1.lead) }
  }
}

extension ResultRow {
  /// Whether one of some assessors was asked to mark the script.
  package func isMarked(by assessors: Set<String>) -> Bool {
    entry.places.keys.contains { assessors.contains($0.text) }
  }
}
