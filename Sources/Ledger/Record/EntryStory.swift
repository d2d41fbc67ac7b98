import Assessment
import Foundation
import GRDB

/// What single events did to one entry, in words for the office.
struct EntryStory {
  private var told: [Int: [String]] = [:]

  subscript(event: Int) -> String? { told[event].map { $0.joined(separator: "; ") } }

  init(of entry: Int, _ database: Database) throws {
    try addArrival(of: entry, database)
    try addAllocations(of: entry, database)
    try addPacks(of: entry, database)
    try addMarks(of: entry, database)
    try addDecisions(of: entry, database)
  }

  private mutating func add(_ words: String, _ event: Int) {
    told[event, default: []].append(words)
  }

  private mutating func addArrival(of entry: Int, _ database: Database) throws {
    let entered = "SELECT attempt, event FROM entry WHERE id = ?"
    for row in try Row.fetchAll(database, sql: entered, arguments: [entry]) {
      add("entered, attempt \(row["attempt"] as Int)", row["event"])
    }
    let earlier = "SELECT * FROM earlier_attempt WHERE entry = ? ORDER BY attempt"
    for row in try Row.fetchAll(database, sql: earlier, arguments: [entry]) {
      let outcome: String? = row["outcome"]
      let one = EarlierAttempt(
        attempt: row["attempt"], script: row["script"], series: row["series"],
        outcome: outcome.flatMap(Decision.Outcome.init))
      add(one.words, row["event"])
    }
    let came = "SELECT * FROM submission WHERE entry = ? ORDER BY id"
    for row in try Row.fetchAll(database, sql: came, arguments: [entry]) {
      let late: Int = row["late_seconds"]
      let words: Int? = row["words"]
      add(
        "a response of \(Instant(seconds: row["received"])) comes in"
          + (late > 0 ? ", late by \(spoken(seconds: late))" : "")
          + (words.map { ", \($0) words" } ?? "") + "; it is \(row["standing"] as String) now"
          + ((row["receipt"] as String?).map { ", receipt \($0)" } ?? ""), row["event"])
    }
  }

  private mutating func addAllocations(of entry: Int, _ database: Database) throws {
    let sql = "SELECT * FROM allocation WHERE entry = ? ORDER BY marking"
    for row in try Row.fetchAll(database, sql: sql, arguments: [entry]) {
      let round: String = row["round"]
      let what =
        switch MarkingRound(rawValue: round) {
        case .marking: "marking \(row["marking"] as Int)"
        case .setAside: "a marking that another took the place of"
        case .sample: "a reading for a sample"
        case .adjudication: "adjudication"
        case .appeal: "a fresh marking on appeal"
        case .external: "a reading from outside"
        default: "a \(round) marking"
        }
      add("given to \(row["assessor"] as String) for \(what)", row["event"])
    }
  }

  private mutating func addPacks(of entry: Int, _ database: Database) throws {
    let sql = """
      SELECT pack.id, pack.assessor, pack.purpose, pack.event FROM pack
      JOIN pack_script ON pack_script.pack = pack.id WHERE pack_script.entry = ? ORDER BY pack.id
      """
    for row in try Row.fetchAll(database, sql: sql, arguments: [entry]) {
      add(
        "goes out to \(row["assessor"] as String) in pack \(row["id"] as String), for "
          + (row["purpose"] as String), row["event"])
    }
  }

  /// What each sheet said: the marks with their total, what was written, and flags.
  private mutating func addMarks(of entry: Int, _ database: Database) throws {
    let sql = "SELECT * FROM fact WHERE entry = ? ORDER BY event, assessor, id"
    var marks: [MarkedBy: [(String, Int?)]] = [:]
    var rest: [MarkedBy: (comments: Int, flags: [String])] = [:]
    for row in try Row.fetchAll(database, sql: sql, arguments: [entry]) {
      let key = MarkedBy(event: row["event"], assessor: row["assessor"])
      switch row["kind"] as String {
      case "mark":
        let isCleared: Bool = row["cleared"]
        marks[key, default: []].append((row["name"], isCleared ? nil : row["marks"]))
      case "flag": rest[key, default: (0, [])].flags.append(row["text"] ?? row["name"])
      default: rest[key, default: (0, [])].comments += 1
      }
    }
    for key in Set(marks.keys).union(rest.keys).sorted() {
      let given = marks[key] ?? []
      var words: [String] = []
      if !given.isEmpty {
        let each = given.map { "\($0) \($1.map { "\($0)" } ?? "taken back")" }
        let total = given.reduce(0) { $0 + ($1.1 ?? 0) }
        words.append("\(key.assessor) gives \(total): \(each.joined(separator: ", "))")
      }
      let other = rest[key] ?? (0, [])
      if other.comments > 0 {
        words.append(
          "\(other.comments) comment\(other.comments == 1 ? "" : "s") of \(key.assessor)")
      }
      words += other.flags.map { "flagged \($0) by \(key.assessor)" }
      add(words.joined(separator: ", "), key.event)
    }
  }

  private mutating func addDecisions(of entry: Int, _ database: Database) throws {
    let rules = "SELECT * FROM agreement WHERE entry = ?"
    for row in try Row.fetchAll(database, sql: rules, arguments: [entry]) {
      var total = ""
      if let sum: Int = row["sum"], let markings: Int = row["markings"] {
        total = " with \(MarkTotal(sum: sum, markings: markings))"
      }
      add(
        "the rule \(row["rule"] as String) fires: \(row["outcome"] as String)\(total)",
        row["event"])
    }
    let resolved = "SELECT * FROM resolution WHERE entry = ?"
    for row in try Row.fetchAll(database, sql: resolved, arguments: [entry]) {
      let text: String = row["marks"]
      let marks = try JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
      let each = marks.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let who = row["kind"] as String == "agreed" ? "the assessors agree on" : "people decide on"
      add(
        "\(who) \(marks.values.reduce(0, +)): \(each.joined(separator: ", "))", row["event"])
    }
    let opened = """
      SELECT reopening.act, reopening.event, released.release, released.outcome FROM reopening
      JOIN released ON released.id = reopening.released WHERE reopening.entry = ?
      """
    for row in try Row.fetchAll(database, sql: opened, arguments: [entry]) {
      let isOpened = row["act"] as String == "reopened"
      add(
        "the result of release \(row["release"] as Int), \(row["outcome"] as String), is "
          + (isOpened ? "opened again and kept" : "settled anew"), row["event"])
    }
    let released = """
      SELECT release.number, released.outcome, release.event FROM released
      JOIN release ON release.number = released.release WHERE released.entry = ?
      """
    for row in try Row.fetchAll(database, sql: released, arguments: [entry]) {
      add(
        "the result goes out in release \(row["number"] as Int): \(row["outcome"] as String)",
        row["event"])
    }
    let samples = """
      SELECT sample.id, sample_script.why, sample.event FROM sample
      JOIN sample_script ON sample_script.sample = sample.id WHERE sample_script.entry = ?
      """
    for row in try Row.fetchAll(database, sql: samples, arguments: [entry]) {
      add("in sample \(row["id"] as Int): \(row["why"] as String)", row["event"])
    }
  }
}

/// Who marked by which event.
private struct MarkedBy: Hashable, Comparable {
  let event: Int
  let assessor: String

  static func < (left: Self, right: Self) -> Bool {
    (left.event, left.assessor) < (right.event, right.assessor)
  }
}
