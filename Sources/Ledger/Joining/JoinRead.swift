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
      try database.executeRepeated(
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
      let record: String = row["record"]
      let versions: String? = row["versions"]
      let plans = try versions.map {
        try JSONDecoder().decode(PlanVersions.self, from: Data($0.utf8))
      }
      return JoinClash(
        number: row["id"], record: Self.noun(record, subject),
        subject: script ?? subject.map(\.words).joined(separator: " "),
        held: held.saying(plans?.held), other: other.saying(plans?.other),
        remedy: Self.remedies[record] ?? Self.again)
    }
  }

  private static let again = "the same command again with what is right"

  /// What settles a clash beside npq settle.
  private static let remedies = [
    "allocation": "npq allocate --pin, which says who marks it",
    "released": "npq reopen, npq reopen --settle and npq publish, which writes to the participant",
    "reopening": "npq reopen --settle", "query_act": "npq queries answer or give",
  ]

  /// A change of a table that stands: one that was undone, and its undoing, settle nothing.
  private static let changed = """
    SELECT 1 FROM change WHERE event > ?1 AND event NOT IN (SELECT undoes FROM undo)
    AND event NOT IN (SELECT event FROM undo WHERE undoes > ?1) AND record = ?
    """

  /// Whether somebody settled this very pair, in whatever copy it was found.
  private func isSettled(_ clash: Row) throws -> Bool {
    try Bool.fetchOne(
      self,
      sql: """
        SELECT EXISTS (SELECT 1 FROM join_settlement
          JOIN join_clash ON join_clash.id = join_settlement.clash
          WHERE record = ?1 AND subject = ?2
          AND (held = ?3 AND other = ?4 OR held = ?4 AND other = ?3))
        """,
      arguments: [
        clash["record"] as String, clash["subject"] as String, clash["held"] as String,
        clash["other"] as String,
      ]) == true
  }

  /// Whether somebody recorded the same matter again since.
  private func isDecided(_ clash: Row, _ subject: [PlannedCell]) throws -> Bool {
    if try isSettled(clash) { return true }
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
    case "released":
      sql = "SELECT 1 FROM reopening WHERE event > ? AND entry = ?"
      arguments += [entry]
    case "approval":
      sql = """
        SELECT 1 FROM approval
        WHERE event > ? AND assessor = ? AND assessment = ? AND qualification = ?
        """
      arguments += StatementArguments(subject.map(\.value))
    case "sample_outcome", "departure":
      let column = clash["record"] == "departure" ? "assessor" : "sample"
      sql = "SELECT 1 FROM \(clash["record"] as String) WHERE event > ? AND \(column) = ?"
      arguments += StatementArguments(subject.map(\.value))
    case "entry", "name_decision", "allocation", "agreement", "resolution", "feedback", "reopening",
      "carried", "carried_away", "earlier_marker", "earlier_attempt":
      sql = "\(Self.changed) AND entry = ?"
      arguments += [clash["record"] as String, entry]
    default:
      sql = "\(Self.changed) AND key = ?"
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
    case "allocation": "plans of who marks it"
    case "resolution": "decisions of people"
    case "feedback": "feedbacks"
    case "approval": "decisions of leads"
    case "sample_outcome": "outcomes of a sample"
    case "departure": "accounts of whether they have left"
    case "released": "results that went out"
    case "reopening": "decisions whether the result stays open"
    case "carried", "carried_away": "series that it was carried from or into"
    case "query_act": subject.last == .text("owner") ? "owners of a query" : "answers to a query"
    default: nouns[subject.dropFirst(4).first?.words ?? ""] ?? record
    }
  }
}

extension JoinClash.Said {
  /// The same, with who marks the script by it.
  fileprivate func saying(_ plan: [PlannedMarking]?) -> JoinClash.Said {
    guard let plan else { return self }
    let words = plan.isEmpty ? "nobody" : plan.map(\.assessor).joined(separator: " and ")
    return JoinClash.Said(event: event, actor: actor, time: time, copy: copy, value: words)
  }
}

extension PlannedCell {
  /// The cell as a person reads it.
  var words: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .nothing: ""
    }
  }
}
