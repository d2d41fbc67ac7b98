/// One end-of-course case-study assessment: a paper in one submission window, for one or more
/// qualifications, with the provider's policy for each rule on which providers differ.
public struct CaseStudyAssessment: Sendable, Hashable, Codable {
  /// Its identifier, unique in a series.
  public let id: Identifier
  /// The title, for people.
  public let title: String
  /// The qualifications that sit this paper.
  public let qualifications: [Qualification]
  /// The case study, as a file name beside the assessment file.
  public let caseStudy: String?
  /// The questions posed, in order.
  public let questions: [String]
  /// The submission window.
  public let window: SubmissionWindow
  /// Rules about words.
  public let words: WordPolicy
  /// Rules about files.
  public let files: FilePolicy
  /// The own-work statements that a participant confirms.
  public let ownWork: [String]
  /// Rules about engagement, attempts and results.
  public let rules: RulePolicy
  /// The provider's contact, printed in receipts and briefs.
  public let contact: String?
  /// Rubric files by qualification, beside the assessment file; the embedded one where missing.
  public let rubrics: [String: String]
  /// What participants are told with their results; nil for the defaults of `ResultPolicy`.
  public let results: ResultPolicy?
  /// Marked examples for assessors, as file names beside the assessment file; nil where there are
  /// none.
  public let exemplars: [String]?
  /// How long what is personal is kept; nil for the defaults of `KeepPolicy`.
  public let keepUntil: KeepPolicy?

  /// Makes an assessment; what is left out has the defaults of its policy.
  public init(
    id: Identifier, title: String, qualifications: [Qualification], caseStudy: String? = nil,
    questions: [String] = [], window: SubmissionWindow, words: WordPolicy = WordPolicy(),
    files: FilePolicy = FilePolicy(), ownWork: [String] = Self.standardOwnWork,
    rules: RulePolicy = RulePolicy(), contact: String? = nil, rubrics: [String: String] = [:],
    results: ResultPolicy? = nil, exemplars: [String]? = nil, keepUntil: KeepPolicy? = nil
  ) {
    self.id = id
    self.title = title
    self.qualifications = qualifications
    self.caseStudy = caseStudy
    self.questions = questions
    self.window = window
    self.words = words
    self.files = files
    self.ownWork = ownWork
    self.rules = rules
    self.contact = contact
    self.rubrics = rubrics
    self.results = results
    self.exemplars = exemplars
    self.keepUntil = keepUntil
  }

  /// The statements where an assessment has none of its own.
  ///
  /// One paper has participants confirm that the work is all their own (ipgce.com/npqh-document);
  /// the words are ours.
  public static let standardOwnWork = ["The work that I hand in is all my own."]
}

extension CaseStudyAssessment {
  /// Identifies the assessment with all its rules: SHA-256 over its canonical JSON.
  ///
  /// Throws what the encoder throws, which for a value that was read from a file is nothing.
  public func digest() throws -> Digest { Digest(of: try canonicalJSON(self)) }
}
