/// Which checks of a response must be recorded before its result is final.
public struct IntegrityPolicy: Sendable, Hashable, Codable {
  /// The checks, each by the name under which it is recorded, such as `similarity`.
  public let checks: [String]
  /// Where the provider's rule stands.
  public let source: String?
  /// The day of that source.
  public let date: CivilDate?

  /// Makes a policy; without one, no check has to be recorded, since no provider of reformed NPQs
  /// publishes that it makes any.
  public init(checks: [String], source: String? = nil, date: CivilDate? = nil) {
    self.checks = checks
    self.source = source
    self.date = date
  }
}
