import Assessment
import Findings
import Foundation
import GRDB

/// The events of a record as they were found.
struct KnownEvents: Sendable {
  /// The recorded digest of each, by its number.
  var digests: [Int: Digest] = [:]
  var last = 0
  /// Whether something was erased by `npq retain`, and by which event last.
  var erasure: Int?
  /// The facts of the first event, which made the series.
  var first: [String: String] = [:]
  /// The heads of the copies that were joined, as the joins recorded them.
  var joined: Set<String> = []
}

/// The chain up to an event: one line that forks where copies were worked on apart, and comes
/// together where they were joined.
private struct Chain {
  struct Link {
    let origin: String
    let seq: Int
    let time: Instant
  }

  /// Where each digest stands.
  let places: [Digest: Int]
  var links: [Digest: Link] = [:]
  /// Events after which none was recorded yet.
  var ends: Set<Digest> = []
  /// Whether events are missing, so that what came after them has nothing to stand on.
  var isBroken = false
}

extension SeriesAudit {
  /// Follows the chain of events, and names what was changed, dropped, moved or put in.
  mutating func checkEvents(of database: Database) throws -> KnownEvents {
    var known = KnownEvents()
    let series = try database.setting("origin") ?? ""
    let places = try database.eventNumbers().compactMap { hex, number in
      Digest(hex: hex).map { ($0, number) }
    }
    var chain = Chain(places: Dictionary(places) { first, _ in first })
    let rows = try Row.fetchCursor(
      database, sql: "SELECT number, body, digest FROM event ORDER BY number")
    while let row = try rows.next() {
      try check(row["number"], row["body"], stated: row["digest"], series, &known, &chain)
    }
    if !chain.isBroken { checkEnds(of: chain, last: known.last) }
    try checkTexts(of: database, known)
    tell(.complete, spoken(known.last, "event"))
    return known
  }

  private mutating func check(
    _ number: Int, _ bytes: Data, stated: String, _ series: String, _ known: inout KnownEvents,
    _ chain: inout Chain
  ) throws {
    if number > known.last + 1 {
      let gap = number - 1 == known.last + 1 ? "" : " to \(number - 1)"
      chain.isBroken = true
      add(
        .complete,
        Self.fault("event-missing", "event \(known.last + 1)\(gap)", "is missing from the chain"))
    }
    let before = known.digests[known.last]
    let digest = Digest(hex: stated)
    known.last = number
    known.digests[number] = digest
    guard let digest, Digest(of: bytes) == digest,
      let body = try? JSONDecoder().decode(EventBody.self, from: bytes)
    else {
      // Whatever it stood after, nothing else is said of it.
      if let before { chain.ends.remove(before) }
      if let digest { chain.ends.insert(digest) }
      return add(
        .unaltered, Self.fault("event-changed", "event \(number)", "is not what was recorded"))
    }
    if body.command == "retain" { known.erasure = number }
    if body.command == "join", let head = body.facts["head"] { known.joined.insert(head) }
    if number == 1 { known.first = body.facts }
    checkPlace(of: body, number, chain)
    if !(body.origin == series || body.origin.utf8.starts(with: "\(series)/".utf8)) {
      add(.consistent, Self.fault("event-foreign", "event \(number)", "is of another series"))
    }
    chain.ends.subtract(body.previous)
    chain.ends.insert(digest)
    chain.links[digest] = Chain.Link(origin: body.origin, seq: body.seq, time: body.time)
  }

  /// Whether an event stands behind what it was recorded after, under the next number of its copy,
  /// and not before it in time.
  private mutating func checkPlace(of body: EventBody, _ number: Int, _ chain: Chain) {
    let subject = "event \(number)"
    let ends = body.previous.count
    if ends != (number == 1 ? 0 : 1), !(body.command == "join" && ends == 2) {
      add(
        .unaltered, Self.fault("event-changed", subject, "does not say what it was recorded after"))
    }
    var mine: [Int] = []
    for digest in body.previous {
      guard let place = chain.places[digest] else {
        guard !chain.isBroken else { continue }
        add(
          .unaltered,
          Self.fault(
            "event-changed", "event \(number - 1)",
            "is not the one after which event \(number) was recorded: it was changed or put in"))
        continue
      }
      guard place < number else {
        add(
          .unaltered,
          Self.fault(
            "event-moved", subject, "was recorded after event \(place): the order was changed"))
        continue
      }
      guard let link = chain.links[digest] else { continue }
      if link.origin == body.origin { mine.append(link.seq) }
      if body.time < link.time {
        add(
          .consistent,
          Self.fault("event-foreign", subject, "is of an earlier time than the one before"))
      }
    }
    if let last = mine.max(), body.seq != last + 1 {
      add(
        .unaltered,
        Self.fault(
          "event-moved", subject, "was recorded as event \(body.seq): the order was changed"))
    }
  }

  /// Everything was recorded before the last event: what is not was put in.
  private mutating func checkEnds(of chain: Chain, last: Int) {
    let loose = chain.ends.compactMap { chain.places[$0] }.filter { $0 != last }
    for number in loose.sorted() {
      add(
        .unaltered,
        Self.fault(
          "event-added", "event \(number)", "leads nowhere: no later event was recorded after it"))
    }
  }

  /// Holds the private words that stand beside events against the digests in these.
  private mutating func checkTexts(of database: Database, _ known: KnownEvents) throws {
    let sql = """
      SELECT event.number, each.key AS field, CAST(each.value AS TEXT) AS digest, salt, text
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
        Digest(of: salt + Data(text.utf8)).description == row["digest"] as String?
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
