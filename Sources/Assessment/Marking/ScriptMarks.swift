/// What one row of a mark sheet says of one script.
package struct ScriptMarks: Sendable, Hashable {
  package var script: ScriptCode
  package var assessor: Identifier
  package var pack: Identifier
  package var revision: Int
  /// The rubric that the marks were made under.
  package var rubric: Digest
  /// Marks by criterion id; a criterion not yet marked has none.
  package var marks: [String: Int]
  /// Comments by criterion id.
  package var comments: [String: String]
  /// The comment on the whole script.
  package var comment: String?
  /// A note to the office; no participant sees it.
  package var note: String?
  package var flags: [ScriptFlag]
  /// What was said before and is taken back.
  package var cleared: Set<MarkFact.Field>
  /// The line of the sheet.
  package var line: Int
  /// Where the row stands, as a finding says it.
  package var place: String

  package init(
    script: ScriptCode, assessor: Identifier, pack: Identifier, revision: Int, rubric: Digest,
    marks: [String: Int] = [:], comments: [String: String] = [:], comment: String? = nil,
    note: String? = nil, flags: [ScriptFlag] = [], cleared: Set<MarkFact.Field> = [],
    line: Int = 0, place: String? = nil
  ) {
    self.script = script
    self.assessor = assessor
    self.pack = pack
    self.revision = revision
    self.rubric = rubric
    self.marks = marks
    self.comments = comments
    self.comment = comment
    self.note = note
    self.flags = flags
    self.cleared = cleared
    self.line = line
    self.place = place ?? "line \(line)"
  }

  /// Whether the row says nothing at all.
  package var isBlank: Bool {
    marks.isEmpty && comments.isEmpty && comment == nil && note == nil && flags.isEmpty
      && cleared.isEmpty
  }

  /// Whether the assessor knows who wrote it, and so marks no more of it.
  package var isNotToBeMarked: Bool { flags.contains { $0.reason == .iKnowTheAuthor } }

  /// Whether two rows say the same, wherever they stand.
  package func saysTheSame(as other: ScriptMarks) -> Bool {
    var here = self
    here.line = other.line
    here.place = other.place
    return here == other
  }
}

/// What the office knows of a marking pack: whose it is, and which scripts it holds under which
/// mark schemes.
package struct PackContents: Sendable {
  package var pack: Identifier
  package var assessor: Identifier
  /// The scripts of the pack, each with its qualification.
  package var scripts: [ScriptCode: Qualification]
  /// The mark scheme of each qualification in the pack, with its digest.
  package var rubrics: [Qualification: PackRubric]
  /// Scripts of the series that other packs hold.
  package var elsewhere: Set<ScriptCode>
  /// Scripts of the pack in whose place another response came since.
  package var replaced: Set<ScriptCode> = []
  /// What names the pack's content, as its marking page knows it.
  package var digest: Digest?
  /// What checks the signatures of its returns; nil for a pack that was made before there were any.
  package var publicKey: String?

  package init(
    pack: Identifier, assessor: Identifier, scripts: [ScriptCode: Qualification],
    rubrics: [Qualification: PackRubric], elsewhere: Set<ScriptCode> = [], digest: Digest? = nil,
    publicKey: String? = nil
  ) {
    self.pack = pack
    self.assessor = assessor
    self.scripts = scripts
    self.rubrics = rubrics
    self.elsewhere = elsewhere
    self.digest = digest
    self.publicKey = publicKey
  }
}

/// A rubric with the digest that its marks carry.
package struct PackRubric: Sendable, Hashable {
  package let rubric: Rubric
  package let digest: Digest

  package init(_ rubric: Rubric) throws {
    self.rubric = rubric
    digest = try rubric.digest()
  }
}
