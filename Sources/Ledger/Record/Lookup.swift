package import Assessment
package import Findings
import Foundation
import GRDB

/// What is kept of a look-up: that somebody saw which script is whose.
///
/// No name of a participant stands in it.
struct LookupBody: Codable {
  let origin: String
  /// Its number among the look-ups, from 1.
  let number: Int
  /// The digest of the look-up before; nil for the first.
  let previous: Digest?
  /// The last event when it was made.
  let event: Int
  let time: Instant
  /// `office`, or `stated` where the time was given by hand.
  let clock: String
  let machineTime: Instant?
  let actor: String
  let command: String
  /// The script codes that were shown with names; nil where it was everybody's.
  let scripts: [String]?
}

/// That somebody looked a person up, as it is told of that person.
package struct Lookup: Sendable, Hashable, Codable {
  package let time: Instant
  package let actor, command: String
}

extension Ledger {
  /// Writes down silently who saw whose scripts these are; nil for everybody's.
  ///
  /// Nobody waits for a turn, and nobody is refused an answer: where nothing can be written, a note
  /// says so.
  package func noteLookup(of scripts: [String]?, act: Act) -> Finding? {
    guard scripts?.isEmpty != true else { return nil }
    guard !queue.configuration.readonly else {
      return .lookupNotKept("nothing can be written in the series folder")
    }
    do {
      try queue.write { try $0.append(lookupOf: scripts, act) }
      return nil
    } catch {
      let reason = (error as? DatabaseError)?.message ?? "the record takes nothing"
      return .lookupNotKept(reason)
    }
  }

  /// Who saw whose some scripts are, and when: looked up one by one, or with everybody's.
  package func lookups(of scripts: [String]) throws -> [Lookup] {
    try queue.read { database in
      guard try database.tableExists("lookup") else { return [] }
      let wanted = String(decoding: try canonicalJSON(scripts), as: UTF8.self)
      let own = try Data.fetchAll(
        database,
        sql: """
          SELECT body FROM lookup WHERE json_type(CAST(body AS TEXT), '$.scripts') IS NULL
          OR EXISTS (SELECT 1 FROM json_each(CAST(body AS TEXT), '$.scripts') AS each
            WHERE each.value IN (SELECT value FROM json_each(?)))
          ORDER BY number
          """, arguments: [wanted]
      ).map { bytes in
        let body = try JSONDecoder().decode(LookupBody.self, from: bytes)
        return Lookup(time: body.time, actor: body.actor, command: body.command)
      }
      let whole = try Data.fetchAll(
        database,
        sql: """
          SELECT body FROM event WHERE json_extract(CAST(body AS TEXT), '$.command') = 'map'
          ORDER BY number
          """
      ).map { bytes in
        let body = try JSONDecoder().decode(EventBody.self, from: bytes)
        return Lookup(time: body.time, actor: body.actor, command: body.command)
      }
      return own + whole
    }
  }
}

extension Database {
  fileprivate func append(lookupOf scripts: [String]?, _ act: Act) throws {
    let last = try Row.fetchOne(
      self, sql: "SELECT number, digest FROM lookup ORDER BY number DESC LIMIT 1")
    let body = LookupBody(
      origin: try setting("origin") ?? "", number: (last?["number"] ?? 0) + 1,
      previous: (last?["digest"] as String?).flatMap { Digest(hex: $0) },
      event: try lastNumber(), time: act.time,
      clock: act.machineTime == nil ? "office" : "stated", machineTime: act.machineTime,
      actor: act.actor, command: act.command, scripts: scripts?.sorted())
    let bytes = try canonicalJSON(body)
    try executeRepeated(
      sql: "INSERT INTO lookup (number, body, digest) VALUES (?, ?, ?)",
      arguments: [body.number, bytes, Digest(of: bytes).description])
  }

  /// The digest of the last look-up; nil before the first.
  func lastLookup() throws -> Digest? {
    try String.fetchOne(self, sql: "SELECT digest FROM lookup ORDER BY number DESC LIMIT 1")
      .flatMap { Digest(hex: $0) }
  }
}

extension Finding {
  fileprivate static func lookupNotKept(_ reason: String) -> Finding {
    Finding(
      "lookup-not-kept", .note, "", "who looked this up was not written down: \(reason)",
      remedy: "keep a note of it yourself, or look it up where the series can be written to")
  }
}
