package import Assessment
import Documents
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

  package init(
    due: CivilDate? = nil, dueOf: [String: CivilDate] = [:], deleteBy: CivilDate? = nil,
    showsTotal: Bool = true
  ) {
    self.due = due
    self.dueOf = dueOf
    self.deleteBy = deleteBy
    self.showsTotal = showsTotal
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

  /// The page's file.
  func page(of pack: PagePack) throws -> [UInt8] {
    let sealed = try SealedText(
      sealing: try pack.bytes(), under: words, salt: salt, nonce: nonce)
    return Array(markingPage(title: "Marking pack \(pack.pack)", sealed: sealed.text).utf8)
  }
}

extension PackBuilder {
  /// The pack as its marking page holds it, and a finding for each script that cannot be shown.
  func page() throws -> (pack: PagePack, findings: [Finding]) {
    guard let pack = Identifier(order.pack), let assessor = Identifier(order.assessor.id) else {
      throw LedgerError.damaged("pack \(order.pack)")
    }
    let counts = Dictionary(grouping: order.scripts, by: \.qualification)
    let schemes = try counts.sorted { $0.key.code < $1.key.code }
      .compactMap { try scheme(of: $0.key, in: $0.value) }
    var findings: [Finding] = []
    let scripts = order.scripts.compactMap { pageScript($0, &findings) }
    var content = PagePack(
      pack: pack, series: series,
      assessor: PagePack.Owner(id: assessor, name: order.assessor.name),
      contact: used.compactMap(\.assessment.contact).first,
      due: settings.due(for: order.assessor.id),
      deleteBy: settings.deleteBy, returnKey: key, showsTotal: settings.showsTotal,
      papers: used.map { PagePack.Paper($0.assessment, caseStudy: $0.caseStudy) },
      schemes: schemes.map { PagePack.Scheme($0) }, scripts: scripts)
    content.round = order.round.told
    content.earlier = order.news.earlier
    content.withdrawn = order.news.withdrawn
    content.answers = order.news.answers
    content.exemplars = used.flatMap { item in
      item.exemplars.map { PagePack.Example($0, of: item.assessment.id) }
    }
    content.workbook = Data(try workbook())
    return (content, findings)
  }

  private func pageScript(_ script: PackScript, _ findings: inout [Finding]) -> PagePack.Script? {
    guard let code = ScriptCode(script.script),
      let assessment = inForce[script.assessment]?.assessment.adjusted(by: script.adjustment)
    else { return nil }
    var blocks: [Block] = []
    for copy in script.copies {
      do throws(DocumentError) {
        guard let format = DocumentFormat(rawValue: copy.format) else { continue }
        blocks += try layoutDocument(path: copy.path, format: format)
      } catch {
        findings.append(
          Finding(
            "script-not-shown", .warning, script.script, "cannot be laid out on the page: \(error)",
            remedy: "give the assessor the file itself, with distribute --plain"))
      }
    }
    return PagePack.Script(
      code, script.qualification, of: assessment, adjustment: script.adjustment,
      agreed: script.agreed, blocks: blocks)
  }
}
