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
      let entries = try database.results(at: now, .marks) { entry, row in
        let paper = papers[entry.assessment]
        return RetainedEntry(entry, row, paper, forDays: days)
      }
      return Dictionary(grouping: entries, by: \.person).sorted { $0.key < $1.key }.compactMap {
        RetainedPerson(id: $0, $1)
      }
    }
  }
}

/// Of one entry what says how long its person is kept: the decisions of a national series would
/// fill half a gigabyte.
private struct RetainedEntry: Sendable {
  let id: Int
  let person: String
  /// Nil where nothing but the identifier is kept.
  let name: String?
  /// The last day, and by which rule; nil where no assessment says.
  let kept: (until: CivilDate, rule: String)?
  /// The script code, where somebody still has to decide something.
  let open: String?

  init(_ entry: EntryRecord, _ row: ResultRow, _ paper: CaseStudyAssessment?, forDays days: Int?) {
    id = entry.id
    person = entry.person
    name = entry.details.keys.contains { $0 != "id" } ? entry.name : nil
    kept = paper.map { paper in
      let policy = paper.keepUntil ?? KeepPolicy()
      return (
        entry.keptUntil(closing: paper.window.closes, for: days ?? policy.days),
        days == nil ? policy.told : "--days"
      )
    }
    open = row.decision.outcome.isOpen ? entry.script : nil
  }
}

extension RetainedPerson {
  /// Nil for who was erased before.
  fileprivate init?(id: String, _ entries: [RetainedEntry]) {
    guard let name = entries.lazy.compactMap(\.name).first,
      let last = entries.compactMap(\.kept).max(by: { $0.until < $1.until })
    else { return nil }
    self.init(
      id: id, name: name, until: last.until, rule: last.rule, open: entries.compactMap(\.open),
      entries: entries.map(\.id))
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
