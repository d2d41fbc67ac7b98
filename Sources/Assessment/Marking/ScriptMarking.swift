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
  let versions = MarkVersions(facts)
  let clashing = Set(versions.clashes.map(\.key))
  var markings: [[String]: ScriptMarking] = [:]
  for (key, standing) in versions.standing {
    guard let last = standing.last else { continue }
    let place = [key.script.text, key.assessor.text]
    var marking =
      markings[place] ?? ScriptMarking(script: key.script, assessor: key.assessor)
    marking.take(key.field, last.value, clash: clashing.contains(key))
    if case .mark = key.field { marking.rubrics.formUnion(standing.map(\.rubric)) }
    markings[place] = marking
  }
  return markings.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
}

extension ScriptMarking {
  fileprivate mutating func take(_ field: MarkFact.Field, _ value: MarkFact.Value, clash: Bool) {
    if case .mark(let criterion) = field, clash {
      clashes.insert(criterion)
      return
    }
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
