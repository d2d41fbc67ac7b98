import Assessment
import Findings
import Foundation
import GRDB

// What decisions about names change in the record.
extension Database {
  /// The response of an entry that the table of names is about: the one that counts, else the last
  /// that waits.
  func named(for entry: Int) throws -> ArrivalRecord? {
    try Row.fetchOne(
      self,
      sql: """
        SELECT * FROM submission WHERE entry = ? AND standing <> 'settled'
        ORDER BY standing = 'accepted' DESC, received DESC, id DESC LIMIT 1
        """, arguments: [entry]
    ).map(ArrivalRecord.init)
  }

  func decide(_ work: [NameWork], _ act: Act) throws -> NameOutcome {
    var outcome = NameOutcome()
    for item in work {
      let counts = Dictionary(grouping: item.changes, by: \.decision).mapValues { "\($0.count)" }
      var facts = Dictionary(
        uniqueKeysWithValues: counts.map { ("names to \($0.key.rawValue)", $0.value) })
      facts["copies"] = item.copies.map(\.digest.description).joined(separator: " ")
      let texts = item.changes.map { "\($0.decision.rawValue): \($0.words)" }
      let event = try append(
        NewEvent(
          subject: item.entry.script, facts: facts,
          texts: ["names": texts.joined(separator: "\n")]), act)
      for change in item.changes {
        try executeRepeated(
          sql: """
            INSERT INTO name_decision (entry, words, decision, event) VALUES (?, ?, ?, ?)
            ON CONFLICT (entry, words)
            DO UPDATE SET decision = excluded.decision, event = excluded.event
            """,
          arguments: [item.entry.id, change.words, change.decision.rawValue, event])
      }
      outcome.decided += item.changes.count
      if try replaceCopies(of: item) { outcome.copies += 1 }
      try settle(item, &outcome, act)
    }
    return outcome
  }

  /// Puts the new copies in the place of the old ones, which stay in their folder; false where they
  /// are the same.
  private func replaceCopies(of item: NameWork) throws -> Bool {
    let before = try String.fetchAll(
      cachedStatement(sql: "SELECT digest FROM copy WHERE submission = ? ORDER BY number"),
      arguments: [item.response.id])
    guard !item.copies.isEmpty, before != item.copies.map(\.digest.description) else {
      return false
    }
    try executeRepeated(sql: "DELETE FROM copy WHERE submission = ?", arguments: [item.response.id])
    for (number, copy) in item.copies.enumerated() {
      try executeRepeated(
        sql: "INSERT INTO copy (submission, number, digest, format) VALUES (?, ?, ?, ?)",
        arguments: [item.response.id, number + 1, copy.digest.description, copy.format])
    }
    return true
  }

  /// Holds a response whose writer is asked to send it again, and lets through one that waited for
  /// nothing else; either is answered with a receipt.
  private func settle(_ item: NameWork, _ outcome: inout NameOutcome, _ act: Act) throws {
    let others = item.response.findings.filter { $0.code != "name-in-text" }
    if item.isAsked, item.response.standing == .accepted {
      let findings = item.response.findings + [.nameInText(item.response.name)]
      try stand(item.response, .held, findings, act)
      outcome.asked.append(item.entry.script)
    } else if !item.isAsked, item.response.standing == .held, others.verdict == .accepted {
      try stand(item.response, .accepted, others, act)
      outcome.released.append(item.entry.script)
    }
  }

  private func stand(
    _ response: ArrivalRecord, _ standing: ArrivalRecord.Standing, _ findings: [Finding],
    _ act: Act
  ) throws {
    let receipt = try reissuedReceipt(of: response, standing, findings)
    try executeRepeated(
      sql: "UPDATE submission SET standing = ?, findings = ?, receipt = ? WHERE id = ?",
      arguments: [
        standing.rawValue, String(decoding: try canonicalJSON(findings), as: UTF8.self),
        receipt?.number ?? response.receipt, response.id,
      ])
    if let receipt { try insert(receipt, of: Int64(response.id), act) }
  }

  /// The receipt that takes the place of a response's last one when it comes to stand otherwise.
  private func reissuedReceipt(
    of response: ArrivalRecord, _ standing: ArrivalRecord.Standing, _ findings: [Finding]
  ) throws -> Receipt? {
    guard let number = response.receipt,
      let body = try String.fetchOne(
        cachedStatement(sql: "SELECT body FROM receipt WHERE number = ?"), arguments: [number])
    else { return nil }
    var facts = try JSONDecoder().decode(Receipt.self, from: Data(body.utf8)).facts
    facts.verdict = standing == .accepted ? .accepted : .held
    facts.waits = standing == .accepted ? [] : facts.waits(for: findings)
    facts.replaces = [number]
    facts.countsInstead = nil
    facts.serial = nil
    return try unique(facts)
  }
}
