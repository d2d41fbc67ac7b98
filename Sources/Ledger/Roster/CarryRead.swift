package import Assessment
import GRDB

/// An entry of a series that ends, with where it goes and what goes with it.
package struct CarryLine: Sendable {
  package let entry: EntryRecord
  package let way: CarryWay
  /// Whoever has marked it, here or in a series before.
  let markers: [EarlierMarker]
  /// Whether the DfE has a declaration of it: yes, no or unknown.
  let declared: String
  /// What goes with it into the next series: adjustments, and cases that are open.
  let exceptions: [CarriedException]
}

/// Somebody who has marked an earlier attempt, as the series of that attempt knew them.
struct EarlierMarker: Sendable, Hashable {
  let assessor: String
  let email: String?
}

/// An exception as it was recorded in the series before.
struct CarriedException: Sendable {
  let exception: EntryException
  let category: String?
  let authoriser: String?
}

extension Ledger {
  /// Where every entry goes at the end of the series, in the order of entries.
  ///
  /// One that was carried already goes the same way again, so that it can be seen to be there.
  package func carryLines(
    withHeld: Bool, withNotSubmitted: Bool, at now: Instant
  ) throws -> [CarryLine] {
    let standings = try standings(at: now)
    return try queue.read { database in
      let attempts = Dictionary(
        uniqueKeysWithValues: try database.assessments().map {
          ($0.assessment.id.text, $0.assessment.rules.attempts)
        })
      let carried = try database.carriedKinds()
      let markers = try database.everyMarker()
      let sent = try database.dfeStandings()
      let exceptions = try database.carriedExceptions()
      return standings.map { standing in
        let entry = standing.entry
        var item = CarryCase(
          state: standing.state, attempt: entry.attempt,
          attempts: attempts[entry.assessment] ?? RulePolicy.Standard.attempts,
          reason: standing.decision.reason)
        item.released = entry.release?.outcome
        item.isReopened = entry.release?.standing == .reopened
        item.mayStillHandIn = entry.extendedUntil.map { now <= $0 } ?? false
        // What was carried as held or not submitted stays so, whatever is asked for this time.
        let before = carried[entry.id]
        let way = item.way(
          withHeld: withHeld || before == CarryWay.Kind.held.rawValue,
          withNotSubmitted: withNotSubmitted || before == CarryWay.Kind.notSubmitted.rawValue)
        return CarryLine(
          entry: entry, way: way, markers: markers[entry.id, default: []],
          declared: sent[entry.id].map(\.word) ?? "no",
          exceptions: exceptions[entry.id, default: []])
      }
    }
  }
}

extension DfEStanding {
  /// Whether a declaration stands, in one word.
  fileprivate var word: String {
    if waiting != nil { return "unknown" }
    switch declared {
    case .yes: return "yes"
    case .no: return "no"
    case .unknown: return "unknown"
    }
  }
}

extension Database {
  /// How each entry that was carried into another series went.
  fileprivate func carriedKinds() throws -> [Int: String] {
    var kinds: [Int: String] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT entry, kind FROM carried_away")
    while let row = try rows.next() {
      kinds[row["entry"]] = row["kind"]
    }
    return kinds
  }

  /// Whoever was given a script or has marked it, of any attempt.
  fileprivate func everyMarker() throws -> [Int: [EarlierMarker]] {
    let emails = Dictionary(
      uniqueKeysWithValues: try assessors().map { ($0.id, $0.details["email"]) })
    let sql = """
      SELECT entry, assessor, NULL AS email FROM allocation
      UNION SELECT entry, assessor, NULL FROM fact
      UNION SELECT entry, assessor, email FROM earlier_marker ORDER BY entry, assessor
      """
    var markers: [Int: [EarlierMarker]] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      let assessor: String = row["assessor"]
      let marker = EarlierMarker(
        assessor: assessor, email: row["email"] ?? emails[assessor] ?? nil)
      markers[row["entry"], default: []].append(marker)
    }
    return markers
  }

  /// Adjustments, and the checks that are open.
  fileprivate func carriedExceptions() throws -> [Int: [CarriedException]] {
    let sql = """
      SELECT * FROM exception WHERE kind = 'adjustment' OR (kind = 'integrity' AND value = 'open'
        AND id IN (SELECT max(id) FROM exception WHERE kind = 'integrity' GROUP BY entry, check_name))
      ORDER BY id
      """
    var exceptions: [Int: [CarriedException]] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      let isCheck: Bool = row["kind"] == "integrity"
      let exception =
        isCheck
        ? EntryException(
          IntegrityCheck(check: row["check_name"] ?? "case", state: .open, score: row["score"]))
        : EntryException(kind: .adjustment, value: row["value"])
      exceptions[row["entry"], default: []].append(
        CarriedException(
          exception: exception, category: row["category"], authoriser: row["authoriser"]))
    }
    return exceptions
  }
}
