/// What a participant reads of the result.
///
/// The outcome for all, and for those who did not meet the standard where they stood on each
/// criterion. It names no script, no assessor and no marking.
package struct FeedbackText: Sendable {
  private let row: ResultRow
  /// Whether comments are to be part of it.
  private let withComments: Bool

  /// Nil where there is no result to tell: pending, withheld, or nothing handed in.
  package init?(_ row: ResultRow, withComments: Bool) {
    guard [.passed, .didNotMeetStandard].contains(row.decision.outcome) else { return nil }
    self.row = row
    self.withComments = withComments
  }

  /// The outcome in one sentence.
  package var outcome: String {
    row.decision.outcome == .passed
      ? "You met the standard." : "You did not meet the standard on this occasion."
  }

  /// The whole text, for a file of its own.
  package var text: String {
    let rubric = row.entry.scheme.rubric
    var lines = ["\(row.entry.qualification.code) case-study assessment", "", outcome]
    if let total = row.decision.total {
      lines.append("\(total) of \(rubric.maximum) marks; \(rubric.passingTotal) are needed.")
    }
    if row.decision.outcome == .didNotMeetStandard { lines += criteria }
    if withComments { lines += comments }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where each criterion was placed, for one marking that decided alone.
  ///
  /// Where several count no single placing is the result.
  private var criteria: [String] {
    guard row.entry.markings.count == 1, let marking = row.entry.markings.first else { return [] }
    return row.entry.scheme.rubric.criteria.flatMap { criterion -> [String] in
      guard let marks = marking.marks[criterion.id],
        let level = criterion.levels.first(where: { $0.marks == marks })
      else { return [] }
      let must = criterion.mustReach.map { level.level < $0 } == true
      return [
        "", "\(criterion.title): \(level.name)" + (must ? " (this criterion has to be met)" : ""),
        level.descriptor,
      ]
    }
  }

  /// What assessors wrote about criteria and the whole, in an order that tells nothing of them.
  package var comments: [String] {
    let all = row.entry.markings.flatMap { marking in
      marking.comments.sorted { $0.key < $1.key }.map(\.value)
        + [marking.comment].compactMap(\.self)
    }
    return all.isEmpty ? [] : ["", "Comments"] + Set(all).sorted().map { "- \($0)" }
  }
}
