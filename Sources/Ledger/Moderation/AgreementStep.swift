package import Assessment
import Findings
import GRDB

/// A decision as it was recorded: which rule fired, and on which markings.
package struct RecordedAgreement: Sendable, Hashable {
  package let script: String
  package let rule: String
  package let outcome: String
  package let total: MarkTotal?
  package let basis: Digest
  package let event: Int
}

extension Ledger {
  /// Records for each script that rules or people decided, and that has more than one marking or a
  /// person's decision, which rule fired and on what; what is recorded already stays.
  ///
  /// It looks at the scripts that are named, or at all.
  ///
  /// - Returns: Their decisions, and the scripts for which something new was recorded.
  package func recordAgreements(
    of scripts: Set<String>? = nil, act: Act
  ) throws -> (rows: [ResultRow], recorded: [String]) {
    let (rows, recorded) = try recordAgreements(of: scripts, act: act) { $0 }
    return (rows, recorded)
  }

  /// The same, with what somebody shows of each decision.
  package func recordAgreements<Shown: Sendable>(
    of scripts: Set<String>? = nil, act: Act, showing show: @Sendable (ResultRow) -> Shown?
  ) throws -> (shown: [Shown], recorded: [String]) {
    try step(act) { database in
      var shown: [Shown] = []
      var recorded: [String] = []
      let parts = try scripts.map { try database.scopes(ofPeopleWith: $0) } ?? [.everybody]
      for scope in parts {
        let known = try database.agreements(scope)
        let marks = try MarkTable(database, .marks, scope)
        let results = try database.results(at: act.time, over: marks, scope) { entry, row in
          let isMeant = scripts?.contains(entry.script) != false
          let new = isMeant ? try NewAgreement(row, of: entry, besides: known) : nil
          return (shown: isMeant ? show(row) : nil, new: new)
        }
        for new in results.compactMap(\.new) { try database.record(new, act) }
        shown += results.compactMap(\.shown)
        recorded += results.compactMap { $0.new?.script }
      }
      return (shown, recorded)
    }
  }

  /// The scripts that rules or people decided and of which that is not recorded yet.
  package func unrecordedAgreements(at now: Instant) throws -> Set<String> {
    Set(try unrecordedAgreements(at: now) { $0.entry.script?.text })
  }

  /// The same, as somebody shows them.
  package func unrecordedAgreements<Shown: Sendable>(
    at now: Instant, showing show: @Sendable (ResultRow) -> Shown?
  ) throws -> [Shown] {
    try queue.read { database in
      let known = try database.agreements()
      return try database.results(at: now, .marks) { entry, row in
        try NewAgreement(row, of: entry, besides: known) == nil ? nil : show(row)
      }
    }
  }

  /// The last decision recorded of each script, by script code.
  package func agreements() throws -> [String: RecordedAgreement] {
    try queue.read { database in
      Dictionary(
        try database.agreements().values.map { ($0.script, $0) }, uniquingKeysWith: { $1 })
    }
  }
}

extension RecordedAgreement {
  /// Whether it is this decision, on these markings.
  fileprivate func says(_ decision: Decision, on basis: Digest) -> Bool {
    self.basis == basis && rule == decision.rule.rawValue && outcome == decision.outcome.rawValue
      && total == decision.total
  }
}

/// A decision that is to be recorded.
private struct NewAgreement: Sendable {
  let entry: Int
  let script: String
  let rule, outcome: String
  let total: MarkTotal?
  let markings: String
  let basis: Digest

  /// Nil where nothing was agreed, or the same is known already.
  init?(
    _ row: ResultRow, of entry: EntryRecord, besides known: [Int: RecordedAgreement]
  ) throws {
    guard row.isAgreed else { return nil }
    basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
    guard known[entry.id]?.says(row.decision, on: basis) != true else { return nil }
    self.entry = entry.id
    script = entry.script
    rule = row.decision.rule.rawValue
    outcome = row.decision.outcome.rawValue
    total = row.decision.total
    markings = row.complete.map {
      "\($0.assessor) \($0.total) \($0.passes ? "pass" : "no pass")"
    }.joined(separator: ", ")
  }
}

extension ResultRow {
  /// Whether more than one marking, or a person's decision, led to a result.
  fileprivate var isAgreed: Bool {
    guard entry.standing == .submitted, decision.outcome != .pending else { return false }
    return entry.markings.count > 1 || entry.resolution != nil
  }
}

extension Database {
  fileprivate func record(_ new: NewAgreement, _ act: Act) throws {
    var facts = [
      "rule": new.rule, "outcome": new.outcome, "rests on": new.basis.description,
      "markings": new.markings,
    ]
    facts["total"] = new.total?.description
    let event = try append(NewEvent(subject: new.script, facts: facts), act)
    try executeRepeated(
      sql: """
        INSERT INTO agreement (entry, rule, outcome, sum, markings, basis, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        new.entry, new.rule, new.outcome, new.total?.sum, new.total?.markings,
        new.basis.description, event,
      ])
  }

  /// The last decision recorded of each entry.
  fileprivate func agreements(
    _ scope: EntryScope = .everybody
  ) throws -> [Int: RecordedAgreement] {
    let sql = """
      SELECT agreement.*, entry.script FROM agreement JOIN entry ON entry.id = agreement.entry
      WHERE \(scope.condition("agreement.entry")) ORDER BY agreement.id
      """
    var last: [Int: RecordedAgreement] = [:]
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      guard let basis = Digest(hex: row["basis"] as String) else {
        throw LedgerError.damaged("agreement \(row["id"] as Int)")
      }
      var total: MarkTotal?
      if let sum: Int = row["sum"], let markings: Int = row["markings"] {
        total = MarkTotal(sum: sum, markings: markings)
      }
      last[row["entry"]] = RecordedAgreement(
        script: row["script"], rule: row["rule"], outcome: row["outcome"], total: total,
        basis: basis, event: row["event"])
    }
    return last
  }
}
