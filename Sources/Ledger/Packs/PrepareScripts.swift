import Assessment
import Documents
import Findings
import Foundation

/// A script as its pack shows it: on the page, and on paper.
struct ShownScript: Sendable {
  var page: PagePack.Script
  /// What is to be set for it; nil where nothing of it can be shown.
  let request: PaperRequest?
  let findings: [Finding]
}

extension PreparedScripts {
  /// How many scripts go to one process.
  private static let atOnce = 24

  /// Makes what is not there of some scripts, on all cores, each once; a finding for each that has
  /// no PDF, or one in which something is lacking.
  func prepare(
    _ scripts: [PackScript], _ inForce: [String: AssessmentInForce], watch: Watch
  ) throws -> [Finding] {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var seen: Set<Int> = []
    let once = scripts.filter { seen.insert($0.submission).inserted }
      .sorted { $0.script.utf8.lexicographicallyPrecedes($1.script.utf8) }
    let chunks = stride(from: 0, to: once.count, by: Self.atOnce).map {
      Array(once[$0..<min($0 + Self.atOnce, once.count)])
    }
    let missing = maker?.missing ?? []
    let found = try onAllCores(chunks, watch: watch) { try prepare($0, inForce) }
    return (missing.isEmpty ? [] : [Self.without(missing)]) + found.joined()
  }

  private func prepare(
    _ scripts: [PackScript], _ inForce: [String: AssessmentInForce]
  ) throws -> [Finding] {
    let requests = scripts.compactMap { shown($0, inForce)?.request }
    guard let maker, !maker.missing.contains(maker.program.lastPathComponent) else { return [] }
    let due = requests.filter { paper(of: $0) == nil }
    for (request, copy) in zip(due, try maker.make(due)) {
      if let copy { keep(copy, for: request) }
    }
    return requests.compactMap { Self.finding(on: paper(of: $0), of: $0) }
  }

  /// A script with everything that its adjustment says; nil where its assessment is not in force.
  func shown(_ script: PackScript, _ inForce: [String: AssessmentInForce]) -> ShownScript? {
    guard let code = ScriptCode(script.script),
      let assessment = inForce[script.assessment]?.assessment.adjusted(by: script.adjustment)
    else { return nil }
    var (blocks, findings): ([Block], [Finding]) = ([], [])
    var parts: [PaperRequest.Part] = []
    for copy in script.copies {
      do throws(DocumentError) {
        guard let format = DocumentFormat(rawValue: copy.format) else { continue }
        let own = try layout(of: copy.path, format, mayConceal: script.mayConceal)
        blocks += own
        parts.append(format == .pdf ? .portable(path: copy.path) : .text(own))
      } catch {
        findings.append(
          Finding(
            "script-not-shown", .warning, script.script, "cannot be laid out on the page: \(error)",
            remedy: "give the assessor the file itself, with distribute --plain"))
      }
    }
    let page = PagePack.Script(
      code, script.qualification, of: assessment, adjustment: script.adjustment,
      agreed: script.agreed, blocks: blocks)
    return ShownScript(
      page: page, request: parts.isEmpty ? nil : page.request(of: assessment, parts),
      findings: findings)
  }

  private static func without(_ programs: [String]) -> Finding {
    let names = programs.joined(separator: " and ")
    return Finding(
      "paper-missing", .warning, names, "is missing, so that scripts are not all there as PDF",
      remedy: "put npq-paper beside npq and install qpdf; or make packs with --no-pdf")
  }

  private static func finding(on copy: PaperCopy?, of request: PaperRequest) -> Finding? {
    guard let copy else {
      return Finding(
        "script-not-on-paper", .warning, request.head, "is not there as PDF: it could not be set",
        remedy: "the page shows it and prints it; nothing else has to be done")
    }
    let signs = spoken(copy.missingSigns, "sign")
    let pictures = spoken(copy.missingPictures, "picture")
    let lacks = [
      copy.missingSigns > 0 ? "\(signs) for which there is no font" : nil,
      copy.missingPictures > 0 ? "\(pictures) that cannot be read" : nil,
      copy.isTextOfPortable ? "the looks of the PDF that was handed in, only its text" : nil,
    ].compactMap(\.self)
    guard !lacks.isEmpty else { return nil }
    return Finding(
      "paper-incomplete", .note, request.head,
      "its PDF lacks \(lacks.joined(separator: "; and "))",
      remedy: "the page shows it; for signs install a font that has them, such as fonts-noto-core")
  }
}

extension PagePack.Script {
  /// What is set of the script: what the page shows, with the same words above it.
  fileprivate func request(
    of assessment: CaseStudyAssessment, _ parts: [PaperRequest.Part]
  ) -> PaperRequest {
    let limit = assessment.words.limit
    var notices = [qualification.code + " · " + spoken(counted, "word")]
    if let limit {
      notices[0] += " of at most \(spoken(limit))"
      if counted > limit { notices[0] += ", \(spoken(counted - limit)) over" }
    }
    if let instruction { notices.append("For this script: \(instruction).") }
    return PaperRequest(
      head: script.text, notices: notices,
      limit: limit.map { "\(spoken($0, "word")): the limit is here" } ?? "",
      parts: parts, text: blocks.map(\.block))
  }
}
