/// What one assessor said of one thing in one script, and where it stands.
///
/// Facts are only added, never changed: what holds now is computed from all of them.
package struct MarkFact: Sendable, Hashable, Codable {
  /// Which thing of a script.
  package enum Field: Sendable, Hashable, Codable {
    case mark(criterion: String)
    case commentOn(criterion: String)
    case comment
    case note
    case flag(ScriptFlag)
  }

  /// What is said of it.
  package enum Value: Sendable, Hashable, Codable {
    case marks(Int)
    case text(String)
    case raised
    /// What was said before is taken back.
    case cleared
  }

  /// One thing of one script in one assessor's marking.
  package struct Key: Sendable, Hashable, Codable {
    package let script: ScriptCode
    package let assessor: Identifier
    package let field: Field

    package init(script: ScriptCode, assessor: Identifier, field: Field) {
      self.script = script
      self.assessor = assessor
      self.field = field
    }
  }

  /// The file that brought it, and when.
  package struct Source: Sendable, Hashable, Codable {
    package let file: String
    package let received: Instant

    package init(file: String, received: Instant) {
      self.file = file
      self.received = received
    }
  }

  package var key: Key
  package var value: Value
  package var pack: Identifier
  package var revision: Int
  package var rubric: Digest
  package var source: Source

  package init(
    key: Key, value: Value, pack: Identifier, revision: Int, rubric: Digest, source: Source
  ) {
    self.key = key
    self.value = value
    self.pack = pack
    self.revision = revision
    self.rubric = rubric
    self.source = source
  }
}

extension ScriptMarks {
  /// The facts of a row; a blank cell is none.
  package func facts(from source: MarkFact.Source) -> [MarkFact] {
    var said: [(MarkFact.Field, MarkFact.Value)] = []
    for (criterion, value) in marks { said.append((.mark(criterion: criterion), .marks(value))) }
    for (criterion, text) in comments {
      said.append((.commentOn(criterion: criterion), .text(text)))
    }
    if let comment { said.append((.comment, .text(comment))) }
    if let note { said.append((.note, .text(note))) }
    for flag in flags { said.append((.flag(flag), .raised)) }
    for field in cleared { said.append((field, .cleared)) }
    return said.map { field, value in
      MarkFact(
        key: MarkFact.Key(script: script, assessor: assessor, field: field), value: value,
        pack: pack, revision: revision, rubric: rubric, source: source)
    }.sorted()
  }
}

extension MarkFact.Field: CustomStringConvertible {
  /// The column of `marks.csv` that holds it.
  package var description: String {
    switch self {
    case .mark(let criterion): criterion
    case .commentOn(let criterion): MarkColumns.comment(on: criterion)
    case .comment: "comment"
    case .note: "note"
    case .flag(let flag): "flag \(flag)"
    }
  }
}

extension MarkFact.Field {
  /// The field whose column has this name, in a sheet of some criteria; nil where there is none.
  package init?(column: String, criteria: [String]) {
    let name = column.lowercased()
    let fields: [Self] =
      criteria.map { .mark(criterion: $0) } + criteria.map { .commentOn(criterion: $0) }
      + [.comment, .note]
    if let field = fields.first(where: { $0.description.lowercased() == name }) {
      self = field
    } else if name.hasPrefix("flag "), let flag = ScriptFlag(String(column.dropFirst(5))) {
      self = .flag(flag)
    } else {
      return nil
    }
  }
}

extension MarkFact.Value: CustomStringConvertible {
  package var description: String {
    switch self {
    case .marks(let value): String(value)
    case .text(let text): "\"\(text)\""
    case .raised: "raised"
    case .cleared: "taken back"
    }
  }
}

extension MarkFact: Comparable {
  /// Orders facts by script, assessor and field, then from earlier to later.
  package static func < (left: Self, right: Self) -> Bool {
    if left.key.script != right.key.script { return left.key.script < right.key.script }
    if left.key.assessor != right.key.assessor { return left.key.assessor < right.key.assessor }
    if left.key.field != right.key.field { return left.key.field.precedes(right.key.field) }
    if left.pack != right.pack { return left.pack < right.pack }
    if left.revision != right.revision { return left.revision < right.revision }
    if left.source.received != right.source.received {
      return left.source.received < right.source.received
    }
    return [left.source.file, left.value.description, left.rubric.description]
      .lexicographicallyPrecedes(
        [right.source.file, right.value.description, right.rubric.description])
  }
}

extension MarkFact.Field {
  /// Marks first, then comments, the note and the flags.
  private var rank: Int {
    switch self {
    case .mark: 1
    case .commentOn: 2
    case .comment: 3
    case .note: 4
    case .flag: 5
    }
  }

  fileprivate func precedes(_ other: Self) -> Bool {
    rank == other.rank ? description < other.description : rank < other.rank
  }
}
