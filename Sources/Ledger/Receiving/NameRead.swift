import Assessment
import Foundation
import GRDB

/// A row of the table of names with what holds for it.
package struct NameLine: Sendable {
  package let script: String
  package let row: NameRow
  /// What a person decided; nil where nobody has.
  package let decision: NameDecision?
  /// Whether the script is with an assessor.
  package let isOut: Bool

  /// What to decide, as far as it shows: a surname behind another first name is somebody else's.
  package var suggested: NameDecision {
    let last = row.before.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    let isName =
      !row.words.contains(" ") && row.before.last?.isWhitespace == true
      && last.first?.isUppercase == true && last.allSatisfy { $0.isLetter || $0 == "-" }
    let titles: Set = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Head", "Headteacher", "I"]
    return isName && last.count > 1 && !titles.contains(last) && !row.isFixed ? .accept : .mask
  }
}

extension Ledger {
  /// Where the responses that count, or wait for their writers, name their writers.
  package func names() throws -> [NameLine] {
    try queue.read { database in
      let decisions = try database.nameDecisions()
      let sql = """
        SELECT name_found.*, entry.id AS entry, entry.script, EXISTS (
          SELECT 1 FROM pack_script WHERE pack_script.submission = submission.id) AS is_out
        FROM name_found JOIN submission ON submission.id = name_found.submission
        JOIN entry ON entry.id = submission.entry
        WHERE submission.id = (
          SELECT id FROM submission WHERE entry = entry.id AND standing <> 'settled'
          ORDER BY standing = 'accepted' DESC, received DESC, id DESC LIMIT 1)
        ORDER BY entry.script, name_found.number
        """
      return try Row.fetchAll(database, sql: sql).map { row in
        let entry: Int = row["entry"]
        let name = NameRow(row)
        return NameLine(
          script: row["script"], row: name, decision: decisions[entry]?[name.words],
          isOut: row["is_out"])
      }
    }
  }
}

extension NameRow {
  fileprivate init(_ row: Row) {
    self.init(
      words: row["words"], place: row["place"], times: row["times"], before: row["before"],
      found: row["found"], after: row["after"])
  }
}

extension Database {
  /// What was decided about words, by entry.
  func nameDecisions() throws -> [Int: [String: NameDecision]] {
    var decisions: [Int: [String: NameDecision]] = [:]
    for row in try Row.fetchAll(self, sql: "SELECT * FROM name_decision") {
      decisions[row["entry"], default: [:]][row["words"]] = NameDecision(
        rawValue: row["decision"])
    }
    return decisions
  }

  func keep(names: [NameRow], of submission: Int64) throws {
    for (number, name) in names.enumerated() {
      try executeRepeated(
        sql: """
          INSERT INTO name_found (submission, number, words, place, times, before, found, after)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          submission, number + 1, name.words, name.place, name.times, name.before, name.found,
          name.after,
        ])
    }
  }
}

extension Ledger {
  /// Whether the response of one of some scripts is kept sealed, and nothing else of it.
  package func holdsSealed(_ scripts: [String]) throws -> Bool {
    let store = Store(folder: folder.appending(path: "store"))
    return try queue.read { database in
      try scripts.contains { script in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT submission.name, content FROM submission JOIN entry ON entry.id = entry
            WHERE script = ? AND standing <> 'settled'
            ORDER BY standing = 'accepted' DESC, received DESC, submission.id DESC LIMIT 1
            """, arguments: [script])
        guard let row, (row["name"] as String).lowercased().hasSuffix(".age") else { return false }
        let content = (row["content"] as String?).flatMap { Digest(hex: $0) }
        return content.map { !FileManager.default.fileExists(atPath: store.url(of: $0).path) }
          ?? true
      }
    }
  }
}
