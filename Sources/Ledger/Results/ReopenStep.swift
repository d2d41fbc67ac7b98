package import Assessment
package import Findings
package import Foundation
import GRDB

/// What opening a result again, or settling it, came to.
package struct ReopenOutcome: Sendable {
  package let entry: EntryRecord
  /// What was released.
  package let before: ReleaseRecord
  /// What the decision is as the record stands, the reopening apart.
  package let decision: Decision
  /// Where the letter to the participant lies; nil where none is written.
  package let letter: URL?
}

extension Ledger {
  /// Opens a released result again, which keeps it, and writes to the participant.
  package func reopen(_ entry: EntryRecord, reason: String, act: Act) throws -> Judged<
    ReopenOutcome
  > {
    guard let before = entry.release, before.standing == .stands else {
      return Judged(nil, [.notReleased(entry)])
    }
    let read = template(.reopening)
    guard let template = read.value else { return Judged(nil, read.findings) }
    try step(act) { try $0.insert("reopened", entry, before, reason: reason, act) }
    let fields = LetterFields(ledger: self, series: try name(), now: act.time, day: nil)
    let letters = try fields.reopenings([entry.id: before], template)
    let place = SendFolder(in: folder, LetterKind.reopening.folder, act)
    try place.write(letters, byPartner: false)
    return Judged(
      ReopenOutcome(
        entry: entry, before: before, decision: try decision(of: entry, at: act.time),
        letter: place.url), read.findings)
  }

  /// Says that an opened result is decided, so that it can be released anew.
  package func settle(_ entry: EntryRecord, reason: String, act: Act) throws -> Judged<
    ReopenOutcome
  > {
    guard let before = entry.release, before.standing == .reopened else {
      return Judged(
        nil,
        [
          Finding(
            "not-reopened", .refused, "\(entry.person) \(entry.qualification.code)",
            "has no result that was opened again", remedy: "npq show tells how it stands")
        ])
    }
    try step(act) { try $0.insert("settled", entry, before, reason: reason, act) }
    return Judged(
      ReopenOutcome(
        entry: entry, before: before, decision: try decision(of: entry, at: act.time), letter: nil))
  }

  private func decision(of entry: EntryRecord, at now: Instant) throws -> Decision {
    let found = try queue.read { try $0.results(at: now).first { $0.entry.id == entry.id } }
    guard let found else { throw LedgerError.damaged("entry \(entry.id)") }
    return found.row.decision
  }
}

extension Database {
  fileprivate func insert(
    _ act: String, _ entry: EntryRecord, _ before: ReleaseRecord, reason: String, _ by: Act
  ) throws {
    let facts = [
      "act": act, "release": "\(before.release)", "outcome": before.outcome.rawValue,
    ]
    let event = try append(
      NewEvent(subject: entry.script, facts: facts, texts: ["reason": reason]), by)
    try execute(
      sql: "INSERT INTO reopening (entry, released, act, event) VALUES (?, ?, ?, ?)",
      arguments: [entry.id, before.id, act, event])
  }
}

extension Finding {
  fileprivate static func notReleased(_ entry: EntryRecord) -> Finding {
    let isOpen = entry.release?.standing == .reopened
    return Finding(
      "not-released", .refused, "\(entry.person) \(entry.qualification.code)",
      isOpen ? "is opened again already" : "has no result that is out",
      remedy: isOpen
        ? "npq reopen --settle says that it is decided" : "nothing has to be opened again")
  }
}
