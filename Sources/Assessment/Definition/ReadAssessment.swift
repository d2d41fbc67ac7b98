public import Findings
import Yams

/// Reads an assessment file in YAML, strictly.
///
/// An unknown, missing or repeated key, a wrong type or a value out of range is a refusing finding
/// with line and column; what is allowed but seldom meant, such as a window over a bank holiday, is
/// a warning or a note. Only `assessment`, `id`, `title`, `qualifications` and `window.opens` are
/// required; the policies' `Standard` values stand for the rest.
///
/// - Parameters:
///   - text: The YAML text, at most 1 MB.
///   - name: The file's name, for findings.
/// - Returns: The assessment, or nil with at least one refusing finding.
public func readAssessment(_ text: String, name: String) -> Judged<CaseStudyAssessment> {
  var yaml = StrictYAML(name: name)
  let assessment = yaml.root(of: text).flatMap { yaml.assessment($0) }
  let stands = yaml.findings.verdict == .accepted
  return Judged(stands ? assessment : nil, yaml.findings)
}

extension StrictYAML {
  fileprivate mutating func assessment(_ node: Node) -> CaseStudyAssessment? {
    guard
      let top = block(
        node, "an assessment",
        required: ["assessment", "id", "title", "qualifications", "window"],
        optional: [
          "case-study", "questions", "words", "files", "own-work", "engagement", "integrity",
          "answer-days", "attempts", "markings", "marking-instructions", "moderation",
          "standardisation", "results-by", "contact", "rubrics", "results", "exemplars",
          "bank-holidays", "keep-until",
        ])
    else { return nil }
    form("assessment", in: top, known: 1)
    let id = identifier(in: top)
    let title = text("title", in: top)
    let qualifications = qualifications(in: top)
    let caseStudy = top["case-study"].flatMap { path($0, "'case-study'") }
    let questions = texts("questions", in: top) ?? []
    let bankHolidays = bankHolidays(in: top)
    let window = top["window"].flatMap { self.window($0, bankHolidays: bankHolidays) }
    let words = top["words"].flatMap { wordPolicy($0) } ?? WordPolicy()
    let files = top["files"].flatMap { filePolicy($0) } ?? FilePolicy()
    let ownWork = ownWork(in: top)
    let rules = rulePolicy(in: top, window: window)
    let contact = text("contact", in: top)
    let rubrics = rubricPaths(in: top, for: qualifications)
    let results = top["results"].flatMap { resultPolicy($0) }
    let exemplars = list("exemplars", in: top)?.compactMap { path($0, "an exemplar") }
    let keepUntil = top["keep-until"].flatMap { keepPolicy($0) }
    guard let id, let title, let window else { return nil }
    return CaseStudyAssessment(
      id: id, title: title, qualifications: qualifications, caseStudy: caseStudy,
      questions: questions, window: window, words: words, files: files, ownWork: ownWork,
      rules: rules, contact: contact, rubrics: rubrics, results: results, exemplars: exemplars,
      keepUntil: keepUntil)
  }

  private mutating func identifier(in top: YAMLBlock) -> Identifier? {
    guard let node = top["id"], let text = text("id", in: top) else { return nil }
    if let id = Identifier(text) { return id }
    report(
      "assessment-id", node.place, "'\(text)' cannot be an identifier",
      remedy: "use a letter or digit, then at most 63 letters, digits and . _ @ + -")
    return nil
  }

  private mutating func qualifications(in top: YAMLBlock) -> [Qualification] {
    guard let nodes = list("qualifications", in: top) else { return [] }
    if nodes.isEmpty {
      report(
        "yaml-missing-value", top["qualifications"]?.place, "'qualifications' names nothing",
        remedy: "name at least one, for example [NPQLT]")
    }
    var found: [Qualification] = []
    for node in nodes {
      guard let qualification = qualification(node) else { continue }
      if found.contains(qualification) {
        duplicate(node, "\(qualification.code) stands twice in 'qualifications'")
      } else {
        found.append(qualification)
      }
      if qualification.status == .closed {
        report(
          "qualification-closed", node.place, "\(qualification.code) was closed in August 2022",
          remedy: "nothing has to be done if a past series is meant", severity: .warning)
      }
    }
    return found
  }

  private mutating func ownWork(in top: YAMLBlock) -> [String] {
    guard let statements = texts("own-work", in: top) else {
      return CaseStudyAssessment.standardOwnWork
    }
    if statements.isEmpty {
      report(
        "yaml-missing-value", top["own-work"]?.place, "'own-work' holds no statement",
        remedy: "write at least one, or leave the key out for the usual one")
    }
    return statements
  }

  private mutating func bankHolidays(in top: YAMLBlock) -> [CivilDate] {
    (list("bank-holidays", in: top) ?? []).compactMap { date($0, "an entry of 'bank-holidays'") }
  }

  private mutating func rubricPaths(
    in top: YAMLBlock, for qualifications: [Qualification]
  ) -> [String: String] {
    guard let node = top["rubrics"] else { return [:] }
    var paths: [String: String] = [:]
    for (key, mark, value) in freeBlock(node, "'rubrics'") {
      // With no qualification read, their own finding is enough.
      guard let qualification = Qualification(named: key),
        qualifications.isEmpty || qualifications.contains(qualification)
      else {
        report(
          "yaml-unknown-key", mark, "'\(key)' is not one of the assessment's qualifications",
          remedy: "name one of \(qualifications.map(\.code).joined(separator: ", "))")
        continue
      }
      if paths[qualification.code] != nil {
        duplicate(value, "\(qualification.code) has two mark schemes")
      }
      paths[qualification.code] = path(value, "the mark scheme for \(qualification.code)")
    }
    return paths
  }

  /// A file beside the assessment file or in a folder there.
  private mutating func path(_ node: Node, _ what: String) -> String? {
    guard let path = text(node, what) else { return nil }
    if isInside(path) { return path }
    report(
      "unsafe-path", node.place, "\(what) lies outside the folder of the assessment file",
      remedy: "put the file into that folder and write its name, with / between folders")
    return nil
  }
}

/// Whether a path stays in its folder on every system: no root, drive, `..`, or backslash.
private func isInside(_ path: String) -> Bool {
  let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  return !path.utf8.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") || $0 < 32 }
    && parts.allSatisfy { part in
      !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
}
