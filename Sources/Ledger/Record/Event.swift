package import Assessment
import Foundation
import GRDB

/// Who does something, when, and by which command: what every step is told.
package struct Act: Sendable, Hashable {
  /// The officer who acts.
  package let actor: String
  /// The time of the act.
  package let time: Instant
  /// The machine's own time where `time` was stated by hand.
  package let machineTime: Instant?
  /// The command, as one word or two.
  package let command: String
  /// Who decided, where the actor only writes down what another has decided; private.
  package var decider: String?

  package init(actor: String, time: Instant, machineTime: Instant?, command: String) {
    self.actor = actor
    self.time = time
    self.machineTime = machineTime
    self.command = command
  }

  /// Whether one command did both: the machine's own time moves on meanwhile, and each row of a
  /// sheet may be somebody else's decision.
  func isOfOneRun(with other: Act) -> Bool {
    actor == other.actor && time == other.time && command == other.command
  }

  /// The act, as somebody else's decision; the actor's own where nobody is named.
  package func decided(by name: String?) -> Act {
    var act = self
    act.decider = name
    return act
  }
}

/// What an event says.
///
/// No name, address, TRN or free text stands in it: of a free text it holds
/// the salted digest only.
package struct EventBody: Sendable, Codable {
  /// The series that it was recorded in; of a copy with a name of its own `series/name`.
  package let origin: String
  /// Its number within the origin, from 1.
  package let seq: Int
  /// The digest of the event before; of both, where it joins two copies; empty for the first.
  package let previous: [Digest]
  package let time: Instant
  /// `office`, or `stated` where the time was given by hand.
  package let clock: String
  package let machineTime: Instant?
  package let actor: String
  package let command: String
  /// The script code of the entry concerned, or an assessor or pack.
  package let subject: String?
  /// What happened, as plain facts without personal data.
  package let facts: [String: String]
  /// SHA-256(salt ‖ text) of each private text.
  package let texts: [String: Digest]
}

/// One event to be recorded.
package struct NewEvent {
  var subject: String?
  var facts: [String: String] = [:]
  var texts: [String: String] = [:]
}

extension EventBody {
  /// The name of the copy that recorded it; nil for the series itself.
  package var copy: String? {
    origin.utf8.firstIndex(of: UInt8(ascii: "/"))
      .map { String(origin[origin.utf8.index(after: $0)...]) }
  }
}

extension Database {
  /// Appends an event and returns its number.
  ///
  /// It comes after the last event, or after both ends of what it joins.
  func append(_ event: NewEvent, _ act: Act, joining ends: [Digest] = []) throws -> Int {
    let number = try lastNumber() + 1
    let origin = try origin()
    let previous = try ends.isEmpty ? [head()].compactMap(\.self) : ends
    var event = event
    event.texts["decided by"] = event.texts["decided by"] ?? act.decider
    var salted: [String: (salt: Data, digest: Digest)] = [:]
    for (field, text) in event.texts {
      let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
      salted[field] = (salt, Digest(of: salt + Data(text.utf8)))
    }
    let body = EventBody(
      origin: origin, seq: try lastSeq(of: origin, anywhere: !ends.isEmpty) + 1, previous: previous,
      time: act.time,
      clock: act.machineTime == nil ? "office" : "stated", machineTime: act.machineTime,
      actor: act.actor, command: act.command, subject: event.subject, facts: event.facts,
      texts: salted.mapValues(\.digest))
    let bytes = try canonicalJSON(body)
    try executeRepeated(
      sql: "INSERT INTO event (number, body, digest) VALUES (?, ?, ?)",
      arguments: [number, bytes, Digest(of: bytes).description])
    for (field, text) in event.texts {
      try executeRepeated(
        sql: "INSERT INTO private_text (event, field, salt, text) VALUES (?, ?, ?, ?)",
        arguments: [number, field, salted[field]?.salt, text])
    }
    return number
  }

  /// Under which name this copy of the series records: that of the series, and its own after it
  /// where it has one.
  func origin() throws -> String {
    let series = try setting("origin") ?? ""
    return try setting("copy").map { "\(series)/\($0)" } ?? series
  }

  /// The number of the last event that was recorded under a name; 0 before the first.
  ///
  /// Nearly always that is the last event of all, but for one that joins: it may stand anywhere.
  private func lastSeq(of origin: String, anywhere: Bool) throws -> Int {
    let found = "json_extract(CAST(body AS TEXT), '$.origin') = ?"
    let seq = "json_extract(CAST(body AS TEXT), '$.seq')"
    let last = try Row.fetchOne(
      cachedStatement(
        sql: "SELECT \(found) AS mine, \(seq) AS seq FROM event ORDER BY number DESC LIMIT 1"),
      arguments: [origin])
    if let last, last["mine"] == true, !anywhere { return last["seq"] }
    return try Int.fetchOne(
      self, sql: "SELECT max(\(seq)) FROM event WHERE \(found)", arguments: [origin]) ?? 0
  }

  /// The number of the last event; 0 before the first.
  func lastNumber() throws -> Int {
    try Int.fetchOne(cachedStatement(sql: "SELECT max(number) FROM event")) ?? 0
  }

  /// The time of the last event; nil before the first.
  func lastTime() throws -> Instant? {
    guard
      let bytes = try Data.fetchOne(
        self, sql: "SELECT body FROM event ORDER BY number DESC LIMIT 1")
    else { return nil }
    return try JSONDecoder().decode(EventBody.self, from: bytes).time
  }

  /// The digest of the last event.
  func head() throws -> Digest? {
    try String.fetchOne(
      cachedStatement(sql: "SELECT digest FROM event ORDER BY number DESC LIMIT 1")
    ).flatMap { Digest(hex: $0) }
  }
}
