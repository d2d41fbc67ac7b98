import Archive
package import Assessment
package import Findings
package import Foundation
import GRDB

/// A marking pack that lies ready.
package struct PackFile: Sendable {
  package let pack: String
  package let assessor: AssessorRecord
  package let round: MarkingRound
  /// Where it lies, inside the series.
  package let url: URL
  package let scripts: Int
}

/// In which form packs go out.
package enum PackForm: Sendable {
  /// One page each, sealed, that opens itself.
  case page(PageSettings)
  /// A ZIP of plain files.
  case plain(PageSettings)

  var settings: PageSettings {
    switch self {
    case .page(let settings), .plain(let settings): settings
    }
  }

  var ending: String {
    switch self {
    case .page: "html"
    case .plain: "zip"
    }
  }
}

extension Ledger {
  /// Makes and records the marking packs that are due, on all cores.
  ///
  /// - Returns: The new packs, and a finding for each script that is in none or cannot be shown.
  package func distribute(
    as form: PackForm, for round: MarkingRound? = nil, act: Act,
    using random: inout some RandomNumberGenerator
  ) throws -> (packs: [PackFile], findings: [Finding]) {
    let standards = try standards(at: act.time)
    try giveCommon(for: round, by: standards, act: act)
    let due = try packOrders(for: round, holding: HeldAssessors(standards), at: act.time)
    let inForce = Dictionary(
      uniqueKeysWithValues: try assessments().map { ($0.assessment.id.text, $0) })
    let name = try name()
    let words = try passphrases(for: due.orders.map(\.assessor.id), using: &random)
    let drawn = due.orders.map { order in
      let words = words[order.assessor.id] ?? ""
      let key = Identifier(order.pack).flatMap {
        ReturnKey(words: words, series: name, pack: $0)
      }
      return (order: order, key: key, seal: PageSeal(words: words, using: &random))
    }
    let packs = folder.appending(path: "packs")
    let files = try onAllCores(drawn, watch: watch) { order, key, seal in
      let file = "\(order.pack)-\(order.assessor.id).\(form.ending)"
      let builder = PackBuilder(series: name, order: order, inForce: inForce, key: key)
      let written = try builder.write(form, seal, to: packs.appending(path: file).path)
      return (
        pack: RecordedPack(
          order: order, file: file, digest: written.digest, publicKey: key?.publicKey),
        findings: written.findings
      )
    }
    let given = Set(due.orders.map(\.assessor.id))
    try record(
      packs: files.map(\.pack),
      passphrases: form.ending == "html" ? words.filter { given.contains($0.key) } : [:], act: act)
    if form.ending == "html", !files.isEmpty { try writePassphrases() }
    let ready = files.map { item in
      PackFile(
        pack: item.pack.order.pack, assessor: item.pack.order.assessor,
        round: item.pack.order.round, url: packs.appending(path: item.pack.file),
        scripts: item.pack.order.scripts.count)
    }
    return (ready, due.findings + files.flatMap(\.findings))
  }
}

extension PackBuilder {
  /// Writes the pack in a form, and says what names its content.
  fileprivate func write(
    _ form: PackForm, _ seal: PageSeal, to path: String
  ) throws -> (digest: Digest, findings: [Finding]) {
    let page = try page(form.settings)
    let bytes = [UInt8](try page.pack.bytes())
    switch form {
    case .plain: try write(page: bytes, to: path)
    case .page: try writeWhole(try seal.page(of: page.pack), to: path, replacing: true)
    }
    return (Digest(of: bytes), page.findings)
  }
}

/// Puts one marking pack together: anonymous scripts, mark schemes, brief, case studies and sheets.
struct PackBuilder: Sendable {
  let series: String
  let order: PackOrder
  let inForce: [String: AssessmentInForce]
  /// What signs the returns.
  var key: ReturnKey?

  /// Writes the pack as a ZIP, whole or not at all; the same order gives the same bytes.
  ///
  /// What the sealed page would hold lies in it too, for `npq mark` and `npq return`.
  private func write(page: [UInt8], to path: String) throws {
    var entries = try texts()
    entries.append((PackFolder.page, page))
    for script in order.scripts {
      for (number, copy) in script.copies.enumerated() {
        let suffix = script.copies.count > 1 ? "-\(number + 1)" : ""
        let name = "scripts/\(script.script)\(suffix).\(copy.format)"
        entries.append((name, [UInt8](try Data(contentsOf: URL(filePath: copy.path)))))
      }
    }
    var writer = try ZipWriter(path: path, replacing: true)
    for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      try writer.add("\(order.pack)/\(entry.name)", bytes: entry.bytes)
    }
    try writer.finish()
  }

  private func texts() throws -> [(name: String, bytes: [UInt8])] {
    guard let pack = Identifier(order.pack), let assessor = Identifier(order.assessor.id) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    let used = Set(order.scripts.map(\.assessment)).sorted().compactMap { inForce[$0] }
    let counts = Dictionary(grouping: order.scripts, by: \.qualification).mapValues(\.count)
    let brief = MarkingBrief(
      series: series, pack: pack, assessor: assessor,
      papers: used.map { ($0.assessment.title, $0.assessment.questions) }, scripts: counts,
      wordLimit: limit(of: used), instructions: instructions(),
      contact: used.compactMap(\.assessment.contact).first)
    var texts = [(name: "brief.txt", bytes: Array(briefText(brief).utf8))]
    for item in used {
      guard let text = item.caseStudy else { continue }
      texts.append(("case-study-\(item.assessment.id).md", Array(text.utf8)))
    }
    var schemes: [Qualification: PackRubric] = [:]
    for qualification in counts.keys {
      let scripts = order.scripts.filter { $0.qualification == qualification }
      guard let scheme = try scheme(of: qualification, in: scripts) else { continue }
      schemes[qualification] = scheme
      texts.append(("mark-scheme-\(qualification.code).html", Array(rubricPage(scheme).utf8)))
      texts.append(("mark-scheme-\(qualification.code).txt", Array(rubricText(scheme).utf8)))
      let sheet = writeMarkSheet(
        pack: pack, revision: 1, scripts: scripts.compactMap { ScriptCode($0.script) },
        rubric: scheme.rubric)
      texts.append((markSheetName(for: qualification, of: Set(counts.keys)), sheet))
    }
    let codes = order.scripts.compactMap { script in
      ScriptCode(script.script).map { ($0, script.qualification) }
    }
    let workbook = try writeMarkWorkbook(
      pack: pack, revision: 1, scripts: Dictionary(codes) { first, _ in first },
      schemes: schemes, office: brief.contact)
    texts.append((PackFolder.workbook, workbook))
    return texts
  }

  func scheme(
    of qualification: Qualification, in scripts: [PackScript]
  ) throws -> PackRubric? {
    let rubric = scripts.first.flatMap { inForce[$0.assessment]?.rubrics[qualification] }
    return try rubric.map { try PackRubric($0) }
  }

  /// What assessors are told of single scripts: an instruction, or another word limit.
  private func instructions() -> [String: String] {
    var told: [String: String] = [:]
    for script in order.scripts {
      let parts = [
        script.adjustment.instruction, script.adjustment.words.map { "the word limit is \($0)" },
      ].compactMap(\.self)
      if !parts.isEmpty { told[script.script] = parts.joined(separator: "; ") }
    }
    return told
  }

  /// The word limit, where all papers of the pack have the same.
  private func limit(of used: [AssessmentInForce]) -> Int? {
    let limits = Set(used.map(\.assessment.words.limit))
    return limits.count == 1 ? limits.first ?? nil : nil
  }
}
