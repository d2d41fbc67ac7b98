import Assessment
import Findings
import Foundation
import GRDB

extension Database {
  /// The receipt that answers an arrival as it is about to be recorded.
  func receipt(for arrival: Arrival, _ findings: [Finding], accepted: Bool) throws -> Receipt? {
    guard var facts = arrival.draft else { return nil }
    facts.verdict = accepted ? .accepted : .held
    facts.waits = accepted ? [] : facts.waits(for: findings)
    for id in try settled(by: arrival, accepted: accepted) {
      facts.replaces += try [receiptNumber(of: id)].compactMap { $0 }
    }
    if let entry = arrival.entry, let before = try counting(for: entry) {
      if !accepted || (before.received > arrival.received && arrival.replaces == nil) {
        facts.countsInstead = before.receipt
      } else if before.id != arrival.replaces?.submission {
        facts.replaces += [before.receipt].compactMap { $0 }
      }
    }
    return try unique(facts)
  }

  /// What an arrival settles once it is recorded: what waited and now needs nobody.
  func settled(by arrival: Arrival, accepted: Bool) throws -> [Int] {
    try Int.fetchAll(
      cachedStatement(
        sql: """
          SELECT id FROM submission WHERE (:accepted AND id = :replaced)
          -- Found by entry and file: through all that is held it would take longer with each one.
          OR (+standing = 'held' AND :accepted AND entry = :entry AND received <= :received)
          OR (+standing = 'held' AND :accepted AND entry IS NULL AND original = :original)
          OR (+standing = 'held' AND :salvaged AND original = :original) ORDER BY id
          """),
      arguments: [
        "accepted": accepted, "entry": arrival.entry, "received": arrival.received.seconds,
        "original": arrival.original.description, "salvaged": arrival.isSalvaged,
        "replaced": arrival.replaces?.submission,
      ])
  }

  /// Keeps a receipt until it is written, and afterwards.
  func insert(_ receipt: Receipt, of submission: Int64, _ act: Act) throws {
    let due = try DueReceipt(receipt, act)
    try executeRepeated(
      sql: """
        INSERT INTO receipt (number, submission, body, folder, stage)
        VALUES (?, ?, ?, ?, 'recorded')
        """,
      arguments: [
        receipt.number, submission, String(decoding: due.body, as: UTF8.self), due.folder,
      ])
  }

  /// The response of an entry that counts so far.
  func counting(
    for entry: Int
  ) throws -> (id: Int, received: Instant, receipt: String?, event: Int)? {
    let row = try Row.fetchOne(
      cachedStatement(
        sql: """
          SELECT id, received, receipt, event FROM submission WHERE entry = ? AND standing = 'accepted'
          ORDER BY received DESC, id DESC LIMIT 1
          """),
      arguments: [entry])
    return row.map {
      ($0["id"], Instant(seconds: $0["received"]), $0["receipt"], $0["event"])
    }
  }

  func receiptNumber(of submission: Int) throws -> String? {
    try String.fetchOne(
      cachedStatement(
        sql: "SELECT receipt FROM submission WHERE id = ?"),
      arguments: [submission])
  }

  /// The receipt over some facts, under a number that no other receipt has.
  func unique(_ facts: Receipt.Facts) throws -> Receipt {
    var facts = facts
    while true {
      let receipt = try Receipt(facts)
      let isTaken = try Bool.fetchOne(
        cachedStatement(
          sql: "SELECT EXISTS (SELECT 1 FROM receipt WHERE number = ?)"),
        arguments: [receipt.number])
      if isTaken != true { return receipt }
      facts.serial = (facts.serial ?? 1) + 1
    }
  }
}

extension Receipt.Facts {
  /// What a response waits for, the gravest first.
  func waits(for findings: [Finding]) -> [Receipt.Waiting] {
    var waits: [Receipt.Waiting] = []
    for finding in findings where finding.severity >= .held {
      let file = files.map(\.name).first {
        finding.subject == $0 || finding.subject.utf8.starts(with: "\($0): ".utf8)
      }
      let waiting = Receipt.Waiting(
        code: finding.code, file: file,
        sendAgain: finding.severity == .refused || Self.lost.contains(finding.code))
      if !waits.contains(waiting) { waits.append(waiting) }
    }
    return waits
  }

  /// What is held in the hope of a whole one.
  private static let lost: Set = [
    "sealed-damaged", "sealed-for-others", "salvaged", "looks-scanned", "no-words", "name-in-text",
  ]
}
