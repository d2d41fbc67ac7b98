import Assessment
import GRDB

/// What is held about one entry or response beside its row, by the tables that hold it.
enum AccessRows {
  static let remarks = """
    SELECT each.value ->> '$.message' FROM json_each(?) AS each
    WHERE each.value ->> '$.message' IS NOT NULL
    """
  static let platform = "SELECT * FROM origin WHERE submission = ?"
  static let namesFound = """
    SELECT words, place, times, before, found, after FROM name_found WHERE submission = ?
    ORDER BY number
    """

  static let results = """
    SELECT release, release.time AS sent, outcome, rule, total, maximum, pass_at AS passing, subject,
      letter FROM released JOIN release ON release.number = released.release
    WHERE entry = ? ORDER BY released.id
    """
  static let reopenings = """
    SELECT act, CAST(event.body AS TEXT) ->> '$.time' AS time
    FROM reopening JOIN event ON event.number = reopening.event WHERE entry = ? ORDER BY id
    """
  static let feedback = "SELECT drafted, approved FROM feedback WHERE entry = ? ORDER BY id"
  static let dfe = "SELECT kind, participant, body FROM dfe_payload WHERE entry = ? ORDER BY id"
  static let dfeAnswers = """
    SELECT state, message, participant FROM dfe_answer WHERE entry = ? ORDER BY id
    """
  static let earlierAttempts = """
    SELECT attempt, script, series, outcome FROM earlier_attempt WHERE entry = ? ORDER BY attempt
    """
  static let carried = """
    SELECT 'from' AS way, kind, series, declared FROM carried WHERE entry = :id
    UNION ALL SELECT 'into', kind, series, NULL FROM carried_away WHERE entry = :id
    """
  static let nameDecisions = "SELECT words, decision FROM name_decision WHERE entry = ?"
  static let flags = "SELECT flag, opened FROM query WHERE entry = ? ORDER BY id"

  /// Who decided is somebody else, and stands in the record alone.
  static let notes = """
    SELECT CAST(event.body AS TEXT) ->> '$.time' AS time,
      CAST(event.body AS TEXT) ->> '$.command' AS command, field, text
    FROM private_text JOIN event ON event.number = private_text.event
    WHERE field <> 'decided by' AND text <> '' AND event.number IN (
      SELECT event FROM change WHERE entry = :id OR entry_before = :id
      UNION SELECT event.number FROM event JOIN entry ON entry.id = :id
        AND CAST(event.body AS TEXT) ->> '$.subject' = entry.script)
    ORDER BY event.number, field
    """
}

extension Database {
  /// Rows in the words of the record, without what says nothing.
  func rows(_ sql: String, of id: Int) throws -> [[String: String]] {
    let isNamed = sql.contains(":id")
    let arguments: StatementArguments = isNamed ? ["id": id] : [id]
    return try Row.fetchAll(self, sql: sql, arguments: arguments).map { row in
      var cells: [String: String] = [:]
      for (column, value) in row {
        switch value.storage {
        case .null, .blob: break
        case .string(let text): cells[column] = text
        case .int64(let number):
          cells[column] =
            ["sent", "opened"].contains(column)
            ? Instant(seconds: number).description : String(number)
        case .double(let number): cells[column] = String(number)
        }
      }
      return cells
    }
  }
}
