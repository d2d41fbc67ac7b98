import Assessment
import Findings
import Foundation
import GRDB

/// The events of a record as they were found.
struct KnownEvents {
  /// The recorded digest of each, by its number.
  var digests: [Int: Digest] = [:]
  var last = 0
  /// Whether something was erased by `npq retain`, and by which event last.
  var erasure: Int?
  /// The facts of the first event, which made the series.
  var first: [String: String] = [:]
  /// The time of each record, as far as it goes back.
  var latest = Instant(seconds: .min)
}

extension SeriesAudit {
  /// Follows the chain of events, and names what was changed, dropped, moved or put in.
  mutating func checkEvents(of database: Database) throws -> KnownEvents {
    var known = KnownEvents()
    let rows = try Row.fetchCursor(
      database, sql: "SELECT number, body, digest FROM event ORDER BY number")
    while let row = try rows.next() {
      try check(
        row["number"], row["body"], stated: row["digest"], origin: database.setting("origin"),
        &known)
    }
    try checkTexts(of: database, known)
    tell(.complete, spoken(known.last, "event"))
    return known
  }

  private mutating func check(
    _ number: Int, _ bytes: Data, stated: String, origin: String?, _ known: inout KnownEvents
  ) throws {
    if number > known.last + 1 {
      let gap = number - 1 == known.last + 1 ? "" : " to \(number - 1)"
      add(
        .complete,
        Self.fault("event-missing", "event \(known.last + 1)\(gap)", "is missing from the chain"))
    }
    let subject = "event \(number)"
    defer {
      known.last = number
      known.digests[number] = Digest(hex: stated)
    }
    guard Digest(of: bytes).description == stated,
      let body = try? JSONDecoder().decode(EventBody.self, from: bytes)
    else {
      return add(
        .unaltered, Self.fault("event-changed", subject, "is not what was recorded"))
    }
    if body.command == "retain" { known.erasure = number }
    if number == 1 { known.first = body.facts }
    if body.seq != number {
      return add(
        .unaltered,
        Self.fault(
          "event-moved", subject, "was recorded as event \(body.seq): the order was changed"))
    }
    let before = known.digests[number - 1]
    if body.previous != [before].compactMap({ $0 }), known.last == number - 1 {
      add(
        .unaltered,
        Self.fault(
          "event-changed", number == 1 ? subject : "event \(number - 1)",
          "is not the one after which event \(number) was recorded: it was changed or put in"))
    }
    if body.origin != origin || body.time < known.latest {
      let what =
        body.origin != origin ? "of another series" : "of an earlier time than the one before"
      add(.consistent, Self.fault("event-foreign", subject, "is \(what)"))
    }
    known.latest = max(known.latest, body.time)
  }

  /// Holds the private words that stand beside events against the digests in these.
  private mutating func checkTexts(of database: Database, _ known: KnownEvents) throws {
    let sql = """
      SELECT event.number, each.key AS field, each.value AS digest, salt, text
      FROM event, json_each(CAST(event.body AS TEXT), '$.texts') AS each
      LEFT JOIN private_text ON private_text.event = event.number AND field = each.key
      """
    var erased = 0
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      let subject = "event \(row["number"] as Int), \(row["field"] as String)"
      let salt: Data? = row["salt"]
      let text: String? = row["text"]
      if let salt, let text,
        Digest(of: salt + Data(text.utf8)).description == row["digest"] as String
      {
        continue
      }
      guard text?.isEmpty != false else {
        add(.unaltered, Self.fault("text-changed", subject, "is not what was recorded"))
        continue
      }
      erased += 1
      if (row["number"] as Int) > known.erasure ?? 0 {
        add(.complete, Self.fault("text-missing", subject, "is gone, and no event erased it"))
      }
    }
    let added = try Row.fetchAll(
      database,
      sql: """
        SELECT private_text.event, field FROM private_text
        JOIN event ON event.number = private_text.event
        WHERE json_type(CAST(event.body AS TEXT), '$.texts."' || field || '"') IS NULL
        """)
    for row in added {
      let subject = "event \(row["event"] as Int), \(row["field"] as String)"
      add(.unaltered, Self.fault("text-changed", subject, "was never recorded"))
    }
    if erased > 0 { tell(.complete, spoken(erased, "erased text")) }
  }

  static func fault(_ code: String, _ subject: String, _ message: String) -> Finding {
    Finding(code, .refused, subject, message, remedy: askWhoChangedIt)
  }
}
