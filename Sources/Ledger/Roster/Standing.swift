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
  /// Every entry, or those of one person, with its state at a moment.
  package func standings(at now: Instant, of person: String? = nil) throws -> [Standing] {
    try queue.read { database in
      let scope = try database.scope(of: person)
      let marks = try MarkTable(database, .marks, scope)
      return try database.results(at: now, over: marks, scope) { entry, row in
        var facts = entry.facts
        facts.take(row.decision)
        return Standing(entry: entry, state: facts.state, decision: row.decision)
      }
    }
  }
}
