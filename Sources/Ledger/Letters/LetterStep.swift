package import Assessment
package import Findings
package import Foundation
import GRDB

/// What sending letters came to.
package struct SendOutcome: Sendable {
  /// Where they lie; nil where there is nobody to write to.
  package let folder: URL?
  package let letters: [OutgoingLetter]
}

extension Ledger {
  /// Writes the letters of a kind that are due, with their lists, and records to whom.
  ///
  /// Who has been written to since anything changed is left out, unless `again`. `day` is that by
  /// which an answer is asked for; else it is that of the policy.
  package func send(
    _ kind: LetterKind, by day: CivilDate?, again: Bool = false, byPartner: Bool = false, act: Act
  ) throws -> Judged<SendOutcome> {
    let read = template(kind)
    guard let template = read.value else { return Judged(nil, read.findings) }
    let due = try letters(kind, by: day, again: again, template, at: act.time)
    guard !due.isEmpty else {
      return Judged(SendOutcome(folder: nil, letters: []), read.findings)
    }
    let place = SendFolder(in: folder, kind.folder, act)
    try place.write(due, byPartner: byPartner)
    try step(act) { database in
      var facts = ["kind": kind.rawValue, "letters": "\(due.count)"]
      facts["by"] = day?.description
      let event = try database.append(NewEvent(facts: facts), act)
      for item in due {
        try database.executeRepeated(
          sql: """
            INSERT INTO message (kind, entry, assessor, answer_by, event) VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [kind.rawValue, item.entry, item.assessor, day?.description, event])
      }
    }
    return Judged(SendOutcome(folder: place.url, letters: due), read.findings)
  }

  private func letters(
    _ kind: LetterKind, by day: CivilDate?, again: Bool, _ template: LetterTemplate,
    at now: Instant
  ) throws -> [OutgoingLetter] {
    let fields = LetterFields(ledger: self, series: try name(), now: now, day: day)
    switch kind {
    case .request: return try fields.requests(again: again, template)
    case .reminder: return try fields.reminders(again: again, template)
    case .chaser: return try fields.chasers(again: again, template)
    case .acknowledgement, .correction, .result, .reopening: return []
    }
  }

  /// Writes to those whose receipts no longer stand, after an undo or a move.
  ///
  /// - Returns: Where the letters lie; nil where there is nobody to write to.
  package func correct(
    lost: [Int: [String]], restored: [Int: [String]] = [:], act: Act
  ) throws -> Judged<URL> {
    guard !lost.isEmpty || !restored.isEmpty else { return Judged(nil) }
    let read = template(.correction)
    guard let template = read.value else { return Judged(nil, read.findings) }
    let fields = LetterFields(ledger: self, series: try name(), now: act.time, day: nil)
    let letters = try fields.corrections(lost, restored, template)
    let place = SendFolder(in: folder, LetterKind.correction.folder, act)
    try place.write(letters, byPartner: false)
    return Judged(place.url, read.findings)
  }

  /// When each entry or assessor was last sent a kind of letter, by the number of its event.
  func lastMessages(_ kind: LetterKind) throws -> (entries: [Int: Int], assessors: [String: Int]) {
    try queue.read { database in
      var entries: [Int: Int] = [:]
      var assessors: [String: Int] = [:]
      let sql = "SELECT entry, assessor, event FROM message WHERE kind = ? ORDER BY event"
      for row in try Row.fetchAll(database, sql: sql, arguments: [kind.rawValue]) {
        if let entry: Int = row["entry"] { entries[entry] = row["event"] }
        if let assessor: String = row["assessor"] { assessors[assessor] = row["event"] }
      }
      return (entries, assessors)
    }
  }
}

extension LetterKind {
  /// How the folder of such letters is called.
  var folder: String { rawValue + "s" }
}
