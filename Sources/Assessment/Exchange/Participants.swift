package import Findings
import Sheets

/// One row of a participants' roster: one person in one qualification, so one entry.
package struct ParticipantRow: Sendable, Hashable {
  /// The line of the file.
  package var line: Int
  package var id: Identifier
  package var assessment: Identifier
  package var qualification: Qualification
  package var dfeID: Identifier?
  package var trn: String?
  package var email: String?
  package var lmsID: Identifier?
  package var lmsLogin: Identifier?
  package var name: String?
  package var cohort: String?
  package var school: String?
  package var urn: String?
  package var trust: String?
  package var partner: String?
  package var facilitator: String?
  package var phase: SchoolPhase?
  /// What stands in columns that npq does not know, by their title.
  package var extra: [String: String]
}

/// Reads a participants' roster: `id` and any of the columns that `cli.md` lists.
///
/// A row names its assessment or its qualification; what it leaves out follows from `assessments`
/// where only one fits. The same id in rows with different qualifications is one person with as
/// many entries.
package func readParticipants(
  _ bytes: [UInt8], name: String, assessments: [Identifier: [Qualification]]
) -> Judged<Roster<ParticipantRow>> {
  let read = RosterTable.read(bytes, name: name, columns: .participants)
  guard let table = read.value else { return Judged(nil, read.findings) }
  var findings = read.findings
  if let missing = table.missingEntry(name, assessments) {
    return Judged(nil, findings + [missing])
  }
  var roster = table.roster(&findings) { participant(&$0, assessments: assessments) }
  refuseRepeats(in: &roster, name: name, findings: &findings)
  return Judged(roster, findings)
}

extension RosterColumns {
  static let participants = RosterColumns(
    known: [
      "id", "dfe_id", "trn", "email", "lms_id", "lms_login", "name", "qualification", "assessment",
      "cohort", "school", "urn", "trust", "partner", "facilitator", "phase", "given_name",
      "family_name",
    ],
    required: ["id"],
    aliases: [
      "participant": "id", "participant_id": "id", "dfe_participant_id": "dfe_id",
      "teacher_reference_number": "trn", "e_mail": "email", "email_address": "email",
      "work_email": "email", "work_e_mail": "email", "platform_id": "lms_id",
      "username": "lms_login", "login": "lms_login", "platform_login": "lms_login",
      "full_name": "name", "npq": "qualification", "course": "qualification",
      "school_name": "school", "school_urn": "urn", "trust_name": "trust",
      "delivery_partner": "partner", "tutor": "facilitator",
    ],
    // OneRoster 1.1 and 1.2 (users.csv), Blackboard, Moodle, Canvas and Brightspace.
    elsewhere: [
      "sourcedid": "id", "student_id": "id", "id_number": "id", "orgdefinedid": "id",
      "sis_user_id": "id", "givenname": "given_name", "first_name": "given_name",
      "firstname": "given_name", "forename": "given_name", "familyname": "family_name",
      "last_name": "family_name", "lastname": "family_name", "surname": "family_name",
      "programme": "qualification", "npq_programme": "qualification",
      "sis_login_id": "lms_login", "user_name": "lms_login", "login_id": "lms_login",
    ])
}

extension RosterTable {
  /// What is wrong where no row can say which entry it is: once, and not of each row.
  fileprivate func missingEntry(
    _ name: String, _ assessments: [Identifier: [Qualification]]
  ) -> Finding? {
    let isNeeded = assessments.values.joined().count > 1
    guard isNeeded, titles["qualification"] == nil, titles["assessment"] == nil else { return nil }
    return .missingColumn(name, "qualification", header: sheet.header)
  }
}

extension RowReader {
  /// The whole name, or its two parts where these stand apart.
  fileprivate var wholeName: String? {
    if let name = text("name") { return name }
    let parts = [text("given_name"), text("family_name")].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

private func participant(
  _ row: inout RowReader, assessments: [Identifier: [Qualification]]
) -> ParticipantRow? {
  let id = row.identifier("id")
  let entry = row.entry(in: assessments)
  let dfeID = row.optionalIdentifier("dfe_id")
  let trn = row.teacherNumber("trn")
  let email = row.email("email")
  let lmsID = row.optionalIdentifier("lms_id")
  let lmsLogin = row.optionalIdentifier("lms_login")
  let phase = row.phase("phase")
  guard let id, let entry else { return nil }
  return ParticipantRow(
    line: row.line, id: id, assessment: entry.assessment, qualification: entry.qualification,
    dfeID: dfeID, trn: trn, email: email, lmsID: lmsID, lmsLogin: lmsLogin,
    name: row.wholeName, cohort: row.text("cohort"), school: row.text("school"),
    urn: row.text("urn"), trust: row.text("trust"), partner: row.text("partner"),
    facilitator: row.text("facilitator"), phase: phase, extra: row.extra)
}

extension RowReader {
  /// The assessment and the qualification of a row, where one of them may follow from the other.
  fileprivate mutating func entry(
    in assessments: [Identifier: [Qualification]]
  ) -> (assessment: Identifier, qualification: Qualification)? {
    let wanted = text("assessment")
    if let wanted, !assessments.keys.contains(where: { $0.text == wanted }) {
      let ids = assessments.keys.sorted().map(\.text).joined(separator: ", ")
      find(
        "roster-unknown-assessment", "the series has no assessment \"\(wanted.excerpt)\"",
        remedy: "use one of \(ids)")
      return nil
    }
    var qualification: Qualification?
    if let text = text("qualification") {
      guard let found = self.qualification(text, "qualification") else { return nil }
      qualification = found
    }
    let pairs = assessments.sorted { $0.key < $1.key }
      .filter { wanted == nil || $0.key.text == wanted }
      .flatMap { assessment, taken in taken.map { (assessment: assessment, qualification: $0) } }
      .filter { qualification == nil || $0.qualification == qualification }
    if pairs.count == 1 { return pairs[0] }
    refuseEntry(qualification, pairs.map(\.assessment.text), inAssessment: wanted)
    return nil
  }

  private mutating func refuseEntry(
    _ qualification: Qualification?, _ fitting: [String], inAssessment wanted: String?
  ) {
    guard let qualification else {
      find(
        "roster-no-qualification",
        "the row does not say which qualification the person takes",
        remedy: "fill in the column \"\(title("qualification"))\"")
      return
    }
    if fitting.isEmpty {
      let place = wanted.map { "the assessment \($0)" } ?? "no assessment of the series"
      find(
        "roster-not-assessed",
        wanted == nil
          ? "\(place) is for \(qualification.code)"
          : "\(place) is not for \(qualification.code)",
        remedy: "correct the qualification, or add an assessment for it to the series")
    } else {
      find(
        "roster-no-assessment",
        "several assessments are for \(qualification.code), and the row names none",
        remedy: "fill in the column \"assessment\" with one of \(fitting.joined(separator: ", "))")
    }
  }
}
