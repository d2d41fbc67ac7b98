package import Assessment
import Foundation
import GRDB

/// What was last released for an entry.
package struct ReleaseRecord: Sendable {
  /// The row of the record, and the number of its release.
  let id: Int
  package let release: Int
  package let released: Instant
  package let outcome: Decision.Outcome
  package let total: String?
  /// Whether it stands, was opened again, or was opened again and decided.
  package var standing = Standing.stands

  package enum Standing: String, Sendable {
    case stands, reopened, settled
  }
}

extension ReleaseRecord {
  /// The release in a few words.
  fileprivate var flag: String {
    let day = released.civil(in: "Europe/London").day
    switch standing {
    case .stands: return "released \(day): \(outcome.rawValue)"
    case .reopened: return "released \(day): opened again"
    case .settled: return "released \(day): to be released anew"
    }
  }
}

extension Database {
  /// What was last released for each entry, and whether it stands.
  func addReleases(
    to records: inout [EntryRecord], _ index: [Int: Int], _ scope: EntryScope
  ) throws {
    for (entry, record) in try releaseRecords(scope) {
      guard let at = index[entry] else { continue }
      records[at].release = record
      records[at].facts.released = record.standing == .stands
      records[at].flags.append(record.flag)
    }
    for (entry, standing) in try dfeStandings(scope) {
      guard let at = index[entry], let flag = standing.flag else { continue }
      records[at].flags.append(flag)
    }
    let away = try Row.fetchCursor(self, sql: "SELECT entry, series FROM carried_away")
    while let row = try away.next() {
      guard let at = index[row["entry"]] else { continue }
      records[at].carriedInto = row["series"]
      records[at].flags.append("carried into \(row["series"] as String)")
    }
    let taken = try Row.fetchCursor(self, sql: "SELECT entry, kind, series FROM carried")
    while let row = try taken.next() {
      guard let at = index[row["entry"]] else { continue }
      records[at].flags.append("\(row["kind"] as String) from \(row["series"] as String)")
    }
    try addEarlierAttempts(to: &records, index)
  }

  /// What was last released, by the numbers of the entries.
  func releaseRecords(_ scope: EntryScope = .everybody) throws -> [Int: ReleaseRecord] {
    let sql = """
      SELECT released.id, released.release, released.entry, outcome, total, release.time, (
        SELECT act FROM reopening WHERE reopening.released = released.id ORDER BY id DESC LIMIT 1
      ) AS act
      FROM released JOIN release ON release.number = released.release
      JOIN event ON event.number = released.event WHERE \(scope.condition("released.entry"))
      ORDER BY release.time, event.digest, released.id
      """
    var records: [Int: ReleaseRecord] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      guard let outcome = Decision.Outcome(rawValue: row["outcome"]) else {
        throw LedgerError.damaged("released \(row["id"] as Int)")
      }
      let act: String? = row["act"]
      records[row["entry"]] = ReleaseRecord(
        id: row["id"], release: row["release"], released: Instant(seconds: row["time"]),
        outcome: outcome, total: row["total"],
        standing: act.flatMap(ReleaseRecord.Standing.init) ?? .stands)
    }
    return records
  }
}
