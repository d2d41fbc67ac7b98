import Assessment
import Findings
import Foundation
import GRDB

// What stands on events that are to be undone: what changed the same rows since, what refers to
// rows that would go, and what rests on them by the rules of the field.
extension Database {
  func obstacles(to undoing: Undoing) throws -> [Finding] {
    try prepare(undoing)
    var why: [Int: Set<String>] = [:]
    for row in try touchedSince() { why[row, default: []].insert("changed the same since") }
    for (event, table) in try referringRows() {
      why[event, default: []].insert("\(noun(table)) rests on it")
    }
    for rule in UndoRule.all {
      for event in try Int.fetchAll(self, sql: rule.sql) {
        why[event, default: []].insert(rule.why)
      }
    }
    if undoing.origin == "move" {
      for event in try Int.fetchAll(self, sql: UndoRule.workSinceMove) {
        why[event, default: []].insert("came for the moved script since")
      }
    }
    for event in try lateArrivals(undoing) {
      why[event, default: []].insert("a late response was let in by it")
    }
    return try findings(why.filter { !undoing.events.contains($0.key) })
  }

  /// Lists in temporary tables what goes and what no longer stands.
  private func prepare(_ undoing: Undoing) throws {
    for table in ["undoing", "idle"] {
      try execute(
        sql: "CREATE TEMP TABLE IF NOT EXISTS \(table) (event INTEGER PRIMARY KEY)")
      try execute(sql: "DELETE FROM temp.\(table)")
    }
    try execute(
      sql: "CREATE TEMP TABLE IF NOT EXISTS doomed (record TEXT, key TEXT, UNIQUE (record, key))")
    try execute(sql: "DELETE FROM temp.doomed")
    for event in undoing.events {
      try executeRepeated(sql: "INSERT INTO temp.undoing VALUES (?)", arguments: [event])
    }
    let undos = try Int.fetchAll(self, sql: "SELECT DISTINCT event FROM undo")
    for event in Set(try undone().keys).union(undos).subtracting(undoing.events) {
      try executeRepeated(sql: "INSERT INTO temp.idle VALUES (?)", arguments: [event])
    }
    try execute(
      sql: """
        INSERT OR IGNORE INTO temp.doomed
        SELECT record, key FROM change WHERE kind = 'added' AND event IN temp.undoing
        """)
  }

  /// Events that changed the same rows later, and stand.
  private func touchedSince() throws -> [Int] {
    let joins = [
      "later.key = mine.key", "later.key = mine.key_before", "later.key_before = mine.key",
    ]
    return try joins.flatMap { join in
      try Int.fetchAll(
        self,
        sql: """
          SELECT DISTINCT later.event FROM change mine
          JOIN change later ON later.record = mine.record AND \(join) AND later.id > mine.id
          WHERE mine.event IN temp.undoing
          AND later.event NOT IN temp.undoing AND later.event NOT IN temp.idle
          """)
    }
  }

  /// Rows that refer to what would go and would not go with it, by the event that made them.
  private func referringRows() throws -> [(event: Int, table: String)] {
    let parents = Set(try String.fetchAll(self, sql: "SELECT DISTINCT record FROM temp.doomed"))
    var found: [(event: Int, table: String)] = []
    for table in try watchedTables() {
      let own = "json_array(" + table.key.map { "child.\"\($0)\"" }.joined(separator: ", ") + ")"
      for reference in try foreignKeys(on: table.name)
      where parents.contains(reference.destinationTable) {
        let columns = reference.originColumns.map { "child.\"\($0)\"" }.joined(separator: ", ")
        let events = try Int.fetchAll(
          self,
          sql: """
            SELECT DISTINCT coalesce((
              SELECT max(event) FROM change WHERE record = '\(table.name)' AND key = \(own)
              AND event NOT IN temp.idle), 0)
            FROM "\(table.name)" child
            WHERE json_array(\(columns)) IN (
              SELECT key FROM temp.doomed WHERE record = '\(reference.destinationTable)')
            AND \(own) NOT IN (SELECT key FROM temp.doomed WHERE record = '\(table.name)')
            """)
        found += events.map { ($0, table.name) }
      }
    }
    return found
  }

  /// Accepted responses that only an extension that would go let in.
  private func lateArrivals(_ undoing: Undoing) throws -> [Int] {
    let rows = try Row.fetchAll(
      self,
      sql: """
        SELECT submission.event, submission.received, entry.assessment FROM temp.doomed
        JOIN exception mine ON doomed.record = 'exception' AND doomed.key = json_array(mine.id)
        JOIN submission ON submission.entry = mine.entry AND submission.event > mine.event
        JOIN entry ON entry.id = mine.entry
        WHERE mine.kind = 'extension' AND submission.standing = 'accepted'
        """)
    let windows = Dictionary(
      uniqueKeysWithValues: try assessments().map { ($0.assessment.id.text, $0.assessment.window) })
    return rows.compactMap { row in
      let received = Instant(seconds: row["received"])
      let closes = windows[row["assessment"]]?.closesAt
      return closes.map { received > $0 } == true ? row["event"] : nil
    }
  }

  private func noun(_ table: String) -> String {
    switch table {
    case "submission": "a response"
    case "copy": "a clean copy"
    case "allocation": "a marking"
    case "pack_script", "pack": "a marking pack"
    case "fact": "a mark"
    case "definitive", "definitive_mark": "a definitive mark"
    case "common_script": "a script that many mark"
    case "approval": "a lead's decision"
    case "departure": "an assessor's leaving or return"
    case "query", "query_act": "a query"
    case "agreement": "a rule that fired"
    case "resolution": "a person's decision"
    case "sample", "sample_assessor", "sample_script", "sample_outcome": "a sample"
    case "returned": "a returned sheet"
    case "exception", "interest", "entry", "assessor", "officer": "an \(table)"
    case "release", "released": "a release"
    case "dfe_answer": "an answer of the DfE"
    default: "a row of \(table)"
    }
  }

  /// One finding for each run that is in the way.
  private func findings(_ why: [Int: Set<String>]) throws -> [Finding] {
    var runs: [Int: (events: [Int], why: Set<String>)] = [:]
    for (event, reasons) in why {
      let first = try Int.fetchOne(
        self, sql: "SELECT first FROM run WHERE event = ?", arguments: [event])
      var run = runs[first ?? event] ?? ([], [])
      run.events.append(event)
      run.why.formUnion(reasons)
      runs[first ?? event] = run
    }
    return try runs.sorted { $0.key < $1.key }.map { _, run in
      let first = run.events.min() ?? 0
      let several = run.events.count > 1
      let bytes = try Data.fetchOne(
        self, sql: "SELECT body FROM event WHERE number = ?", arguments: [first])
      let body = try bytes.map { try JSONDecoder().decode(EventBody.self, from: $0) }
      let what = body.map { "\($0.command), \($0.time)" } ?? "from before changes were kept"
      return Finding(
        "stands-on-it", .refused, "event \(first)",
        "\(what)\(several ? " with \(run.events.count - 1) more" : ""): "
          + run.why.sorted().joined(separator: "; "),
        remedy: run.why.contains(UndoRule.released)
          ? "npq reopen opens the result again, and then this can be undone"
          : "npq undo \(first)\(several ? " --run" : "") first, or leave both as they are")
    }
  }
}
