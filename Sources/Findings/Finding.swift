/// One thing that a judgement found: what it is, how grave, where, and what to do next.
///
/// A judgement returns all its findings at once as values; errors are kept for what broke.
public struct Finding: Sendable, Hashable {
  /// How grave a finding is, in rising order.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Worth knowing; nothing has to be done.
    case note
    /// Accepted, but a person should look.
    case warning
    /// Kept, and waits for a person's decision.
    case held
    /// Not accepted.
    case refused
  }

  /// A stable kebab-case word that scripts and tests rely on.
  public let code: String
  /// How grave the finding is.
  public let severity: Severity
  /// The file, entry, row or person that it is about.
  public let subject: String
  /// What happened, in lower case and without a full stop.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes a finding.
  public init(
    _ code: String, _ severity: Severity, _ subject: String, _ message: String, remedy: String
  ) {
    self.code = code
    self.severity = severity
    self.subject = subject
    self.message = message
    self.remedy = remedy
  }
}

extension Finding: Codable {}

extension Finding.Severity: Comparable {
  /// Orders severities from note to refused.
  public static func < (left: Self, right: Self) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .held: 2
    case .refused: 3
    }
  }
}

extension Sequence<Finding> {
  /// The gravest severity among the findings; nil where there are none.
  public var gravest: Finding.Severity? { map(\.severity).max() }

  /// The findings with the gravest first; those of one severity stay in their order.
  package var gravestFirst: [Finding] {
    enumerated().sorted { left, right in
      (right.element.severity, left.offset) < (left.element.severity, right.offset)
    }.map(\.element)
  }

  /// The verdict that follows from the findings alone.
  public var verdict: Verdict {
    switch gravest {
    case .refused: .refused
    case .held: .held
    default: .accepted
    }
  }
}
