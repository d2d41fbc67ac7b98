package import Archive
import Assessment
import Findings
import Foundation
import GRDB
package import Sealing

/// The keys that receiving needs.
package struct ReceivingKeys: Sendable {
  /// Signs the receipts.
  package let signing: SigningKey
  /// Opens what was sealed for the office; nil where nothing of what comes in is.
  package let office: AgeIdentity?

  package init(signing: SigningKey, office: AgeIdentity? = nil) {
    self.signing = signing
    self.office = office
  }
}

extension Ledger {
  /// Judges, keeps and records what came in, in batches of at most 100, on all cores.
  ///
  /// The files of a batch are kept and brought to the disk together, with the receipts of the batch
  /// before; then it becomes true in one transaction with its receipts, then these are written. First
  /// of all those are that an interruption left over.
  ///
  /// Receiving the same again changes nothing. Salvaging saves what is whole in damaged packages;
  /// they are held all the same.
  package func receive(
    _ incoming: [Incoming], with keys: ReceivingKeys, salvaging: Bool = false,
    limits: ArchiveLimits = ArchiveLimits(), act: Act
  ) throws -> [ReceiveOutcome] {
    var outcomes: [ReceiveOutcome] = []
    outcomes.reserveCapacity(incoming.count)
    try receive(incoming, with: keys, salvaging: salvaging, limits: limits, act: act) {
      outcomes.append($0)
    }
    return outcomes
  }

  /// Receives as above, and tells what became of each, of which nothing is held here: of a whole
  /// country it is a lot.
  package func receive(
    _ incoming: [Incoming], with keys: ReceivingKeys, salvaging: Bool, limits: ArchiveLimits,
    act: Act, telling: (ReceiveOutcome) -> Void
  ) throws {
    try writeReceipts(signing: keys.signing)
    var done = 0
    let staging = try workingFolder()
    let context = try context(
      staging.url, keys.office, salvaging: salvaging, limits: limits, act: act)
    let places = [context.store.folder.path, context.clean.folder.path]
    var disk = try DiskBarrier(over: places)
    var written: [String] = []
    watch.tell(0, of: incoming.count)
    do {
      for start in stride(from: 0, to: incoming.count, by: 100) {
        try watch.mayStop()
        let batch = Array(incoming[start..<min(start + 100, incoming.count)])
        let judged = try judge(batch, context)
        try disk.sync()
        let recorded = try record(judged, written: written, act: act)
        written = []
        disk = try DiskBarrier(over: places + [folder.appending(path: "send").path])
        let due = try recorded.compactMap(\.receipt).map { try DueReceipt($0, act) }
        try writeFiles(of: due, signing: keys.signing)
        written = due.map(\.receipt.number)
        for outcome in recorded { telling(outcome.withoutDraft) }
        done += recorded.count
        watch.tell(done, of: incoming.count)
      }
    } catch {
      // Who stops between two batches leaves nothing to catch up with.
      try? bring(written, disk)
      throw error
    }
    try bring(written, disk)
    try writeReceipts(signing: keys.signing)
  }

  /// Brings the receipts of the last batch to the disk, and notes it.
  private func bring(_ written: [String], _ disk: borrowing DiskBarrier) throws {
    guard !written.isEmpty else { return }
    try disk.sync()
    try queue.write { try $0.noteWritten(written) }
  }

  private func judge(_ batch: [Incoming], _ context: ReceiveContext) throws -> [Arrival] {
    // What was kept is judged, so that a file on which somebody still writes is judged as it was
    // kept.
    let kept = try onAllCores(batch) { try context.keep($0) }
    let known = try known(kept)
    return try onAllCores(Array(batch.indices)) { number in
      try self.judge(batch[number], kept[number], known[number], number: number, context)
    }
  }

  private func judge(
    _ incoming: Incoming, _ kept: KeptOriginals, _ known: KnownFile, number: Int,
    _ context: ReceiveContext
  ) throws -> Arrival {
    let folder = context.staging.appending(path: "\(number)")
    // Few need it: a folder that is made and removed for each costs the file system more than all
    // that is kept of a document.
    defer {
      if FileManager.default.fileExists(atPath: folder.path) {
        try? FileManager.default.removeItem(at: folder)
      }
    }
    var incoming = incoming
    let places = kept.each.map { context.store.url(of: $0).path }
    if incoming.cameAs == nil {
      incoming.files = zip(places, incoming.files).map { ($0, $1.name) }
    } else {
      incoming.cameAs = places
    }
    let isOne = kept.each.count == 1
    if isOne, incoming.person == nil, let owner = known.owner {
      incoming.person = owner.person
      incoming.assessment = incoming.assessment ?? owner.qualification
    }
    return try ReceiveWork(
      context: context, folder: folder, known: incoming.replaces == nil ? known.settled : [:]
    ).arrival(of: incoming, kept: kept, earlier: isOne ? known.earlier : nil)
  }

  func context(
    _ staging: URL, _ office: AgeIdentity?, salvaging: Bool = false,
    limits: ArchiveLimits = ArchiveLimits(), act: Act
  ) throws -> ReceiveContext {
    let entries = try entries(at: act.time)
    let inForce = try assessments().map { ($0.assessment.id.text, $0) }
    return ReceiveContext(
      entries: Dictionary(grouping: entries, by: \.person), people: try personIndex(),
      inForce: Dictionary(uniqueKeysWithValues: inForce),
      store: Store(folder: folder.appending(path: "store"), syncing: .later),
      clean: Store(folder: folder.appending(path: "clean"), syncing: .later),
      held: folder.appending(path: "held"), staging: staging, act: act, office: office,
      isSalvaging: salvaging,
      papers: PaperWords.all(
        inForce.map { ($0.0, $0.1.caseStudy, $0.1.assessment.questions) }),
      decisions: try queue.read { try $0.nameDecisions() }, limits: limits)
  }
}
