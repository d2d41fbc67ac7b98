/// How long what is personal in a series is kept, counted from the close of a participant's window.
public struct KeepPolicy: Sendable, Hashable, Codable {
  /// Days after the close for which the office keeps what it holds of a participant.
  public let days: Int
  /// Days after the close for which assessors may keep their packs.
  public let packDays: Int
  /// Where the provider's rule stands.
  public let source: String?
  /// The day of that source.
  public let date: CivilDate?

  /// Makes a policy; what is left out has the default of `Standard`.
  public init(
    days: Int = Standard.days, packDays: Int = Standard.packDays, source: String? = nil,
    date: CivilDate? = nil
  ) {
    self.days = days
    self.packDays = packDays
    self.source = source
    self.date = date
  }

  /// What holds where an assessment says nothing.
  public enum Standard {
    /// Six years and the days until the next morning: no provider of reformed NPQs publishes how
    /// long it keeps case studies, and nothing is erased too early while a claim under a contract
    /// can be brought (Limitation Act 1980, section 5).
    public static let days = 2192
    /// Half a year: ours, by when results are out and the usual time for an appeal is over.
    public static let packDays = 183
  }

  /// Where the rule stands, in a few words.
  package var told: String {
    guard source != nil || date != nil else {
      return days == Standard.days
        ? "the default: Limitation Act 1980, section 5" : "assessment file"
    }
    return [source, date?.description].compactMap(\.self).joined(separator: ", ")
  }
}
