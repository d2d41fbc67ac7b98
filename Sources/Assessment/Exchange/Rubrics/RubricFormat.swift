/// The forms in which a mark scheme can be read and written.
package enum RubricFormat: String, Sendable, CaseIterable {
  /// Our own file.
  case yaml
  /// 1EdTech CASE 1.1: a CFPackage with a CFRubric, as JSON.
  case `case`
  /// The CSV that Canvas imports and exports.
  case canvas
  /// `grading.xml` of a Moodle activity backup with a rubric.
  case moodleRubric = "moodle-rubric"
  /// The same with a marking guide.
  case moodleGuide = "moodle-guide"
  /// Turnitin's `.rbc`.
  case turnitin
  /// The criteria of a MarkUs assignment, as YAML.
  case markus
  /// A workbook for people.
  case xlsx
}

/// A part of a mark scheme that not every format can hold.
package enum RubricFeature: String, Sendable, CaseIterable {
  /// Qualification, version, date, source, and whether it is a worked example.
  case facts
  case pass
  case borderline
  /// The short names of criteria.
  case ids
  /// The heads under which criteria stand.
  case heads
  /// The question of a criterion, apart from its title.
  case asks
  case statements
  /// Criteria that must be passed.
  case hurdles = "must-reach"
  /// The names of levels.
  case names
}

extension RubricFormat {
  /// What the format can hold besides titles, descriptors and marks.
  package var holds: Set<RubricFeature> {
    switch self {
    case .yaml, .case, .xlsx: Set(RubricFeature.allCases)
    case .canvas, .moodleRubric, .moodleGuide, .turnitin: [.asks, .names]
    case .markus: [.names]
    }
  }

  /// The format as people call it.
  package var shown: String {
    switch self {
    case .yaml: "npq's own form"
    case .case: "CASE 1.1"
    case .canvas: "a Canvas rubric"
    case .moodleRubric: "a Moodle rubric"
    case .moodleGuide: "a Moodle marking guide"
    case .turnitin: "a Turnitin rubric"
    case .markus: "MarkUs"
    case .xlsx: "a workbook"
    }
  }

  /// The format that a file seems to have, by its first characters and words that only one has.
  package init?(of bytes: [UInt8], name: String) {
    let name = name.lowercased()
    if bytes.starts(with: [0x50, 0x4B]) {
      self = .xlsx
    } else if name.hasSuffix(".rbc") {
      self = .turnitin
    } else if name.hasSuffix(".csv") {
      self = .canvas
    } else if name.hasSuffix(".xml") {
      let isGuide = bytes.holds("gradingform_guide_definition")
      self = isGuide ? .moodleGuide : .moodleRubric
    } else if name.hasSuffix(".json") {
      self = bytes.holds("\"RubricCriterionScale\"") ? .turnitin : .case
    } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      let isOurs = bytes.starts(with: "rubric:".utf8) || bytes.holds("\nrubric:")
      self = isOurs ? .yaml : .markus
    } else {
      return nil
    }
  }
}

extension [UInt8] {
  fileprivate func holds(_ text: StaticString) -> Bool {
    firstRange(of: Array("\(text)".utf8)) != nil
  }
}
