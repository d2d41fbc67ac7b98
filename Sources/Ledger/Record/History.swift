import Assessment
import Foundation
import GRDB

/// One event of a story, with the private words that stand beside it.
package struct HistoryLine: Sendable {
  package let number: Int
  package let body: EventBody
  package let texts: [String: String]
  /// The undo that took it back, where one stands.
  package let undoneBy: Int?
  /// What it did to the entry whose story it is, in words; nil where the facts say it all.
  package var told: String?
}

/// What one command did, as the record of the whole series lists it.
package struct HistoryRun: Sendable {
  package let first: Int
  package let last: Int
  package let body: EventBody
  /// How many of its events were taken back.
  package let undone: Int
}

extension Ledger {
  /// Every event that touched an entry, in the order of the record.
  package func history(ofEntry entry: Int) throws -> [HistoryLine] {
    let story = try queue.read { try EntryStory(of: entry, $0) }
    let lines = try history(
      """
      SELECT event FROM change WHERE entry = :id OR entry_before = :id
      UNION SELECT event FROM entry WHERE id = :id
      UNION SELECT event FROM exception WHERE entry = :id
      UNION SELECT event FROM submission WHERE entry = :id
      UNION SELECT event FROM allocation WHERE entry = :id
      UNION SELECT pack.event FROM pack JOIN pack_script ON pack_script.pack = pack.id
        WHERE pack_script.entry = :id
      UNION SELECT event FROM fact WHERE entry = :id
      UNION SELECT sample.event FROM sample JOIN sample_script ON sample_script.sample = sample.id
        WHERE sample_script.entry = :id
      UNION SELECT sample_outcome.event FROM sample_outcome
        JOIN sample_script ON sample_script.sample = sample_outcome.sample
        WHERE sample_script.entry = :id
      UNION SELECT query_act.event FROM query_act JOIN query ON query.id = query_act.query
        WHERE query.entry = :id
      """, ["id": entry])
    return lines.map { line in
      var line = line
      line.told = story[line.number]
      return line
    }
  }

  /// Every event that touched an assessor, in the order of the record.
  package func history(ofAssessor assessor: String) throws -> [HistoryLine] {
    try history(
      """
      SELECT event FROM change WHERE assessor = :id
      UNION SELECT event FROM assessor WHERE id = :id
      UNION SELECT event FROM interest WHERE assessor = :id
      UNION SELECT event FROM allocation WHERE assessor = :id
      UNION SELECT event FROM pack WHERE assessor = :id
      UNION SELECT event FROM fact WHERE assessor = :id
      UNION SELECT query_act.event FROM query_act JOIN query ON query.id = query_act.query
        WHERE query.assessor = :id
      UNION SELECT returned.event FROM returned JOIN pack ON pack.id = returned.pack
        WHERE pack.assessor = :id
      """, ["id": assessor])
  }

  private func history(_ events: String, _ arguments: StatementArguments) throws -> [HistoryLine] {
    try queue.read { database in
      let undone = try database.undone()
      let sql = "SELECT number, body FROM event WHERE number IN (\(events)) ORDER BY number"
      return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
        let number: Int = row["number"]
        let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
        var texts: [String: String] = [:]
        for text in try Row.fetchAll(
          database.cachedStatement(
            sql: "SELECT field, text FROM private_text WHERE event = ? AND text <> ''"),
          arguments: [number])
        {
          texts[text["field"]] = text["text"]
        }
        return HistoryLine(number: number, body: body, texts: texts, undoneBy: undone[number])
      }
    }
  }

  /// Everything that was done in the series, a line for each command that did something.
  package func runs() throws -> [HistoryRun] {
    try queue.read { database in
      let undone = try database.undone()
      let sql = """
        SELECT number, body, coalesce(first, number) AS first FROM event
        LEFT JOIN run ON run.event = event.number ORDER BY number
        """
      let rows = try Row.fetchAll(database, sql: sql)
      let runs = Dictionary(grouping: rows) { $0["first"] as Int }
      return try runs.sorted { $0.key < $1.key }.compactMap { first, rows in
        guard let bytes: Data = rows.first?["body"] else { return nil }
        let numbers = rows.map { $0["number"] as Int }
        return HistoryRun(
          first: first, last: numbers.max() ?? first,
          body: try JSONDecoder().decode(EventBody.self, from: bytes),
          undone: numbers.count { undone[$0] != nil })
      }
    }
  }
}
