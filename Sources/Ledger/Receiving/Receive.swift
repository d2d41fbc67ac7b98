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
  /// of all those are that an interruption left over. The next batch is judged meanwhile.
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
    try receiveBatches(
      of: incoming, with: keys, salvaging: salvaging, limits: limits, act: act, telling: telling)
    try writeReceipts(signing: keys.signing)
  }

  /// Receives batch by batch; while one is recorded, the next one is judged already.
  ///
  /// The barrier of a batch stands open from before its files are written, and brings them to the
  /// disk before a row speaks of them. It brings the receipts of the batch before too.
  private func receiveBatches(
    of incoming: [Incoming], with keys: ReceivingKeys, salvaging: Bool, limits: ArchiveLimits,
    act: Act, telling: (ReceiveOutcome) -> Void
  ) throws {
    let staging = try workingFolder()
    let context = try context(
      staging.url, keys.office, salvaging: salvaging, limits: limits, act: act)
    // Where no receipts can be written that is said when they are to be: what was recorded stays.
    let send = folder.appending(path: "send")
    let isThere = try? send.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
    let places =
      [context.store.folder.path, context.clean.folder.path]
      + (isThere == true ? [send.path] : [])
    var rest = stride(from: 0, to: incoming.count, by: 100)
      .map { incoming[$0..<min($0 + 100, incoming.count)] }[...]
    var disk = try DiskBarrier(over: places)
    var (written, done): ([String], Int) = ([], 0)
    watch.tell(0, of: incoming.count)
    do {
      var judged = try keepNext(of: &rest, context).map { try judge($0, context) }
      while let batch = judged {
        let following = try DiskBarrier(over: places)
        // Who stops has the batch that is judged recorded.
        let next = Result { try keepNext(of: &rest, context) }
        let ahead = try sideBySide {
          try next.get().map { try self.judge($0, context) }
        } and: {
          try disk.sync()
          let recorded = try record(batch, written: written, act: act)
          written = []
          let due = try recorded.compactMap(\.receipt).map { try DueReceipt($0, act) }
          try writeFiles(of: due, signing: keys.signing)
          written = due.map(\.receipt.number)
          for outcome in recorded { telling(outcome.withoutDraft) }
          done += recorded.count
          watch.tell(done, of: incoming.count)
        }
        disk = following
        judged = try ahead.get()
      }
    } catch {
      // Who stops between two batches leaves nothing to catch up with.
      try? bring(written, disk)
      throw error
    }
    try bring(written, disk)
  }

  /// Brings the receipts of the last batch to the disk, and notes it.
  private func bring(_ written: [String], _ disk: borrowing DiskBarrier) throws {
    guard !written.isEmpty else { return }
    try disk.sync()
    try queue.write { try $0.noteWritten(written) }
  }

  /// Some of what comes in, kept as it came, with what the record says of it.
  private struct KeptBatch: Sendable {
    let incoming: [Incoming]
    let kept: [KeptOriginals]
    let known: [KnownFile]
  }

  /// Keeps the next batch; nil after the last.
  ///
  /// What was kept is judged, so that a file on which somebody still writes is judged as it was kept.
  private func keepNext(
    of rest: inout ArraySlice<ArraySlice<Incoming>>, _ context: ReceiveContext
  ) throws -> KeptBatch? {
    try watch.mayStop()
    guard let next = rest.popFirst() else { return nil }
    let batch = Array(next)
    let kept = try onAllCores(batch) { try context.keep($0) }
    return KeptBatch(incoming: batch, kept: kept, known: try known(kept))
  }

  private func judge(_ batch: KeptBatch, _ context: ReceiveContext) throws -> [Arrival] {
    try onAllCores(Array(batch.incoming.indices)) { number in
      try self.judge(
        batch.incoming[number], batch.kept[number], batch.known[number], number: number, context)
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
      context: context, folder: folder, known: incoming.replaces == nil ? known.settled : [:],
      earlier: isOne ? known.earlier : FirstReceived()
    ).arrival(of: incoming, kept: kept)
  }

  func context(
    _ staging: URL, _ office: AgeIdentity?, salvaging: Bool = false,
    limits: ArchiveLimits = ArchiveLimits(), act: Act
  ) throws -> ReceiveContext {
    let entries = try entries(at: act.time)
    let inForce = try assessments().map { ($0.assessment.id.text, $0) }
    return ReceiveContext(
      entries: EntriesByPerson(inOrder: entries), people: try personIndex(),
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
