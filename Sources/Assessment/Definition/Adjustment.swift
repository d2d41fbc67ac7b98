/// What one person is allowed beyond the rules for all; why, it does not say.
package struct Adjustment: Sendable, Hashable, Codable {
  /// Calendar days by which their close moves.
  package var days: Int?
  /// The most words, in place of the limit for all.
  package var words: Int?
  /// Formats that are taken beside those for all, by their usual ending.
  package var formats: [String]?
  /// The most files, in place of the number for all.
  package var files: Int?
  /// What their assessor is told to do, such as "do not mark spelling and grammar".
  package var instruction: String?

  package init(
    days: Int? = nil, words: Int? = nil, formats: [String]? = nil, files: Int? = nil,
    instruction: String? = nil
  ) {
    self.days = days
    self.words = words
    self.formats = formats
    self.files = files
    self.instruction = instruction
  }

  /// Whether it changes nothing.
  package var isEmpty: Bool { self == Adjustment() }

  /// Both together; where they differ the later one holds.
  package func with(_ later: Adjustment) -> Adjustment {
    Adjustment(
      days: later.days ?? days, words: later.words ?? words, formats: later.formats ?? formats,
      files: later.files ?? files, instruction: later.instruction ?? instruction)
  }
}

extension Adjustment: CustomStringConvertible {
  /// What is allowed, in a few words, without the marking instruction.
  package var description: String {
    [
      days.map { "\($0) \($0 == 1 ? "day" : "days") more" }, words.map { "\($0) words" },
      files.map { "\($0) \($0 == 1 ? "file" : "files")" },
      formats.map { "also \($0.joined(separator: " "))" },
      instruction.map { _ in "a marking instruction" },
    ].compactMap(\.self).joined(separator: ", ")
  }
}

extension SubmissionWindow {
  /// The last second of a person whose close moves by some calendar days.
  package func closing(laterBy days: Int) -> Instant { closing(on: closes.adding(days: days)) }
}

extension CaseStudyAssessment {
  /// The assessment as it stands for one person; the window stays, since a close is a person's own.
  package func adjusted(by adjustment: Adjustment) -> CaseStudyAssessment {
    let words = WordPolicy(
      limit: adjustment.words ?? words.limit, tolerancePercent: words.tolerancePercent,
      counted: words.counted, over: words.over, fewest: words.fewest)
    let others = (adjustment.formats ?? []).filter { !self.files.formats.contains($0) }
    let files = FilePolicy(
      formats: files.formats + others, most: adjustment.files ?? files.most, bytes: files.bytes)
    return CaseStudyAssessment(
      id: id, title: title, qualifications: qualifications, caseStudy: caseStudy,
      questions: questions, window: window, words: words, files: files, ownWork: ownWork,
      rules: rules, contact: contact, rubrics: rubrics, exemplars: exemplars)
  }
}
