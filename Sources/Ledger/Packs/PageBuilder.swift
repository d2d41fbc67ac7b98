package import Assessment
package import Documents
import Findings
import Foundation
import Sealing

/// What the office may set for the marking pages of a round.
package struct PageSettings: Sendable {
  package var due: CivilDate?
  /// The day of single assessors, where they have one of their own.
  package var dueOf: [String: CivilDate]
  package var deleteBy: CivilDate?
  /// Whether a page shows total and outcome once a script is marked in full.
  package var showsTotal: Bool
  /// What makes PDFs of scripts; nil where none are wanted.
  package var paper: PaperMaker?

  package init(
    due: CivilDate? = nil, dueOf: [String: CivilDate] = [:], deleteBy: CivilDate? = nil,
    showsTotal: Bool = true, paper: PaperMaker? = nil
  ) {
    self.due = due
    self.dueOf = dueOf
    self.deleteBy = deleteBy
    self.showsTotal = showsTotal
    self.paper = paper
  }

  func due(for assessor: String) -> CivilDate? { dueOf[assessor] ?? due }
}

/// What one page is sealed under: the assessor's words, and salt and nonce drawn for it alone.
struct PageSeal: Sendable {
  private let words: String
  private let salt: [UInt8]
  private let nonce: [UInt8]

  init(words: String, using random: inout some RandomNumberGenerator) {
    self.words = words
    salt = (0..<SealedText.saltLength).map { _ in UInt8.random(in: 0...255, using: &random) }
    nonce = (0..<SealedText.nonceLength).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// The page's file, of what the pack holds.
  func page(of pack: Identifier, _ content: Data) throws -> [UInt8] {
    markingPage(
      title: "Marking pack \(pack)",
      sealed: try SealedText(sealing: content, under: words, salt: salt, nonce: nonce))
  }
}

extension PackBuilder {
  /// The pack as its marking page holds it, the PDFs of its scripts by their codes, and a finding
  /// for each script that cannot be shown.
  ///
  /// PDFs stand in a page that is all there is; in a pack of files they lie beside it.
  func page(
    withPaper: Bool
  ) throws -> (pack: PagePack, papers: [String: PaperCopy], findings: [Finding]) {
    guard let pack = Identifier(order.pack), let assessor = Identifier(order.assessor.id) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    let counts = Dictionary(grouping: order.scripts, by: \.qualification)
    let schemes = counts.sorted { $0.key.code < $1.key.code }
      .compactMap { scheme(of: $0.key, in: $0.value)?.rubric }
    var papers: [String: PaperCopy] = [:]
    let shown = order.scripts.compactMap { script -> (page: PagePack.Script, found: [Finding])? in
      guard var shown = prepared.shown(script, inForce) else { return nil }
      let copy = shown.request.flatMap(prepared.paper)
      if withPaper {
        shown.page.pdf = copy.map { Data($0.bytes) }
      } else {
        papers[script.script] = copy
      }
      return (shown.page, shown.findings)
    }
    var content = PagePack(
      pack: pack, series: series,
      assessor: PagePack.Owner(id: assessor, name: order.assessor.name),
      contact: used.compactMap(\.assessment.contact).first,
      due: settings.due(for: order.assessor.id),
      deleteBy: deleteBy, returnKey: key, showsTotal: settings.showsTotal,
      papers: self.papers.map(\.shown),
      schemes: schemes.map { PagePack.Scheme($0) }, scripts: shown.map(\.page))
    content.round = order.round.told
    content.earlier = order.news.earlier
    content.withdrawn = order.news.withdrawn
    content.answers = order.news.answers
    content.exemplars = self.papers.flatMap(\.examples)
    content.workbook = Data(try workbook())
    return (content, papers, shown.flatMap(\.found))
  }
}
