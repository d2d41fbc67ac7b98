package import Assessment
import Foundation
import GRDB

/// One person of whom the series holds more than it may when its time is over.
package struct RetainedPerson: Sendable {
  package let id: String
  /// The name to show; the identifier where the roster has none.
  package let name: String
  /// The day until which the last of their entries is kept.
  package let until: CivilDate
  /// The rule by which it is kept so long.
  package let rule: String
  /// Script codes whose result is not final, which keep everything in its place.
  package let open: [String]
  let entries: [Int]
}

extension Ledger {
  /// Everybody of whom something is kept, with the day until which it is: the last of their entries,
  /// each so many days after its close as its assessment says, or `days` where they are given.
  ///
  /// Who was erased before is not among them.
  package func retained(forDays days: Int? = nil, at now: Instant) throws -> [RetainedPerson] {
    try queue.read { database in
      let papers = Dictionary(
        uniqueKeysWithValues: try database.assessments().map {
          ($0.assessment.id.text, $0.assessment)
        })
      let rows = Dictionary(grouping: try database.results(at: now, .marks), by: \.entry.person)
      return rows.sorted { $0.key < $1.key }.compactMap { person, rows in
        guard rows.contains(where: { $0.entry.details.keys.contains { $0 != "id" } }) else {
          return nil
        }
        let last = rows.compactMap { entry, _ -> (until: CivilDate, rule: String)? in
          guard let paper = papers[entry.assessment] else { return nil }
          let policy = paper.keepUntil ?? KeepPolicy()
          return (
            entry.keptUntil(closing: paper.window.closes, for: days ?? policy.days),
            days == nil ? policy.told : "--days"
          )
        }.max { $0.until < $1.until }
        guard let last else { return nil }
        return RetainedPerson(
          id: person, name: rows[0].entry.name, until: last.until, rule: last.rule,
          open: rows.filter { $0.row.decision.outcome.isOpen }.map(\.entry.script),
          entries: rows.map(\.entry.id))
      }
    }
  }
}

extension EntryRecord {
  /// The day until which an entry is kept: so many days after its window closes, or its extension.
  func keptUntil(closing closes: CivilDate?, for days: Int) -> CivilDate {
    let extended = extendedUntil.map { CivilDate(daysSince1970: Int($0.seconds / 86_400)) }
    let last = [closes, extended].compactMap(\.self).max() ?? CivilDate(daysSince1970: 0)
    return last.adding(days: days)
  }
}

extension Decision.Outcome {
  /// Whether somebody still has to decide something.
  fileprivate var isOpen: Bool { self == .pending || self == .withheld }
}
