import Assessment
import Findings
import Foundation

/// What `npq package` answers: the check, and the package where one was written.
struct PackageAnswer: Encodable {
  let output: String?
  let contentDigest: Digest?
  let record: SubmissionRecord?
  let response: ResponseAnswer

  enum CodingKeys: String, CodingKey {
    case output, contentDigest, record
  }

  init(_ outcome: PackageOutcome, _ assessment: CaseStudyAssessment, output: String) {
    self.output = outcome.package.map { _ in output }
    contentDigest = outcome.package?.contentDigest
    record = outcome.package?.record
    response = ResponseAnswer(outcome.check, assessment)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(output, forKey: .output)
    try container.encodeIfPresent(contentDigest, forKey: .contentDigest)
    try container.encodeIfPresent(record, forKey: .record)
    try response.encode(to: encoder)
  }

  func lines(_ assessment: CaseStudyAssessment) -> [String] {
    let counts = response.files.isEmpty ? [] : response.lines(assessment.words)
    guard let output, let contentDigest else {
      return counts + ["No package was made. Please put right what is named below."]
    }
    var lines = counts + ["\(output.escaped) is ready."]
    lines.append("Content digest \(contentDigest)")
    lines.append(
      assessment.contact.map {
        "Hand it in where your provider asks for it; questions to \($0.escaped)."
      } ?? "Hand it in where your provider asks for it.")
    return lines
  }
}
