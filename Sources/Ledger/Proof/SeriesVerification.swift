package import Assessment
package import Findings
package import Foundation
import GRDB
package import Sealing

/// What is asked of a whole series.
package enum SeriesQuestion: String, Sendable, Codable, CaseIterable {
  /// Nothing that was recorded is missing, and every entry stands in exactly one state.
  case complete
  /// Everything is as it was written, byte for byte.
  case unaltered
  /// The record keeps its own rules.
  case consistent
  /// What counts came within its window.
  case windows
  /// Every mark was given under the mark scheme in force.
  case marked
  /// Every result follows from the marks by the rule.
  case decided
}

/// The answer to one question, with what speaks against a yes.
package struct SeriesAnswer: Sendable {
  package let question: SeriesQuestion
  /// What was looked at, in one sentence.
  package var told: String
  package var findings: [Finding] = []
  /// False where the record could not be read so far: then nothing is known.
  fileprivate(set) var wasLookedAt = true

  package var verdict: Verdict { wasLookedAt ? findings.verdict : .held }
}

/// What a whole series was found to be.
package struct SeriesVerification: Sendable {
  package let name: String
  /// The last head as one line; empty where there is none.
  package let head: String
  package let answers: [SeriesAnswer]

  package var findings: [Finding] { answers.flatMap(\.findings) }
}

/// With what a series is verified.
package struct SeriesEvidence: Sendable {
  /// The key that signs for the series, as it was published; nil to take the one in its folder.
  package let key: VerificationKey?
  /// Heads that were kept elsewhere, as the commands print them.
  package let deposits: [String]

  package init(key: VerificationKey?, deposits: [String]) {
    self.key = key
    self.deposits = deposits
  }
}

/// Verifies a whole series without changing anything in it.
///
/// The folder may be read-only; `now` is the moment at which states and results are computed again.
package func verifySeries(
  in folder: URL, with evidence: SeriesEvidence, at now: Instant, watch: Watch = .none
) throws -> SeriesVerification {
  var audit = SeriesAudit()
  var name = ""
  var head = ""
  do {
    let ledger = try Ledger(auditing: folder)
    try ledger.queue.read { database in
      name = try database.setting("origin") ?? ""
      guard let rules = try audit.checkSchema(of: database) else { return }
      guard try audit.checkTables(rules, of: ledger, watch) else { return audit.unreadable() }
      let record = try audit.checkRecord(of: ledger, database, watch)
      head = record.head
      try audit.checkHeads(of: ledger, database, record.known, evidence, watch)
      try audit.checkLookups(of: database)
      try audit.checkPapers(of: database)
      if try audit.canBeJudged(database) {
        try database.hold(megabytes: 48)
        let decisions = try audit.checkRules(of: database, at: now)
        try audit.checkReleases(of: database, today: decisions)
        try database.hold(megabytes: 16)
      }
    }
    if audit.isReadable {
      try audit.checkFiles(of: ledger, evidence, watch)
      try audit.checkReleaseFolders(of: ledger, evidence)
    }
  } catch {
    // Of a record that only lies there, whatever SQLite says is the record's own fault.
    guard error is DatabaseError || Ledger.isDamage(error) else { throw error }
    audit.damaged(error)
  }
  return SeriesVerification(name: name, head: head, answers: audit.all)
}

/// The answers as they come together.
struct SeriesAudit: Sendable {
  private var answers: [SeriesQuestion: SeriesAnswer] = [:]
  /// Whether the record could be read at all.
  private(set) var isReadable = true

  var all: [SeriesAnswer] {
    SeriesQuestion.allCases.map {
      answers[$0] ?? SeriesAnswer(question: $0, told: "not looked at", wasLookedAt: false)
    }
  }

  /// Says what was looked at for a question.
  mutating func tell(_ question: SeriesQuestion, _ words: String) {
    var answer = answers[question] ?? SeriesAnswer(question: question, told: "")
    answer.told += answer.told.isEmpty ? words : ", \(words)"
    answers[question] = answer
  }

  mutating func add(_ question: SeriesQuestion, _ findings: [Finding]) {
    var answer = answers[question] ?? SeriesAnswer(question: question, told: "")
    answer.findings += findings
    answers[question] = answer
  }

  mutating func add(_ question: SeriesQuestion, _ finding: Finding) { add(question, [finding]) }

  /// Takes over what was found and looked at in a part.
  mutating func take(_ part: SeriesAudit) {
    for (question, answer) in part.answers {
      if !answer.told.isEmpty { tell(question, answer.told) }
      add(question, answer.findings)
    }
  }

  /// Nothing more can be said of a record that cannot be read.
  mutating func damaged(_ error: any Error) {
    unreadable()
    tell(.consistent, "cannot be read on")
    add(.consistent, Ledger.damage(error))
  }

  mutating func unreadable() { isReadable = false }

  mutating func older(_ finding: Finding) {
    isReadable = false
    add(.consistent, finding)
  }
}

/// What remains to be done when a record shows that somebody laid hands on it.
let askWhoChangedIt =
  "find out who had the folder; a backup or a head that was kept elsewhere shows what stood there"
