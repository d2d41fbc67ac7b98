package import Assessment
import Foundation
import GRDB

/// An entry with its one state.
package struct Standing: Sendable {
  package let entry: EntryRecord
  package let state: EntryState
  package let decision: Decision

  /// What happens next, in a few words.
  package var next: String {
    switch state {
    case .expected: "nothing has come yet"
    case .received: "waits to be shared out among assessors"
    case .needsAttention:
      entry.isAsked ? "waits for an answer" : "waits for a decision of the office"
    case .inMarking: "is being marked"
    case .marked: "waits for a decision on the result"
    case .withheld: "the result is pending"
    case .decided: "waits for release"
    case .released: "the result is out"
    case .deferred: "moves to a later window"
    case .withdrawn: "nothing more is expected"
    case .notSubmitted: "the window is over and nothing came"
    }
  }
}

/// What one assessor was given and has done.
package struct AssessorLoad: Sendable, Codable {
  package let assessor: String
  package let name: String
  package let email: String?
  /// Markings allocated.
  package let given: Int
  /// Markings in which every criterion has a mark.
  package let done: Int
  package let packs: [String]
}

extension EntryFacts {
  /// What the decision adds to the facts of an entry.
  fileprivate mutating func take(_ decision: Decision) {
    switch decision.outcome {
    case .passed, .didNotMeetStandard: decided = true
    case .withheld: withheld = received
    case .pending: marked = decision.rule.followsAllMarks
    case .notSubmitted, .deferred, .withdrawn: break
    }
  }
}

extension Decision.Rule {
  /// Whether every marking was there and the rule still asks for more.
  fileprivate var followsAllMarks: Bool {
    switch self {
    case .secondReading, .thirdMarking, .discussion, .adjudication, .markClash,
      .integrityCheckMissing:
      true
    default: false
    }
  }
}

extension Ledger {
  /// Every entry with its state at a moment.
  package func standings(at now: Instant) throws -> [Standing] {
    try queue.read { database in
      try database.results(at: now).map { entry, row in
        var facts = entry.facts
        facts.take(row.decision)
        return Standing(entry: entry, state: facts.state, decision: row.decision)
      }
    }
  }

  /// Every assessor with what they were given and have done.
  package func loads() throws -> [AssessorLoad] {
    try queue.read { database in
      var criteria: [String: [String]] = [:]
      for item in try database.assessments() {
        for (qualification, rubric) in item.rubrics {
          criteria["\(item.assessment.id)/\(qualification.code)"] = rubric.criteria.map(\.id)
        }
      }
      let all = Dictionary(
        markings(of: try database.facts()).map { ("\($0.script)/\($0.assessor)", $0) }
      ) { first, _ in first }
      let sql = """
        SELECT given.assessor, entry.script, entry.assessment, entry.qualification
        FROM (\(Database.given)) AS given JOIN entry ON entry.id = given.entry
        WHERE given.round <> 'set-aside'
        """
      var given: [String: Int] = [:]
      var done: [String: Int] = [:]
      for row in try Row.fetchAll(database, sql: sql) {
        let assessor: String = row["assessor"]
        given[assessor, default: 0] += 1
        let marking = all["\(row["script"] as String)/\(assessor)"]
        let key = "\(row["assessment"] as String)/\(row["qualification"] as String)"
        let isDone = criteria[key]?.allSatisfy {
          marking?.marks[$0] != nil || marking?.clashes.contains($0) == true
        }
        if isDone == true { done[assessor, default: 0] += 1 }
      }
      var packs: [String: [String]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT id, assessor FROM pack ORDER BY id") {
        packs[row["assessor"], default: []].append(row["id"])
      }
      return try database.assessors().map { assessor in
        AssessorLoad(
          assessor: assessor.id, name: assessor.name, email: assessor.details["email"],
          given: given[assessor.id, default: 0], done: done[assessor.id, default: 0],
          packs: packs[assessor.id, default: []])
      }
    }
  }
}
