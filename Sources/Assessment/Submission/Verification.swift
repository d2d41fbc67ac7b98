package import Archive
package import Findings
import Foundation

/// What a path turned out to be, and whether it is whole.
package struct Verification: Sendable {
  /// The kinds that are told apart, by the word that an answer uses.
  package enum Kind: String, Sendable, Hashable, Codable {
    case submission = "submission-package"
    case receipt
    case markingPack = "marking-pack"
    case bag
    /// A ZIP that is none of these or was refused before anything inside was seen.
    case archive
    /// An age file, of which nothing shows but that it is one.
    case sealed = "sealed-file"
    /// A whole series with its record.
    case series
    /// What `npq publish` wrote.
    case release
    case unknown
  }

  package let kind: Kind
  package var findings: [Finding]
  /// A few facts for a person, one a line.
  package var facts: [String]
  /// Whether someone vouches for it, where it is a kind that is signed.
  package var signature: SignatureAnswer?

  package init(
    kind: Kind, findings: [Finding], facts: [String], signature: SignatureAnswer? = nil
  ) {
    self.kind = kind
    self.findings = findings
    self.facts = facts
    self.signature = signature
  }

  package var verdict: Verdict { findings.verdict }
}

/// Tells what a path is and checks it wholly.
///
/// `start` is what stands there, where that was looked at already, so that a file is read once.
/// With `asBag` the path is judged as any RFC 8493 bag, whatever else it is; `keys` says with what
/// a receipt's signature may be checked.
/// - Throws: `ArchiveError` where the machine fails, never for what is in the path.
package func verifySubmission(
  path: String, start: PathStart? = nil, asBag: Bool = false, keys: ReceiptKeys = ReceiptKeys(),
  limits: ArchiveLimits = ArchiveLimits()
) throws(ArchiveError) -> Verification {
  switch start ?? PathStart(path) {
  case .missing:
    return Verification(
      kind: .unknown,
      findings: [fault("path-missing", "is not here", remedy: "check the name")], facts: [])
  case .unreadable: return unknown
  case .folder: return folder(path, asBag: asBag)
  case .file(let start, let isWhole):
    guard !start.isEmpty else { return unknown }
    if asBag {
      return judged(try readBag(archive: path, as: .anyBag, limits: limits).contents)
    }
    if start.starts(with: "PK".utf8) { return try archive(path, isWhole ? start : nil, limits) }
    let isSealed = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED"].contains {
      start.starts(with: $0.utf8)
    }
    if isSealed { return sealed }
    return start.first == UInt8(ascii: "{") ? verifyReceipt(path: path, keys) ?? unknown : unknown
  }
}

private func folder(_ path: String, asBag: Bool) -> Verification {
  if asBag { return judged(readBag(folder: path, as: .anyBag)) }
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  if names.contains("submission.json") {
    let bag = ArchivedBag(contents: readBag(folder: path, as: .submission), staged: [:])
    return described(inspect(bag))
  }
  guard names.contains("bagit.txt") else { return unknown }
  return judged(readBag(folder: path, as: .anyBag))
}

/// Verifies the archive at a path; `bytes` are all of it, where they were read already.
private func archive(
  _ path: String, _ bytes: [UInt8]?, _ limits: ArchiveLimits
) throws(ArchiveError) -> Verification {
  let reader: ZipReader
  do throws(ArchiveError) {
    if let bytes {
      reader = try ZipReader(bytes: bytes, limits: limits)
    } else {
      reader = try ZipReader(path: path, limits: limits)
    }
  } catch {
    guard case .refused = error else { throw error }
    return try refused(path, bytes, limits)
  }
  switch kind(of: reader.report) {
  case .submission: return described(inspect(try readBag(from: reader, as: .submission)))
  case .bag: return judged(try readBag(from: reader, as: .anyBag).contents)
  default: return Verification(kind: .archive, findings: unknown.findings, facts: [])
  }
}

/// What an archive is that may not be opened, as far as its names tell.
private func refused(
  _ path: String, _ bytes: [UInt8]?, _ limits: ArchiveLimits
) throws(ArchiveError) -> Verification {
  let report =
    if let bytes {
      try checkContainer(bytes: bytes, limits: limits)
    } else {
      try checkContainer(path: path, limits: limits)
    }
  return Verification(kind: kind(of: report), findings: report.findings, facts: [])
}

/// What the names in an archive say that it is.
private func kind(of report: ContainerReport) -> Verification.Kind {
  func holds(_ name: String) -> Bool {
    report.entries.contains { entry in
      // Most tell by their last letter; that of a folder is a slash.
      guard let last = entry.name.utf8.last, last == name.utf8.last || last == 0x2F else {
        return false
      }
      let parts = entry.name.utf8.split(separator: UInt8(ascii: "/"))
      return parts.count <= 2 && parts.last.map { $0.elementsEqual(name.utf8) } == true
    }
  }
  return holds("submission.json") ? .submission : holds("bagit.txt") ? .bag : .archive
}

private func described(_ inspection: SubmissionInspection) -> Verification {
  var facts: [String] = []
  if inspection.verdict != .refused, let record = inspection.record,
    let digest = inspection.contentDigest
  {
    facts = [
      "from \(record.participant), for \(record.assessment)",
      record.files.map { "\($0.name.escaped), \(spoken(bytes: $0.bytes))" }.joined(separator: "; "),
      "content digest \(digest)",
    ]
  }
  return Verification(kind: .submission, findings: inspection.findings, facts: facts)
}

private func judged(_ contents: BagContents) -> Verification {
  let wasSeen = !contents.files.isEmpty || contents.findings.verdict != .refused
  let report = judgeBag(contents, as: .anyBag)
  let payload = contents.files.filter { BagRole($0.path) == .payload }
  return Verification(
    kind: .bag, findings: wasSeen ? report.findings : contents.findings,
    facts: [
      "BagIt \(report.version?.description ?? "of unknown version"), "
        + "\(spoken(payload.count, "payload file")), "
        + spoken(bytes: payload.map(\.bytes).reduce(0, +))
    ])
}

private let sealed = Verification(
  kind: .sealed,
  findings: [
    Finding(
      "sealed", .held, "", "is sealed: only the one for whom it was sealed can open and check it",
      remedy: "the office opens it with npq receive, anyone else named in it with age -d")
  ], facts: [])

private let unknown = Verification(
  kind: .unknown,
  findings: [
    fault(
      "kind-unknown", "is nothing that can be verified",
      remedy: "verify a submission package, a receipt in JSON, or a BagIt bag (folder or ZIP)")
  ], facts: [])

private func fault(_ code: String, _ message: String, remedy: String) -> Finding {
  Finding(code, .refused, "", message, remedy: remedy)
}
