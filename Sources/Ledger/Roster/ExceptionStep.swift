package import Assessment
package import Findings
import Foundation
import GRDB

/// An exception to be recorded, with what stands behind it.
package struct NewException: Sendable {
  package let entry: Int
  package let exception: EntryException
  package let category: String?
  package let authoriser: String?
  /// Why, in the office's words: kept apart from the event, never shown to assessors.
  package let reason: String
  /// What a list says besides, by the titles of its columns: kept with the reason.
  package let extra: [String: String]

  package init(
    entry: Int, exception: EntryException, category: String?, authoriser: String?, reason: String,
    extra: [String: String] = [:]
  ) {
    self.entry = entry
    self.exception = exception
    self.category = category
    self.authoriser = authoriser
    self.reason = reason
    self.extra = extra
  }
}

extension Ledger {
  /// Records exceptions, one event each; one that stands already in the same words changes nothing.
  package func record(_ exceptions: [NewException], act: Act) throws -> ImportOutcome {
    try step(act) { database in
      var outcome = ImportOutcome()
      for item in exceptions {
        if try database.stands(item) {
          outcome.unchanged += 1
        } else {
          try database.insert(item, act)
          outcome.added += 1
        }
      }
      return outcome
    }
  }
}

extension Ledger {
  /// A warning for each pack that went out before its assessor could be told of an adjustment.
  package func packsWithout(_ adjustment: Adjustment, of entry: EntryRecord) throws -> [Finding] {
    guard adjustment.instruction != nil || adjustment.words != nil else { return [] }
    return try queue.read { database in
      let sql = """
        SELECT pack.id, pack.assessor FROM pack_script JOIN pack ON pack.id = pack_script.pack
        WHERE pack_script.entry = ? ORDER BY pack.id
        """
      return try Row.fetchAll(database, sql: sql, arguments: [entry.id]).map { row in
        Finding(
          "pack-is-out", .warning, row["id"],
          "was made before and does not tell \(row["assessor"] as String) of it",
          remedy: "tell the assessor what to do with \(entry.script), and never why")
      }
    }
  }
}

extension Database {
  /// Whether the latest exception of its kind, or of its check, says the same.
  fileprivate func stands(_ item: NewException) throws -> Bool {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT closes, value, score, category, authoriser FROM exception
        WHERE entry = ? AND kind = ? AND check_name IS ? ORDER BY id DESC LIMIT 1
        """, arguments: [item.entry, item.exception.kind.rawValue, item.exception.check])
    guard let row else { return false }
    let closes: Int64? = row["closes"]
    let value: String? = row["value"]
    let category: String? = row["category"]
    let authoriser: String? = row["authoriser"]
    let score: String? = row["score"]
    return score == item.exception.score && closes == item.exception.closes?.seconds
      && value == item.exception.value
      && category == item.category && authoriser == item.authoriser
  }

  func insert(_ item: NewException, _ act: Act) throws {
    let script = try String.fetchOne(
      cachedStatement(sql: "SELECT script FROM entry WHERE id = ?"), arguments: [item.entry])
    let event = try append(
      NewEvent(subject: script, facts: item.facts, texts: try item.texts()), act)
    try executeRepeated(
      sql: """
        INSERT INTO exception (entry, kind, closes, value, check_name, score, category,
          authoriser, event)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        item.entry, item.exception.kind.rawValue, item.exception.closes?.seconds,
        item.exception.value, item.exception.check, item.exception.score, item.category,
        item.authoriser, event,
      ])
  }
}

extension NewException {
  /// What the chained event says: no free text.
  fileprivate var facts: [String: String] {
    var facts = ["kind": exception.kind.rawValue]
    facts["closes"] = exception.closes?.description
    if exception.kind != .adjustment { facts["value"] = exception.value }
    facts["check"] = exception.check
    return facts
  }

  /// What stands beside the event: what people wrote in their own words.
  fileprivate func texts() throws -> [String: String] {
    var texts = ["reason": reason]
    texts["category"] = category
    texts["authoriser"] = authoriser
    texts["score"] = exception.score
    if exception.kind == .adjustment, let value = exception.value {
      let adjustment = try JSONDecoder().decode(Adjustment.self, from: Data(value.utf8))
      texts["adjustment"] = "\(adjustment)"
      texts["instruction"] = adjustment.instruction
    }
    for (title, text) in extra { texts["column \(title)"] = text }
    return texts
  }
}
