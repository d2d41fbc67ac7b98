/// What one marking says by the rubric's rule: a total and whether it passes, or what is missing.
struct MarkingResult: Sendable {
  let assessor: Identifier
  /// The marks by criterion.
  let marks: [String: Int]
  let total: Int
  /// Titles of must-pass criteria that do not reach their level.
  let missedHurdles: [String]
  let reachesLine: Bool
  /// Whether whoever marked leads other assessors.
  var isSenior = false

  var passes: Bool { reachesLine && missedHurdles.isEmpty }

  /// Whether another marking lies on the same side of a pass: line and outcome both.
  func isOnSide(of other: MarkingResult) -> Bool {
    passes == other.passes && reachesLine == other.reachesLine
  }

  /// Nil where a criterion has no mark: missing is never zero.
  init?(_ marking: ScriptMarking, rubric: Rubric) {
    self.init(marking.marks, by: marking.assessor, rubric: rubric)
  }

  /// Nil where a criterion has no mark that its levels give.
  init?(_ marks: [String: Int], by assessor: Identifier, rubric: Rubric) {
    var total = 0
    var missed: [String] = []
    for criterion in rubric.criteria {
      guard let mark = marks[criterion.id],
        let level = criterion.levels.first(where: { $0.marks == mark })
      else { return nil }
      total += mark
      if let must = criterion.mustReach, level.level < must { missed.append(criterion.title) }
    }
    self.assessor = assessor
    self.marks = marks
    self.total = total
    missedHurdles = missed
    reachesLine = total >= rubric.passingTotal
  }

  /// How far two markings lie apart: in total, and on the criterion where they differ most.
  func distance(to other: MarkingResult) -> (total: Int, criterion: Int, sum: Int) {
    let apart = marks.map { abs($0.value - (other.marks[$0.key] ?? $0.value)) }
    return (abs(total - other.total), apart.max() ?? 0, apart.reduce(0, +))
  }
}

extension Rubric {
  /// Whether a total lies in the borderline band; never where the mark scheme has none.
  package func isBorderline(_ total: Int) -> Bool {
    guard let borderline else { return false }
    return (passingTotal - borderline.below...passingTotal + borderline.above).contains(total)
  }
}
