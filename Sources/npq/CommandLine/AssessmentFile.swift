import Assessment
import Findings
import Foundation
import Ledger

/// An assessment file with the files that stand beside it.
struct AssessmentFile {
  let url: URL

  /// Reads the assessment, the mark schemes of its qualifications and its case study.
  func read() -> Judged<AssessmentInForce> {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      return Judged(nil, [unreadable(url, "the assessment file")])
    }
    let read = readAssessment(text, name: url.lastPathComponent)
    var findings = read.findings
    guard let assessment = read.value else { return Judged(nil, findings) }
    var rubrics: [Qualification: Rubric] = [:]
    let examples = assessment.qualifications.filter { assessment.rubrics[$0.code] == nil }
    if !examples.isEmpty { findings.append(.workedExamples(examples, assessment.id.text)) }
    for qualification in assessment.qualifications {
      let judged = rubric(of: qualification, in: assessment)
      findings += judged.findings
      rubrics[qualification] = judged.value
    }
    var caseStudy: String?
    if let name = assessment.caseStudy {
      let file = beside(name)
      caseStudy = try? String(contentsOf: file, encoding: .utf8)
      if caseStudy == nil { findings.append(unreadable(file, "the case study")) }
    }
    let exemplars = (assessment.exemplars ?? []).compactMap { name -> Exemplar? in
      let file = beside(name)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        findings.append(unreadable(file, "the exemplar"))
        return nil
      }
      return Exemplar(name: name, text: text)
    }
    if findings.gravest == .refused { return Judged(nil, findings) }
    let value = AssessmentInForce(
      assessment: assessment, rubrics: rubrics, caseStudy: caseStudy, exemplars: exemplars)
    return Judged(value, findings)
  }

  private func rubric(
    of qualification: Qualification, in assessment: CaseStudyAssessment
  ) -> Judged<Rubric> {
    guard let name = assessment.rubrics[qualification.code] else {
      return Judged(try? Rubric.embedded(qualification))
    }
    let file = beside(name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      return Judged(nil, [unreadable(file, "the mark scheme")])
    }
    var read = readRubric(text, name: name)
    if let rubric = read.value, rubric.qualification != qualification {
      let message = "is the mark scheme of \(rubric.qualification.code), not of "
      read.findings.append(
        Finding(
          "other-qualification", .refused, name, message + qualification.code,
          remedy: "name the right file under 'rubrics:'"))
    }
    return read
  }

  private func beside(_ name: String) -> URL {
    url.deletingLastPathComponent().appending(path: name)
  }

  private func unreadable(_ url: URL, _ what: String) -> Finding {
    Finding(
      "not-found", .refused, url.lastPathComponent, "\(what) cannot be read as UTF-8 text",
      remedy: "check the name and save the file as UTF-8")
  }
}

extension Finding {
  /// Worked examples stand in for mark schemes that belong to the provider.
  fileprivate static func workedExamples(_ all: [Qualification], _ id: String) -> Finding {
    let codes = all.map(\.code).joined(separator: ", ")
    return Finding(
      "worked-example", .warning, id,
      "has no mark scheme of its own for \(codes): the worked examples in the program are used",
      remedy: "name the provider's own under 'rubrics:' before a real series")
  }
}
