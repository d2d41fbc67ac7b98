/// Everything that a report rests on, read from the record; nobody's name but assessors' is in it.
package struct ReportSource: Sendable {
  /// An assessor as the moderator knows them.
  package struct Assessor: Sendable, Hashable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
      self.id = id
      self.name = name
    }

    /// How plots and sentences name them.
    var label: String { name == id || name.isEmpty ? id : "\(name) (\(id))" }
  }

  /// One complete marking.
  package struct Marking: Sendable, Hashable {
    /// The assessor, by place in the list.
    package let assessor: Int
    /// The marks, in the order of the mark scheme's criteria.
    package let marks: [Int]
    /// When the last of them came.
    package let came: Instant?

    package init(assessor: Int, marks: [Int], came: Instant?) {
      self.assessor = assessor
      self.marks = marks
      self.came = came
    }

    var total: Int { marks.reduce(0, +) }
  }

  /// One script with its complete markings and what was decided.
  package struct Script: Sendable {
    package let code: String
    package let qualification: Qualification
    /// The mark scheme, by place in the list.
    package let rubric: Int
    /// In the order in which they were asked for.
    package let markings: [Marking]
    package let outcome: Decision.Outcome
    /// The average that was decided on.
    package let average: Double?
    /// How many markings it is the average of.
    package let counted: Int

    package init(
      code: String, qualification: Qualification, rubric: Int, markings: [Marking],
      outcome: Decision.Outcome, average: Double?, counted: Int
    ) {
      self.code = code
      self.qualification = qualification
      self.rubric = rubric
      self.markings = markings
      self.outcome = outcome
      self.average = average
      self.counted = counted
    }
  }

  /// The name of the series.
  package var series: String
  package var at: Instant
  /// The zone in which days are counted.
  package var zone: String
  package var assessors: [Assessor]
  package var rubrics: [Rubric]
  package var scripts: [Script]
  /// Entries by outcome; they add up to all of them.
  package var entries: [Decision.Outcome: Int]
  /// When each marking was asked for.
  package var asked: [Instant]
  /// Entries by attempt; empty where it was not counted.
  package var attempts: [AttemptCount] = []
  /// How assessors marked the seeds among their scripts; empty where there are no seeds.
  package var seeds: [SeedSeries] = []

  /// The qualifications that have scripts, in the order of their codes.
  package var qualifications: [Qualification] {
    Set(scripts.map(\.qualification)).sorted { $0.code < $1.code }
  }

  package init(
    series: String, at: Instant, zone: String, assessors: [Assessor], rubrics: [Rubric],
    scripts: [Script], entries: [Decision.Outcome: Int], asked: [Instant]
  ) {
    self.series = series
    self.at = at
    self.zone = zone
    self.assessors = assessors
    self.rubrics = rubrics
    self.scripts = scripts
    self.entries = entries
    self.asked = asked
  }
}

/// How a report is made.
package struct ReportSettings: Sendable {
  /// How far two totals may lie apart; nil for a tenth of the marks that can be had, rounded up.
  package var tolerance: Int?
  /// The number behind intervals that are drawn.
  package var draw: UInt64
  /// The smallest number of people that is shown to those outside.
  package var smallest: Int

  package init(tolerance: Int? = nil, draw: UInt64 = 0, smallest: Int = 5) {
    self.tolerance = tolerance
    self.draw = draw
    self.smallest = smallest
  }

  func tolerance(of maximum: Int) -> Int { tolerance ?? (maximum + 9) / 10 }
}

/// How much there must be before something is said.
enum ReportSize {
  /// Scripts marked twice, before a share of them is given in per cent.
  static let share = 10
  /// Scripts marked twice, before agreement beyond chance, limits and models of repetition.
  static let coefficient = 30
  /// Scripts that an assessor shares with others, before a severity is given.
  static let severity = 5
  /// Markings left over, before severities have an interval.
  static let degrees = SeverityFit.fewest
  /// Scripts marked at all, before their spread is used.
  static let spread = 30
}
