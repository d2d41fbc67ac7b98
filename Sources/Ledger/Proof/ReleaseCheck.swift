import Assessment
import Findings
import Foundation
import GRDB
import Sealing

extension SeriesAudit {
  /// Holds what was released against the events that released it, and against the rule.
  ///
  /// `today` is what each entry comes to now, by its number.
  mutating func checkReleases(of database: Database, today: [Int: Decided]) throws {
    let releases = try Row.fetchAll(
      database,
      sql: """
        SELECT release.*, event.body FROM release JOIN event ON event.number = release.event
        ORDER BY release.number
        """)
    guard !releases.isEmpty else { return }
    for row in releases { try check(release: row, of: database) }
    try checkOutcomes(of: database, today)
  }

  /// The list and the letters of a release by the digests in its event.
  private mutating func check(release row: Row, of database: Database) throws {
    let number: Int = row["number"]
    let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
    let list = Digest(of: Data((row["list"] as String).utf8)).description
    let letters = try Row.fetchCursor(
      database,
      sql: """
        SELECT letter, script FROM released JOIN entry ON entry.id = released.entry
        WHERE release = ?
        """, arguments: [number])
    var isErased = false
    var lines: [String] = []
    while let letter = try letters.next() {
      let text: String = letter[0]
      isErased = isErased || text.isEmpty
      lines.append("\(Digest(of: Data(text.utf8)))  \(letter[1] as String)\n")
    }
    let manifest = lines.sorted().joined()
    let isSame =
      body.facts["release"] == "\(number)" && body.facts["list"] == list
      && row["digest"] == list && body.facts["results"] == "\(lines.count)"
      && (isErased || body.facts["letters"] == Digest(of: Data(manifest.utf8)).description)
    guard !isSame else { return }
    add(
      .unaltered,
      Self.fault("release-changed", "release \(number)", "is not what its event put out"))
  }

  /// Decides again what was put out; where it would come out otherwise now, or has been put out
  /// anew, as the record stood when it was released.
  private mutating func checkOutcomes(of database: Database, _ today: [Int: Decided]) throws {
    let rows = try database.releasedRows()
    let last = Dictionary(rows.map { ($0.entry, $0.id) }) { $1 }
    let differing = rows.filter { row in
      last[row.entry] != row.id || today[row.entry].map(row.isSame) != true
    }
    let earlier = try database.decisions(when: Set(differing.map(\.release)))
    for row in differing {
      let subject = "\(row.script), release \(row.release)"
      guard let then = earlier[row.release]?[row.entry] else {
        add(
          .decided,
          Finding(
            "release-not-decided", .note, subject,
            "cannot be decided again as the record stood then: something was erased since, or "
              + "another copy worked on it before the two were joined",
            remedy: "a backup from before then can tell"))
        differs(row, today, last)
        continue
      }
      if !row.isSame(as: then) {
        add(
          .decided,
          Finding(
            "release-not-by-rule", .refused, subject,
            "was released as \(row.outcome), and the rule gave \(then.outcome.rawValue)",
            remedy: "npq reopen opens it again; find out how it came on the list"))
      } else {
        differs(row, today, last)
      }
    }
    tell(.decided, "\(spoken(rows.count)) released")
    let reopened = rows.count(where: \.isReopened)
    if reopened > 0 { tell(.decided, "\(spoken(reopened)) of them opened again since") }
  }

  /// Says where the last result that went out would come out otherwise now.
  private mutating func differs(_ row: ReleasedRow, _ today: [Int: Decided], _ last: [Int: Int]) {
    guard last[row.entry] == row.id, !row.isReopened, let now = today[row.entry],
      !row.isSame(as: now)
    else { return }
    add(
      .decided,
      Finding(
        "released-differs", .warning, "\(row.script), release \(row.release)",
        "was released as \(row.outcome) and would now be \(now.outcome.rawValue): something "
          + "behind it was changed since", remedy: "npq reopen, if that is right"))
  }
}

/// A result as a release put it out.
private struct ReleasedRow {
  let id, release, entry: Int
  let script, outcome: String
  let total: String?
  let isReopened: Bool

  /// Whether a decision comes to what was released.
  func isSame(as decided: Decided) -> Bool {
    outcome == decided.outcome.rawValue && total == decided.total
  }
}

extension Database {
  fileprivate func releasedRows() throws -> [ReleasedRow] {
    let sql = """
      SELECT released.*, entry.script,
        EXISTS (SELECT 1 FROM reopening WHERE reopening.released = released.id) AS reopened
      FROM released JOIN entry ON entry.id = released.entry
      JOIN release ON release.number = released.release
      JOIN event ON event.number = released.event ORDER BY release.time, event.digest, released.id
      """
    return try Row.fetchAll(self, sql: sql).map { row in
      ReleasedRow(
        id: row["id"], release: row["release"], entry: row["entry"], script: row["script"],
        outcome: row["outcome"], total: row["total"], isReopened: row["reopened"])
    }
  }

  /// Every decision as the record stood when some releases were made, by release and entry, but for
  /// entries of which something was erased since, or that another copy changed meanwhile.
  ///
  /// On a copy from which the later changes are taken back, the last ones first.
  fileprivate func decisions(when releases: Set<Int>) throws -> [Int: [Int: Decided]] {
    guard !releases.isEmpty else { return [:] }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let ancestors = try Ancestors(self)
    // A database without a name lies in a file that is gone as soon as it is closed.
    let copy = try DatabaseQueue(path: "", configuration: configuration)
    try copy.writeWithoutTransaction { try self.backup(to: $0) }
    return try copy.writeWithoutTransaction { copy in
      try copy.execute(
        sql: "DROP TRIGGER fact_is_not_changed; DROP TRIGGER fact_is_not_deleted")
      var decisions: [Int: [Int: Decided]] = [:]
      var unknown: Set<Int> = []
      for number in releases.sorted(by: >) {
        guard
          let row = try Row.fetchOne(
            copy, sql: "SELECT event, time FROM release WHERE number = ?", arguments: [number])
        else { continue }
        let later = try Row.fetchAll(
          copy, sql: "SELECT * FROM change WHERE event > ? ORDER BY id",
          arguments: [row["event"] as Int]
        ).map(Change.init)
        let erased = Set(later.filter { $0.before == "{}" }.map(\.row))
        try copy.inTransaction {
          try copy.takeBack(later.filter { !erased.contains($0.row) })
          try copy.executeRepeated(
            sql: "DELETE FROM change WHERE event > ?", arguments: [row["event"] as Int])
          return .commit
        }
        unknown.formUnion(later.filter { erased.contains($0.row) }.compactMap(\.entry))
        let apart = ancestors?.changedApart(before: row["event"]) ?? []
        let unsaid = unknown.union(apart)
        let then = try copy.results(at: Instant(seconds: row["time"]), .marks) { entry, row in
          unsaid.contains(entry.id) ? nil : (entry: entry.id, decided: Decided(row.decision))
        }
        decisions[number] = Dictionary(
          uniqueKeysWithValues: then.map { ($0.entry, $0.decided) })
      }
      return decisions
    }
  }
}

extension Change {
  /// The row that it is about.
  fileprivate var row: String { "\(record) \(key)" }
}
