package import Assessment
import Findings
import Foundation
import GRDB

/// What people decided about a script, and why.
package struct PersonDecision: Sendable {
  package let script: ScriptCode
  package let kind: Resolution.Kind
  /// The marks of every criterion.
  package let marks: [String: Int]
  /// The assessor whose marking stands, where it is one of them.
  package let kept: String?
  package let reason: String
  /// Who decided, where it was not who records it.
  package let decider: String?

  package init(
    script: ScriptCode, kind: Resolution.Kind, marks: [String: Int], kept: String?, reason: String,
    decider: String?
  ) {
    self.script = script
    self.kind = kind
    self.marks = marks
    self.kept = kept
    self.reason = reason
    self.decider = decider
  }
}

extension Ledger {
  /// Records what people decided, each on the markings of its script that stand now: all or nothing.
  ///
  /// - Returns: How many are new: where the same was decided before on the same markings, nothing is.
  package func resolve(_ decisions: [PersonDecision], act: Act) throws -> Int {
    guard !decisions.isEmpty else { return 0 }
    return try step(act) { database in
      // A few at a time: those of a national series with what they rest on would fill a gigabyte.
      try stride(from: 0, to: decisions.count, by: 2_000).reduce(0) { sum, start in
        let some = decisions[start..<min(start + 2_000, decisions.count)]
        return try sum + database.resolve(some, act)
      }
    }
  }
}

extension Database {
  fileprivate func resolve(_ decisions: ArraySlice<PersonDecision>, _ act: Act) throws -> Int {
    let scope = try scope(ofPeopleWith: Set(decisions.map(\.script.text)))
    let marks = try MarkTable(self, .texts, scope)
    let rows = Dictionary(
      try results(at: act.time, over: marks, scope) { ($0.script, ($0, $1)) },
      uniquingKeysWith: { first, _ in first })
    var before = rows.mapValues(\.1.entry.resolution)
    return try decisions.count { decision in
      let script = decision.script.text
      guard let (entry, row) = rows[script] else {
        throw LedgerError.damaged("script \(script)")
      }
      let basis = try markingBasis(row.entry.markings, under: row.entry.scheme.digest)
      let resolution = Resolution(kind: decision.kind, marks: decision.marks, basis: basis)
      if before[script] == resolution { return false }
      before[script] = resolution
      let event = try append(
        decision.event(resting: basis, insteadOf: row.decision.rule),
        act.decided(by: decision.decider))
      try executeRepeated(
        sql: "INSERT INTO resolution (entry, kind, marks, basis, event) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          entry.id, decision.kind.rawValue,
          String(decoding: try canonicalJSON(decision.marks), as: UTF8.self), basis.description,
          event,
        ])
      return true
    }
  }
}

extension PersonDecision {
  fileprivate func event(resting basis: Digest, insteadOf rule: Decision.Rule) -> NewEvent {
    let told = marks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var facts = [
      "decided": kind.rawValue, "marks": told.joined(separator: " "),
      "rests on": basis.description, "instead of": rule.rawValue,
    ]
    facts["kept"] = kept
    return NewEvent(subject: script.text, facts: facts, texts: ["reason": reason])
  }
}

extension Database {
  /// What people decided last, by entry.
  func resolutions(_ scope: EntryScope = .everybody) throws -> [Int: Resolution] {
    var resolutions: [Int: Resolution] = [:]
    let rows = try Row.fetchCursor(
      self, sql: "SELECT * FROM resolution WHERE \(scope.condition()) ORDER BY id")
    while let row = try rows.next() {
      let marks: String = row["marks"]
      guard let kind = Resolution.Kind(rawValue: row["kind"]),
        let basis = Digest(hex: row["basis"] as String)
      else { throw LedgerError.damaged("resolution \(row["id"] as Int)") }
      resolutions[row["entry"]] = Resolution(
        kind: kind, marks: try JSONDecoder().decode([String: Int].self, from: Data(marks.utf8)),
        basis: basis)
    }
    return resolutions
  }
}
