import Archive
import Assessment
import Documents
package import Findings
import Foundation
import GRDB
import Sealing

/// What a person decided about words in the response of one script.
package struct NameChange: Sendable, Hashable {
  package let script: String
  package let words: String
  package let decision: NameDecision

  package init(script: String, words: String, decision: NameDecision) {
    self.script = script
    self.words = words
    self.decision = decision
  }
}

/// What came of decisions about names.
package struct NameOutcome: Sendable {
  /// Decisions that are new or other than before.
  package var decided = 0
  /// Scripts whose copy for assessors was made anew.
  package var copies = 0
  /// Scripts whose writers are asked to send them again, and those that need not any more.
  package var asked: [String] = []
  package var released: [String] = []
}

/// One script whose decisions change, with its copies as they are to be.
struct NameWork: Sendable {
  let entry: EntryRecord
  let response: ArrivalRecord
  /// Everything that holds for the script once it is recorded, and what of it is new.
  let decisions: [String: NameDecision]
  let changes: [NameChange]
  var copies: [(digest: Digest, format: String)] = []

  var isAsked: Bool { decisions.values.contains(.ask) }
}

extension Ledger {
  /// Records decisions about names, makes the copies that follow from them, and answers those who
  /// are to send their response again.
  ///
  /// Deciding the same again changes nothing.
  package func decide(
    _ changes: [NameChange], with keys: ReceivingKeys, act: Act
  ) throws -> Judged<NameOutcome> {
    let staging = try workingFolder()
    let context = try context(staging.url, keys.office, act: act)
    let work = try nameWork(changes, context)
    let out = try outOfHouse(work)
    let findings = Self.obstacles(to: work, out)
    guard findings.verdict == .accepted else { return Judged(nil, findings) }
    guard !work.isEmpty else { return Judged(NameOutcome(), []) }
    let disk = try DiskBarrier(over: [context.clean.folder.path])
    let copied = try onAllCores(Array(work.enumerated())) { number, item in
      try self.copied(item, in: context.staging.appending(path: "\(number)"), context)
    }
    try disk.sync()
    let outcome = try step(act) { database in try database.decide(copied, act) }
    try writeReceipts(signing: keys.signing)
    try refreshReceiptLists()
    return Judged(outcome, findings)
  }

  /// The scripts on which a decision is new.
  private func nameWork(_ changes: [NameChange], _ context: ReceiveContext) throws -> [NameWork] {
    let entries = Dictionary(
      context.entries.all.map { ($0.script, $0) },
      uniquingKeysWith: { first, _ in first })
    return try Dictionary(grouping: changes, by: \.script).sorted { $0.key < $1.key }.compactMap {
      script, changes in
      guard let entry = entries[script],
        let response = try queue.read({ try $0.named(for: entry.id) })
      else { return nil }
      var decisions = context.decisions[entry.id] ?? [:]
      let new = changes.filter { decisions[$0.words] != $0.decision }
      for change in new { decisions[change.words] = change.decision }
      return new.isEmpty
        ? nil : NameWork(entry: entry, response: response, decisions: decisions, changes: new)
    }
  }

  /// The packs that hold a response, by script.
  private func outOfHouse(_ work: [NameWork]) throws -> [String: [(pack: String, assessor: String)]]
  {
    try queue.read { database in
      var packs: [String: [(pack: String, assessor: String)]] = [:]
      for item in work {
        packs[item.entry.script] = try Row.fetchAll(
          database,
          sql: """
            SELECT pack.id, pack.assessor FROM pack_script JOIN pack ON pack.id = pack_script.pack
            WHERE pack_script.submission = ? ORDER BY pack.id
            """, arguments: [item.response.id]
        ).map { ($0["id"], $0["assessor"]) }
      }
      return packs
    }
  }

  /// Said of each pack that is out: what is in it stays as it was given.
  private static func obstacles(
    to work: [NameWork], _ out: [String: [(pack: String, assessor: String)]]
  ) -> [Finding] {
    work.flatMap { item in
      out[item.entry.script, default: []].map { place in
        let asks = item.changes.contains { $0.decision == .ask }
        return Finding(
          "pack-is-out", asks ? .refused : .warning, item.entry.script,
          "is with \(place.assessor) in \(place.pack), as it was before this decision",
          remedy: asks
            ? "choose accept or mask, or take the script from the assessor first"
            : "tell the assessor if what they have names the writer; packs made from now on follow it"
        )
      }
    }
  }

  /// The work with the copies that follow from its decisions.
  private func copied(
    _ item: NameWork, in folder: URL, _ context: ReceiveContext
  ) throws -> NameWork {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try files(of: item.response, in: folder, context.office)
    let documents = files.map { OpenedDocument(path: $0.path, name: $0.name) }
    let masks = NameMasks(
      of: item.entry, caseStudy: context.inForce(for: item.entry)?.caseStudy,
      readings: documents.map(\.reading),
      accepted: Set(item.decisions.filter { $0.value == .accept }.keys)
    ).masks
    var done = item
    for document in documents {
      guard let format = document.reading.format else { continue }
      let (copy, bytes) = try cleanCopy(of: document, as: format, masks: masks)
      done.copies.append((try context.clean.keep(bytes), copy.format.rawValue))
    }
    return done
  }
}
