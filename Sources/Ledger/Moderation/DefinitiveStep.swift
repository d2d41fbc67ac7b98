package import Assessment
package import Findings
import GRDB

/// A script with definitive marks, and the entry that it is.
package struct DefinitiveEntry: Sendable {
  package let entry: Int
  package let script: DefinitiveScript
  package let assessment: String
  package let qualification: Qualification
}

extension Ledger {
  /// Records definitive marks, one event for each script; what stands already changes nothing.
  ///
  /// A use may be changed until the script has gone out, and a mark always: what was is kept.
  /// - Returns: What changed; nil with a refusing finding where nothing was recorded.
  package func define(_ scripts: [DefinitiveScript], act: Act) throws -> Judged<ImportOutcome> {
    try step(act) { database in
      let findings = try database.obstacles(to: scripts, at: act.time)
      guard findings.verdict == .accepted else { return Judged(nil, findings) }
      let known = Dictionary(
        uniqueKeysWithValues: try database.definitives().map { ($0.script.script, $0.script) })
      var outcome = ImportOutcome()
      for script in scripts {
        switch known[script.script] {
        case script: outcome.unchanged += 1
        case nil:
          outcome.added += 1
          try database.insert(script, act)
        default:
          outcome.changed += 1
          try database.insert(script, act)
        }
      }
      return Judged(outcome, findings)
    }
  }

  /// Every script with definitive marks, in the order of codes.
  package func definitives() throws -> [DefinitiveEntry] { try queue.read { try $0.definitives() } }

  /// The mark scheme of every script of the series.
  package func rubricsByScript() throws -> [ScriptCode: Rubric] {
    try queue.read { database in
      let inForce = try database.assessments()
      let schemes = Dictionary(
        uniqueKeysWithValues: inForce.map { ($0.assessment.id.text, $0.rubrics) })
      var rubrics: [ScriptCode: Rubric] = [:]
      let sql = "SELECT script, assessment, qualification FROM entry"
      for row in try Row.fetchAll(database, sql: sql) {
        guard let code = ScriptCode(row["script"] as String),
          let qualification = Qualification(rawValue: row["qualification"])
        else { continue }
        rubrics[code] = schemes[row["assessment"]]?[qualification]
      }
      return rubrics
    }
  }
}

extension Database {
  /// Responses that took the place of what the leads, or others, had read.
  static let replacing = """
    SELECT 1 FROM submission newer
    WHERE newer.replaces IS NOT NULL AND newer.standing = 'accepted' AND
    """

  /// Every script with definitive marks; none whose response another has taken the place of since.
  func definitives() throws -> [DefinitiveEntry] {
    var marks: [Int: [String: Int]] = [:]
    var reasons: [Int: [String: String]] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT * FROM definitive_mark")
    while let row = try rows.next() {
      marks[row["entry"], default: [:]][row["criterion"]] = row["marks"]
      if let why: String = row["why"] {
        reasons[row["entry"], default: [:]][row["criterion"]] = why
      }
    }
    let sql = """
      SELECT definitive.entry, definitive.use, entry.script, entry.assessment, entry.qualification
      FROM definitive JOIN entry ON entry.id = definitive.entry
      WHERE NOT EXISTS (\(Self.replacing) newer.entry = entry.id AND newer.event > definitive.event)
      ORDER BY entry.script
      """
    return try Row.fetchAll(self, sql: sql).map { row in
      let entry: Int = row["entry"]
      guard let code = ScriptCode(row["script"] as String),
        let use = DefinitiveScript.Use(rawValue: row["use"]),
        let qualification = Qualification(rawValue: row["qualification"])
      else { throw LedgerError.damaged("definitive marks of entry \(entry)") }
      return DefinitiveEntry(
        entry: entry,
        script: DefinitiveScript(
          script: code, use: use, marks: marks[entry] ?? [:], reasons: reasons[entry] ?? [:]),
        assessment: row["assessment"], qualification: qualification)
    }
  }

  /// What keeps scripts from being used as somebody wants to use them.
  fileprivate func obstacles(
    to scripts: [DefinitiveScript], at now: Instant
  ) throws -> [Finding] {
    let open = Set(try entries(at: now).filter(\.isToBeMarked).map(\.script))
    let known = try definitives()
    return try scripts.compactMap { script in
      let code = script.script.text
      guard open.contains(code) else {
        return Finding(
          "definitive-no-response", .refused, code, "no response that counts has come for it",
          remedy: "choose a script that is to be marked")
      }
      let before = known.first { $0.script.script == script.script }?.script.use
      if before != script.use, try exists("common_script", code) {
        return Finding(
          "definitive-given", .refused, code,
          "has gone out as \(before?.rawValue ?? "another") already",
          remedy: "leave its use as it was, and choose another script")
      }
      if script.use.isBeforehand, before == nil, try exists("allocation", code) {
        return Finding(
          "definitive-allocated", .refused, code,
          "is shared out to be marked, so that an assessor may know it",
          remedy: "use it as a seed, or choose a script before npq allocate")
      }
      return nil
    }
  }

  private func exists(_ table: String, _ code: String) throws -> Bool {
    try Bool.fetchOne(
      self,
      sql: """
        SELECT EXISTS (SELECT 1 FROM \(table) JOIN entry ON entry.id = \(table).entry
          WHERE entry.script = ?)
        """, arguments: [code]) == true
  }

  fileprivate func insert(_ script: DefinitiveScript, _ act: Act) throws {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT entry.id, rubric.digest FROM entry JOIN rubric
        ON rubric.assessment = entry.assessment AND rubric.qualification = entry.qualification
        WHERE entry.script = ?
        """, arguments: [script.script.text])
    guard let row else { throw LedgerError.damaged("no mark scheme of \(script.script)") }
    let entry: Int = row["id"]
    let marks = script.marks.sorted { $0.key < $1.key }
    let facts = [
      "use": script.use.rawValue, "rubric": row["digest"],
      "marks": marks.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
    ]
    var texts: [String: String] = [:]
    for (criterion, why) in script.reasons { texts["why \(criterion)"] = why }
    let event = try append(
      NewEvent(subject: script.script.text, facts: facts, texts: texts), act)
    try executeRepeated(
      sql: """
        INSERT INTO definitive (entry, use, rubric, event) VALUES (?, ?, ?, ?)
        ON CONFLICT (entry) DO UPDATE
        SET use = excluded.use, rubric = excluded.rubric, event = excluded.event
        """, arguments: [entry, script.use.rawValue, row["digest"] as String, event])
    for (criterion, mark) in marks {
      try executeRepeated(
        sql: """
          INSERT INTO definitive_mark (entry, criterion, marks, why, event) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (entry, criterion) DO UPDATE
          SET marks = excluded.marks, why = excluded.why, event = excluded.event
          """, arguments: [entry, criterion, mark, script.reasons[criterion], event])
    }
  }
}
