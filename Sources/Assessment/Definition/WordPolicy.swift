/// How words are limited and which of them count.
public struct WordPolicy: Sendable, Hashable, Codable {
  /// What happens over the limit.
  public enum Over: String, Sendable, Hashable, Codable, CaseIterable {
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

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    limit: Int? = Standard.limit, tolerancePercent: Int = Standard.tolerancePercent,
    counted: [String] = Standard.counted, over: Over = Standard.over, fewest: Int = Standard.fewest
  ) {
    self.limit = limit
    self.tolerancePercent = tolerancePercent
    self.counted = counted
    self.over = over
    self.fewest = fewest
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// 1,500 words: Ambition, April 2024, and Teach First's, Red Kite's and Aldridge's pages draw
    /// no distinction; 2,000 and 2,500 were published for leadership qualifications, 2022 to 2023.
    public static let limit = 1_500
    /// No source publishes any.
    public static let tolerancePercent = 0
    /// What stands in the response itself, not what surrounds it.
    ///
    /// How words are counted is published by no provider of reformed NPQs; legacy limits left out
    /// annexes (DfE 2017, quoted at realtraining.co.uk).
    public static let counted = [
      "body", "headings", "tables", "text-boxes", "footnotes", "endnotes", "captions",
    ]
    /// One platform blocks (Ambition), elsewhere it is a stated maximum: a person should look.
    public static let over = Over.warn
    /// Ours: less than a seventh of the usual limit is no response to a case study.
    public static let fewest = 200
  }

  /// Every part of a document whose words can be counted, as the word count names them.
  public static let parts = [
    "body", "headings", "tables", "text-boxes", "footnotes", "endnotes", "headers", "footers",
    "captions", "references", "comments", "charts", "deletions", "hidden",
  ]
}
