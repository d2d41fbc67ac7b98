import Findings
import Sheets

/// What a provider writes for the examiner's report, in Markdown, with figures in double braces.
package struct ExaminerText: Sendable {
  /// The file for all qualifications, in the folder of templates.
  package static let fileName = "examiner-report.md"

  /// The file for one qualification, which is read after the one for all.
  package static func fileName(of qualification: Qualification) -> String {
    "examiner-report-\(qualification.code).md"
  }

  /// The sections that a report has as a rule.
  package static let sections = [
    "How the questions were answered", "What good answers did", "Common weaknesses", "Advice",
  ]

  /// A text to begin with.
  package static let beginning =
    """
    {{responses}} responses have a result; {{met}} ({{met-share}}) met the standard.


    """
    + sections.map { "## \($0)\n\n…\n" }.joined(separator: "\n")

  /// The name of the file, for findings.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The text with its figures filled in; what names an assessor, or a figure that there is not, is
  /// found with its line.
  func filled(_ figures: [String: String], nobody names: [String]) -> Judged<String> {
    var findings: [Finding] = []
    var lines: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let place = "\(name) line \(number + 1)"
      var rest = line
      var filled = ""
      while let open = rest.firstRange(of: "{{"), let close = rest.firstRange(of: "}}"),
        open.upperBound <= close.lowerBound
      {
        let field = String(rest[open.upperBound..<close.lowerBound])
          .filter { $0 != " " }.lowercased()
        filled += rest[..<open.lowerBound]
        if let figure = figures[field] {
          filled += figure
        } else {
          findings.append(
            Finding(
              "examiner-figure", .refused, place, "there is no figure {{\(field.excerpt)}}",
              remedy: "use one of \(figures.keys.sorted().prefix(40).joined(separator: ", "))"))
        }
        rest = rest[close.upperBound...]
      }
      lines.append(filled + rest)
      let lower = line.lowercased()
      for one in names where lower.contains(one.lowercased()) {
        findings.append(
          Finding(
            "examiner-names-assessor", .refused, place, "names an assessor",
            remedy: "the page is for outside: leave the name out"))
      }
    }
    return Judged(lines.joined(separator: "\n"), findings)
  }

  /// The sections of a report that the text does not have.
  var missing: [String] {
    let all = text.lowercased()
    return Self.sections.filter { !all.contains($0.lowercased()) }
  }
}
