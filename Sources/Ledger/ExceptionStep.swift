import Assessment
import GRDB

/// An exception to be recorded, with what stands behind it.
package struct NewException: Sendable {
  package let entry: Int
  package let exception: EntryException
  package let category: String?
  package let authoriser: String?
  /// Why, in the office's words: kept apart from the event, never shown to assessors.
  package let reason: String

  package init(
    entry: Int, exception: EntryException, category: String?, authoriser: String?, reason: String
  ) {
    self.entry = entry
    self.exception = exception
    self.category = category
    self.authoriser = authoriser
    self.reason = reason
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

extension Database {
  /// Whether the latest exception of its kind says the same.
  fileprivate func stands(_ item: NewException) throws -> Bool {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT closes, value, category, authoriser FROM exception
        WHERE entry = ? AND kind = ? ORDER BY id DESC LIMIT 1
        """, arguments: [item.entry, item.exception.kind.rawValue])
    guard let row else { return false }
    let closes: Int64? = row["closes"]
    let value: String? = row["value"]
    let category: String? = row["category"]
    let authoriser: String? = row["authoriser"]
    return closes == item.exception.closes?.seconds && value == item.exception.value
      && category == item.category && authoriser == item.authoriser
  }

  fileprivate func insert(_ item: NewException, _ act: Act) throws {
    let script = try String.fetchOne(
      self, sql: "SELECT script FROM entry WHERE id = ?", arguments: [item.entry])
    var facts = ["kind": item.exception.kind.rawValue]
    facts["closes"] = item.exception.closes?.description
    facts["value"] = item.exception.value
    facts["category"] = item.category
    let event = try append(
      NewEvent(subject: script, facts: facts, texts: ["reason": item.reason]), act)
    try execute(
      sql: """
        INSERT INTO exception (entry, kind, closes, value, category, authoriser, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        item.entry, item.exception.kind.rawValue, item.exception.closes?.seconds,
        item.exception.value, item.category, item.authoriser, event,
      ])
  }
}
