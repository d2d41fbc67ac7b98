import Archive
package import Assessment
package import Findings
import Foundation
import GRDB
import Sealing

/// What came of moving a response to another person.
package struct MoveOutcome: Sendable {
  /// The code under which the script goes on; it stays the same.
  package let script: String
  /// Whose it was, and whose it is.
  package let from: EntryRecord?
  package let to: EntryRecord
  /// The receipts to the new persons.
  package let receipts: [Receipt]
  /// The receipts that no longer stand, by the entries of those who have them.
  package let lost: [Int: [String]]
  /// Whether marks and packs went along with it.
  package let movedScript: Bool
}

/// A response that is to become another person's.
struct MovedResponse {
  let id: Int
  /// The entry that it belonged to; nil where it was nobody's.
  let from: EntryRecord?
  let to: EntryRecord
  let arrival: Arrival
}

extension Ledger {
  /// Gives a response to another person of the same assessment.
  ///
  /// Script code, marks and packs stay with the script; whose it is changes, and nothing else of
  /// either person. It is packaged anew for the new person, judged by what holds for them, and
  /// answered with a receipt. With `exchanging` the two responses change places.
  package func move(
    _ submission: Int, to target: Int, exchanging: Bool = false, reason: String,
    with keys: ReceivingKeys, act: Act
  ) throws -> Judged<MoveOutcome> {
    var lost: [Int: [String]] = [:]
    let judged = try movePlan(submission, to: target, exchanging: exchanging, act)
    guard let plan = judged.value else { return Judged(nil, judged.findings) }
    for (row, owner) in [(plan.submission, plan.from?.id), (plan.other, plan.to.id)] {
      if let owner, let receipt = row?.receipt { lost[owner] = [receipt] }
    }
    let staging = try workingFolder()
    let moved = try responses(of: plan, in: staging.url, keys, act)
    guard !moved.contains(where: { $0.arrival.content == nil }) else {
      return Judged(nil, moved.flatMap(\.arrival.findings))
    }
    let receipts = try step(act) { database in
      plan.takesScript
        ? try database.exchange(plan, moved, reason: reason, act)
        : try database.receiveAgain(moved, act)
    }
    try writeReceipts(signing: keys.signing)
    try refreshReceiptLists()
    let findings = moved.flatMap(\.arrival.findings).filter { $0.severity >= .held }
      .map { finding in
        Finding(
          finding.code, .warning, finding.subject, finding.message + "; it counts all the same",
          remedy: "undo the move if it should not")
      }
    return Judged(
      MoveOutcome(
        script: plan.takesScript ? plan.from?.script ?? plan.to.script : plan.to.script,
        from: plan.from, to: plan.to, receipts: receipts, lost: lost,
        movedScript: plan.takesScript),
      findings + (try acquaintances(of: plan, at: act.time)))
  }

  /// The rules of allocation that the new person of a script breaks with its assessors.
  private func acquaintances(of plan: MovePlan, at now: Instant) throws -> [Finding] {
    guard plan.takesScript else { return [] }
    let request = try allocationRequest(at: now, draw: 0)
    let moved = Set([plan.from?.script, plan.exchanging ? plan.to.script : nil].compactMap(\.self))
    return request.before.filter { moved.contains($0.script) }.flatMap { marking in
      request.rules(between: marking.script, and: marking.assessor).map { rule in
        Finding(
          "assessor-knows-person", .warning, marking.script,
          "is with \(marking.assessor), who should not have it: \(rule)",
          remedy: "npq allocate gives it to somebody else while it is not marked; else decide "
            + "about the marking with the moderator")
      }
    }
  }
}

extension Ledger {
  /// Packages each response anew for its new person.
  private func responses(
    of plan: MovePlan, in staging: URL, _ keys: ReceivingKeys, _ act: Act
  ) throws -> [MovedResponse] {
    try FileManager.default.createDirectory(
      at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var moves = [(plan.submission, plan.from, plan.to)]
    if let other = plan.other, let from = plan.from { moves.append((other, plan.to, from)) }
    let disk = try DiskBarrier(
      over: ["store", "clean"].map { self.folder.appending(path: $0).path })
    let moved = try moves.enumerated().map { number, move in
      let (row, from, to) = move
      var owner = to
      if plan.takesScript, let from { owner = to.with(script: from.script) }
      let folder = staging.appending(path: "\(number)")
      try FileManager.default.createDirectory(
        at: folder.appending(path: "kept"), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      let files = try files(of: row, in: folder.appending(path: "kept"), keys.office)
      let context = try context(staging, keys.office, act: act).with(owner)
      let incoming = Incoming(files: files, person: to.person, assessment: to.assessment)
      // Whosever it is now, it came when it came.
      var earlier = FirstReceived()
      earlier.note(row.received, by: row.clock, of: nil)
      var arrival = try ReceiveWork(context: context, folder: folder, earlier: earlier)
        .arrival(of: incoming, kept: try context.keep(incoming))
      arrival.original = row.original
      return MovedResponse(id: row.id, from: from, to: to, arrival: arrival)
    }
    try disk.sync()
    return moved
  }
}

extension ReceiveContext {
  /// The same, with one entry as it is about to be.
  fileprivate func with(_ entry: EntryRecord) -> ReceiveContext {
    var context = self
    context.entries.replace(entry)
    return context
  }
}
