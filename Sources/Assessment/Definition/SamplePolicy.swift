/// How many scripts a random sample asks for, and what is looked at besides.
public struct SamplePolicy: Sendable, Hashable, Codable {
  /// How the number follows from the number of scripts.
  public enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Up to 15 all, up to 100 15, up to 200 20, else 25: OCR, and Pearson from 2026.
    case table
    /// The square root, rounded up: Brighton.
    case squareRoot = "square-root"
    /// So many per cent, rounded up.
    case percent
    case all
  }

  /// What is looked at besides, whatever is drawn.
  public enum Clause: String, Sendable, Hashable, Codable, CaseIterable {
    /// The script with the highest total, and the one with the lowest.
    case highest, lowest
    /// Every script that does not pass, and every one in the borderline band.
    case fails, borderlines
    /// One script of every assessor.
    case assessors
  }

  /// The rule for the number.
  public let rule: Rule
  /// The per cent of that rule.
  public let percent: Int
  /// The fewest, where there are as many.
  public let atLeast: Int
  /// What is looked at besides.
  public let include: [Clause]
  /// Where the rule stands.
  public let source: String?
  /// The day of that source.
  public let date: CivilDate?

  /// Makes a policy.
  public init(
    rule: Rule, percent: Int = 10, atLeast: Int = 1,
    include: [Clause] = [.highest, .lowest, .assessors], source: String? = nil,
    date: CivilDate? = nil
  ) {
    self.rule = rule
    self.percent = percent
    self.atLeast = atLeast
    self.include = include
    self.source = source
    self.date = date
  }

  /// A tenth, with the highest, the lowest and every assessor: ours, since no provider of reformed
  /// NPQs publishes its sample.
  public static let standard = SamplePolicy(rule: .percent)

  /// How many of so many scripts are drawn.
  public func size(of scripts: Int) -> Int {
    let wanted: Int
    switch rule {
    case .all: wanted = scripts
    case .percent: wanted = (scripts * percent + 99) / 100
    case .squareRoot: wanted = (0...scripts).first { $0 * $0 >= scripts } ?? scripts
    case .table:
      switch scripts {
      case ...15: wanted = scripts
      case ...100: wanted = 15
      case ...200: wanted = 20
      default: wanted = 25
      }
    }
    return min(scripts, max(wanted, atLeast))
  }

  /// The rule in a few words.
  public var words: String {
    switch rule {
    case .table: "up to 15 all, up to 100 15, up to 200 20, else 25"
    case .squareRoot: "the square root"
    case .percent: "\(percent) per cent"
    case .all: "all"
    }
  }

  enum CodingKeys: String, CodingKey {
    case rule, percent, include, source, date
    case atLeast = "at-least"
  }
}
