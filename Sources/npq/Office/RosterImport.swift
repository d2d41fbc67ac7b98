import Assessment
import Findings
import Foundation
import Ledger

/// A roster as it is read from its file and handed to the ledger.
struct RosterImport {
  let ledger: Ledger
  let bytes: [UInt8]
  let name: String
  /// Of integrity checks: the score above which a row without a state opens a case.
  var openOver: Int?

  typealias Apply = (SeriesKeys, Act) throws -> Judged<ImportOutcome>

  /// Reads a list; the value applies its good rows.
  func read(_ kind: ImportCommand.Kind) throws -> Judged<Apply> {
    switch kind {
    case .participants: try participants()
    case .assessors: assessors()
    case .interests: try interests()
    case .extensions: exceptions(try list.extensions())
    case .adjustments: exceptions(try list.adjustments())
    case .engagement: exceptions(try list.engagement())
    case .integrity: exceptions(try list.integrity())
    case .withdrawals: exceptions(try list.leavers(.withdrawal))
    case .deferrals: exceptions(try list.leavers(.deferral))
    case .officers: officers()
    case .dfeAnswers: try dfeAnswers()
    case .definitiveMarks: try definitiveMarks()
    }
  }

  private var list: ExceptionImport {
    ExceptionImport(ledger: ledger, bytes: bytes, name: name, openOver: openOver)
  }

  private func participants() throws -> Judged<Apply> {
    let taken = try ledger.assessments().map { ($0.assessment.id, $0.assessment.qualifications) }
    let read = readParticipants(
      bytes, name: name, assessments: Dictionary(uniqueKeysWithValues: taken))
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged(
      { keys, act in
        var keys = keys
        return Judged(
          try ledger.importParticipants(
            roster.rows.map(\.entry), secret: try keys.pseudonymSecret(), act: act))
      }, read.findings)
  }

  private func assessors() -> Judged<Apply> {
    let read = readAssessors(bytes, name: name)
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged(
      { _, act in Judged(try ledger.importAssessors(roster.rows.map(\.record), act: act)) },
      read.findings)
  }

  private func interests() throws -> Judged<Apply> {
    let read = readInterests(
      bytes, name: name, participants: try ledger.personIndex(),
      assessors: try ledger.assessorIndex())
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let rows = roster.rows.map { ($0.participant.text, $0.assessor.text, $0.reason) }
    let ledger = ledger
    return Judged({ _, act in Judged(try ledger.importInterests(rows, act: act)) }, read.findings)
  }

  private func officers() -> Judged<Apply> {
    let read = readOfficers(bytes, name: name)
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged(
      { _, act in Judged(try ledger.importOfficers(roster.rows, act: act)) }, read.findings)
  }

  private func dfeAnswers() throws -> Judged<Apply> {
    let read = try DfEAnswerImport(ledger: ledger, bytes: bytes, name: name).read()
    guard let answers = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    let file = Digest(of: bytes)
    return Judged(
      { _, act in Judged(try ledger.record(answers, file: file, act: act)) }, read.findings)
  }

  /// Exceptions, each recorded as an event of its own.
  private func exceptions(_ read: Judged<[NewException]>) -> Judged<Apply> {
    guard let exceptions = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged({ _, act in Judged(try ledger.record(exceptions, act: act)) }, read.findings)
  }

  /// Scripts on whose marks the leads agreed.
  private func definitiveMarks() throws -> Judged<Apply> {
    let read = readDefinitiveMarks(bytes, name: name, rubrics: try ledger.rubricsByScript())
    guard let scripts = read.value else { return Judged(nil, read.findings) }
    let ledger = ledger
    return Judged({ _, act in try ledger.define(scripts, act: act) }, read.findings)
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
