package import Assessment
import GRDB

/// Feedback that somebody has read and approved.
struct ApprovedFeedback {
  /// What assessors had written.
  let drafted: String
  /// What goes out.
  let text: String
}

/// One text that is to be read before it goes out.
package struct FeedbackLine: Sendable {
  package let entry: EntryRecord
  package let row: ResultRow
  package let draft: FeedbackDraft
  /// What was approved, where anything was.
  package let approved: String?
  /// Whether it was approved as assessors' words stand now.
  package let isApproved: Bool
}

/// A text as somebody approved it.
package struct FeedbackApproval: Sendable {
  package let entry: Int
  package let script: String
  package let drafted: String
  package let text: String

  package init(_ line: FeedbackLine, text: String) {
    entry = line.entry.id
    script = line.entry.script
    drafted = line.draft.text
    self.text = text
  }
}

extension Ledger {
  /// Every text that the policy has go out, as far as results are decided.
  package func feedbackLines(at now: Instant) throws -> [FeedbackLine] {
    try queue.read { database in
      let approved = try database.approvedFeedback()
      return try database.releasePlan(ReleaseGroup(), at: now, draftingFeedback: true).lines
        .compactMap { line in
          guard line.candidate.feedback != .notGiven, line.standing != .released else { return nil }
          let own = approved[line.entry.id]
          let row = line.candidate.row
          return FeedbackLine(
            entry: line.entry, row: row, draft: FeedbackDraft(row.entry), approved: own?.text,
            isApproved: line.candidate.feedback != .missing && line.candidate.feedback != .outOfDate
          )
        }
    }
  }

  /// Records texts that somebody approved, one event each; the same again changes nothing.
  ///
  /// - Returns: How many were recorded.
  package func approve(_ feedback: [FeedbackApproval], act: Act) throws -> Int {
    try step(act) { database in
      let known = try database.approvedFeedback()
      let fresh = feedback.filter { item in
        known[item.entry]?.text != item.text || known[item.entry]?.drafted != item.drafted
      }
      for item in fresh {
        let event = try database.append(
          NewEvent(
            subject: item.script, facts: ["changed": item.text == item.drafted ? "no" : "yes"],
            texts: ["drafted": item.drafted, "approved": item.text]), act)
        try database.executeRepeated(
          sql: "INSERT INTO feedback (entry, drafted, approved, event) VALUES (?, ?, ?, ?)",
          arguments: [item.entry, item.drafted, item.text, event])
      }
      return fresh.count
    }
  }

  /// What may not stand in feedback: who the assessors are, and their packs.
  package func feedbackCheck() throws -> FeedbackCheck {
    try queue.read { database in
      let assessors = try database.assessors()
      let packs = try String.fetchAll(database, sql: "SELECT id FROM pack")
      return FeedbackCheck(
        names: assessors.map(\.name),
        ids: packs
          + assessors.flatMap { [$0.id, $0.details["email"] ?? ""] }.filter { !$0.isEmpty })
    }
  }
}

extension Database {
  /// What was approved last for each entry.
  func approvedFeedback() throws -> [Int: ApprovedFeedback] {
    var approved: [Int: ApprovedFeedback] = [:]
    for row in try Row.fetchAll(
      self, sql: "SELECT entry, drafted, approved FROM feedback ORDER BY id")
    {
      approved[row["entry"]] = ApprovedFeedback(drafted: row["drafted"], text: row["approved"])
    }
    return approved
  }
}
