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
  /// Script codes whose result is not final, which keep everything in its place.
  package let open: [String]
  let entries: [Int]
}

extension Ledger {
  /// Everybody of whom something is kept, with the day until which it is: so many days after the
  /// close of their last entry.
  ///
  /// Who was erased before is not among them.
  package func retained(forDays days: Int, at now: Instant) throws -> [RetainedPerson] {
    try queue.read { database in
      let windows = Dictionary(
        uniqueKeysWithValues: try database.assessments().map {
          ($0.assessment.id.text, $0.assessment.window)
        })
      let rows = Dictionary(grouping: try database.results(at: now, .marks), by: \.entry.person)
      return rows.sorted { $0.key < $1.key }.compactMap { person, rows in
        guard rows.contains(where: { $0.entry.details.keys.contains { $0 != "id" } }) else {
          return nil
        }
        let closes = rows.compactMap { windows[$0.entry.assessment]?.closes }.max()
        let extended = rows.compactMap { $0.entry.extendedUntil?.day }.max()
        guard let close = [closes, extended].compactMap(\.self).max() else { return nil }
        return RetainedPerson(
          id: person, name: rows[0].entry.name, until: close.adding(days: days),
          open: rows.filter { $0.row.decision.outcome.isOpen }.map(\.entry.script),
          entries: rows.map(\.entry.id))
      }
    }
  }
}

extension Instant {
  /// The day of an instant in UTC.
  fileprivate var day: CivilDate { CivilDate(daysSince1970: Int(seconds / 86_400)) }
}

extension Decision.Outcome {
  /// Whether somebody still has to decide something.
  fileprivate var isOpen: Bool { self == .pending || self == .withheld }
}
