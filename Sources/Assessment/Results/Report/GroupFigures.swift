import Archive

/// Everything that is computed of one group of scripts.
struct GroupFigures {
  let group: ReportGroup
  let tolerance: Int
  let pairs: PairFigures
  /// The first and second marking's agreement on the total, and on pass or fail; nil where there
  /// are too few.
  let agreement: AgreementReport?
  let decisions: AgreementReport?
  let criteria: [CriterionFigures]
  let severity: SeverityFit
  /// How many groups of assessors cannot be compared with each other.
  let parts: Int
  let rasch: SeverityRasch?
  let spreads: [AssessorSpread]
  let repetition: RepetitionFigures

  init(_ group: ReportGroup, assessors: Int, settings: ReportSettings) {
    self.group = group
    tolerance = settings.tolerance(of: group.scale.maximum)
    let pairs = PairFigures(group, tolerance: tolerance)
    self.pairs = pairs
    let design = SeverityDesign(
      assessors: assessors, scripts: group.scripts.map { $0.markings.map(\.assessor) })
    let model = SeverityModel(design)
    let markings = group.scripts.flatMap(\.markings)
    let severity = model.fit(markings.map { Double($0.total) })
    self.severity = severity
    parts = design.parts.count
    // What goes round after round on few cores, beside what takes all of them.
    (rasch, (agreement, decisions, criteria)) = Cores.both {
      severity.errorDegrees >= ReportSize.degrees && pairs.count >= ReportSize.coefficient
        ? SeverityRasch(design, levels: group.levels(of: markings)) : nil
    } _: {
      (
        pairs.report(
          of: pairs.totals, categories: Array(0...group.scale.maximum), settings.draw),
        pairs.report(
          of: pairs.sides.map { ($0.0 ? 1 : 0, $0.1 ? 1 : 0) }, categories: [0, 1], settings.draw,
          level: .nominal),
        Cores.answers(group.scale.criteria.count) { place in
          CriterionFigures(group, place, pairs: pairs, model: model, settings: settings)
        }
      )
    }
    spreads = AssessorSpread.all(group)
    repetition = RepetitionFigures(group)
  }

  /// The severities of those who share enough scripts, the most severe first.
  var severities: [SeverityEstimate] {
    guard severity.errorDegrees >= ReportSize.degrees else { return [] }
    return severity.estimates.filter { $0.shared >= ReportSize.severity && $0.low != nil }
      .sorted { ($0.severity, $1.assessor) > ($1.severity, $0.assessor) }
  }
}

extension GroupFigures {
  /// From how many marks on a severity is worth a look: half the tolerance.
  var worthALook: Double { max(0.5, Double(tolerance) / 2) }
}

extension ReportGroup {
  /// The place of each mark among those of its criterion.
  func levels(of markings: [ReportSource.Marking]) -> [[Int]] {
    let places = scale.criteria.map { criterion in
      Dictionary(uniqueKeysWithValues: zip(criterion.marks, criterion.marks.indices))
    }
    return markings.map { marking in
      zip(marking.marks, places).map { mark, places in places[mark] ?? 0 }
    }
  }
}

/// The first two markings of the scripts that have two.
struct PairFigures {
  let totals: [(Int, Int)]
  let sides: [(Bool, Bool)]
  /// The marks in each criterion.
  let marks: [[(Int, Int)]]
  /// Pairs whose totals lie within tolerance, are equal, and come to the same decision.
  let within: Int
  let equal: Int
  let same: Int

  init(_ group: ReportGroup, tolerance: Int) {
    let scale = group.scale
    let pairs = group.scripts.compactMap { script in
      script.markings.count >= 2 ? (script.markings[0], script.markings[1]) : nil
    }
    totals = pairs.map { ($0.0.total, $0.1.total) }
    sides = pairs.map { (scale.passes($0.0.marks), scale.passes($0.1.marks)) }
    marks = scale.criteria.indices.map { place in
      pairs.map { ($0.0.marks[place], $0.1.marks[place]) }
    }
    within = totals.count { abs($0.0 - $0.1) <= tolerance }
    equal = totals.count { $0.0 == $0.1 }
    same = sides.count { $0.0 == $0.1 }
  }

  var count: Int { totals.count }

  /// The mean of the first less the second, and the standard deviation of that.
  var difference: (mean: Double, deviation: Double)? {
    guard count >= 2 else { return nil }
    let differences = totals.map { Double($0.0 - $0.1) }
    let mean = differences.reduce(0, +) / Double(count)
    let squares = differences.reduce(0) { $0 + square($1 - mean) }
    return (mean, (squares / Double(count - 1)).squareRoot())
  }

  /// Every statistic of two columns; nil where there are too few pairs for any that is more than
  /// counting.
  func report(
    of pairs: [(Int, Int)], categories: [Int], _ draw: UInt64, level: AgreementLevel = .interval
  ) -> AgreementReport? {
    guard pairs.count >= ReportSize.coefficient,
      let table = AgreementTable(
        raters: ["first", "second"], ratings: pairs.map { [Double($0.0), Double($0.1)] },
        categories: categories.map(Double.init))
    else { return nil }
    // As many drawn units in all, however many scripts there are.
    let resamples = min(2_000, max(200, 10_000_000 / pairs.count))
    return Assessment.agreement(of: table, level: level, resamples: resamples, draw: draw)
  }
}

/// How marks in one criterion agree, and whether assessors read it in different ways.
struct CriterionFigures {
  let title: String
  /// The marks from one level to the next, on average.
  let step: Double
  let pairs: Int
  let equal: Int
  /// Pairs two levels or more apart.
  let apart: Int
  let agreement: AgreementReport?
  /// The severities in this criterion beyond those in all: who reads it more strictly than the rest
  /// of the mark scheme.
  let reading: SeverityFit

  init(
    _ group: ReportGroup, _ place: Int, pairs: PairFigures, model: SeverityModel,
    settings: ReportSettings
  ) {
    let criterion = group.scale.criteria[place]
    title = group.titles[place]
    let (least, most) = (criterion.marks.first ?? 0, criterion.marks.last ?? 0)
    step = Double(most - least) / Double(max(criterion.marks.count - 1, 1))
    self.pairs = pairs.count
    let marks = pairs.marks[place]
    equal = marks.count { $0.0 == $0.1 }
    let levels = Dictionary(uniqueKeysWithValues: zip(criterion.marks, criterion.marks.indices))
    apart = marks.count { abs((levels[$0.0] ?? 0) - (levels[$0.1] ?? 0)) >= 2 }
    agreement = pairs.report(of: marks, categories: criterion.marks, settings.draw)
    let share = Double(criterion.marks.last ?? 0) / Double(max(group.scale.maximum, 1))
    reading = model.fit(
      group.scripts.flatMap(\.markings).map { marking in
        Double(marking.marks[place]) - share * Double(marking.total)
      })
  }
}

/// The totals that one assessor gave.
struct AssessorSpread {
  let assessor: Int
  /// How often each total was given, from 0.
  let totals: [Int]
  let count: Int
  let mean: Double
  /// Least, quarter, median, three quarters, most.
  let five: [Double]

  static func all(_ group: ReportGroup) -> [AssessorSpread] {
    var given: [Int: [Int]] = [:]
    for marking in group.scripts.lazy.flatMap(\.markings) {
      given[marking.assessor, default: [Int](repeating: 0, count: group.scale.maximum + 1)][
        marking.total] += 1
    }
    return given.map(AssessorSpread.init).sorted { ($0.mean, $0.assessor) < ($1.mean, $1.assessor) }
  }

  private init(assessor: Int, totals: [Int]) {
    self.assessor = assessor
    self.totals = totals
    let sorted = totals.enumerated().flatMap { repeatElement(Double($0.offset), count: $0.element) }
    count = sorted.count
    mean = sorted.reduce(0, +) / Double(max(sorted.count, 1))
    five = sorted.isEmpty ? [] : [0, 0.25, 0.5, 0.75, 1].map { quantile(sorted, $0) }
  }
}
