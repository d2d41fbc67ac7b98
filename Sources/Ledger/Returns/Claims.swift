import Assessment
import Foundation
import GRDB

/// One marking that an assessor may be paid for, or why not.
package struct Claim: Sendable, Codable {
  package let assessor: String
  package let name: String
  package let email: String?
  package let script: String
  package let qualification: String
  /// `first`, `second` or `third` marking, or the round that it was asked for; `extra` for a script that was moved to another since.
  package let role: String
  /// The day on which the last mark came that completed it.
  package let completed: String?
  /// Why it does not count; nil where it does.
  package let excluded: String?

  package var counts: Bool { excluded == nil }

  /// Every role, in the order in which they are listed.
  package static let roles =
    ["first", "second", "third"]
    + MarkingRound.allCases.map(\.rawValue).filter {
      !["marking", "second", "third", "set-aside"].contains($0)
    } + ["extra"]
}

extension Ledger {
  /// Every marking that was allocated or begun, each once.
  package func claims() throws -> [Claim] {
    try queue.read { database in
      let assessors = Dictionary(
        uniqueKeysWithValues: try database.assessors().map { ($0.id, $0) })
      let schemes = try database.assessments()
      let marks = try MarkTable(database, .marks)
      let sql = """
        SELECT entry.script, entry.assessment, entry.qualification, place.assessor, place.marking,
          place.round
        FROM (
          \(Database.given) UNION ALL
          SELECT DISTINCT entry, assessor, 0, '' FROM fact WHERE kind = 'mark' AND NOT EXISTS (
            SELECT 1 FROM allocation WHERE allocation.entry = fact.entry
            AND allocation.assessor = fact.assessor) AND NOT EXISTS (
            SELECT 1 FROM common_script WHERE common_script.entry = fact.entry
            AND common_script.assessor = fact.assessor)) AS place
        JOIN entry ON entry.id = place.entry ORDER BY place.assessor, entry.script
        """
      return try Row.fetchAll(database, sql: sql).compactMap { row in
        guard let assessor = assessors[row["assessor"]],
          let qualification = Qualification(rawValue: row["qualification"])
        else { return nil }
        let facts = ScriptCode(row["script"] as String).map { marks.facts(of: $0) } ?? []
        let own = facts.filter { $0.key.assessor.text == assessor.id }
        let assessment: String = row["assessment"]
        let criteria =
          schemes.first { $0.assessment.id.text == assessment }?.rubrics[qualification]?.criteria
          ?? []
        let last = own.filter(\.key.field.isMark).map(\.source.received).max()
        return Claim(
          assessor: assessor.id, name: assessor.name, email: assessor.details["email"],
          script: row["script"], qualification: qualification.code,
          role: Claim.role(row["marking"], MarkingRound(rawValue: row["round"])),
          completed: last.map { String($0.description.prefix(10)) },
          excluded: Claim.excluded(markings(of: own).first, criteria))
      }
    }
  }
}

extension Claim {
  fileprivate static func role(_ marking: Int, _ round: MarkingRound?) -> String {
    if let round, ![.marking, .setAside].contains(round) { return round.rawValue }
    return switch marking {
    case 1: "first"
    case 2: "second"
    case 3: "third"
    default: "extra"
    }
  }

  fileprivate static func excluded(
    _ marking: ScriptMarking?, _ criteria: [Rubric.Criterion]
  ) -> String? {
    guard let marking else { return "not begun" }
    let set = criteria.count { marking.marks[$0.id] != nil || marking.clashes.contains($0.id) }
    if set < criteria.count { return "\(set) of \(criteria.count) criteria marked" }
    return nil
  }
}

extension MarkFact.Field {
  fileprivate var isMark: Bool {
    if case .mark = self { true } else { false }
  }
}
