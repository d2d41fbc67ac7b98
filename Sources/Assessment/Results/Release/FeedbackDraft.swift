/// What assessors wrote of one script, put together for somebody to read and approve.
///
/// Nothing in it tells how many assessors there were or which of them wrote what: the lines of each
/// criterion stand in the order of their bytes.
package struct FeedbackDraft: Sendable, Hashable {
  package let lines: [String]

  package init(_ entry: DecisionCase) {
    var lines: [String] = []
    let weak = entry.weakCriteria
    if !weak.isEmpty { lines.append("To work on most: \(weak.joined(separator: "; ")).") }
    for criterion in entry.scheme.rubric.criteria {
      for comment in Self.distinct(entry.markings.map { $0.comments[criterion.id] }) {
        lines.append("\(criterion.title): \(comment)")
      }
    }
    lines += Self.distinct(entry.markings.map(\.comment)).map { "In all: \($0)" }
    self.lines = lines
  }

  package var text: String { lines.joined(separator: "\n") }

  /// Comments without blanks around them, each once.
  private static func distinct(_ comments: [String?]) -> [String] {
    let texts = comments.compactMap(\.self).map { comment in
      comment.split(whereSeparator: \.isNewline).map { line in
        line.split(separator: " ").joined(separator: " ")
      }.filter { !$0.isEmpty }.joined(separator: " ")
    }
    return Set(texts.filter { !$0.isEmpty }).sorted {
      Array($0.utf8).lexicographicallyPrecedes($1.utf8)
    }
  }
}

extension DecisionCase {
  /// Titles of the criteria that stand lower than the pass asks of the whole, or miss their hurdle.
  ///
  /// A criterion counts where the marks given for it are a smaller share of what it can give than
  /// the pass is of all marks, compared in whole numbers over every marking.
  package var weakCriteria: [String] {
    let rubric = scheme.rubric
    return rubric.criteria.filter { criterion in
      let marks = markings.compactMap { $0.marks[criterion.id] }
      guard !marks.isEmpty, marks.count == markings.count else { return false }
      let most = criterion.levels.map(\.marks).max() ?? 0
      let sum = marks.reduce(0, +)
      let isLow = sum * rubric.maximum < rubric.passingTotal * most * marks.count
      let missesHurdle = marks.contains { mark in
        guard let must = criterion.mustReach,
          let level = criterion.levels.first(where: { $0.marks == mark })
        else { return false }
        return level.level < must
      }
      return isLow || missesHurdle
    }.map(\.title)
  }
}
