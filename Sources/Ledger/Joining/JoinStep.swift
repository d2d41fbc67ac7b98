import Assessment
package import Findings
package import Foundation
import GRDB
package import Sealing

/// Another copy of the series, as it is to be joined.
package struct JoinRequest: Sendable {
  /// Its folder.
  package let other: URL
  /// The key that signs for the series.
  package let key: VerificationKey?
  /// Whether its files come in too; a plan leaves them where they are.
  package let takesFiles: Bool

  package init(other: URL, key: VerificationKey?, takesFiles: Bool) {
    self.other = other
    self.key = key
    self.takesFiles = takesFiles
  }
}

extension Ledger {
  /// Joins what another copy of the series recorded since the two parted.
  ///
  /// The other copy is verified wholly first, and nothing of it is changed. Everything that it has
  /// and this one lacks comes in with its events as they were recorded there, in one transaction,
  /// files first; then an event stands after both ends. Where this copy has nothing that the other
  /// lacks, it takes the other's record over as it is, and no event is added. The value is nil where
  /// something cannot be joined, and then nothing has changed.
  package func join(_ request: JoinRequest, act: Act) throws -> Judged<JoinOutcome> {
    let other = try Ledger(auditing: request.other)
    if let stranger = try isStranger(other) { return Judged(nil, stranger.findings) }
    let verified = try verifySeries(
      in: request.other, with: SeriesEvidence(key: request.key, deposits: []), at: act.time)
    let faults = verified.findings.filter { $0.severity == .refused }
    guard faults.isEmpty else { return Judged(nil, faults) }
    let before = try lastEvent()
    var findings: [Finding] = []
    var outcome = JoinOutcome()
    do {
      try step(act) { database in
        try other.queue.read { source in
          let join = Join(own: database, other: source, act: act)
          try join.check(verified)
          (outcome, findings) = try join.run()
          guard request.takesFiles, !outcome.isNothing else { return }
          try JoinFiles(from: request.other, to: folder).take(try source.keptFiles(), watch: watch)
        }
      }
    } catch let refusal as JoinRefusal {
      return Judged(nil, refusal.findings)
    }
    outcome.rows = try counts(after: before)
    if request.takesFiles, !outcome.isNothing { try finishJoin(of: outcome) }
    return Judged(outcome, findings)
  }

  /// Why another series cannot be joined; nil for a copy of this one, or a record that says nothing.
  private func isStranger(_ other: Ledger) throws -> JoinRefusal? {
    let first = "SELECT digest FROM event WHERE number = 1"
    let mine = try queue.read { try String.fetchOne($0, sql: first) }
    guard let theirs = try? other.queue.read({ try String.fetchOne($0, sql: first) }),
      theirs != mine
    else { return nil }
    return JoinRefusal(
      "join-other-series", (try? other.name()) ?? "", "is another series, made by itself",
      remedy: "join copies of one series; npq carry takes entries from one series into another")
  }

  /// What has to be written anew for what came in.
  private func finishJoin(of outcome: JoinOutcome) throws {
    if outcome.rows.contains(where: { $0.record == "receipt" }) { try refreshReceiptLists() }
    if outcome.rows.contains(where: { $0.record == "pack" }) { try writePassphrases() }
  }
}

/// One join of two records, inside its transaction.
private struct Join {
  let own, other: Database
  let act: Act

  /// Whether the other is vouched for to its end, and stands as it was verified.
  func check(_ verified: SeriesVerification) throws {
    guard try other.deposit() == verified.head else {
      throw JoinRefusal(
        "join-in-use", verified.name, "was changed while it was looked at",
        remedy: "join again when nobody works in it")
    }
    let unsigned = verified.findings.first { $0.code == "head-unsigned" && $0.severity > .note }
    if let open = unsigned {
      throw JoinRefusal(
        "join-not-signed", open.subject, "of the other copy stand under no signature",
        remedy:
          "run a command there that opens the signing key, such as npq receive, and join again")
    }
  }

  func run() throws -> (JoinOutcome, [Finding]) {
    let theirs = try Branch(of: other, lackedBy: Set(try own.eventNumbers().keys))
    let ours = try Branch(of: own, lackedBy: Set(try other.eventNumbers().keys))
    var outcome = JoinOutcome()
    outcome.events = theirs.events.count
    outcome.own = ours.events.count
    guard let last = theirs.events.last else { return (outcome, []) }
    outcome.copies = Set(theirs.events.map(\.origin)).sorted()
    guard act.time >= last.time else {
      throw LedgerError.clockWentBack(last: last.time, now: act.time)
    }
    let ends = [try own.head(), Digest(hex: last.digest)].compactMap(\.self)
    let known = try openClashes()
    try own.execute(sql: "PRAGMA defer_foreign_keys = ON")
    var replay = try Replay(of: theirs, from: other, into: own)
    var obstacles = JoinObstacles(ours, replay)
    var refused = try obstacles.findings()
    if refused.isEmpty { refused = try replay.settle(ours) }
    guard refused.isEmpty else { throw JoinRefusal(refused) }
    let plans = try JoinPlans(own, ours)
    let words = try JoinWords(own, other)
    try replay.run()
    try words.take(into: own)
    var findings = sameName(ours, theirs)
    if !outcome.isTakeover {
      findings += try close(ours, &replay, plans, ends, outcome)
    }
    try checkReferences()
    outcome.clashes = try own.joinClashes().filter { !known.contains($0.key) }
    findings += outcome.clashes.map(\.finding)
    findings += try own.merged(\.findings).filter { !$0.isKnown(known) }
    return (outcome, findings)
  }

  /// Adds the event that stands after both ends, and states under it what holds of what differs.
  private func close(
    _ ours: Branch, _ replay: inout Replay, _ plans: JoinPlans, _ ends: [Digest],
    _ outcome: JoinOutcome
  ) throws -> [Finding] {
    let facts = [
      "other": outcome.copies.joined(separator: " "), "head": try other.deposit(),
      "events": "\(outcome.events)",
    ]
    let event = try own.append(NewEvent(facts: facts), act, joining: ends)
    try own.executeRepeated(
      sql: "INSERT INTO run (event, first) VALUES (?, ?)", arguments: [event, event])
    var clashes = JoinClashes(own: own, ours: ours, replay: replay, event: event)
    try clashes.resolve()
    var plans = plans
    try plans.resolve(&clashes)
    let held = try JoinResponses(own, ours, &replay).settle()
    return try held + JoinNotes(own, ours, &replay).findings(at: act.time)
  }

  /// Copies that recorded under one name from the same point: nothing is lost by it, but the story
  /// does not tell them apart.
  private func sameName(_ ours: Branch, _ theirs: Branch) -> [Finding] {
    let mine = Set(ours.events.filter { $0.command != "join" }.map(\.origin))
    let shared = mine.intersection(theirs.events.map(\.origin)).sorted()
    return shared.map { origin in
      Finding(
        "join-same-name", .note, origin, "is the name under which both copies recorded",
        remedy: "npq detach NAME, or npq restore --as-copy NAME, gives a copy its own name")
    }
  }

  private func checkReferences() throws {
    let loose = try Row.fetchAll(own, sql: "PRAGMA foreign_key_check")
    guard !loose.isEmpty else { return }
    let tables = Set(loose.map { $0[0] as String }).sorted().joined(separator: ", ")
    throw JoinRefusal.differs(tables, "rests on what was taken back in one of the two copies")
  }

  /// What was open before: the clashes of earlier joins, and of marks.
  private func openClashes() throws -> Set<String> {
    let marks = try own.merged(\.findings).map(\.subject)
    return Set(try own.joinClashes().map(\.key) + marks)
  }
}

extension JoinClash {
  /// What tells it from others.
  fileprivate var key: String { "\(record) \(subject)" }
}

extension Finding {
  fileprivate func isKnown(_ subjects: Set<String>) -> Bool { subjects.contains(subject) }
}
