package import Assessment
import Foundation
import GRDB

extension Ledger {
  /// What copies of the series recorded in two ways, and nobody has decided since they were joined.
  package func joinClashes() throws -> [JoinClash] { try queue.read { try $0.joinClashes() } }

  /// Gives a copy of the series a name of its own, under which it records from now on, so that its
  /// story can be told from the others' when they are joined.
  ///
  /// - Returns: False where something was recorded under this name already.
  package func detach(as name: Identifier) throws -> Bool {
    try queue.write { database in
      let series = try database.setting("origin") ?? ""
      let isTaken = try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM event
            WHERE json_extract(CAST(body AS TEXT), '$.origin') = ?)
          """, arguments: ["\(series)/\(name)"])
      guard isTaken != true else { return false }
      try database.execute(
        sql: """
          INSERT INTO setting (key, value) VALUES ('copy', ?)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """, arguments: [name.text])
      return true
    }
  }

  /// The name of this copy of the series; nil for the series itself.
  package func copyName() throws -> String? { try queue.read { try $0.setting("copy") } }
}

extension Database {
  func joinClashes() throws -> [JoinClash] {
    let sql = """
      SELECT * FROM join_clash WHERE id IN (
        SELECT max(id) FROM join_clash WHERE differs = 1 GROUP BY record, subject) ORDER BY id
      """
    return try Row.fetchAll(self, sql: sql).compactMap { row in
      let subject = try PlannedCell.list(row["subject"])
      guard try !isDecided(row, subject) else { return nil }
      guard let held = try said(row["held"]), let other = try said(row["other"]) else {
        throw LedgerError.damaged("clash \(row["id"] as Int)")
      }
      let script = try String.fetchOne(
        self, sql: "SELECT script FROM entry WHERE id = ?", arguments: [row["entry"] as Int?])
      return JoinClash(
        record: Self.noun(row["record"], subject),
        subject: script ?? subject.map(\.words).joined(separator: " "), held: held, other: other)
    }
  }

  /// Whether somebody recorded the same matter again since.
  private func isDecided(_ clash: Row, _ subject: [PlannedCell]) throws -> Bool {
    let event: Int = clash["event"]
    let entry: Int? = clash["entry"]
    let sql: String
    var arguments: StatementArguments = [event]
    switch clash["record"] as String {
    case "exception":
      sql = """
        SELECT 1 FROM exception WHERE event > ? AND entry = ? AND kind = ?
        AND (kind = 'adjustment' OR check_name IS ?)
        """
      arguments += [entry, subject.dropFirst(4).first?.value, subject.last?.value]
    case "query_act":
      sql = """
        SELECT 1 FROM query_act JOIN query ON query.id = query_act.query
        WHERE query_act.event > ? AND query.entry = ? AND assessor = ? AND flag = ?
        AND (kind = 'owner') = ?
        """
      let act = subject.dropFirst(4).map(\.value)
      arguments += [entry, act.first, act.dropFirst().first, subject.last == .text("owner")]
    case "entry", "name_decision":
      sql = "SELECT 1 FROM change WHERE event > ? AND record = ? AND entry = ?"
      arguments += [clash["record"] as String, entry]
    default:
      sql = "SELECT 1 FROM change WHERE event > ? AND record = ? AND key = ?"
      arguments += [clash["record"] as String, clash["subject"] as String]
    }
    return try Bool.fetchOne(self, sql: "SELECT EXISTS (\(sql))", arguments: arguments) == true
  }

  private func said(_ digest: String) throws -> JoinClash.Said? {
    let row = try Row.fetchOne(
      self, sql: "SELECT number, body FROM event WHERE digest = ?", arguments: [digest])
    return try row.map { row in
      let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
      return JoinClash.Said(
        event: row["number"], actor: body.actor, time: body.time, copy: body.copy,
        value: body.facts["closes"] ?? body.facts["value"])
    }
  }

  private static let nouns = [
    "extension": "extensions", "adjustment": "adjustments", "engagement": "engagements",
    "integrity": "states of an integrity check",
  ]

  private static func noun(_ record: String, _ subject: [PlannedCell]) -> String {
    switch record {
    case "person": "rows in the roster"
    case "assessor": "rows in the list of assessors"
    case "interest": "reasons of an interest"
    case "officer": "addresses"
    case "name_decision": "decisions about a name"
    case "entry": "cohorts"
    case "query_act": subject.last == .text("owner") ? "owners of a query" : "answers to a query"
    default: nouns[subject.dropFirst(4).first?.words ?? ""] ?? record
    }
  }
}

extension PlannedCell {
  fileprivate var words: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .nothing: ""
    }
  }
}
