import Assessment
import Documents
import Findings

extension ReceiveWork {
  /// What is taken of several files that one person handed in at once, and why the others are not.
  ///
  /// A PDF of the same text as a document beside it is left out: the document's words are counted
  /// exactly, and it can be shown as it was laid out. A few words typed beside a document are no
  /// part of it. What is left out is kept as it came all the same.
  func chosen(of incoming: Incoming) -> (Incoming, [Finding]) {
    guard incoming.files.count > 1 else { return (incoming, []) }
    var chosen = incoming
    chosen.cameAs = incoming.originals
    var findings: [Finding] = []
    let readings = incoming.files.map { readDocument(path: $0.path, name: $0.name) }
    var left = Set(incoming.files.indices)
    for (index, file) in incoming.files.enumerated() {
      let reading = readings[index]
      let others = left.filter { $0 != index }
      if reading.format == .pdf,
        let same = others.first(where: { other in
          readings[other].format != .pdf && readings[other].holdsSameText(as: reading)
        })
      {
        left.remove(index)
        findings.append(
          Finding(
            "same-text-twice", .note, file.name,
            "is a PDF of \(incoming.files[same].name.escaped), which is taken",
            remedy: "nothing has to be done: both are kept as they came"))
      } else if file.name == TypedName.page, !others.isEmpty,
        reading.words.values.reduce(0, +) < 50
      {
        left.remove(index)
        findings.append(
          Finding(
            "typed-beside", .note, file.name,
            "holds only a few words typed beside a document, and is no part of the response",
            remedy: "nothing has to be done: it is kept as it came"))
      }
    }
    chosen.files = left.sorted().map { incoming.files[$0] }
    return (chosen, findings)
  }
}

/// What text that was typed on a platform is called as a file.
enum TypedName {
  static let page = "typed-text.md"
  static let answers = "answers.md"
}

extension CaseStudyAssessment {
  /// The assessment with Markdown taken where the platform itself had people type.
  func taking(typed incoming: Incoming) -> CaseStudyAssessment {
    guard incoming.origin?.isTyped == true, !files.formats.contains("md") else { return self }
    return CaseStudyAssessment(
      id: id, title: title, qualifications: qualifications, caseStudy: caseStudy,
      questions: questions, window: window, words: words,
      files: FilePolicy(formats: files.formats + ["md"], most: files.most, bytes: files.bytes),
      ownWork: ownWork, rules: rules, contact: contact, rubrics: rubrics)
  }
}
