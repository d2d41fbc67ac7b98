import Archive
package import Assessment
package import Findings
package import Foundation
package import Sealing

/// A marking pack that lies ready.
package struct PackFile: Sendable {
  package let pack: String
  package let assessor: AssessorRecord
  package let round: MarkingRound
  /// Where it lies, inside the series.
  package let url: URL
  package let scripts: Int

  var isSealed: Bool { url.pathExtension == "html" }
}

/// In which form packs go out.
package enum PackForm: Sendable {
  /// One page each, sealed, that opens itself.
  case page(PageSettings)
  /// A ZIP of plain files, for which the office's key vouches.
  case plain(PageSettings, signing: SigningKey? = nil)

  var settings: PageSettings {
    switch self {
    case .page(let settings), .plain(let settings, _): settings
    }
  }

  var isSealed: Bool {
    switch self {
    case .page: true
    case .plain: false
    }
  }

  var ending: String {
    switch self {
    case .page: "html"
    case .plain: "zip"
    }
  }
}

/// What a run of `distribute` made, and what it could not.
package struct DistributeOutcome: Sendable {
  /// What an earlier run left over, and what this one made, in the order of their numbers.
  package var packs: [PackFile] = []
  package var findings: [Finding] = []
}

extension Ledger {
  /// Makes and records the marking packs that are due, on all cores, some at a time.
  ///
  /// Packs are recorded before `hand` gives them on, and noted when that has been done: a run that
  /// was cut off leaves nothing half done, and the next one begins with what was not handed over,
  /// as it does with those for which `hand` answers false.
  ///
  /// - Returns: The packs, and a finding for each script that is in none or cannot be shown.
  package func distribute(
    as form: PackForm, for round: MarkingRound? = nil, act: Act,
    using random: inout some RandomNumberGenerator,
    hand: ([PackFile]) throws -> [Bool] = { $0.map { _ in true } }
  ) throws -> DistributeOutcome {
    var outcome = DistributeOutcome(packs: try packsNotHandedOver())
    if outcome.packs.contains(where: \.isSealed) { try writePassphrases() }
    try noteHandedOver(zip(outcome.packs, try hand(outcome.packs)))
    let standards = try standards(at: act.time)
    try giveCommon(for: round, by: standards, act: act)
    let due = try packOrders(for: round, holding: HeldAssessors(standards), at: act.time)
    outcome.findings = due.findings
    let assessments = try assessments()
    let workshop = PackWorkshop(
      form: form, folder: folder.appending(path: "packs"), series: try name(),
      inForce: Dictionary(
        uniqueKeysWithValues: assessments.map { ($0.assessment.id.text, $0) }),
      common: try PackCommon(assessments),
      prepared: PreparedScripts(in: folder, maker: form.settings.paper))
    outcome.findings += try workshop.prepared.prepare(
      due.orders.flatMap(\.scripts), workshop.inForce, watch: watch)
    let words = try passphrases(for: due.orders.map(\.assessor.id), using: &random)
    let drawn = due.orders.map { order in
      let words = words[order.assessor.id] ?? ""
      return (order: order, words: words, seal: PageSeal(words: words, using: &random))
    }
    watch.tell(0, of: drawn.count)
    let atOnce = Self.inOneStep(of: drawn.count, atLeast: 24)
    for start in stride(from: 0, to: drawn.count, by: atOnce) {
      try watch.mayStop()
      let some = Array(drawn[start..<min(start + atOnce, drawn.count)])
      let disk = try DiskBarrier(over: [workshop.folder.path])
      let made = try onAllCores(some) { try workshop.make($0.order, $0.words, $0.seal) }
      try disk.sync()
      let packs = made.map(\.pack)
      let given = Dictionary(some.map { ($0.order.assessor.id, $0.words) }) { first, _ in first }
      try record(packs: packs, passphrases: form.isSealed ? given : [:], act: act)
      if form.isSealed { try writePassphrases() }
      let files = packs.map { PackFile($0, in: workshop.folder) }
      outcome.packs += files
      try noteHandedOver(zip(files, try hand(files)))
      outcome.findings += made.flatMap(\.findings)
      watch.tell(start + some.count, of: drawn.count)
    }
    return outcome
  }
}

extension PackFile {
  fileprivate init(_ pack: RecordedPack, in folder: URL) {
    self.init(
      pack: pack.order.pack, assessor: pack.order.assessor, round: pack.order.round,
      url: folder.appending(path: pack.file),
      scripts: pack.order.scripts.count)
  }
}

/// Where packs are made: what is the same for all of a run.
private struct PackWorkshop: Sendable {
  let form: PackForm
  let folder: URL
  let series: String
  let inForce: [String: AssessmentInForce]
  let common: PackCommon
  let prepared: PreparedScripts

  /// Writes the pack, which the caller brings to the disk, and says what names its content.
  func make(
    _ order: PackOrder, _ words: String, _ seal: PageSeal
  ) throws -> (pack: RecordedPack, findings: [Finding]) {
    let key = Identifier(order.pack).flatMap {
      ReturnKey(words: words, series: series, pack: $0)
    }
    let file = "\(order.pack)-\(order.assessor.id).\(form.ending)"
    let path = folder.appending(path: file).path
    let builder = PackBuilder(
      series: series, order: order, inForce: inForce, common: common, settings: form.settings,
      key: key, prepared: prepared)
    let page = try builder.page(withPaper: form.isSealed)
    let bytes = try page.pack.bytes()
    let whole: Digest
    switch form {
    case .plain(_, let signing):
      try builder.write(
        page: [UInt8](bytes), workbook: [UInt8](page.pack.workbook ?? Data()), page.papers,
        to: path, signing: signing)
      whole = try Digest(ofFile: URL(filePath: path))
    case .page:
      let sealed = try seal.page(of: page.pack.pack, bytes)
      try writeWhole(sealed, to: path, replacing: true, syncing: .later)
      whole = Digest(of: sealed)
    }
    let recorded = RecordedPack(
      order: order, file: file, digest: Digest(of: bytes), whole: whole, publicKey: key?.publicKey,
      due: form.settings.due(for: order.assessor.id), deleteBy: builder.deleteBy)
    return (recorded, page.findings)
  }
}
