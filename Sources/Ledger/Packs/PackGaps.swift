package import Assessment
import GRDB

/// A script that some pack does not hold that should, and why.
package struct PackGap: Sendable, Codable {
  package let script: String
  package let qualification: String
  /// Whose pack it lacks; nil where nobody is to mark it yet.
  package let assessor: String?
  package let reason: String
}

extension Ledger {
  /// Every script that has come and is in no pack, or not in that of each of its assessors.
  package func packGaps(at now: Instant) throws -> [PackGap] {
    try queue.read { database in
      let held = Set(
        try String.fetchAll(
          database,
          sql: """
            SELECT entry || ' ' || assessor FROM pack_script JOIN pack ON pack.id = pack_script.pack
            WHERE NOT EXISTS (
              SELECT 1 FROM submission newer WHERE newer.replaces = pack_script.submission
              AND newer.standing = 'accepted')
            """))
      let copied = Set(
        try Int.fetchAll(
          database,
          sql: """
            SELECT DISTINCT entry FROM submission JOIN copy ON copy.submission = submission.id
            WHERE standing = 'accepted'
            """))
      // On those of the leads nobody has to give marks any more.
      let agreed = try database.definitiveResults()
      return try database.entries(at: now).filter { agreed[$0.id] == nil }
        .sorted { $0.script < $1.script }
        .flatMap { Self.gaps(of: $0, held: held, hasCopy: copied.contains($0.id)) }
    }
  }

  private static func gaps(
    of entry: EntryRecord, held: Set<String>, hasCopy: Bool
  ) -> [PackGap] {
    func gap(_ reason: String, _ assessor: String? = nil) -> PackGap {
      PackGap(
        script: entry.script, qualification: entry.qualification.code, assessor: assessor,
        reason: reason)
    }
    if entry.facts.received || entry.facts.held, entry.facts.withdrawn {
      return [gap("the participant has withdrawn")]
    }
    if entry.facts.received || entry.facts.held, entry.facts.deferred {
      return [gap("deferred to a later window")]
    }
    let missing = Set(entry.markers.values).sorted().filter { !held.contains("\(entry.id) \($0)") }
    if entry.facts.released {
      return missing.map { gap("released before it was given out", $0) }
    }
    guard entry.isToBeMarked else {
      return entry.facts.held ? [gap("held: the office has to decide")] : []
    }
    guard hasCopy else { return [gap("there is no clean copy of it")] }
    guard !entry.markers.isEmpty else { return [gap("not allocated yet: npq allocate")] }
    return missing.map { gap("allocated, and not given out yet: npq distribute", $0) }
  }
}
