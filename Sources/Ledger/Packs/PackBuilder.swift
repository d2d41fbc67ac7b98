import Archive
import Assessment
import Documents
import Foundation
import Sealing

/// Puts one marking pack together: anonymous scripts, mark schemes, brief, case studies and sheets.
struct PackBuilder: Sendable {
  let series: String
  let order: PackOrder
  let inForce: [String: AssessmentInForce]
  let common: PackCommon
  let settings: PageSettings
  /// What signs the returns.
  let key: ReturnKey?
  let prepared: PreparedScripts

  /// Writes the pack as a ZIP of one bag, whole or not at all; the same order gives the same bytes.
  ///
  /// What people open stands beside the payload. What the sealed page would hold lies open in
  /// `START-HERE.html`, and as it is for `npq mark` and `npq return`.
  func write(
    page: [UInt8], workbook: [UInt8], _ papers: [String: PaperCopy], to path: String,
    signing: SigningKey?
  ) throws {
    var (tags, payload) = try texts()
    tags.append((PackFolder.workbook, workbook))
    guard let pack = Identifier(order.pack) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    let packed = try DeflatedFile(page, .least)
    tags.append((PackFolder.start, startPage(of: pack, packed)))
    payload.append((PackFolder.page, page))
    payload += try paperFiles(papers)
    for script in order.scripts {
      for (number, copy) in script.copies.enumerated() {
        // A PDF stands there with its code on every page.
        let isPaper = script.copies.count == 1 && copy.format == DocumentFormat.pdf.rawValue
        if isPaper, papers[script.script] != nil { continue }
        let suffix = script.copies.count > 1 ? "-\(number + 1)" : ""
        let name = "scripts/\(script.script)\(suffix).\(copy.format)"
        payload.append((name, [UInt8](try Data(contentsOf: URL(filePath: copy.path)))))
      }
    }
    let bytes = payload.map(\.bytes.count).reduce(0, +)
    let info = """
      External-Description: Marking pack
      External-Identifier: \(order.pack)
      Payload-Oxum: \(bytes).\(payload.count)

      """
    tags.append(("bag-info.txt", Array(info.utf8)))
    let bag = WrittenBag(payload: payload.map { ("data/\($0.name)", $0.bytes) }, tags: tags)
    var entries = bag.entries
    if let signing {
      let comment = "npq marking pack \(order.pack) of the series \(series)"
      let signature = try sign(bag.tagManifest, with: signing, comment: comment)
      entries.append((PackFolder.signature, Array(signature.utf8)))
    }
    var writer = try SizedZipWriter(path: path, replacing: true, effort: .least)
    for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      let name = "\(order.pack)/\(entry.name)"
      switch entry.name {
      case "data/\(PackFolder.page)": try writer.add(name, packed)
      // Most of it is the base 64 of the same.
      case PackFolder.start: try writer.add(name, bytes: entry.bytes, storing: true)
      default: try writer.add(name, bytes: entry.bytes)
      }
    }
    try writer.finish(.later)
  }

  /// The day by which its assessor deletes the pack: as the office says, else by the policy of its
  /// papers, and never before its marks are due.
  var deleteBy: CivilDate? {
    let last = used.map { item in
      item.assessment.window.closes.adding(
        days: (item.assessment.keepUntil ?? KeepPolicy()).packDays)
    }.max()
    return settings.deleteBy
      ?? [last, settings.due(for: order.assessor.id)].compactMap(\.self).max()
  }

  private typealias Files = [(name: String, bytes: [UInt8])]

  /// Each script as PDF, and one PDF of all.
  private func paperFiles(_ papers: [String: PaperCopy]) throws -> Files {
    let ordered = order.scripts.compactMap { script in
      papers[script.script].map { (title: script.script, copy: $0) }
    }
    var files = ordered.map { (name: "scripts/\($0.title).pdf", bytes: $0.copy.bytes) }
    if let maker = prepared.maker, !ordered.isEmpty, maker.missing.isEmpty {
      files.append((PackFolder.allScripts, try maker.join(ordered)))
    }
    return files
  }

  /// What an assessor opens, and what they read or print.
  private func texts() throws -> (sheets: Files, texts: Files) {
    guard let pack = Identifier(order.pack), let assessor = Identifier(order.assessor.id) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    let counts = Dictionary(grouping: order.scripts, by: \.qualification).mapValues(\.count)
    let brief = MarkingBrief(
      series: series, round: order.round.told, pack: pack, assessor: assessor,
      papers: used.map { ($0.assessment.title, $0.assessment.questions) }, scripts: counts,
      due: settings.due(for: order.assessor.id), deleteBy: deleteBy,
      wordLimit: limit(of: used), instructions: instructions(),
      news: (order.news.withdrawn, order.news.answers),
      contact: used.compactMap(\.assessment.contact).first, hasPage: true,
      hasPaper: prepared.maker != nil)
    var sheets: Files = [("brief.txt", Array(briefText(brief).utf8))]
    var texts: Files = []
    for item in used {
      guard let text = item.caseStudy else { continue }
      texts.append(("case-study-\(item.assessment.id).md", Array(text.utf8)))
    }
    for (place, exemplar) in used.flatMap(\.exemplars).enumerated() {
      texts.append(("exemplar-\(place + 1).md", Array(exemplar.text.utf8)))
    }
    for qualification in counts.keys {
      let scripts = order.scripts.filter { $0.qualification == qualification }
      guard let scheme = scheme(of: qualification, in: scripts) else { continue }
      texts.append(("mark-scheme-\(qualification.code).html", scheme.page))
      texts.append(("mark-scheme-\(qualification.code).txt", scheme.text))
      let sheet = writeMarkSheet(
        pack: pack, revision: 1, scripts: scripts.compactMap { ScriptCode($0.script) },
        rubric: scheme.rubric.rubric)
      sheets.append((markSheetName(for: qualification, of: Set(counts.keys)), sheet))
    }
    return (sheets, texts)
  }

  /// `marks.xlsx` of the pack.
  func workbook() throws -> [UInt8] {
    guard let pack = Identifier(order.pack) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    var schemes: [Qualification: PackRubric] = [:]
    for (qualification, scripts) in Dictionary(grouping: order.scripts, by: \.qualification) {
      schemes[qualification] = scheme(of: qualification, in: scripts)?.rubric
    }
    let codes = order.scripts.compactMap { script in
      ScriptCode(script.script).map { ($0, script.qualification) }
    }
    return try writeMarkWorkbook(
      pack: pack, revision: 1, scripts: Dictionary(codes) { first, _ in first },
      schemes: schemes, office: used.compactMap(\.assessment.contact).first)
  }

  /// The assessments whose scripts the pack holds.
  var used: [AssessmentInForce] { papers.map(\.inForce) }

  var papers: [PackCommon.Paper] {
    Set(order.scripts.map(\.assessment)).sorted().compactMap { common.papers[$0] }
  }

  func scheme(
    of qualification: Qualification, in scripts: [PackScript]
  ) -> PackCommon.Scheme? {
    scripts.first.flatMap { common.papers[$0.assessment]?.schemes[qualification] }
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
