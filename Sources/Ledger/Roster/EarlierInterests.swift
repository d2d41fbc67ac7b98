import Assessment
import GRDB

extension Database {
  /// Whoever has marked an earlier attempt, as an interest in the script of this one; `codes` are
  /// the scripts by entry.
  ///
  /// An assessor is known again by identifier or by e-mail, and may join the series later.
  func earlierInterests(in codes: [Int: String]) throws -> [AllocationInterest] {
    let assessors = try assessors()
    let rows = try Row.fetchAll(
      self, sql: "SELECT * FROM earlier_marker ORDER BY entry, assessor")
    return rows.flatMap { row -> [AllocationInterest] in
      guard let script = codes[row["entry"]] else { return [] }
      let email = (row["email"] as String?)?.lowercased()
      return assessors.filter { assessor in
        assessor.id == row["assessor"] as String
          || email != nil && assessor.details["email"]?.lowercased() == email
      }.map { AllocationInterest(script: script, assessor: $0.id, reason: row["reason"]) }
    }
  }
}
