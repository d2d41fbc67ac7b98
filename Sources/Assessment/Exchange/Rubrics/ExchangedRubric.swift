/// A mark scheme on its way between two formats: what any of them may say, and nothing that must
/// be said.
package struct ExchangedRubric: Sendable, Hashable {
  /// One level of a criterion; a name that the format does not hold is empty.
  struct Level: Sendable, Hashable {
    var marks: Int
    var name: String
    var descriptor: String
  }

  struct Criterion: Sendable, Hashable {
    var id: String?
    var head: Rubric.Head?
    var title: String
    var asks = ""
    var statements: [String] = []
    var mustReach: Int?
    /// From the lowest up.
    var levels: [Level] = []
  }

  /// What a mark scheme says of itself.
  struct Facts: Sendable, Hashable {
    var qualification: Qualification
    var version: String
    var date: CivilDate
    var source: String
    var example: Bool
  }

  /// The pass rule, and where it comes from.
  struct Pass: Sendable, Hashable {
    var line: Rubric.PassLine
    var source: String
  }

  /// Empty where the format has no place for it.
  var title: String
  var facts: Facts?
  var pass: Pass?
  var borderline: Rubric.Borderline?
  var criteria: [Criterion] = []

  init(title: String, criteria: [Criterion] = []) {
    self.title = title
    self.criteria = criteria
  }
}

extension ExchangedRubric {
  /// Takes everything of a mark scheme over.
  package init(_ rubric: Rubric) {
    title = rubric.title
    facts = Facts(
      qualification: rubric.qualification, version: rubric.version, date: rubric.date,
      source: rubric.source, example: rubric.example)
    pass = Pass(line: rubric.pass, source: rubric.passSource)
    borderline = rubric.borderline
    criteria = rubric.criteria.map { criterion in
      Criterion(
        id: criterion.id, head: criterion.head, title: criterion.title, asks: criterion.asks,
        statements: criterion.statements, mustReach: criterion.mustReach,
        levels: criterion.levels.map {
          Level(marks: $0.marks, name: $0.name, descriptor: $0.descriptor)
        })
    }
  }

  /// What is left of it in a format that holds these features.
  func keeping(_ features: Set<RubricFeature>) -> ExchangedRubric {
    var kept = self
    if !features.contains(.facts) { kept.facts = nil }
    if !features.contains(.pass) { kept.pass = nil }
    if !features.contains(.borderline) { kept.borderline = nil }
    for index in criteria.indices {
      if !features.contains(.ids) { kept.criteria[index].id = nil }
      if !features.contains(.heads) { kept.criteria[index].head = nil }
      if !features.contains(.asks) { kept.criteria[index].asks = "" }
      if !features.contains(.statements) { kept.criteria[index].statements = [] }
      if !features.contains(.hurdles) { kept.criteria[index].mustReach = nil }
      for level in criteria[index].levels.indices where !features.contains(.names) {
        kept.criteria[index].levels[level].name = ""
      }
    }
    return kept
  }

  /// The features that it makes use of.
  var features: Set<RubricFeature> {
    var used: Set<RubricFeature> = []
    if facts != nil { used.insert(.facts) }
    if pass != nil { used.insert(.pass) }
    if borderline != nil { used.insert(.borderline) }
    for criterion in criteria {
      if criterion.id != nil { used.insert(.ids) }
      if criterion.head != nil { used.insert(.heads) }
      if !criterion.asks.isEmpty { used.insert(.asks) }
      if !criterion.statements.isEmpty { used.insert(.statements) }
      if criterion.mustReach != nil { used.insert(.hurdles) }
      if criterion.levels.contains(where: { !$0.name.isEmpty }) { used.insert(.names) }
    }
    return used
  }
}
