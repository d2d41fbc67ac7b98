package import Assessment
import Findings
import Foundation
import GRDB

/// A random sample as it stands in the record.
package struct SampleRecord: Sendable {
  package let number: Int
  package let assessment: String
  package let qualification: Qualification
  /// What it was drawn for: part of what is drawn by.
  package let purpose: String
  package let policy: SamplePolicy
  package let draw: UInt64
  package let population: Int
  package let asked: Int
  package let scripts: [(script: String, why: String, basis: Digest)]
  /// From whose scripts it was drawn, in order; empty where from all.
  package let assessors: [String]
  /// What it led to; nil as long as nobody decided.
  package let outcome: SampleOutcome?
}

/// What a random sample may lead to: never to another mark of a single script in it.
package enum SampleOutcome: Sendable, Hashable {
  /// All marks stand.
  case stand
  /// A larger sample is drawn, which holds this one.
  case extend
  /// Every script of the group is marked a second time.
  case cohort
  /// Everything of one assessor is marked again.
  case remark(assessor: String)

  /// The word of the record.
  package var word: String {
    switch self {
    case .stand: "stand"
    case .extend: "extend"
    case .cohort: "cohort"
    case .remark: "remark"
    }
  }

  fileprivate var assessor: String? {
    if case .remark(let assessor) = self { assessor } else { nil }
  }
}

extension Ledger {
  /// Records a sample with the marks as they stood when it was drawn; `assessors` are those from
  /// whose scripts it was drawn, nobody where from all.
  ///
  /// - Returns: Its number.
  package func record(
    sample: DrawnSample, of assessment: String, _ qualification: Qualification,
    by policy: SamplePolicy, purpose: String, draw: UInt64, from assessors: Set<String> = [],
    act: Act
  ) throws -> Int {
    try step(act) { database in
      var facts = [
        "purpose": purpose, "rule": policy.words, "draw": "\(draw)",
        "of": "\(sample.population)", "asked": "\(sample.asked)", "drawn": "\(sample.drawn)",
        "scripts": sample.scripts.map(\.script.text).joined(separator: " "),
      ]
      if !assessors.isEmpty { facts["from"] = assessors.sorted().joined(separator: " ") }
      let event = try database.append(NewEvent(facts: facts), act)
      let number = try database.nextNumber(of: "sample")
      try database.executeRepeated(
        sql: """
          INSERT INTO sample (id, assessment, qualification, purpose, policy, draw, population, asked,
            event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          number, assessment, qualification.code, purpose,
          String(decoding: try canonicalJSON(policy), as: UTF8.self), "\(draw)",
          sample.population, sample.asked, event,
        ])
      for assessor in assessors.sorted() {
        try database.executeRepeated(
          sql: "INSERT INTO sample_assessor (sample, assessor, event) VALUES (?, ?, ?)",
          arguments: [number, assessor, event])
      }
      let scope = try database.scope(ofPeopleWith: Set(sample.scripts.map(\.script.text)))
      let marks = try MarkTable(database, .texts, scope)
      let known = Dictionary(
        try database.results(at: act.time, over: marks, scope) { _, row in
          row.entry.script.map { ($0, row) }
        }, uniquingKeysWith: { $1 })
      for script in sample.scripts {
        guard let row = known[script.script] else { continue }
        let basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
        try database.executeRepeated(
          sql: """
            INSERT INTO sample_script (sample, entry, why, basis)
            SELECT ?, id, ?, ? FROM entry WHERE script = ?
            """,
          arguments: [
            number, script.why.joined(separator: ", "), basis.description, script.script.text,
          ])
      }
      return number
    }
  }

  /// Records what a sample led to.
  package func record(outcome: SampleOutcome, of sample: Int, reason: String, act: Act) throws {
    try step(act) { database in
      var facts = ["sample": "\(sample)", "outcome": outcome.word]
      facts["assessor"] = outcome.assessor
      let event = try database.append(NewEvent(facts: facts, texts: ["reason": reason]), act)
      try database.executeRepeated(
        sql: "INSERT INTO sample_outcome (sample, outcome, assessor, event) VALUES (?, ?, ?, ?)",
        arguments: [sample, outcome.word, outcome.assessor, event])
    }
  }

  /// Every sample, in the order in which they were drawn.
  package func samples() throws -> [SampleRecord] { try queue.read { try $0.samples() } }
}

extension Database {
  fileprivate func samples() throws -> [SampleRecord] {
    let decoder = JSONDecoder()
    return try Row.fetchAll(self, sql: "SELECT * FROM sample ORDER BY id").map { row in
      let policy: String = row["policy"]
      let draw: String = row["draw"]
      guard let qualification = Qualification(rawValue: row["qualification"]),
        let draw = UInt64(draw)
      else { throw LedgerError.damaged("sample \(row["id"] as Int)") }
      let scripts = try Row.fetchAll(
        self,
        sql: """
          SELECT entry.script, why, basis FROM sample_script
          JOIN entry ON entry.id = sample_script.entry WHERE sample = ? ORDER BY entry.script
          """, arguments: [row["id"] as Int])
      return SampleRecord(
        number: row["id"], assessment: row["assessment"], qualification: qualification,
        purpose: row["purpose"],
        policy: try decoder.decode(SamplePolicy.self, from: Data(policy.utf8)), draw: draw,
        population: row["population"], asked: row["asked"],
        scripts: scripts.compactMap { script in
          Digest(hex: script["basis"] as String).map { (script["script"], script["why"], $0) }
        },
        assessors: try String.fetchAll(
          self, sql: "SELECT assessor FROM sample_assessor WHERE sample = ? ORDER BY assessor",
          arguments: [row["id"] as Int]), outcome: try outcome(ofSample: row["id"]))
    }
  }

  private func outcome(ofSample number: Int) throws -> SampleOutcome? {
    let row = try Row.fetchOne(
      self, sql: "SELECT * FROM sample_outcome WHERE sample = ? ORDER BY id DESC LIMIT 1",
      arguments: [number])
    guard let row else { return nil }
    let assessor: String? = row["assessor"]
    switch row["outcome"] as String {
    case "stand": return .stand
    case "extend": return .extend
    case "cohort": return .cohort
    default: return assessor.map { .remark(assessor: $0) }
    }
  }
}
