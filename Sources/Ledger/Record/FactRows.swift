import Assessment
import GRDB

extension Database {
  /// Everything that assessors said of some scripts; of all where none are named.
  func facts(of scripts: Set<String>? = nil) throws -> [MarkFact] {
    let sql = "SELECT fact.*, entry.script FROM fact JOIN entry ON entry.id = fact.entry"
    guard let scripts else { return try Row.fetchAll(self, sql: sql).map(MarkFact.init) }
    let statement = try makeStatement(sql: sql + " WHERE entry.script = ?")
    return try scripts.sorted().flatMap { script in
      try Row.fetchAll(statement, arguments: [script]).map(MarkFact.init)
    }
  }

  func insert(_ fact: MarkFact, event: Int) throws {
    let (kind, name) = fact.key.field.columns
    var marks: Int?
    var text: String?
    switch fact.value {
    case .marks(let value): marks = value
    case .text(let value): text = value
    case .raised, .cleared: break
    }
    // Compiled once for all the facts of a sheet.
    let statement = try cachedStatement(
      sql: """
        INSERT INTO fact (entry, assessor, kind, name, marks, text, cleared, pack, revision, rubric,
          file, received, event)
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM entry WHERE script = ?
        """)
    try statement.execute(
      arguments: [
        fact.key.assessor.text, kind, name, marks, text, fact.value == .cleared, fact.pack.text,
        fact.revision, fact.rubric.description, fact.source.file, fact.source.received.seconds,
        event,
        fact.key.script.text,
      ])
  }
}

extension MarkFact {
  fileprivate init(_ row: Row) throws {
    guard let script = ScriptCode(row["script"] as String),
      let assessor = Identifier(row["assessor"] as String),
      let pack = Identifier(row["pack"] as String),
      let rubric = Digest(hex: row["rubric"] as String),
      let field = MarkFact.Field(kind: row["kind"], name: row["name"])
    else { throw LedgerError.damaged("fact \(row["id"] as Int)") }
    let value: MarkFact.Value
    if row["cleared"] {
      value = .cleared
    } else if let marks: Int = row["marks"] {
      value = .marks(marks)
    } else if let text: String = row["text"] {
      value = .text(text)
    } else {
      value = .raised
    }
    self.init(
      key: Key(script: script, assessor: assessor, field: field), value: value, pack: pack,
      revision: row["revision"], rubric: rubric,
      source: Source(file: row["file"], received: Instant(seconds: row["received"])))
  }
}

extension MarkFact.Field {
  /// How the record names the field.
  fileprivate var columns: (kind: String, name: String) {
    switch self {
    case .mark(let criterion): ("mark", criterion)
    case .commentOn(let criterion): ("comment-on", criterion)
    case .comment: ("comment", "")
    case .note: ("note", "")
    case .flag(let flag): ("flag", flag.description)
    }
  }

  fileprivate init?(kind: String, name: String) {
    switch kind {
    case "mark": self = .mark(criterion: name)
    case "comment-on": self = .commentOn(criterion: name)
    case "comment": self = .comment
    case "note": self = .note
    case "flag":
      guard let flag = ScriptFlag(name) else { return nil }
      self = .flag(flag)
    default: return nil
    }
  }
}
