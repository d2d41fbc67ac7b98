import Documents
import Foundation

/// The ways in which a response reaches the office; they have equal rights.
package enum SubmissionRoad: String, Sendable, Hashable, Codable, CaseIterable {
  /// The document itself, on the provider's platform; the office packages it.
  case document
  /// One package, made by the page.
  case package
}

/// The participant's page: a response is checked, and packaged where there is no platform, in the
/// browser of somebody who can install nothing.
///
/// It holds the rules of one assessment and reaches no network. Its own policy for markup has one
/// name, since it reads documents with the browser's XML parser and shows none of what they hold.
package func submitPage(_ assessment: CaseStudyAssessment, handIn: SubmissionRoad) throws -> String
{
  let rules = String(
    decoding: try canonicalJSON(SubmitRules(assessment, handIn)), as: UTF8.self)
  return page.filled([
    "title": "Check your response: \(assessment.title)".inHTML, "heading": assessment.title.inHTML,
    // Within a script element nothing but this character could end it.
    "assessment": rules.replacing("<", with: "\\u003c"),
  ])
}

private let page = WebPage(
  template: "submit.html", styles: ["base.css", "submit.css"],
  scripts: [
    "elements.js", "words.js", "decoding.js", "vocabularies.js", "findings.js", "container.js",
    "entries.js", "entry-names.js", "inflating.js", "markup.js", "fields.js", "scrubbing.js",
    "pictures.js", "concealment.js", "word-styles.js", "word-text.js", "word-looks.js",
    "word-look.js", "word.js", "word-risks.js", "open-text.js", "open-look.js",
    "open-document.js", "markdown.js", "document-reading.js", "spoken.js", "checking.js",
    "zip-writing.js", "packaging.js", "telling.js", "showing.js", "submitting.js",
  ],
  allowed: ["trusted-types npq-xml"])

/// What the page has to know of an assessment.
private struct SubmitRules: Encodable {
  struct Named: Encodable {
    let code: String
    let title: String
  }

  struct Window: Encodable {
    let opens: Int64
    let closes: Int64
    let zone: String
  }

  let id: Identifier
  let title: String
  let contact: String?
  let handIn: SubmissionRoad
  let qualifications: [Named]
  let ownWork: [String]
  let limit: Int?
  let tolerance: Int
  let over: WordPolicy.Over
  let fewest: Int
  let counts: [String]
  let formats: [String]
  let most: Int
  let bytes: Int
  let window: Window

  init(_ assessment: CaseStudyAssessment, _ handIn: SubmissionRoad) {
    id = assessment.id
    title = assessment.title
    contact = assessment.contact
    self.handIn = handIn
    qualifications = assessment.qualifications.map { Named(code: $0.code, title: $0.title) }
    ownWork = assessment.ownWork
    limit = assessment.words.limit
    tolerance = assessment.words.tolerancePercent
    over = assessment.words.over
    fewest = assessment.words.fewest
    counts = assessment.words.counted.filter { DocumentPart(rawValue: $0) != nil }
    formats = assessment.files.formats
    most = assessment.files.most
    bytes = assessment.files.bytes
    window = Window(
      opens: assessment.window.opensAt.seconds, closes: assessment.window.closesAt.seconds,
      zone: assessment.window.zone)
  }
}
