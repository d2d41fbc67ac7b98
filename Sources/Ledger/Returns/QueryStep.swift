package import Assessment
import Findings
import GRDB

/// What a flag asks of the office.
package struct QueryRecord: Sendable {
  /// The number by which it is answered.
  package let number: Int
  package let script: String
  package let assessor: String
  package let flag: ScriptFlag
  package let opened: Instant
  /// The officer who sees to it.
  package let owner: String
  package let isOpen: Bool
  /// What the assessor wrote to the office about the script.
  package let note: String?
  /// What the office answered last; private.
  package let answer: String?

  /// Whole days since it was opened.
  package func age(at now: Instant) -> Int { Int((now.seconds - opened.seconds) / 86_400) }
}

extension Ledger {
  /// Every query in the order in which they were opened.
  package func queries() throws -> [QueryRecord] { try queue.read { try $0.queries() } }

  /// Answers a query, which closes it; the answer goes to its assessor.
  package func answer(query: Int, text: String, act: Act) throws {
    try step(act) { database in
      let script = try database.script(ofQuery: query)
      let event = try database.append(
        NewEvent(subject: script, facts: ["query": "\(query)"], texts: ["answer": text]), act)
      try database.executeRepeated(
        sql: "INSERT INTO query_act (query, kind, event) VALUES (?, 'answer', ?)",
        arguments: [query, event])
    }
  }

  /// Gives a query to another officer.
  package func give(query: Int, to owner: String, act: Act) throws {
    try step(act) { database in
      let script = try database.script(ofQuery: query)
      let event = try database.append(
        NewEvent(subject: script, facts: ["query": "\(query)", "owner": owner]), act)
      try database.executeRepeated(
        sql: "INSERT INTO query_act (query, kind, owner, event) VALUES (?, 'owner', ?, ?)",
        arguments: [query, owner, event])
    }
  }
}

extension Database {
  /// Opens a query for each flag that is new, and closes those whose flag was taken back.
  func openQueries(for merged: MergeOutcome, event: Int, _ act: Act) throws -> [Int] {
    var opened: [Int] = []
    let flagged = Set(merged.added.filter(\.isFlag).map(\.key.script))
    guard !flagged.isEmpty else { return [] }
    let standing = Dictionary(
      markings(of: merged.facts.filter { flagged.contains($0.key.script) })
        .map { ("\($0.script) \($0.assessor)", $0.flags) }
    ) { first, _ in first }
    for fact in merged.added {
      guard case .flag(let flag) = fact.key.field else { continue }
      let isRaised =
        standing["\(fact.key.script) \(fact.key.assessor)"]?.contains(flag) == true
      let known = try Row.fetchOne(
        self,
        sql: """
          SELECT query.id, \(Self.isOpen) AS open FROM query
          JOIN entry ON entry.id = query.entry WHERE script = ? AND assessor = ? AND flag = ?
          """,
        arguments: [fact.key.script.text, fact.key.assessor.text, flag.description])
      if let known {
        guard isRaised != known["open"] as Bool else { continue }
        try executeRepeated(
          sql: "INSERT INTO query_act (query, kind, event) VALUES (?, ?, ?)",
          arguments: [known["id"] as Int, isRaised ? "reopen" : "answer", event])
      } else if isRaised {
        try executeRepeated(
          sql: """
            INSERT INTO query (entry, assessor, flag, opened, event)
            SELECT id, ?, ?, ?, ? FROM entry WHERE script = ?
            """,
          arguments: [
            fact.key.assessor.text, flag.description, act.time.seconds, event,
            fact.key.script.text,
          ])
        let number = Int(lastInsertedRowID)
        try executeRepeated(
          sql: "INSERT INTO query_act (query, kind, owner, event) VALUES (?, 'owner', ?, ?)",
          arguments: [number, act.actor, event])
        opened.append(number)
      }
    }
    return opened
  }

  /// Whether a query is open: it was never answered, or opened again since.
  static let isOpen = """
    coalesce((SELECT kind FROM query_act WHERE query_act.query = query.id AND kind <> 'owner'
      ORDER BY id DESC LIMIT 1), 'reopen') = 'reopen'
    """

  func queries() throws -> [QueryRecord] {
    let sql = """
      SELECT query.*, entry.script, \(Self.isOpen) AS open, (
        SELECT owner FROM query_act WHERE query = query.id AND kind = 'owner'
        ORDER BY id DESC LIMIT 1) AS owner, (
        SELECT text FROM query_act JOIN private_text ON private_text.event = query_act.event
        JOIN event ON event.number = query_act.event
        WHERE query_act.query = query.id AND kind = 'answer' AND field = 'answer'
        ORDER BY json_extract(CAST(event.body AS TEXT), '$.time') DESC, id DESC LIMIT 1) AS answer, (
        SELECT text FROM fact WHERE fact.entry = query.entry AND fact.kind = 'note'
        AND fact.assessor = query.assessor ORDER BY revision DESC, received DESC, id DESC LIMIT 1
        ) AS note
      FROM query JOIN entry ON entry.id = query.entry ORDER BY query.opened, query.id
      """
    return try Row.fetchAll(self, sql: sql).compactMap { row in
      guard let flag = ScriptFlag(row["flag"] as String) else { return nil }
      return QueryRecord(
        number: row["id"], script: row["script"], assessor: row["assessor"], flag: flag,
        opened: Instant(seconds: row["opened"]), owner: row["owner"] ?? "office",
        isOpen: row["open"], note: row["note"], answer: row["answer"])
    }
  }

  fileprivate func script(ofQuery number: Int) throws -> String {
    guard
      let script = try String.fetchOne(
        self,
        sql: "SELECT script FROM query JOIN entry ON entry.id = query.entry WHERE query.id = ?",
        arguments: [number])
    else { throw LedgerError.damaged("query \(number)") }
    return script
  }
}

extension MarkFact {
  fileprivate var isFlag: Bool {
    if case .flag = key.field { true } else { false }
  }
}
