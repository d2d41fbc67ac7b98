import Assessment
import Findings
import Foundation
import GRDB

// What a move changes in the record.
extension Database {
  /// Tables whose rows go with the script; submissions are moved one by one, and everything else
  /// that names an entry stays with its person.
  static let goesWithScript = [
    "allocation", "pack_script", "fact", "query", "agreement", "resolution", "sample_script",
    "definitive", "definitive_mark", "common_script", "feedback",
  ]

  /// Tables whose rows stay with the person.
  static let staysWithPerson = [
    "exception", "message", "name_decision", "carried", "carried_away", "dfe_answer", "dfe_payload",
    "earlier_attempt", "earlier_marker", "released", "reopening", "join_clash",
  ]

  /// Gives scripts, with everything that assessors have and did, to their new persons.
  func exchange(
    _ plan: MovePlan, _ moved: [MovedResponse], reason: String, _ act: Act
  ) throws -> [Receipt] {
    guard let from = plan.from else { return [] }
    var facts = [
      "response": plan.submission.original.description, "giver goes on as": plan.to.script,
    ]
    if let other = plan.other { facts["exchange"] = other.original.description }
    let texts = ["reason": reason, "from": from.person, "to": plan.to.person]
    _ = try append(NewEvent(subject: from.script, facts: facts, texts: texts), act)
    try execute(sql: "PRAGMA defer_foreign_keys = ON")
    let isOut = try moved.map { response in
      try Bool.fetchOne(
        self, sql: "SELECT EXISTS (SELECT 1 FROM pack_script WHERE submission = ?)",
        arguments: [response.id]) == true
    }
    for table in Self.goesWithScript {
      // No entry has a number below zero: it is the place where rows wait while two change places.
      try executeRepeated(
        sql: "UPDATE \(table) SET entry = -entry WHERE entry = ?", arguments: [plan.to.id])
      try executeRepeated(
        sql: "UPDATE \(table) SET entry = ? WHERE entry = ?", arguments: [plan.to.id, from.id])
      try executeRepeated(
        sql: "UPDATE \(table) SET entry = ? WHERE entry = ?", arguments: [from.id, -plan.to.id])
    }
    for (id, script) in [(from.id, "-"), (plan.to.id, from.script), (from.id, plan.to.script)] {
      try executeRepeated(
        sql: "UPDATE entry SET script = ? WHERE id = ?",
        arguments: [script == "-" ? "S---------" : script, id])
    }
    return try zip(moved, isOut).compactMap { try give($0, copiesAreOut: $1, act) }
  }

  /// Makes a response the new person's, with a receipt of their own.
  private func give(
    _ response: MovedResponse, copiesAreOut: Bool, _ act: Act
  ) throws -> Receipt? {
    let arrival = response.arrival
    try executeRepeated(sql: "DELETE FROM receipt WHERE submission = ?", arguments: [response.id])
    var facts = arrival.draft
    facts?.verdict = .accepted
    let receipt = try facts.map { try unique($0) }
    try executeRepeated(
      sql: """
        UPDATE submission SET entry = ?, content = ?, late_seconds = ?, words = ?, receipt = ?,
          findings = ? WHERE id = ?
        """,
      arguments: [
        response.to.id, arrival.content?.description, arrival.lateSeconds, arrival.words,
        receipt?.number, String(decoding: try canonicalJSON(arrival.findings), as: UTF8.self),
        response.id,
      ])
    if !copiesAreOut, !arrival.copies.isEmpty {
      try executeRepeated(sql: "DELETE FROM copy WHERE submission = ?", arguments: [response.id])
      for (number, copy) in arrival.copies.enumerated() {
        try executeRepeated(
          sql: "INSERT INTO copy (submission, number, digest, format) VALUES (?, ?, ?, ?)",
          arguments: [response.id, number + 1, copy.digest.description, copy.format])
      }
    }
    try executeRepeated(
      sql: "DELETE FROM name_found WHERE submission = ?", arguments: [response.id])
    try keep(names: arrival.names, of: Int64(response.id))
    if let receipt { try insert(receipt, of: Int64(response.id), act) }
    return receipt
  }

  /// Receives for the new person what counted for nobody, and settles it where it was.
  func receiveAgain(_ moved: [MovedResponse], _ act: Act) throws -> [Receipt] {
    try moved.compactMap { response in
      let outcome = try record(response.arrival, act)
      try executeRepeated(
        sql: "UPDATE submission SET standing = 'settled' WHERE id = ? AND standing <> 'settled'",
        arguments: [response.id])
      return outcome.receipt
    }
  }
}
