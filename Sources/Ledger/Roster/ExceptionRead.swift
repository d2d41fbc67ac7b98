import Assessment
import Foundation
import GRDB

// What the office allowed or found, as the state and the flags of an entry show it.
extension Database {
  /// The exceptions of every entry; of each kind the later row holds, of adjustments together.
  func addExceptions(
    to records: inout [EntryRecord], _ index: [Int: Int], _ scope: EntryScope
  ) throws {
    let rows = try Row.fetchCursor(
      self, sql: "SELECT * FROM exception WHERE \(scope.condition()) ORDER BY id")
    while let row = try rows.next() {
      guard let at = index[row["entry"]], let kind = EntryException.Kind(rawValue: row["kind"])
      else { continue }
      let value: String = row["value"] ?? ""
      switch kind {
      case .withdrawal: records[at].facts.withdrawn = true
      case .deferral: records[at].facts.deferred = true
      case .extension: records[at].extendedUntil = Instant(seconds: row["closes"])
      case .adjustment:
        let later = try JSONDecoder().decode(Adjustment.self, from: Data(value.utf8))
        records[at].adjustment = records[at].adjustment.with(later)
      case .integrity:
        let check: String = row["check_name"] ?? "case"
        records[at].checks[check] = IntegrityCheck(
          check: check, state: value == "closed" ? .closed : .open,
          score: row["score"] ?? records[at].checks[check]?.score)
      case .engagement: records[at].engagement = hundredths(ofPercent: value)
      }
    }
  }

  /// Moves the close of those who have days more, and says whose window is over.
  func addWindows(to records: inout [EntryRecord], _ now: Instant) throws {
    var windows: [String: SubmissionWindow] = [:]
    for item in try assessments() { windows[item.assessment.id.text] = item.assessment.window }
    for at in records.indices {
      guard let window = windows[records[at].assessment] else { continue }
      if let days = records[at].adjustment.days {
        let moved = window.closing(laterBy: days)
        records[at].extendedUntil = max(records[at].extendedUntil ?? moved, moved)
      }
      records[at].facts.windowOver = now > records[at].extendedUntil ?? window.closesAt
    }
  }

  /// Says by when somebody was asked for an answer that has not come.
  func addMessages(
    to records: inout [EntryRecord], _ index: [Int: Int], _ scope: EntryScope
  ) throws {
    let sql = """
      SELECT entry, answer_by FROM message WHERE kind = 'request' AND \(scope.condition())
      AND entry IS NOT NULL AND answer_by IS NOT NULL AND id = (
        SELECT last.id FROM message last JOIN event ON event.number = last.event
        WHERE last.kind = 'request' AND last.entry = message.entry
        ORDER BY json_extract(CAST(event.body AS TEXT), '$.time') DESC, last.id DESC LIMIT 1)
      """
    for row in try Row.fetchAll(self, sql: sql) {
      guard let at = index[row["entry"]], records[at].facts.held, !records[at].facts.received
      else { continue }
      records[at].flags.append("asked to answer by \(row["answer_by"] as String)")
    }
  }

  func addFlags(to records: inout [EntryRecord]) {
    for at in records.indices {
      var flags: [String] = []
      let entry = records[at]
      if !entry.adjustment.isEmpty { flags.append("adjusted: \(entry.adjustment)") }
      if !entry.holds.isEmpty { flags.append("integrity-open") }
      flags += entry.checks.values.sorted { $0.check < $1.check }.map(\.flag)
      if let percent = entry.engagement { flags.append("engagement \(percentText(percent)) %") }
      if let until = entry.extendedUntil { flags.append("extended to \(until)") }
      records[at].flags = flags + entry.flags
    }
  }
}

extension IntegrityCheck {
  /// The check in a few words.
  fileprivate var flag: String {
    "\(check)\(score.map { " \($0)" } ?? "") \(state.rawValue)"
  }
}
