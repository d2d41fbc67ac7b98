import Assessment
import Findings
import Foundation
import GRDB

/// What a decision came to, as a release puts it out.
struct Decided: Sendable {
  let outcome: Decision.Outcome
  let total: String?

  init(_ decision: Decision) {
    outcome = decision.outcome
    total = decision.total?.description
  }
}

/// What is kept of an entry that was decided again; all on which it rests is much more.
private struct Redecided: Sendable {
  let entry: Int
  let script, assessment: String
  let extendedUntil: Instant?
  let decided: Decided
}

extension SeriesAudit {
  /// Computes states, windows, schemes and results again from what is recorded.
  ///
  /// - Returns: What each entry came to, by its number.
  mutating func checkRules(of database: Database, at now: Instant) throws -> [Int: Decided] {
    let standings = try database.results(at: now, .marks) { entry, row in
      Redecided(
        entry: entry.id, script: entry.script, assessment: entry.assessment,
        extendedUntil: entry.extendedUntil, decided: Decided(row.decision))
    }
    try checkWindows(of: database, standings)
    try checkMarks(of: database)
    let counts = Dictionary(standings.map { ($0.decided.outcome, 1) }, uniquingKeysWith: +)
    let sums = Decision.Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    tell(
      .decided,
      standings.isEmpty
        ? "no entries yet"
        : "\(spoken(standings.count, "result")) computed again: \(sums.joined(separator: ", "))")
    tell(
      .complete,
      standings.count == 1
        ? "1 entry in one state" : "\(spoken(standings.count)) entries, each in one state")
    tell(.consistent, "tables, references and guards")
    return Dictionary(standings.map { ($0.entry, $0.decided) }) { first, _ in first }
  }

  private mutating func checkWindows(of database: Database, _ entries: [Redecided]) throws {
    let windows = Dictionary(
      uniqueKeysWithValues: try database.assessments().map {
        ($0.assessment.id.text, $0.assessment.window)
      })
    let byID = Dictionary(uniqueKeysWithValues: entries.map { ($0.entry, $0) })
    var counted = 0
    var unknown = 0
    let sql = """
      SELECT entry, received, late_seconds, replaces, time_known FROM submission
      WHERE standing = 'accepted'
      """
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      guard let entry = byID[row["entry"]], let window = windows[entry.assessment] else { continue }
      counted += 1
      guard row["time_known"] else {
        unknown += 1
        continue
      }
      let judged = window.judge(Instant(seconds: row["received"]), extension: entry.extendedUntil)
      let isLateByRule =
        judged.state == .late && window.late == .accept && row["late_seconds"] == judged.by
      guard judged.state != .open, !isLateByRule, (row["replaces"] as Int?) == nil else { continue }
      add(
        .windows,
        Finding(
          "window-not-kept", .held, entry.script,
          "counts, and came \(judged.state == .early ? "before the window" : "after the close")",
          remedy: "npq history tells who let it in; record the extension, or undo what let it in"))
    }
    tell(.windows, "\(spoken(counted, "response")) that count")
    if unknown > 0 { tell(.windows, "\(spoken(unknown)) of them at a time that nobody knows") }
  }

  private mutating func checkMarks(of database: Database) throws {
    var schemes: [String: Rubric] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT digest, body FROM rubric") {
      let body: String = row[1]
      schemes[row[0]] = try JSONDecoder().decode(Rubric.self, from: Data(body.utf8))
    }
    var used: Set<String> = []
    let sql = """
      SELECT entry.script, fact.assessor, fact.name, fact.marks, fact.rubric, rubric.digest,
        EXISTS (SELECT 1 FROM pack_script WHERE pack = fact.pack AND entry = fact.entry) AS given
      FROM fact JOIN entry ON entry.id = fact.entry LEFT JOIN rubric
        ON rubric.assessment = entry.assessment AND rubric.qualification = entry.qualification
      WHERE fact.kind = 'mark' AND fact.cleared = 0
      """
    var count = 0
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      count += 1
      let (name, digest): (String, String?) = (row[2], row[5])
      guard let digest, digest == row[4] as String else {
        add(
          .marked,
          Finding(
            "mark-other-scheme", .held, "\(row[0] as String) \(row[1] as String) \(name)",
            "was given under a mark scheme that is not in force",
            remedy: "have the script marked under the one in force"))
        continue
      }
      used.insert(digest)
      let criterion = schemes[digest]?.criteria.first { $0.id == name }
      let isPossible = criterion?.levels.contains { $0.marks == row[3] as Int } == true
      if !isPossible || row[6] != true {
        add(
          .marked,
          Self.fault(
            "mark-impossible", "\(row[0] as String) \(row[1] as String) \(name)",
            isPossible
              ? "is a mark for a script that its pack does not hold"
              : "is a mark that the scheme does not know"))
      }
    }
    tell(.marked, "\(spoken(count, "mark")) under \(spoken(used.count, "mark scheme"))")
  }
}
