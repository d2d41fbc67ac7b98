import Sheets

/// A result as it goes out: what was released, with marks only where the policy shows them.
package struct OutgoingResult: Sendable {
  let entry: DecisionCase
  /// Nil where nothing was handed in.
  let outcome: Decision.Outcome?
  let total: String?

  package init(_ entry: DecisionCase, outcome: Decision.Outcome?, total: String?) {
    self.entry = entry
    self.outcome = outcome
    self.total = total
  }
}

/// The files of a OneRoster 1.2 package with results alone (1EdTech, CSV binding, bulk mode).
///
/// A line item is an assessment for one qualification. Entries without a result are "not
/// submitted"; those that are held back or wait are not given, as the specification has no word for
/// them. In bulk mode status and date of change are blank.
package func oneRosterFiles(
  _ results: [OutgoingResult], series: String, day: CivilDate
) -> [(name: String, bytes: [UInt8])] {
  let files = [
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources",
    "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems",
    "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds", "results",
    "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
  ]
  let manifest: [[CSVCell]] =
    [["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
    + files.map { [.text("file.\($0)"), .text($0 == "results" ? "bulk" : "absent")] }
    + [["source.systemName", "npq"], ["source.systemCode", .text(series)]]
  let header = [
    "sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId",
    "scoreStatus", "score", "scoreDate", "comment", "textScore", "classSourcedId", "inProgress",
    "incomplete", "late", "missing",
  ]
  return [
    ("manifest.csv", writeCSV(header: ["propertyName", "value"], rows: manifest)),
    ("results.csv", writeCSV(header: header, rows: results.map { $0.oneRoster(on: day) })),
  ]
}

extension OutgoingResult {
  fileprivate func oneRoster(on day: CivilDate) -> [CSVCell] {
    let item = "\(entry.assessment)-\(entry.qualification.code)"
    let words = outcome.map { $0 == .passed ? "Passed" : "Did not meet the standard" }
    return [
      .text("\(item)-\(entry.participant)-\(entry.attempt)"), "", "", .text(item),
      .text(entry.participant.text), .text(outcome == nil ? "not submitted" : "fully graded"),
      .text(total ?? ""), .text(day.description), "", .text(words ?? ""), "", "false", "false",
      "false", .text(outcome == nil ? "true" : "false"),
    ]
  }
}
