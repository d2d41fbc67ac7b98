/// One end-of-course case-study assessment: a paper in one submission window, for one or more
/// qualifications, with the provider's policy for each rule on which providers differ.
public struct CaseStudyAssessment: Sendable, Hashable, Codable {
  /// Its identifier, unique in a series.
  public let id: Identifier
  /// The title, for people.
  public let title: String
  /// The qualifications that sit this paper.
  public let qualifications: [Qualification]
  /// The case study and its questions, as file names beside the assessment file.
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
}

/// The eight days, or another length, in which responses are handed in.
public struct SubmissionWindow: Sendable, Hashable, Codable {
  /// The first day.
  public let opens: CivilDate
  /// The last day.
  public let closes: CivilDate
  /// Minutes after midnight at which it opens.
  public let openMinute: Int
  /// The last minute that still counts, as minutes after midnight.
  public let closeMinute: Int
  /// Whether the closing minute counts to its last second (the default) or ends as it begins.
  public let throughClosingMinute: Bool
  /// The IANA zone in which days and minutes are meant.
  public let zone: String
  /// Minutes after the close in which a response is late but taken.
  public let graceMinutes: Int
  /// What happens to a late response within grace.
  public let late: LateRule
}

/// What happens to a response that is late but within grace or an extension's policy.
public enum LateRule: String, Sendable, Hashable, Codable {
  /// It is taken and flagged.
  case accept
  /// It is kept and waits for a person.
  case hold
  /// It is not accepted.
  case refuse
}

/// How words are limited and which of them count.
public struct WordPolicy: Sendable, Hashable, Codable {
  /// What happens over the limit.
  public enum Over: String, Sendable, Hashable, Codable {
    /// Noted; the assessor sees where the limit falls.
    case note
    /// A warning to the participant and the office.
    case warn
    /// Kept for a person's decision.
    case hold
    /// Not accepted.
    case refuse
  }

  /// The most words; nil where there is no limit.
  public let limit: Int?
  /// Per cent over the limit that are let pass.
  public let tolerancePercent: Int
  /// The parts of a document whose words count.
  public let counted: [String]
  /// What happens over the limit.
  public let over: Over
  /// Fewer words than this are a finding, since the wrong file was probably chosen.
  public let fewest: Int
}

/// Which files are taken.
public struct FilePolicy: Sendable, Hashable, Codable {
  /// Formats by their usual ending: `docx odt pdf txt md`.
  public let formats: [String]
  /// The most files in one submission.
  public let most: Int
  /// The most bytes of one file.
  public let bytes: Int
}

/// Engagement, attempts, marking and release.
public struct RulePolicy: Sendable, Hashable, Codable {
  /// The engagement needed, in per cent.
  public let engagementPercent: Int
  /// How engagement is made up, with weights in per cent; empty where it is one figure.
  public let engagementParts: [String: Int]
  /// Whether a result is withheld while engagement is not recorded.
  public let engagementMustBeRecorded: Bool
  /// How many attempts a participant has.
  public let attempts: Int
  /// Blind markings of each script, 1 to 3.
  public let markings: Int
  /// The day by which results are promised.
  public let resultsBy: CivilDate?
}
