import Assessment
import Findings
import Foundation
import Sealing

/// What `npq package` answers: the check, and the package where one was written.
struct PackageAnswer: Encodable {
  let output: String?
  let contentDigest: Digest?
  let record: SubmissionRecord?
  /// The recipients, where the package is sealed.
  let sealedFor: [String]?
  let response: ResponseAnswer

  enum CodingKeys: String, CodingKey {
    case output, contentDigest, record, sealedFor
  }

  init(
    _ outcome: PackageOutcome, _ assessment: CaseStudyAssessment, output: String,
    sealedFor: [AgeRecipient]
  ) {
    self.output = outcome.package.map { _ in output }
    contentDigest = outcome.package?.contentDigest
    record = outcome.package?.record
    self.sealedFor = sealedFor.isEmpty ? nil : sealedFor.map(\.description)
    response = ResponseAnswer(outcome.check, assessment)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(output, forKey: .output)
    try container.encodeIfPresent(contentDigest, forKey: .contentDigest)
    try container.encodeIfPresent(record, forKey: .record)
    try container.encodeIfPresent(sealedFor, forKey: .sealedFor)
    try response.encode(to: encoder)
  }

  func lines(_ assessment: CaseStudyAssessment) -> [String] {
    let counts = response.files.isEmpty ? [] : response.lines(assessment.words)
    guard let output, let contentDigest else {
      return counts + ["No package was made. Please put right what is named below."]
    }
    let ready = output == "stdout" ? "The package is on stdout." : "\(output.escaped) is ready."
    var lines = counts + [ready]
    if sealedFor != nil {
      lines.append("It is sealed: only the recipient can open it, so keep your own document.")
    }
    lines.append("Content digest \(contentDigest)")
    lines.append(
      assessment.contact.map {
        "Hand it in where your provider asks for it; questions to \($0.escaped)."
      } ?? "Hand it in where your provider asks for it.")
    return lines
  }
}
