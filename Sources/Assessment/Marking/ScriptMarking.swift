/// One assessor's marking of one script, as far as it has come.
package struct ScriptMarking: Sendable, Hashable {
  package var script: ScriptCode
  package var assessor: Identifier
  /// Marks by criterion; a criterion with a clash or not yet marked has none.
  package var marks: [String: Int]
  package var comments: [String: String]
  package var comment: String?
  package var note: String?
  package var flags: [ScriptFlag]
  /// Criteria on which two versions stand against each other.
  package var clashes: Set<String>
  /// The rubrics that its marks were made under; one, unless something is wrong.
  package var rubrics: Set<Digest>

  package init(
    script: ScriptCode, assessor: Identifier, marks: [String: Int] = [:],
    comments: [String: String] = [:], comment: String? = nil, note: String? = nil,
    flags: [ScriptFlag] = [], clashes: Set<String> = [], rubrics: Set<Digest> = []
  ) {
    self.script = script
    self.assessor = assessor
    self.marks = marks
    self.comments = comments
    self.comment = comment
    self.note = note
    self.flags = flags
    self.clashes = clashes
    self.rubrics = rubrics
  }
}

/// The markings that follow from a set of facts, by script and then by assessor.
///
/// Where two versions of a comment stand against each other the later one is shown.
package func markings(of facts: [MarkFact]) -> [ScriptMarking] {
  Dictionary(grouping: facts) { MarkerOfScript(script: $0.key.script, assessor: $0.key.assessor) }
    .map { ScriptMarking($0.key.script, $0.key.assessor, $0.value) }
    .sorted { ($0.script, $0.assessor) < ($1.script, $1.assessor) }
}

private struct MarkerOfScript: Hashable {
  let script: ScriptCode
  let assessor: Identifier
}

extension ScriptMarking {
  /// What one assessor said of one script.
  fileprivate init(_ script: ScriptCode, _ assessor: Identifier, _ facts: [MarkFact]) {
    self.init(script: script, assessor: assessor)
    if Self.areOfDifferentThings(facts) {
      marks.reserveCapacity(facts.count)
      for fact in facts { take(fact, clash: false) }
      return
    }
    let versions = MarkVersions(facts)
    let clashing = Set(versions.clashes.map(\.key))
    for (key, standing) in versions.standing {
      guard let last = standing.last else { continue }
      take(last, clash: clashing.contains(key))
      if case .mark = key.field { rubrics.formUnion(standing.map(\.rubric)) }
    }
  }

  /// Whether each thing was said once, as nearly always, so that nothing has to be weighed.
  private static func areOfDifferentThings(_ facts: [MarkFact]) -> Bool {
    guard facts.count <= 32 else { return Set(facts.map(\.key.field)).count == facts.count }
    return facts.indices.allSatisfy { place in
      !facts[..<place].contains { $0.key.field == facts[place].key.field }
    }
  }

  private mutating func take(_ fact: MarkFact, clash: Bool) {
    if case .mark(let criterion) = fact.key.field {
      rubrics.insert(fact.rubric)
      guard !clash else {
        clashes.insert(criterion)
        return
      }
    }
    take(fact.key.field, fact.value)
  }

  /// Takes what was said of one thing, against which nothing else stands; under which rubric a mark
  /// was made is for whoever calls to add.
  package mutating func take(_ field: MarkFact.Field, _ value: MarkFact.Value) {
    switch (field, value) {
    case (.mark(let criterion), .marks(let marks)): self.marks[criterion] = marks
    case (.commentOn(let criterion), .text(let text)): comments[criterion] = text
    case (.comment, .text(let text)): comment = text
    case (.note, .text(let text)): note = text
    case (.flag(let flag), .raised): flags = (flags + [flag]).sorted()
    default: break
    }
  }
}
