package import Assessment
import Foundation
import GRDB

/// What is held about one person, as it may be handed to them.
package struct SubjectAccess: Sendable, Codable {
  package struct Response: Sendable, Codable {
    package let name: String
    package let received: Instant
    /// Whose clock gave the time.
    package let clock, standing: String
    package let words: Int?
    package let receipt: String?
    /// What was found in it, in words.
    package let remarks: [String]
    /// What the platform that it came from said of it, by the columns of the record.
    package let platform: [String: String]
    /// Where it was found to name its writer.
    package let namesFound: [[String: String]]
  }

  package struct Exception: Sendable, Codable {
    package let kind: String
    package let closes: Instant?
    package let value, category, authoriser, check: String?
    /// Why, as the office wrote it down.
    package let reason: String?
  }

  package struct Letter: Sendable, Codable {
    package let kind: String
    package let sent: Instant
  }

  package struct Mark: Sendable, Codable {
    /// Which marking; nobody's name stands here.
    package let marking: Int
    package let criterion: String
    package let marks: Int?
    package let comment: String?
  }

  package struct Entry: Sendable, Codable {
    package let assessment, qualification, script, state: String
    package let attempt: Int
    package let responses: [Response]
    package let exceptions: [Exception]
    package let letters: [Letter]
    /// The outcome and the marks; nil until the result is out.
    package let outcome: String?
    package let marks: [Mark]?
    /// What was written to the participant with each release, and what was approved for it.
    package let results, feedback: [[String: String]]
    /// When a result was opened again, and settled.
    package let reopenings: [[String: String]]
    /// What was made for the DfE, and what it answered.
    package let dfe, dfeAnswers: [[String: String]]
    /// Attempts before this one, and the series that it came from or went into.
    package let earlierAttempts, carried: [[String: String]]
    /// What was decided about names in the response, and what was flagged in it.
    package let nameDecisions, flags: [[String: String]]
    /// The office's own words about what it did.
    package let notes: [[String: String]]
  }

  /// That the office saw which scripts are the person's.
  package struct LookedUp: Sendable, Codable {
    package let time: Instant
    package let command: String
  }

  package let series, participant: String
  package let made: Instant
  /// The columns of the roster.
  package let details: [String: String]
  package let entries: [Entry]
  package let lookups: [LookedUp]
  /// What is not in it, each with the reason.
  package let leftOut: [String]
}

extension Ledger {
  /// Gathers what is held about a person, and records that it was asked for.
  package func subjectAccess(to person: String, act: Act) throws -> SubjectAccess {
    let series = try name()
    let standings = try standings(at: act.time, of: person)
    let lookups = try lookups(of: standings.map(\.entry.script)).map {
      SubjectAccess.LookedUp(time: $0.time, command: $0.command)
    }
    return try step(act) { database in
      for standing in standings {
        _ = try database.append(NewEvent(subject: standing.entry.script), act)
      }
      let entries = try standings.map { try database.access($0) }
      var leftOut = [
        "the names of assessors, and who declared an interest in your work and why: they are about "
          + "other people",
        "who in the office looked you up: that too is about other people",
        "the responses themselves, their copies and what was compared with them: examination "
          + "scripts need not be given, and you have your own",
        "what assessors wrote to the office, how their markings were agreed on and checked, and "
          + "in which packs and samples your work was: it is about how they work",
      ]
      if entries.contains(where: { $0.outcome == nil }) {
        leftOut.append("outcome and marks that are not out yet: you get them with the result")
      }
      return SubjectAccess(
        series: series, participant: person, made: act.time,
        details: standings.first?.entry.details ?? [:], entries: entries, lookups: lookups,
        leftOut: leftOut)
    }
  }
}

extension Database {
  fileprivate func access(_ standing: Standing) throws -> SubjectAccess.Entry {
    let entry = standing.entry
    let isOut = standing.state == .released
    return SubjectAccess.Entry(
      assessment: entry.assessment, qualification: entry.qualification.code, script: entry.script,
      state: standing.state.rawValue, attempt: entry.attempt,
      responses: try responses(of: entry.id),
      exceptions: try exceptions(of: entry.id), letters: try letters(to: entry.id),
      outcome: isOut ? standing.decision.outcome.rawValue : nil,
      marks: isOut ? try marks(of: entry) : nil,
      results: try rows(AccessRows.results, of: entry.id),
      feedback: isOut ? try rows(AccessRows.feedback, of: entry.id) : [],
      reopenings: try rows(AccessRows.reopenings, of: entry.id),
      dfe: try rows(AccessRows.dfe, of: entry.id),
      dfeAnswers: try rows(AccessRows.dfeAnswers, of: entry.id),
      earlierAttempts: try rows(AccessRows.earlierAttempts, of: entry.id),
      carried: try rows(AccessRows.carried, of: entry.id),
      nameDecisions: try rows(AccessRows.nameDecisions, of: entry.id),
      flags: try rows(AccessRows.flags, of: entry.id),
      notes: try rows(AccessRows.notes, of: entry.id))
  }

  private func responses(of entry: Int) throws -> [SubjectAccess.Response] {
    let sql = "SELECT * FROM submission WHERE entry = ? ORDER BY received, id"
    return try Row.fetchAll(self, sql: sql, arguments: [entry]).map { row in
      SubjectAccess.Response(
        name: row["name"], received: Instant(seconds: row["received"]), clock: row["clock"],
        standing: row["standing"], words: row["words"], receipt: row["receipt"],
        remarks: try String.fetchAll(self, sql: AccessRows.remarks, arguments: [row["findings"]]),
        platform: try rows(AccessRows.platform, of: row["id"]).first ?? [:],
        namesFound: try rows(AccessRows.namesFound, of: row["id"]))
    }
  }

  private func exceptions(of entry: Int) throws -> [SubjectAccess.Exception] {
    let sql = """
      SELECT exception.*, (SELECT text FROM private_text WHERE event = exception.event
        AND field = 'reason') AS reason FROM exception WHERE entry = ? ORDER BY id
      """
    return try Row.fetchAll(self, sql: sql, arguments: [entry]).map { row in
      SubjectAccess.Exception(
        kind: row["kind"], closes: (row["closes"] as Int64?).map { Instant(seconds: $0) },
        value: row["value"], category: row["category"], authoriser: row["authoriser"],
        check: row["check_name"], reason: row["reason"])
    }
  }

  private func letters(to entry: Int) throws -> [SubjectAccess.Letter] {
    let sql = """
      SELECT message.kind, event.body FROM message JOIN event ON event.number = message.event
      WHERE entry = ? ORDER BY message.id
      """
    return try Row.fetchAll(self, sql: sql, arguments: [entry]).map { row in
      let body = try JSONDecoder().decode(EventBody.self, from: row["body"] as Data)
      return SubjectAccess.Letter(kind: row["kind"], sent: body.time)
    }
  }

  private func marks(of entry: EntryRecord) throws -> [SubjectAccess.Mark] {
    let numbers = Dictionary(entry.markers.map { ($0.value, $0.key) }) { first, _ in first }
    let sql = """
      SELECT assessor, kind, name, marks, text FROM fact WHERE entry = ? AND cleared = 0
      AND kind IN ('mark', 'comment-on', 'comment') ORDER BY id
      """
    return try Row.fetchAll(self, sql: sql, arguments: [entry.id]).compactMap { row in
      numbers[row["assessor"]].map { number in
        SubjectAccess.Mark(
          marking: number, criterion: row["name"], marks: row["marks"], comment: row["text"])
      }
    }
  }
}
