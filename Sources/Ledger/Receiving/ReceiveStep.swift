package import Assessment
package import Findings
import Foundation
import GRDB

/// Something that came in, judged and stored, ready to be recorded.
package struct Arrival: Sendable {
  package var entry: Int?
  package var original: Digest
  /// The files as received, in their order.
  package var originals: [Digest]
  package var content: Digest?
  /// Whose it is, where that is known, even if not what it is for.
  package var person: Identifier?
  /// What the package says of itself, where that can be believed.
  package var record: SubmissionRecord? {
    get { keptRecord?.value }
    set { keptRecord = newValue.map(Apart.init) }
  }
  package var name: String
  package var received: Instant
  package var clock: String
  /// Whether `received` is when it was handed in, and not only when it was taken in.
  package var isTimeKnown = true
  /// What the export of a platform says of it.
  package var origin: PlatformOrigin? {
    get { keptOrigin?.value }
    set { keptOrigin = newValue.map(Apart.init) }
  }
  package var lateSeconds = 0
  package var words: Int?
  package var format: String?
  package var findings: [Finding]
  /// The assessor's copies, in the order of the files.
  package var copies: [(digest: Digest, format: String)] = []
  /// Where it names its writer.
  package var names: [NameRow] = []
  /// What its receipt says, as far as it is known before it is recorded.
  package var draft: Receipt.Facts? {
    get { keptDraft?.value }
    set { keptDraft = newValue.map(Apart.init) }
  }

  /// The response whose place it takes by the office's decision, and why.
  package var replaces: Replacement?

  var keptRecord: Apart<SubmissionRecord>?
  var keptOrigin: Apart<PlatformOrigin>?
  var keptDraft: Apart<Receipt.Facts>?

  /// Whether files were saved from a damaged package.
  var isSalvaged: Bool { findings.contains { $0.code == "salvaged" } }
}

/// A value that lies apart from what has it: what comes in for a whole country is kept to the end, and
/// needs no room for what few have.
indirect enum Apart<Value: Sendable>: Sendable {
  case there(Value)

  init(_ value: Value) { self = .there(value) }

  var value: Value {
    switch self {
    case .there(let value): value
    }
  }
}

/// What became of an arrival.
package struct ReceiveOutcome: Sendable {
  package enum Result: String, Sendable {
    case accepted, held
    /// The very same was received before: nothing changed.
    case unchanged
  }

  package let arrival: Arrival
  package let result: Result
  package let findings: [Finding]
  /// What answers it; nil where nothing changed.
  package var receipt: Receipt? { keptReceipt?.value }
  let keptReceipt: Apart<Receipt>?

  init(arrival: Arrival, result: Result, findings: [Finding], receipt: Receipt? = nil) {
    self.arrival = arrival
    self.result = result
    self.findings = findings
    keptReceipt = receipt.map(Apart.init)
  }

  /// Without what recording it needed, for it is kept to the end.
  var withoutDraft: ReceiveOutcome {
    var arrival = arrival
    (arrival.draft, arrival.record, arrival.names, arrival.findings) = (nil, nil, [], [])
    return ReceiveOutcome(arrival: arrival, result: result, findings: findings, receipt: receipt)
  }
}

extension Ledger {
  /// Records a batch of arrivals in one transaction, and that the receipts of the one before are
  /// written.
  func record(
    _ arrivals: [Arrival], written: [String] = [], act: Act
  ) throws -> [ReceiveOutcome] {
    try step(act) { database in
      try database.noteWritten(written)
      return try arrivals.map { try database.record($0, act) }
    }
  }
}

extension Database {
  /// Records one arrival and what becomes of it.
  func record(_ arrival: Arrival, _ act: Act) throws -> ReceiveOutcome {
    if arrival.replaces == nil, let known = try known(arrival) {
      let isNews = try arrival.findings.verdict == .accepted || isFirstSalvage(of: arrival)
      if known != .held || !isNews {
        return ReceiveOutcome(arrival: arrival, result: .unchanged, findings: [])
      }
    }
    var findings = arrival.findings
    if let entry = arrival.entry, findings.verdict == .accepted, arrival.replaces == nil {
      findings += try obstacles(to: arrival, entry: entry)
    }
    let accepted = findings.verdict == .accepted && arrival.entry != nil
    if accepted { findings += try placeTaken(by: arrival) }
    findings = findings.gravestFirst
    let receipt = try insert(arrival, findings, accepted: accepted, act)
    return ReceiveOutcome(
      arrival: arrival, result: accepted ? .accepted : .held, findings: findings,
      receipt: receipt)
  }

  /// How the very same file stands already, for the same entry or for nobody.
  private func known(_ arrival: Arrival) throws -> ArrivalRecord.Standing? {
    try String.fetchOne(
      cachedStatement(
        sql: """
          SELECT standing FROM submission WHERE original = ? AND entry IS ? ORDER BY id DESC LIMIT 1
          """),
      arguments: [arrival.original.description, arrival.entry]
    ).flatMap(ArrivalRecord.Standing.init)
  }

  /// Whether something was saved of a package that was only held before.
  private func isFirstSalvage(of arrival: Arrival) throws -> Bool {
    guard arrival.isSalvaged else { return false }
    let findings = try String.fetchAll(
      cachedStatement(
        sql: "SELECT findings FROM submission WHERE original = ?"),
      arguments: [arrival.original.description])
    return !findings.contains { $0.contains("\"salvaged\"") }
  }

  /// What a response that is accepted does to the one that counted until then.
  private func placeTaken(by arrival: Arrival) throws -> [Finding] {
    guard let entry = arrival.entry, let before = try counting(for: entry),
      let script = try self.script(of: entry)
    else { return [] }
    let number = before.receipt.map { "receipt \($0)" } ?? "event \(before.event)"
    let other = "\(number), received \(before.received)"
    if before.received > arrival.received, arrival.replaces == nil {
      return [
        Finding(
          "later-one-counts", .note, arrival.name,
          "was handed in before the response that counts (\(other)), and takes no place",
          remedy: "nothing has to be done: both are kept, and npq show \(script) lists them")
      ]
    }
    return [
      Finding(
        "earlier-replaced", .note, arrival.name,
        "takes the place of the earlier response (\(other)), which is kept",
        remedy: "nothing has to be done: npq show \(script) lists both")
    ]
  }

  /// What stands in the way of a response that is good in itself.
  private func obstacles(to arrival: Arrival, entry: Int) throws -> [Finding] {
    let marking = try Bool.fetchOne(
      cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM pack_script WHERE entry = ?)"),
      arguments: [entry])
    if marking == true {
      let remedy = "decide which one counts; the script that is with assessors stays as it is"
      return [
        Finding(
          "marking-has-begun", .held, arrival.name, "came when marking had begun", remedy: remedy)
      ]
    }
    let other = try Int.fetchOne(
      cachedStatement(
        sql: """
          SELECT entry FROM submission WHERE original = ? AND standing = 'accepted'
          AND entry NOT IN (
            SELECT id FROM entry WHERE person = (SELECT person FROM entry WHERE id = ?)) LIMIT 1
          """),
      arguments: [arrival.original.description, entry])
    if other != nil {
      return [
        Finding(
          "same-file-two-people", .held, arrival.name,
          "is byte for byte what another participant handed in",
          remedy: "find out whose it is before either is marked")
      ]
    }
    let onTime = try Bool.fetchOne(
      cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM submission
          WHERE entry = ? AND standing = 'accepted' AND late_seconds = 0)
          """),
      arguments: [entry])
    guard onTime == true, arrival.lateSeconds > 0 else { return [] }
    return [
      Finding(
        "late-replacement", .held, arrival.name,
        "came late, and a response handed in on time is there already",
        remedy: "the one on time counts unless a person decides otherwise")
    ]
  }

  private func script(of entry: Int) throws -> String? {
    try String.fetchOne(
      cachedStatement(sql: "SELECT script FROM entry WHERE id = ?"), arguments: [entry])
  }

  /// Records an arrival with its receipt, and settles what it takes the place of.
  private func insert(
    _ arrival: Arrival, _ findings: [Finding], accepted: Bool, _ act: Act
  ) throws -> Receipt? {
    let receipt = try receipt(for: arrival, findings, accepted: accepted)
    let script = try arrival.entry.flatMap { try self.script(of: $0) }
    var facts = ["original": arrival.original.description, "clock": arrival.clock]
    facts["content"] = arrival.content?.description
    facts["received"] = arrival.received.description
    facts["standing"] = accepted ? "accepted" : "held"
    facts["receipt"] = receipt?.number
    if arrival.lateSeconds > 0 { facts["late"] = "\(arrival.lateSeconds)" }
    if !arrival.isTimeKnown { facts["time"] = "not known" }
    facts["platform"] = arrival.origin?.platform.rawValue
    var texts: [String: String] = [:]
    if accepted, let replaced = arrival.replaces {
      facts["in place of"] = try receiptNumber(of: replaced.submission)
      texts["reason"] = replaced.reason
    }
    let event = try append(NewEvent(subject: script, facts: facts, texts: texts), act)
    for id in try settled(by: arrival, accepted: accepted) {
      try executeRepeated(
        sql: "UPDATE submission SET standing = 'settled' WHERE id = ?", arguments: [id])
    }
    try executeRepeated(
      sql: """
        INSERT INTO submission (entry, original, content, name, received, clock, standing,
          late_seconds, words, format, receipt, findings, event, time_known, replaces)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        arrival.entry, arrival.original.description, arrival.content?.description, arrival.name,
        arrival.received.seconds, arrival.clock, accepted ? "accepted" : "held",
        arrival.lateSeconds, arrival.words, arrival.format, receipt?.number,
        String(decoding: try canonicalJSON(findings), as: UTF8.self), event,
        arrival.isTimeKnown, accepted ? arrival.replaces?.submission : nil,
      ])
    let submission = lastInsertedRowID
    for (number, copy) in arrival.copies.enumerated() {
      try executeRepeated(
        sql: "INSERT INTO copy (submission, number, digest, format) VALUES (?, ?, ?, ?)",
        arguments: [submission, number + 1, copy.digest.description, copy.format])
    }
    try keep(names: arrival.names, of: submission)
    if let origin = arrival.origin { try insert(origin, of: submission) }
    if let receipt { try insert(receipt, of: submission, act) }
    return receipt
  }
}
