import Assessment
import Findings
import GRDB

/// Which response becomes whose.
struct MovePlan {
  let submission: ArrivalRecord
  /// The response of the other person that comes in exchange.
  let other: ArrivalRecord?
  let from: EntryRecord?
  let to: EntryRecord
  /// Whether it is the one that counts, so that its script code and its marks go along.
  let takesScript: Bool

  var exchanging: Bool { other != nil }
}

extension Ledger {
  /// Judges a move before anything is done.
  func movePlan(
    _ submission: Int, to target: Int, exchanging: Bool, _ act: Act
  ) throws -> Judged<MovePlan> {
    try queue.read { database in
      let entries = try database.entries(at: act.time)
      guard let row = try database.arrival(submission),
        let to = entries.first(where: { $0.id == target })
      else { throw LedgerError.damaged("submission \(submission)") }
      let from = entries.first { $0.id == row.entry }
      let counts = try from.map { try database.counted(for: $0.id)?.id == row.id } ?? false
      let theirs = try database.counted(for: to.id)
      let findings = Self.faults(
        row, from: from, to: to, counts: counts, theirs: theirs, exchanging: exchanging)
      guard findings.isEmpty else { return Judged(nil, findings) }
      return Judged(
        MovePlan(
          submission: row, other: exchanging ? theirs : nil, from: from, to: to,
          takesScript: counts))
    }
  }

  private static func faults(
    _ row: ArrivalRecord, from: EntryRecord?, to: EntryRecord, counts: Bool,
    theirs: ArrivalRecord?, exchanging: Bool
  ) -> [Finding] {
    func fault(_ code: String, _ message: String, _ remedy: String) -> [Finding] {
      [Finding(code, .refused, row.name, message, remedy: remedy)]
    }
    if from?.id == to.id {
      return fault("moves-nowhere", "belongs to this person already", "name another person")
    }
    if let from, from.assessment != to.assessment || from.qualification != to.qualification {
      return fault(
        "other-assessment",
        "answers \(from.qualification.code) in \(from.assessment), and the other entry is in "
          + "\(to.qualification.code)",
        "undo its receipt with npq undo, and receive it for the right person")
    }
    if row.standing == .settled {
      return fault(
        "moves-nowhere", "was settled by what came later, and counts for nobody",
        "move the one that counts; npq show lists them")
    }
    if [from, to].contains(where: { $0?.release?.standing == .stands }) {
      return fault(
        "result-released", "is behind a result that is out",
        "open that result again first, with npq reopen")
    }
    if to.facts.withdrawn || to.facts.deferred {
      let state = to.facts.withdrawn ? "withdrawn" : "deferred"
      return fault(
        "entry-\(state)", "cannot go to an entry that is \(state)", "put the record right first")
    }
    if exchanging, theirs == nil || !counts {
      return fault(
        "moves-nowhere",
        "has nothing to be exchanged with: two responses that count are needed",
        "leave --exchange out")
    }
    if counts, theirs != nil, !exchanging {
      return fault(
        "has-own-response", "would come to somebody whose own response is there",
        "with --exchange the two change places; else settle the other one first")
    }
    return []
  }
}

extension Database {
  func arrival(_ submission: Int) throws -> ArrivalRecord? {
    try Row.fetchOne(self, sql: "SELECT * FROM submission WHERE id = ?", arguments: [submission])
      .map(ArrivalRecord.init)
  }

  /// The response that counts for an entry: the one that assessors have, else the last accepted.
  func counted(for entry: Int) throws -> ArrivalRecord? {
    try Row.fetchOne(
      self,
      sql: """
        SELECT submission.* FROM submission
        WHERE entry = ? AND standing = 'accepted'
        ORDER BY EXISTS (
          SELECT 1 FROM pack_script WHERE pack_script.submission = submission.id) DESC,
          received DESC, id DESC LIMIT 1
        """, arguments: [entry]
    ).map(ArrivalRecord.init)
  }
}
