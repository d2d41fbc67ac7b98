import Assessment
import GRDB

extension Database {
  /// Everything that assessors said of some scripts, or one of them; of all where none are named.
  func facts(of scripts: Set<String>? = nil, by assessor: Identifier? = nil) throws -> [MarkFact] {
    let sql = """
      SELECT fact.id, script, assessor, kind, name, marks, text, cleared, pack, revision, rubric,
        file, received
      FROM fact JOIN entry ON entry.id = fact.entry
      """
    guard let scripts else { return try Row.fetchAll(self, sql: sql).map(MarkFact.init) }
    let statement = try cachedStatement(
      sql: sql + " WHERE script = ?1 AND (?2 IS NULL OR assessor = ?2)")
    return try scripts.sorted().flatMap { script in
      try Row.fetchAll(statement, arguments: [script, assessor?.text]).map(MarkFact.init)
    }
  }

  /// Adds facts, most often many of a script one after the other.
  func insert(_ facts: [MarkFact], event: Int) throws {
    let find = try cachedStatement(sql: "SELECT id FROM entry WHERE script = ?")
    let add = try cachedStatement(
      sql: """
        INSERT INTO fact (entry, assessor, kind, name, marks, text, cleared, pack, revision, rubric,
          file, received, event)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    var last: (script: ScriptCode, entry: Int)?
    var rubric: (digest: Digest, text: String)?
    for fact in facts {
      let script = fact.key.script
      if last?.script != script {
        last = try Int.fetchOne(find, arguments: [script.text]).map { (script, $0) }
      }
      if rubric?.digest != fact.rubric { rubric = (fact.rubric, fact.rubric.description) }
      guard let entry = last?.entry, let rubric = rubric?.text else {
        throw LedgerError.damaged("no entry has the script \(script)")
      }
      let (kind, name) = fact.key.field.columns
      try add.execute(
        arguments: [
          entry, fact.key.assessor.text, kind, name, fact.value.marks, fact.value.text,
          fact.value == .cleared, fact.pack.text, fact.revision, rubric, fact.source.file,
          fact.source.received.seconds, event,
        ])
    }
  }
}

extension MarkFact.Value {
  fileprivate var marks: Int? {
    if case .marks(let value) = self { value } else { nil }
  }

  fileprivate var text: String? {
    if case .text(let value) = self { value } else { nil }
  }
}

extension MarkFact {
  fileprivate init(_ row: Row) throws {
    guard let script = ScriptCode(row[1] as String), let assessor = Identifier(row[2] as String),
      let field = MarkFact.Field(kind: row[3], name: row[4]),
      let pack = Identifier(row[8] as String), let rubric = Digest(hex: row[10] as String)
    else { throw LedgerError.damaged("fact \(row[0] as Int)") }
    let value: MarkFact.Value
    if row[7] {
      value = .cleared
    } else if let marks: Int = row[5] {
      value = .marks(marks)
    } else if let text: String = row[6] {
      value = .text(text)
    } else {
      value = .raised
    }
    self.init(
      key: Key(script: script, assessor: assessor, field: field), value: value, pack: pack,
      revision: row[9], rubric: rubric,
      source: Source(file: row[11], received: Instant(seconds: row[12])))
  }
}

extension MarkFact.Field {
  /// How the record names the field.
  var columns: (kind: String, name: String) {
    switch self {
    case .mark(let criterion): ("mark", criterion)
    case .commentOn(let criterion): ("comment-on", criterion)
    case .comment: ("comment", "")
    case .note: ("note", "")
    case .flag(let flag): ("flag", flag.description)
    }
  }

  init?(kind: String, name: String) {
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
