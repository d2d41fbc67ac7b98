package import Findings
import Documents
import Markup

/// What a package is to be made of.
package struct PackageRequest: Sendable {
  package var files: [ResponseFile]
  package var participant: Identifier
  /// The qualification where the assessment serves several; the one it serves where it is one.
  package var qualification: Qualification?
  package var attempt: Int?
  /// The own-work statements that were confirmed, word for word.
  package var ownWork: [String]
  /// Where they were confirmed instead, such as "confirmed on the platform".
  package var ownWorkElsewhere: String?
  /// The sender's own time, only where one was stated.
  package var claimedTime: Instant?
  /// Where the response was handed in before it was packaged on the participant's behalf.
  package var handedIn: HandedIn?

  package init(
    files: [ResponseFile], participant: Identifier, qualification: Qualification? = nil,
    attempt: Int? = nil, ownWork: [String] = [], ownWorkElsewhere: String? = nil,
    claimedTime: Instant? = nil
  ) {
    self.files = files
    self.participant = participant
    self.qualification = qualification
    self.attempt = attempt
    self.ownWork = ownWork
    self.ownWorkElsewhere = ownWorkElsewhere
    self.claimedTime = claimedTime
  }
}

/// What came of making a package.
package struct PackageOutcome: Sendable {
  /// The package; nil where something refuses it, and then nothing is written.
  package let package: SubmissionPackage?
  package let check: ResponseCheck
  package let findings: [Finding]
}

/// Checks a response and writes its package, whole or not at all.
///
/// The same input gives the same content digest everywhere, and with the same libarchive the same
/// bytes: nothing of the machine, its clock, its zone or its language goes in.
/// - Throws: `ArchiveError.exists` where something stands at the output and is not to be replaced,
///   and whatever keeps the machine from writing.
package func makePackage(
  _ request: PackageRequest, for assessment: CaseStudyAssessment,
  side: ResponseSide = .participant, to output: String, replacing: Bool = false
) throws -> PackageOutcome {
  let outcome = try preparePackage(request, for: assessment, side: side)
  try outcome.package?.write(to: output, replacing: replacing)
  return outcome
}

/// Checks a response and lays out its package for whoever writes it.
package func preparePackage(
  _ request: PackageRequest, for assessment: CaseStudyAssessment,
  side: ResponseSide = .participant
) throws -> PackageOutcome {
  let check = checkResponse(request.files, for: assessment, side: side)
  let findings =
    check.findings + request.faults(for: assessment) + request.findings(in: check)
  guard findings.gravest != .refused else {
    return PackageOutcome(package: nil, check: check, findings: findings)
  }
  let names = safeNames(for: check.files.map(\.name))
  let files = zip(names, check.files).map { name, file in
    SubmissionRecord.File(
      name: name, bytes: file.bytes.count, sha256: file.sha256, words: file.words)
  }
  let record = SubmissionRecord(
    assessment: assessment.id, qualification: request.qualification(for: assessment),
    participant: request.participant, attempt: request.attempt, files: files,
    method: DocumentReading.method, ownWork: request.ownWork,
    ownWorkElsewhere: request.ownWorkElsewhere, claimedTime: request.claimedTime,
    handedIn: request.handedIn)
  let package = try SubmissionPackage(
    record, check.files.map(\.bytes), title: assessment.title, contact: assessment.contact)
  return PackageOutcome(package: package, check: check, findings: findings)
}

extension PackageRequest {
  fileprivate func qualification(for assessment: CaseStudyAssessment) -> Qualification? {
    qualification ?? (assessment.qualifications.count == 1 ? assessment.qualifications.first : nil)
  }

  /// What the request itself lacks.
  fileprivate func faults(for assessment: CaseStudyAssessment) -> [Finding] {
    var findings: [Finding] = []
    if let qualification, !assessment.qualifications.contains(qualification) {
      findings.append(
        Finding(
          "other-qualification", .refused, qualification.code,
          "does not sit this assessment, which is for "
            + assessment.qualifications.map(\.code).joined(separator: ", "),
          remedy: "choose the assessment file of your own qualification"))
    }
    let missing = assessment.ownWork.filter { !ownWork.contains($0) }
    if ownWorkElsewhere == nil, !missing.isEmpty {
      findings.append(
        Finding(
          "own-work-missing", .refused, "",
          "\(spoken(missing.count, "own-work statement")) not confirmed: "
            + missing.map { "'\($0)'" }.joined(separator: " "),
          remedy: "confirm with --own-work that this is true of your response"))
    }
    return findings
  }

  /// The participant's own identifier in the text, which an assessor would read.
  fileprivate func findings(in check: ResponseCheck) -> [Finding] {
    let id = Array(participant.text.lowercased().utf8)
    guard id.count > 4 else { return [] }
    return check.files.compactMap { file in
      let parts = file.reading.paragraphs
        .filter { Array($0.text.lowercased().utf8).firstIndex(of: id, from: 0) != nil }
        .map(\.part.rawValue)
      guard let first = parts.first else { return nil }
      return Finding(
        "gives-away", .warning, file.name.escaped,
        "holds your identifier in its text (\(first), \(spoken(parts.count, "time")))",
        remedy: "take it out: assessors should not know whose response they read")
    }
  }
}
