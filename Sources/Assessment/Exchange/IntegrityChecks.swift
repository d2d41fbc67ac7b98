package import Findings
import Sheets

/// What a check of somebody's response found, or a case about it.
package struct IntegrityCheck: Sendable, Hashable, Codable {
  /// Where a case stands.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// It holds the result back.
    case open
    /// Nothing was found, or it is settled.
    case closed
  }

  /// Its name, such as `similarity`.
  package var check: String
  package var state: State
  /// What the checking program said, as it said it.
  package var score: String?

  package init(check: String, state: State, score: String? = nil) {
    self.check = check
    self.state = state
    self.score = score
  }

  /// The check that is meant where none is named.
  package static let standard = "similarity"
}

/// Reads checks and cases: `participant` and any of `check`, `score`, `state` and `by`.
///
/// A row without a state is closed, unless its score lies above `openOver`, where that is given.
package func readIntegrityChecks(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, openOver: Int? = nil
) -> Judged<Roster<EntryRow<IntegrityCheck>>> {
  EntryList<IntegrityCheck>(
    bytes: bytes, name: name, participants: participants, columns: .integrity
  ).read(matter: \.check) { row in
    let check = row.text("check")?.lowercased() ?? IntegrityCheck.standard
    guard isKebabCase(check) else {
      row.find(
        "roster-bad-check", "the column \"\(row.title("check"))\" holds \"\(check.excerpt)\"",
        remedy: "name the check in small letters, digits and hyphens, such as similarity")
      return nil
    }
    let score = row.text("score")
    guard let state = row.state(score, openOver) else { return nil }
    guard score != nil || row.text("state") != nil else {
      row.find(
        "roster-blank", "the row has neither a score nor a state",
        remedy: "fill in one of them, or remove the row")
      return nil
    }
    return IntegrityCheck(check: check, state: state, score: score)
  }
}

extension RosterColumns {
  fileprivate static let integrity = RosterColumns(
    known: ["check", "score", "state"], required: [],
    aliases: [
      "similarity": "score", "overall_similarity": "score", "similarity_score": "score",
      "report": "check", "tool": "check", "status": "state", "case": "state", "by": "authoriser",
    ])
}

extension RowReader {
  fileprivate mutating func state(_ score: String?, _ openOver: Int?) -> IntegrityCheck.State? {
    if let text = text("state") {
      if let state = IntegrityCheck.State(rawValue: text.lowercased()) { return state }
      find(
        "roster-bad-state", "the column \"\(title("state"))\" holds \"\(text.excerpt)\"",
        remedy: "write open for a case that holds the result back, else closed")
      return nil
    }
    guard let openOver, let score else { return .closed }
    guard let value = hundredths(ofPercent: score) else {
      find(
        "roster-bad-number",
        "the column \"\(title("score"))\" holds \"\(score.excerpt)\", which is no per cent",
        remedy: "write it like 34, or say in the column state whether there is a case")
      return nil
    }
    return value > openOver * 100 ? .open : .closed
  }
}
