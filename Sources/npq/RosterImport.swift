import Assessment
import Findings
import Foundation
import Ledger

/// A roster as it is read from its file and handed to the ledger.
struct RosterImport {
  let ledger: Ledger
  let bytes: [UInt8]
  let name: String

  typealias Apply = (SeriesKeys, Act) throws -> ImportOutcome

  /// Reads a list; the value applies its good rows.
  func read(_ kind: ImportCommand.Kind) throws -> Judged<Apply> {
    switch kind {
    case .participants: try participants()
    case .assessors: assessors()
    case .interests: try interests()
    case .extensions: try extensions()
    }
  }

  private func participants() throws -> Judged<Apply> {
    let taken = try ledger.assessments().map { ($0.assessment.id, $0.assessment.qualifications) }
    let read = readParticipants(
      bytes, name: name, assessments: Dictionary(uniqueKeysWithValues: taken))
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged(
      { keys, act in
        try ledger.importParticipants(
          roster.rows.map(\.entry), secret: try keys.pseudonymSecret(), act: act)
      }, read.findings)
  }

  private func assessors() -> Judged<Apply> {
    let read = readAssessors(bytes, name: name)
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged(
      { _, act in try ledger.importAssessors(roster.rows.map(\.record), act: act) },
      read.findings)
  }

  private func interests() throws -> Judged<Apply> {
    let read = readInterests(
      bytes, name: name, participants: try ledger.personIndex(),
      assessors: try ledger.assessorIndex())
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let rows = roster.rows.map { ($0.participant.text, $0.assessor.text, $0.reason) }
    let ledger = ledger
    return Judged({ _, act in try ledger.importInterests(rows, act: act) }, read.findings)
  }

  private func extensions() throws -> Judged<Apply> {
    let assessments = try ledger.assessments().map(\.assessment)
    let read = readExtensions(
      bytes, name: name, participants: try ledger.personIndex(),
      assessments: assessments.map(\.id))
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let entries = try ledger.entries(at: Instant(seconds: 0))
    var findings = read.findings
    var exceptions: [NewException] = []
    for row in roster.rows {
      let matching = entries.filter {
        $0.person == row.participant.text && $0.assessment == row.assessment.text
      }
      let window = assessments.first { $0.id == row.assessment }?.window
      guard !matching.isEmpty, let window else {
        findings.append(
          Finding(
            "no-entry", .refused, "\(name):\(row.line)",
            "\(row.participant) has no entry in \(row.assessment)",
            remedy: "correct the row, or import the participant for that assessment first"))
        continue
      }
      exceptions += matching.map { entry in
        NewException(
          entry: entry.id,
          exception: EntryException(kind: .extension, closes: row.closes.close(in: window)),
          category: row.category, authoriser: row.authoriser, reason: "")
      }
    }
    let ledger = ledger
    return Judged({ _, act in try ledger.record(exceptions, act: act) }, findings)
  }
}

extension DayOrInstant {
  /// The last second that counts: of a day, the window's own closing minute.
  func close(in window: SubmissionWindow) -> Instant {
    switch self {
    case .day(let day): window.closing(on: day)
    case .instant(let instant): instant
    }
  }
}

extension ParticipantRow {
  /// The row as the ledger keeps it: every column that holds something.
  fileprivate var entry: RosterEntry {
    var details = extra
    details["id"] = id.text
    details["dfe_id"] = dfeID?.text
    details["trn"] = trn
    details["email"] = email
    details["lms_id"] = lmsID?.text
    details["lms_login"] = lmsLogin?.text
    details["name"] = name
    details["school"] = school
    details["urn"] = urn
    details["trust"] = trust
    details["partner"] = partner
    details["facilitator"] = facilitator
    details["phase"] = phase?.rawValue
    return RosterEntry(
      person: id.text, details: details, assessment: assessment.text,
      qualification: qualification, attempt: 1, cohort: cohort)
  }
}

extension AssessorRow {
  /// The row as the ledger keeps it.
  fileprivate var record: AssessorRecord {
    var details = extra
    details["name"] = name
    details["email"] = email
    details["school"] = school
    details["urn"] = urn
    details["trust"] = trust
    details["partner"] = partner
    details["phase"] = phase?.rawValue
    details["lead"] = lead
    details["from"] = from?.description
    details["until"] = until?.description
    return AssessorRecord(
      id: id.text, details: details, qualifications: qualifications.map(\.code),
      capacity: capacity, minimum: minimum)
  }
}
