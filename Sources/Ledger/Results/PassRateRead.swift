package import Assessment
import GRDB

extension Ledger {
  /// The smallest group that those outside may see: the largest that an assessment names.
  package func smallestGroup() throws -> Int {
    let policies = try assessments().map { $0.assessment.results ?? ResultPolicy() }
    return policies.map(\.smallestGroup).max() ?? ResultPolicy.Standard.smallestGroup
  }

  /// How many met the standard, of all whose results are out, by qualification, cohort and partner.
  package func passRates(at now: Instant) throws -> [PassRateTable] {
    let smallest = try smallestGroup()
    let released = try entries(at: now).compactMap { entry in
      entry.release.flatMap { $0.standing == .stands ? (entry, $0.outcome == .passed) : nil }
    }
    func table(_ by: String, _ group: (EntryRecord) -> String?) -> PassRateTable {
      let groups = Dictionary(grouping: released) { group($0.0) ?? "not stated" }
      return PassRateTable(
        by: by,
        rows: groups.map { name, people in
          PassRateTable.Row(group: name, results: people.count, met: people.count { $0.1 })
        }, smallest: smallest)
    }
    return [
      table("qualification") { $0.qualification.code }, table("cohort") { $0.cohort },
      table("partner") { $0.details["partner"] },
    ]
  }
}
