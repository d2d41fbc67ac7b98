import Sheets

/// The files of a OneRoster 1.2 package with results alone (1EdTech, CSV binding, bulk mode).
///
/// A line item is an assessment for one qualification. Entries without a result are "not
/// submitted"; those that are held back or wait are left out, as the specification has no word for
/// them. In bulk mode status and date of change are blank.
package func oneRosterFiles(
  _ rows: [ResultRow], series: String, day: CivilDate
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
    ("results.csv", writeCSV(header: header, rows: rows.compactMap { $0.oneRoster(on: day) })),
  ]
}

extension ResultRow {
  fileprivate func oneRoster(on day: CivilDate) -> [CSVCell]? {
    let isMissing = decision.outcome == .notSubmitted
    let hasResult = [.passed, .didNotMeetStandard].contains(decision.outcome)
    guard isMissing || hasResult else { return nil }
    let item = "\(entry.assessment)-\(entry.qualification.code)"
    let words = decision.outcome == .passed ? "Passed" : "Did not meet the standard"
    return [
      .text("\(item)-\(entry.participant)-\(entry.attempt)"), "", "", .text(item),
      .text(entry.participant.text), .text(isMissing ? "not submitted" : "fully graded"),
      .text(hasResult ? decision.total?.description ?? "" : ""), .text(day.description), "",
      .text(hasResult ? words : ""), "", "false", "false", "false",
      .text(isMissing ? "true" : "false"),
    ]
  }
}
