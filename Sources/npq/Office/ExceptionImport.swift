import Assessment
import Findings
import Ledger

/// A list of exceptions as it is read from its file and matched to entries.
struct ExceptionImport {
  let ledger: Ledger
  let bytes: [UInt8]
  let name: String
  /// Of integrity checks: the score above which a row without a state opens a case.
  let openOver: Int?

  func extensions() throws -> Judged<[NewException]> {
    let assessments = try ledger.assessments().map(\.assessment)
    let read = readExtensions(
      bytes, name: name, participants: try ledger.personIndex(),
      assessments: assessments.map(\.id))
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let entries = Dictionary(
      grouping: try ledger.entries(at: Instant(seconds: 0)), by: { [$0.person, $0.assessment] })
    var findings = read.findings
    var exceptions: [NewException] = []
    for row in roster.rows {
      let matching = entries[[row.participant.text, row.assessment.text], default: []]
      let window = assessments.first { $0.id == row.assessment }?.window
      guard !matching.isEmpty, let window else {
        findings.append(
          Finding(
            "no-entry", .refused, "\(name):\(row.line)",
            "\(row.participant) has no entry in \(row.assessment)",
            remedy: "correct the row, or import the participant for that assessment first"))
        continue
      }
      exceptions += matching.map { entry in
        NewException(
          entry: entry.id,
          exception: EntryException(kind: .extension, closes: row.closes.close(in: window)),
          category: row.category, authoriser: row.authoriser, reason: "")
      }
    }
    return Judged(exceptions, findings)
  }

  func adjustments() throws -> Judged<[NewException]> {
    let lists = try ledger.assessments().map(\.assessment.rules.instructions)
    let known = lists.contains(nil) ? nil : lists.compactMap(\.self).flatMap(\.self)
    let read = readAdjustments(
      bytes, name: name, participants: try ledger.personIndex(), instructions: known)
    return try exceptions(read) { try EntryException($0) }
  }

  func engagement() throws -> Judged<[NewException]> {
    let parts = Set(try ledger.assessments().map(\.assessment.rules.engagementParts))
    let read = readEngagement(
      bytes, name: name, participants: try ledger.personIndex(),
      parts: parts.count == 1 ? parts.first ?? [:] : [:])
    return try exceptions(read) { EntryException(engagement: $0) }
  }

  func integrity() throws -> Judged<[NewException]> {
    let read = readIntegrityChecks(
      bytes, name: name, participants: try ledger.personIndex(), openOver: openOver)
    return try exceptions(read) { EntryException($0) }
  }

  func leavers(_ kind: EntryException.Kind) throws -> Judged<[NewException]> {
    let read = readLeavers(bytes, name: name, participants: try ledger.personIndex())
    return try exceptions(read) { _ in EntryException(kind: kind) }
  }

  /// Matches each row to the one entry that it is about.
  private func exceptions<Value>(
    _ read: Judged<Roster<EntryRow<Value>>>, _ exception: (Value) throws -> EntryException
  ) throws -> Judged<[NewException]> {
    guard let roster = read.value else { return Judged(nil, read.findings) }
    let search = try EntrySearch(ledger: ledger, at: Instant(seconds: 0))
    var findings = read.findings
    var exceptions: [NewException] = []
    for row in roster.rows {
      let found = search.entry(row.participant.text, assessment: row.assessment)
      let line = "\(name) line \(row.line)"
      guard let entry = found.value else {
        findings.append(.noEntry(line, row.participant, row.assessment))
        continue
      }
      if let adjustment = row.value as? Adjustment,
        entry.isNamed(in: adjustment.instruction ?? "")
      {
        findings.append(
          Finding(
            "name-remains", .refused, line,
            "the marking instruction names the person, whom assessors must not know",
            remedy: "say only what the assessor is to do"))
        continue
      }
      exceptions.append(
        NewException(
          entry: entry.id, exception: try exception(row.value), category: row.category,
          authoriser: row.authoriser, reason: row.reason, extra: row.extra))
    }
    return Judged(exceptions, findings)
  }
}

extension Finding {
  fileprivate static func noEntry(
    _ subject: String, _ person: Identifier, _ assessment: String?
  ) -> Finding {
    guard let assessment else {
      return Finding(
        "several-entries", .refused, subject, "\(person) has several entries",
        remedy: "say which in the column \"assessment\"")
    }
    return Finding(
      "no-entry", .refused, subject, "\(person) has no entry in \(assessment.escaped)",
      remedy: "correct the row, or import the participant for that assessment first")
  }
}
