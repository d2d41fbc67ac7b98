import Archive
package import Assessment
import GRDB

/// An entry with what becomes of it in a release.
package struct ReleaseLine: Sendable {
  private let kept: Reference<EntryRecord>
  package let candidate: ReleaseCandidate
  package let standing: ReleaseStanding

  init(_ entry: Reference<EntryRecord>, _ candidate: ReleaseCandidate) {
    kept = entry
    self.candidate = candidate
    standing = candidate.standing
  }

  package var entry: EntryRecord { kept.value }

  /// What was released before says something else than the decision as it stands now.
  package var differsFromRelease: Bool {
    guard standing == .released, let before = entry.release else { return false }
    return before.outcome != candidate.row.decision.outcome
      || before.total != candidate.row.decision.total?.description
  }
}

/// What a release of a group would put out, and what it would not.
package struct ReleasePlan: Sendable {
  package let lines: [ReleaseLine]
  /// The list of those that can go out.
  package private(set) var list: ReleaseList

  init(_ lines: [ReleaseLine]) {
    self.lines = lines
    list = ReleaseList(Array(lines.lazy.filter { $0.standing == .ready }.map(\.candidate.row)))
  }

  /// Those that can go out, looked at where they stand: there may be a whole country's.
  package var ready: LazyFilterSequence<[ReleaseLine]> {
    lines.lazy.filter { $0.standing == .ready }
  }

  /// What is held, each with why.
  package var held: [(line: ReleaseLine, holds: [ReleaseHold])] {
    lines.compactMap { line in
      if case .held(let holds) = line.standing { (line, holds) } else { nil }
    }
  }

  /// Leaves of the list its digest, once its bytes stand in the record.
  mutating func letGoOfList() { list = list.withoutBytes }

  package var releasedBefore: Int { lines.count { $0.standing == .released } }
  package var withoutResult: Int { lines.count { $0.standing == .noResult } }
}

extension Ledger {
  /// What a release of a group would put out at a moment.
  package func releasePlan(_ group: ReleaseGroup, at now: Instant) throws -> ReleasePlan {
    try queue.read { try $0.releasePlan(group, at: now) }
  }
}

extension Database {
  /// The plan; with what assessors wrote in its rows where feedback is to be drafted from it.
  func releasePlan(
    _ group: ReleaseGroup, at now: Instant, draftingFeedback isDrafting: Bool = false
  ) throws -> ReleasePlan {
    let queries = try openQueries()
    let approved = try approvedFeedback()
    let policies = Dictionary(
      uniqueKeysWithValues: try assessments().map {
        ($0.assessment.id.text, $0.assessment.results ?? ResultPolicy())
      })
    // Otherwise what they wrote is looked at only beside feedback that was approved.
    let marks = try MarkTable(self, isDrafting || !approved.isEmpty ? .texts : .marks)
    // All marks and entries are gone again when the plan stands.
    defer { giveBackFreedMemory() }
    return ReleasePlan(
      try decisions(at: now, over: marks) { kept, row in
        let entry = kept.value
        guard group.holds(entry) else { return nil }
        let policy = policies[entry.assessment] ?? ResultPolicy()
        let feedback = row.feedback(policy, approved[entry.id])
        // A letter shows the marks of one marking or of none, and feedback may be read again.
        let isShown = policy.marks == .criteria && row.entry.markings.count == 1
        var candidate = ReleaseCandidate(
          isShown || feedback != .notGiven ? row : row.withoutMarkings)
        if let until = entry.extendedUntil, now <= until { candidate.openUntil = until }
        candidate.openQueries = queries[entry.id, default: []]
        candidate.hasWaitingResponse = entry.facts.held && entry.facts.received
        candidate.carriedInto = entry.carriedInto
        candidate.before = entry.release.map(\.before) ?? .nothing
        candidate.feedback = feedback
        return ReleaseLine(kept, candidate)
      })
  }

  private func openQueries() throws -> [Int: [String]] {
    var open: [Int: [String]] = [:]
    let sql = "SELECT entry, flag FROM query WHERE \(Self.isOpen) ORDER BY id"
    for row in try Row.fetchAll(self, sql: sql) {
      open[row["entry"], default: []].append(row["flag"])
    }
    return open
  }
}

extension ReleaseRecord {
  fileprivate var before: ReleaseCandidate.Before {
    switch standing {
    case .stands: .released
    case .reopened: .reopened
    case .settled: .settled
    }
  }
}

extension ResultRow {
  /// How far the feedback has come that the policy asks for.
  fileprivate func feedback(
    _ policy: ResultPolicy, _ approved: ApprovedFeedback?
  ) -> ReleaseCandidate.Feedback {
    guard [.passed, .didNotMeetStandard].contains(decision.outcome),
      policy.givesFeedback(met: decision.outcome == .passed)
    else { return .notGiven }
    guard let approved else { return .missing }
    return approved.drafted == FeedbackDraft(entry).text
      ? .approved(approved.text) : .outOfDate
  }
}

extension Ledger {
  /// The last release on a list, by the beginning of its digest; nil where none was.
  package func release(onList digest: String) throws -> Int? {
    guard digest.utf8.count >= 8 else { return nil }
    return try queue.read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT number FROM release WHERE substr(digest, 1, length(:given)) = :given
          ORDER BY number DESC
          """, arguments: ["given": digest.lowercased()])
    }
  }

  /// Whether a release of that number was made.
  package func hasRelease(_ number: Int) throws -> Bool {
    try queue.read { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM release WHERE number = ?)",
        arguments: [number]) == true
    }
  }

  /// The assessments whose letters show marks.
  package func assessmentsShowingMarks() throws -> Set<String> {
    Set(
      try assessments().map(\.assessment).filter { ($0.results ?? ResultPolicy()).marks != .none }
        .map(\.id.text))
  }
}
