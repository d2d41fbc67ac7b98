import Assessment
import Documents
import Findings
import Foundation
import Ledger

/// What everybody was given, as files and in a series.
struct GivenFiles {
  let leaveOut: [String]
  let assessments: [String]

  /// The texts of all; nil where a file cannot be read, for then it would be taken for a copy.
  func read(_ ledger: Ledger?) throws -> Judged<[String]> {
    var texts = try ledger?.assessments().flatMap(\.given) ?? []
    var findings: [Finding] = []
    for path in assessments {
      let read = AssessmentFile(url: URL(filePath: path)).read()
      findings += read.findings.filter { $0.severity == .refused }
      texts += read.value?.given ?? []
    }
    for source in SimilarSource.documents(at: leaveOut) {
      let read = source.read()
      findings += read.findings.map { finding in
        Finding(
          "not-left-out", .refused, source.label, "cannot be read, and so cannot be left out",
          remedy: "check the name of the file, or save the text as a Word document")
      }
      texts.append(read.paragraphs.map(\.text).joined(separator: "\n"))
    }
    return Judged(findings.isEmpty ? texts : nil, findings)
  }
}

extension AssessmentInForce {
  /// What participants are given: case study, questions, and what the mark scheme asks.
  fileprivate var given: [String] {
    [caseStudy ?? "", assessment.title] + assessment.questions + assessment.ownWork
      + rubrics.values.flatMap { rubric in
        rubric.criteria.flatMap {
          [$0.title, $0.asks] + $0.statements + $0.levels.map(\.descriptor)
        }
      }
  }
}
