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
    var names = FactNames()
    var facts: [MarkFact] = []
    guard let scripts else {
      let rows = try Row.fetchCursor(self, sql: sql)
      while let row = try rows.next() { facts.append(try MarkFact(row, &names)) }
      return facts
    }
    let statement = try cachedStatement(
      sql: sql + " WHERE script = ?1 AND (?2 IS NULL OR assessor = ?2)")
    for script in scripts.sorted() {
      let rows = try Row.fetchCursor(statement, arguments: [script, assessor?.text])
      while let row = try rows.next() { facts.append(try MarkFact(row, &names)) }
    }
    return facts
  }

  /// Adds facts, most often many of a script one after the other, and some rows with one statement:
  /// SQLite then sets each page aside once for them all, in case the statement fails.
  func insert(_ facts: [MarkFact], event: Int) throws {
    let find = try cachedStatement(sql: "SELECT id FROM entry WHERE script = ?")
    var last: (script: ScriptCode, entry: Int)?
    var rows = FactRows()
    for fact in facts {
      let script = fact.key.script
      if last?.script != script {
        last = try Int.fetchOne(find, arguments: [script.text]).map { (script, $0) }
      }
      guard let entry = last?.entry else {
        throw LedgerError.damaged("no entry has the script \(script)")
      }
      if rows.count == FactRows.most || !rows.isOpen(to: fact) { try insert(&rows, event: event) }
      rows.add(fact, entry: entry)
    }
    try insert(&rows, event: event)
  }

  private func insert(_ rows: inout FactRows, event: Int) throws {
    let isFull = rows.count == FactRows.most
    let statement = try cachedStatement(sql: isFull ? FactRows.many : FactRows.one)
    for arguments in rows.taken(each: isFull ? FactRows.most : 1, event: event) {
      try statement.execute(arguments: StatementArguments(arguments))
    }
  }
}

/// Rows of facts on their way into the record, alike in who said them where.
private struct FactRows {
  /// So many go in with one statement.
  static let most = 16
  static let one = sql(rows: 1)
  static let many = sql(rows: most)
  private static let shared = ["event", "assessor", "pack", "rubric", "file", "received"]
  private static let own = ["entry", "kind", "name", "marks", "text", "cleared", "revision"]

  private var fact: MarkFact?
  private var cells: [(any DatabaseValueConvertible)?] = []

  var count: Int { cells.count / Self.own.count }

  /// What is the same in all rows is given once.
  private static func sql(rows: Int) -> String {
    let alike = shared.indices.map { "?\($0 + 1)" }
    let values = (0..<rows).map { row in
      let first = shared.count + row * own.count + 1
      return "(\((alike + own.indices.map { "?\(first + $0)" }).joined(separator: ", ")))"
    }
    return "INSERT INTO fact (\((shared + own).joined(separator: ", "))) "
      + "VALUES \(values.joined(separator: ", "))"
  }

  /// Whether a fact may stand among those that are here.
  func isOpen(to other: MarkFact) -> Bool {
    guard let fact, count > 0 else { return true }
    return fact.key.assessor == other.key.assessor && fact.pack == other.pack
      && fact.rubric == other.rubric && fact.source == other.source
  }

  mutating func add(_ fact: MarkFact, entry: Int) {
    if count == 0 { self.fact = fact }
    let (kind, name) = fact.key.field.columns
    let value = fact.value
    cells += [entry, kind, name, value.marks, value.text, value == .cleared, fact.revision]
  }

  /// What statements of so many rows each are given; no row is left.
  mutating func taken(
    each rows: Int, event: Int
  ) -> [[(any DatabaseValueConvertible)?]] {
    defer { cells.removeAll(keepingCapacity: true) }
    guard let fact else { return [] }
    let shared: [(any DatabaseValueConvertible)?] = [
      event, fact.key.assessor.text, fact.pack.text, fact.rubric.description, fact.source.file,
      fact.source.received.seconds,
    ]
    let width = rows * Self.own.count
    return stride(from: 0, to: cells.count, by: width).map { shared + cells[$0..<$0 + width] }
  }
}

/// What the rows of one read name again and again, each read once.
private struct FactNames {
  private var script: ScriptCode?
  private var assessor: Identifier?
  private var pack: Identifier?
  private var rubric: (text: String, digest: Digest)?

  mutating func script(_ text: String) -> ScriptCode? {
    if script?.text != text { script = ScriptCode(text) }
    return script
  }

  mutating func assessor(_ text: String) -> Identifier? {
    if assessor?.text != text { assessor = Identifier(text) }
    return assessor
  }

  mutating func pack(_ text: String) -> Identifier? {
    if pack?.text != text { pack = Identifier(text) }
    return pack
  }

  mutating func rubric(_ text: String) -> Digest? {
    if rubric?.text != text { rubric = Digest(hex: text).map { (text, $0) } }
    return rubric?.digest
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
  fileprivate init(_ row: Row, _ names: inout FactNames) throws {
    guard let script = names.script(row[1]), let assessor = names.assessor(row[2]),
      let field = MarkFact.Field(kind: row[3], name: row[4]), let pack = names.pack(row[8]),
      let rubric = names.rubric(row[10])
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
