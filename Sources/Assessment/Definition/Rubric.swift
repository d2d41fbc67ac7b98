/// A mark scheme: criteria by levels with descriptors and whole-number marks, and the rule that
/// turns marks into pass or fail.
public struct Rubric: Sendable, Hashable, Codable {
  /// One of the heads under which every case-study response is judged.
  public enum Head: String, Sendable, Hashable, Codable, CaseIterable {
    /// The problem is found and told apart from its context.
    case problem
    /// A solution is chosen, with the reasons for it.
    case solution
    /// How the solution is put into practice.
    case implementation
    /// A content area of the legacy scheme (NPQML).
    case contentArea = "content-area"
  }

  /// One level of a criterion.
  public struct Level: Sendable, Hashable, Codable {
    /// Position from 0, rising.
    public let level: Int
    /// Marks that the level is worth, more than the level before.
    public let marks: Int
    /// A short name.
    public let name: String
    /// What a response at this level shows.
    public let descriptor: String

    /// Makes a level.
    public init(level: Int, marks: Int, name: String, descriptor: String) {
      self.level = level
      self.marks = marks
      self.name = name
      self.descriptor = descriptor
    }
  }

  /// One criterion.
  public struct Criterion: Sendable, Hashable, Codable {
    /// Short kebab-case name, unique in the rubric: the column of `marks.csv`.
    public let id: String
    /// The head that it stands under.
    public let head: Head
    /// Its title, for people.
    public let title: String
    /// The question that an assessor answers.
    public let asks: String
    /// Areas of the framework that the criterion cites.
    public let statements: [String]
    /// The level that must be reached for a pass (a hurdle); nil where there is none.
    public let mustReach: Int?
    /// The levels, from 0 upwards, marks rising.
    public let levels: [Level]

    /// Makes a criterion.
    public init(
      id: String, head: Head, title: String, asks: String, statements: [String] = [],
      mustReach: Int? = nil, levels: [Level]
    ) {
      self.id = id
      self.head = head
      self.title = title
      self.asks = asks
      self.statements = statements
      self.mustReach = mustReach
      self.levels = levels
    }

    /// The most marks that the criterion gives.
    public var maximum: Int { levels.lazy.map(\.marks).max() ?? 0 }

    enum CodingKeys: String, CodingKey {
      case id, head, title, asks, statements, levels
      case mustReach = "must-reach"
    }
  }

  /// The pass rule over the total; hurdles stand in the criteria.
  public enum PassLine: Sendable, Hashable {
    /// At least so many marks.
    case marks(Int)
    /// At least so many per cent of the maximum, compared in whole numbers.
    case percent(Int)
  }

  /// Marks around the pass line that go to a second reading before anything is final.
  public struct Borderline: Sendable, Hashable, Codable {
    /// So many marks below the lowest passing total.
    public let below: Int
    /// So many marks above the lowest passing total, itself included as 0.
    public let above: Int

    /// Makes a band.
    public init(below: Int, above: Int) {
      self.below = below
      self.above = above
    }
  }

  /// The qualification that it belongs to.
  public let qualification: Qualification
  /// The title, for people.
  public let title: String
  /// The version, chosen by its owner.
  public let version: String
  /// The day of the version.
  public let date: CivilDate
  /// Where its rules come from.
  public let source: String
  /// Whether it is a worked example that a provider replaces.
  public let example: Bool
  /// The criteria, in the order of the page.
  public let criteria: [Criterion]
  /// The pass line.
  public let pass: PassLine
  /// Where the pass line comes from.
  public let passSource: String
  /// The borderline band; nil where there is none.
  public let borderline: Borderline?

  /// Makes a mark scheme; `readRubric` is what checks its rules.
  public init(
    qualification: Qualification, title: String, version: String, date: CivilDate, source: String,
    example: Bool, criteria: [Criterion], pass: PassLine, passSource: String,
    borderline: Borderline? = nil
  ) {
    self.qualification = qualification
    self.title = title
    self.version = version
    self.date = date
    self.source = source
    self.example = example
    self.criteria = criteria
    self.pass = pass
    self.passSource = passSource
    self.borderline = borderline
  }
}

extension Rubric {
  /// The most marks that a script can have.
  public var maximum: Int { criteria.reduce(0) { $0 + $1.maximum } }

  /// The lowest total that passes.
  public var passingTotal: Int {
    switch pass {
    case .marks(let marks): marks
    case .percent(let percent): (maximum * percent + 99) / 100
    }
  }

  /// Identifies the rubric: SHA-256 over its canonical JSON, which every mark carries.
  ///
  /// The order of keys, line breaks and comments of the YAML file make no difference.
  public func digest() throws -> Digest { Digest(of: try canonicalJSON(self)) }
}
