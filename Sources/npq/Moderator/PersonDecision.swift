import Assessment
import Findings
import Ledger
import Sheets

extension PersonDecision {
  /// The words in which they said so.
  struct Choice {
    let keep, marks: String?
    let kind: Resolution.Kind
    let reason: String
    /// Who decided, where it was not who records it.
    var decider: String?
  }
}

/// Judges a decision about one script: it must wait for one, or rest on an earlier one.
func personDecision(
  on row: ResultRow?, _ choice: PersonDecision.Choice, subject: String
) -> Judged<PersonDecision> {
  func refuse(_ code: String, _ message: String, _ remedy: String) -> Judged<PersonDecision> {
    Judged(nil, [Finding(code, .refused, subject, message, remedy: remedy)])
  }
  guard let row, let code = row.entry.script else {
    return refuse(
      "marks-unknown-script", "is no script of this series", "npq moderate adjudicate lists them")
  }
  guard row.waitsForPerson || row.isOpenAgain || row.entry.resolution != nil else {
    return refuse(
      "decided-by-rule",
      "does not wait for a person (\(row.decision.rule.rawValue)): \(row.decision.reason)",
      "a mark that was written wrongly is mended with 'npq record mark --clerical'; after release "
        + "'npq reopen' opens it, and a panel may decide")
  }
  guard !choice.reason.trimmed.isEmpty else {
    return refuse("decision-without-reason", "no reason says why", "write one beside the decision")
  }
  guard let (marks, kept) = choice.marks(of: row) else {
    let names = row.complete.map(\.assessor.text).joined(separator: ", ")
    let criteria = row.entry.scheme.rubric.criteria.map(\.id).joined(separator: ", ")
    return refuse(
      "bad-value", "\"\((choice.keep ?? choice.marks ?? "").excerpt)\" is no marking of it",
      "keep one of \(names), or give a mark for each of \(criteria)")
  }
  return Judged(
    PersonDecision(
      script: code, kind: choice.kind, marks: marks, kept: kept, reason: choice.reason.trimmed,
      decider: choice.decider))
}

extension PersonDecision.Choice {
  /// The marks that are meant; nil where they are not those of one marking, or incomplete.
  fileprivate func marks(of row: ResultRow) -> (marks: [String: Int], kept: String?)? {
    if let keep {
      guard
        let marking = row.entry.markings.first(where: { $0.assessor.text == keep.trimmed }),
        row.result(of: marking.marks, by: marking.assessor) != nil
      else { return nil }
      return (marking.marks, marking.assessor.text)
    }
    var given: [String: Int] = [:]
    for part in (marks ?? "").split(whereSeparator: { " ,;".contains($0) }) {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, let mark = Int(pair[1]), given[pair[0]] == nil else { return nil }
      given[pair[0]] = mark
    }
    let criteria = Set(row.entry.scheme.rubric.criteria.map(\.id))
    guard Set(given.keys) == criteria, let any = row.entry.markings.first?.assessor,
      row.result(of: given, by: any) != nil
    else { return nil }
    return (given, nil)
  }
}
