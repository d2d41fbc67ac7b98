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
  /// - Returns: Every decision, and the scripts for which something new was recorded.
  package func recordAgreements(
    of scripts: Set<String>? = nil, act: Act
  ) throws -> (rows: [ResultRow], recorded: [String]) {
    try step(act) { database in
      let known = try database.agreements()
      let results = try database.results(at: act.time, .marks)
      var recorded: [String] = []
      for (entry, row) in results where row.isAgreed {
        guard scripts?.contains(entry.script) != false else { continue }
        let basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
        if known[entry.id]?.says(row.decision, on: basis) == true { continue }
        try database.record(row, of: entry, on: basis, act)
        recorded.append(entry.script)
      }
      return (results.map(\.row), recorded)
    }
  }

  /// The scripts that rules or people decided and of which that is not recorded yet.
  package func unrecordedAgreements(at now: Instant) throws -> Set<String> {
    try queue.read { database in
      let known = try database.agreements()
      return Set(
        try database.results(at: now).compactMap { entry, row in
          guard row.isAgreed else { return nil }
          let basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
          return known[entry.id]?.says(row.decision, on: basis) == true ? nil : entry.script
        })
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

extension ResultRow {
  /// Whether more than one marking, or a person's decision, led to a result.
  fileprivate var isAgreed: Bool {
    guard entry.standing == .submitted, decision.outcome != .pending else { return false }
    return entry.markings.count > 1 || entry.resolution != nil
  }
}

extension Database {
  fileprivate func record(
    _ row: ResultRow, of entry: EntryRecord, on basis: Digest, _ act: Act
  ) throws {
    let decision = row.decision
    var facts = [
      "rule": decision.rule.rawValue, "outcome": decision.outcome.rawValue,
      "rests on": basis.description,
      "markings": row.complete.map {
        "\($0.assessor) \($0.total) \($0.passes ? "pass" : "no pass")"
      }.joined(separator: ", "),
    ]
    facts["total"] = decision.total?.description
    let event = try append(NewEvent(subject: entry.script, facts: facts), act)
    let statement = try cachedStatement(
      sql: """
        INSERT INTO agreement (entry, rule, outcome, sum, markings, basis, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: [
        entry.id, decision.rule.rawValue, decision.outcome.rawValue, decision.total?.sum,
        decision.total?.markings, basis.description, event,
      ])
  }

  /// The last decision recorded of each entry.
  fileprivate func agreements() throws -> [Int: RecordedAgreement] {
    let sql = """
      SELECT agreement.*, entry.script FROM agreement JOIN entry ON entry.id = agreement.entry
      ORDER BY agreement.id
      """
    var last: [Int: RecordedAgreement] = [:]
    for row in try Row.fetchAll(self, sql: sql) {
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
