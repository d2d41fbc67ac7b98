package import Assessment
package import Findings
package import Foundation
import GRDB
import Sheets

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
    let read = template(.reopening)
    guard let template = read.value else { return Judged(nil, read.findings) }
    guard let before = entry.release, before.standing == .stands else {
      // An interrupted run may have recorded it, and not written the letter.
      if entry.release?.standing == .reopened {
        for act in try queue.read({ try $0.reopeningActs(of: entry.id) }) {
          let place = SendFolder(in: folder, LetterKind.reopening.folder, act)
          if !place.holds(entry) { try write(act, to: place, template) }
        }
      }
      return Judged(nil, [.notReleased(entry)])
    }
    try step(act) { try $0.insert("reopened", entry, before, reason: reason, act) }
    let place = SendFolder(in: folder, LetterKind.reopening.folder, act)
    try write(act, to: place, template)
    return Judged(
      ReopenOutcome(
        entry: entry, before: before, decision: try decision(of: entry, at: act.time),
        letter: place.url), read.findings)
  }

  /// Writes the letters about everything that was opened again at the moment of an act, with one
  /// list over all of them.
  private func write(_ act: Act, to place: SendFolder, _ template: LetterTemplate) throws {
    let fields = LetterFields(ledger: self, series: try name(), now: act.time, day: nil)
    let entries = try queue.read { try $0.entriesReopened(at: act.time) }
    let records = try self.entries(at: act.time).filter { entries.contains($0.id) }
    let letters = try fields.reopenings(
      Dictionary(
        records.compactMap { entry in entry.release.map { (entry.id, $0) } }
      ) { first, _ in first }, template)
    try place.write(letters, byPartner: false)
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
    let found = try standings(at: now, of: entry.person).first { $0.entry.id == entry.id }
    guard let found else { throw LedgerError.damaged("entry \(entry.id)") }
    return found.decision
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
    try executeRepeated(
      sql: "INSERT INTO reopening (entry, released, act, event) VALUES (?, ?, ?, ?)",
      arguments: [entry.id, before.id, act, event])
  }
}

extension Database {
  /// The act by which an entry was last opened again.
  fileprivate func reopeningActs(of entry: Int) throws -> [Act] {
    let sql = """
      SELECT body FROM reopening JOIN event ON event.number = reopening.event
      WHERE reopening.entry = ? AND act = 'reopened' ORDER BY id DESC LIMIT 1
      """
    return try Data.fetchAll(self, sql: sql, arguments: [entry]).map { bytes in
      let body = try JSONDecoder().decode(EventBody.self, from: bytes)
      return Act(
        actor: body.actor, time: body.time, machineTime: body.machineTime, command: body.command)
    }
  }

  /// The entries that were opened again at a moment.
  fileprivate func entriesReopened(at time: Instant) throws -> Set<Int> {
    let sql = """
      SELECT entry, body FROM reopening JOIN event ON event.number = reopening.event
      WHERE act = 'reopened'
      """
    return Set(
      try Row.fetchAll(self, sql: sql).compactMap { row in
        let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
        return body.time == time ? row["entry"] as Int : nil
      })
  }
}

extension SendFolder {
  /// Whether its list names the person of an entry: it is the last thing that is written.
  fileprivate func holds(_ entry: EntryRecord) -> Bool {
    let bytes = FileManager.default.contents(atPath: url.appending(path: "send.csv").path)
    let sheet = bytes.map { readCSV([UInt8]($0), name: "send.csv", required: ["person"]) }
    return sheet?.value?.rows.contains { $0.cells.first == entry.person } == true
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
