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
  /// The files of a batch are kept and brought to the disk together, then it becomes true in one
  /// transaction with its receipts, then these are written; first of all those that an interruption
  /// left over.
  /// Receiving the same again changes nothing. Salvaging saves what is whole in damaged packages;
  /// they are held all the same.
  package func receive(
    _ incoming: [Incoming], with keys: ReceivingKeys, salvaging: Bool = false,
    limits: ArchiveLimits = ArchiveLimits(), act: Act
  ) throws -> [ReceiveOutcome] {
    try writeReceipts(signing: keys.signing)
    var outcomes: [ReceiveOutcome] = []
    let staging = try workingFolder()
    let context = try context(
      staging.url, keys.office, salvaging: salvaging, limits: limits, act: act)
    let disk = try DiskBarrier(over: [context.store.folder.path, context.clean.folder.path])
    watch.tell(0, of: incoming.count)
    for start in stride(from: 0, to: incoming.count, by: 100) {
      try watch.mayStop()
      let batch = Array(incoming[start..<min(start + 100, incoming.count)])
      let work = batch.enumerated().map { (number: $0.offset, incoming: $0.element) }
      let judged = try onAllCores(work) { item in
        try self.judge(item.incoming, number: item.number, context)
      }
      try disk.sync()
      let recorded = try record(judged, act: act)
      try writeReceiptFiles(signing: keys.signing)
      outcomes += recorded.map(\.withoutDraft)
      watch.tell(outcomes.count, of: incoming.count)
    }
    try writeReceipts(signing: keys.signing)
    return outcomes
  }

  private func judge(
    _ incoming: Incoming, number: Int, _ context: ReceiveContext
  ) throws -> Arrival {
    let folder = context.staging.appending(path: "\(number)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    var incoming = incoming
    // What was kept is judged, so that a file on which somebody still writes is judged as it was kept.
    let kept = try context.keep(incoming)
    let places = kept.each.map { context.store.url(of: $0).path }
    if incoming.cameAs == nil {
      incoming.files = zip(places, incoming.files).map { ($0, $1.name) }
    } else {
      incoming.cameAs = places
    }
    var earlier: (time: Instant, clock: String)?
    if kept.each.count == 1 {
      earlier = try firstReceived(kept.original)
      if incoming.person == nil, let owner = try waitsFor(kept.original) {
        incoming.person = owner.person
        incoming.assessment = incoming.assessment ?? owner.qualification
      }
    }
    let known = incoming.replaces == nil ? try settled(kept.original) : [:]
    return try ReceiveWork(context: context, folder: folder, known: known)
      .arrival(of: incoming, kept: kept, earlier: earlier)
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
