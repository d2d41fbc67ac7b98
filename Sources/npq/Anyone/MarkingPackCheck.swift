import Archive
import Assessment
import Findings
import Foundation
import Sealing

/// Checks a marking pack in either of its forms; nil where the path holds none.
///
/// A plain pack is checked as a bag, its signature by the office's key, and its page against its
/// content. Of a sealed page shows that it is the page that we write, and that it is sealed.
/// - Throws: `ArchiveError` where the machine fails, never for what is in the path.
func verifyMarkingPack(
  path: String, start: PathStart, keys: ReceiptKeys, limits: ArchiveLimits = ArchiveLimits()
) throws(ArchiveError) -> Verification? {
  guard case .file(let start, isWhole: _) = start else { return nil }
  if start.starts(with: "<!DOCTYPE html".utf8) { return sealedPage(path, limits) }
  // Behind thirty bytes stands the name of the first entry: a package need not be opened twice.
  guard start.starts(with: "PK".utf8), !start.dropFirst(30).starts(with: "submission/".utf8)
  else { return nil }
  let parts: PackParts
  do throws(ArchiveError) {
    guard let found = try PackParts(path, limits) else { return nil }
    parts = found
  } catch {
    // What may not be opened is no marking pack of ours, whatever it is called.
    guard case .refused = error else { throw error }
    return nil
  }
  var verification = try verifySubmission(path: path, asBag: true, limits: limits)
  let signature = JudgedSignature(
    of: parts.tagManifest, text: parts.signature, keys.found(beside: path), what: "marking pack")
  let read = OpenedPack.read(parts.page, name: "")
  verification.findings += read.findings + signature.findings
  if let pack = read.value, !isStartPage(parts.start, of: pack.pack, parts.page) {
    verification.findings.append(otherPage)
  }
  return Verification(
    kind: .markingPack, findings: verification.findings,
    facts: (read.value.map(facts) ?? verification.facts) + [signature.fact].compactMap { $0 },
    signature: signature.answer)
}

private func facts(of pack: OpenedPack) -> [String] {
  let due = pack.due.map { ", due \($0)" } ?? ""
  return [
    "\(pack.pack) of \(pack.series), for \(pack.assessor)\(due)",
    pack.scripts.count == 1 ? "1 script" : "\(pack.scripts.count) scripts",
    "pack digest \(pack.digest)",
  ]
}

private let otherPage = Finding(
  "page-differs", .held, PackFolder.start,
  "is not the page that this version of npq writes around its content",
  remedy: "ask the office which version made it; open no page that came from anybody else")

private func sealedPage(_ path: String, _ limits: ArchiveLimits) -> Verification? {
  let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  guard let size, size <= limits.archiveBytes,
    let data = FileManager.default.contents(atPath: path),
    let sealed = SealedText.find(in: data)
  else { return nil }
  let text = String(decoding: data, as: UTF8.self)
  guard let from = text.firstRange(of: "<title>")?.upperBound,
    let to = text[from...].firstRange(of: "</title>")?.lowerBound
  else { return nil }
  let title = String(text[from..<to])
  let isOurs = markingPage(title: title, sealed: sealed) == text
  let isOpen = openContent(of: sealed) != nil
  var findings = isOurs ? [] : [otherPage]
  if !isOpen, !SealedText.isSealed(sealed) {
    findings.append(
      Finding(
        "sealed-damaged", .refused, "", "is not sealed as a marking pack is, or was cut off",
        remedy: "ask the office for the pack again"))
  }
  return Verification(
    kind: .markingPack, findings: findings,
    facts: [
      title.escaped, isOpen ? "lies open" : "sealed: it opens with its assessor's six words",
    ])
}

/// The parts of a plain pack that are looked into.
private struct PackParts {
  var start: [UInt8] = []
  var page: [UInt8] = []
  var tagManifest: [UInt8] = []
  var signature: [UInt8]?

  /// Nil where the archive holds no marking pack.
  init?(_ path: String, _ limits: ArchiveLimits) throws(ArchiveError) {
    var reader = try ZipReader(path: path, limits: limits)
    let start = "/\(PackFolder.start)".utf8
    guard
      reader.report.entries.contains(where: {
        $0.name.utf8.suffix(start.count).elementsEqual(start)
      })
    else { return nil }
    while let entry = try reader.next() {
      let steps = entry.name.utf8.split(separator: UInt8(ascii: "/")).dropFirst()
      switch String(decoding: Array(steps.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self) {
      case PackFolder.start: self.start = try reader.readAll()
      case "data/\(PackFolder.page)": page = try reader.readAll()
      case "tagmanifest-sha256.txt": tagManifest = try reader.readAll()
      case PackFolder.signature: signature = try reader.readAll()
      default: break
      }
    }
    if self.start.isEmpty || page.isEmpty { return nil }
  }
}
