import Archive
import Assessment
import Findings
import Foundation
import GRDB
import Sealing

/// A file that the record relies on.
struct KeptFile: Sendable, Hashable {
  enum Content: Sendable, Hashable {
    /// Its bytes have this digest.
    case bytes(Digest)
    /// A package whose list of lists has this digest; it may be the original itself.
    case package(Digest, original: Digest)
    /// A pack from before the digests of their files were recorded.
    case unproved
  }

  let path: String
  let content: Content
}

extension SeriesAudit {
  /// Holds every file in the folders of the series against its digest, and receipts against their
  /// signatures; on all cores, a block of each file at a time.
  mutating func checkFiles(of ledger: Ledger, _ evidence: SeriesEvidence) throws {
    let expected = try ledger.queue.read { try $0.keptFiles() }
    let folder = ledger.folder
    let found = try onAllCores(expected) { try judge($0, in: folder) }
    for (question, finding) in found.compactMap(\.self) { add(question, finding) }
    tell(.complete, spoken(expected.count, "file"))
    try checkStrays(of: ledger, known: Set(expected.map(\.path)))
    try checkReceipts(of: ledger, evidence)
  }

  /// Names what lies in the folders and belongs to nothing that was recorded.
  private mutating func checkStrays(of ledger: Ledger, known: Set<String>) throws {
    let folder = ledger.folder
    for name in ["store", "clean", "packs", "returns"] {
      let there =
        (try? FileManager.default.contentsOfDirectory(
          atPath: folder.appending(path: name).path)) ?? []
      for file in there.sorted() where !known.contains("\(name)/\(file)") {
        guard !isLeftOver(file), try !ledger.queue.read({ try $0.onceKept(file) }) else { continue }
        add(
          .consistent,
          Finding(
            "file-not-recorded", .note, "\(name)/\(file)", "belongs to nothing that was recorded",
            remedy: "receive or collect again what an interrupted command was given; else remove it"
          ))
      }
    }
    for path in leftOvers(in: folder) {
      add(
        .consistent,
        Finding(
          "left-over", .note, path, "was left by a command that was interrupted",
          remedy: "nothing has to be done: the next command that writes removes it"))
    }
  }

  private mutating func checkReceipts(of ledger: Ledger, _ evidence: SeriesEvidence) throws {
    let beside = FileManager.default.contents(atPath: ledger.folder.path + "/signing.pub")
      .flatMap { try? VerificationKey(publicText: [UInt8]($0)) }
    guard let key = evidence.key ?? beside else { return }
    let receipts = try ledger.queue.read { database in
      try Row.fetchAll(
        database, sql: "SELECT body, folder, stage FROM receipt"
      ).map { row -> (receipt: Receipt, folder: String, isOut: Bool) in
        let body: String = row["body"]
        let receipt = try JSONDecoder().decode(Receipt.self, from: Data(body.utf8))
        return (receipt, row["folder"], row["stage"] as String != "recorded")
      }
    }
    let send = ledger.folder.appending(path: "send")
    let found = try onAllCores(receipts) { item in
      try judge(item.receipt, in: send.appending(path: item.folder), key)
    }
    // One that is still to be written may be half there, and is written anew; what is whole counts.
    for (item, finding) in zip(receipts, found) {
      guard let finding, item.isOut || finding.severity == .refused else { continue }
      add(finding.severity == .warning ? .complete : .unaltered, finding)
    }
    tell(.unaltered, spoken(receipts.count, "receipt"))
  }
}

private func judge(_ file: KeptFile, in folder: URL) throws -> (SeriesQuestion, Finding)? {
  let missing = (
    SeriesQuestion.complete,
    Finding(
      "file-missing", .refused, file.path, "is not there",
      remedy: "take it from a backup: npq restore; what was received can be received again")
  )
  let changed = (
    SeriesQuestion.unaltered,
    Finding(
      "file-changed", .refused, file.path, "is not what was recorded",
      remedy: "take it from a backup: npq restore")
  )
  let url = folder.appending(path: file.path)
  let isThere = FileManager.default.fileExists(atPath: url.path)
  switch file.content {
  case .bytes(let digest):
    guard isThere else { return missing }
    return try Digest(ofFile: url) == digest ? nil : changed
  case .unproved: return isThere ? nil : missing
  case .package(let digest, let original):
    let other = folder.appending(path: "store/\(original)")
    let place = isThere ? url : other
    guard FileManager.default.fileExists(atPath: place.path) else { return missing }
    guard packageDigest(of: place.path) == digest else { return isThere ? changed : missing }
    return nil
  }
}

/// The content digest of a package, if everything in it is as its lists say.
private func packageDigest(of path: String) -> Digest? {
  guard let verified = try? verifySubmission(path: path), verified.kind == .submission,
    verified.verdict != .refused, var reader = try? ZipReader(path: path, limits: ArchiveLimits())
  else { return nil }
  while let entry = try? reader.next() {
    guard entry.name.hasSuffix("/tagmanifest-sha256.txt") else { continue }
    return (try? reader.readAll()).map { Digest(of: $0) }
  }
  return nil
}

private func judge(_ receipt: Receipt, in folder: URL, _ key: VerificationKey) throws -> Finding? {
  let path = folder.appending(path: receipt.fileName + ".json").path
  let name = "receipt \(receipt.number)"
  guard let bytes = FileManager.default.contents(atPath: path),
    let signature = FileManager.default.contents(atPath: path + ".sig")
  else {
    return Finding(
      "receipt-missing", .warning, name, "does not lie in \(folder.lastPathComponent), signed",
      remedy: "the record holds what it says; put the files back if you moved them")
  }
  let isSigned =
    (try? verifySignature(
      String(decoding: signature, as: UTF8.self), of: [UInt8](bytes), with: key)) != nil
  guard bytes == (try receipt.json()), isSigned else {
    return Finding(
      "receipt-changed", .refused, name, "is not what was issued and signed",
      remedy: askWhoChangedIt)
  }
  return nil
}

extension Database {
  /// Whether a file belongs to something that was recorded once and undone since.
  fileprivate func onceKept(_ name: String) throws -> Bool {
    try Bool.fetchOne(
      self, sql: "SELECT EXISTS (SELECT 1 FROM row_proof WHERE instr(text, ?) > 0)",
      arguments: [name]) == true
  }

  /// Every file that the record relies on, each once.
  func keptFiles() throws -> [KeptFile] {
    var files: Set<KeptFile> = []
    func take(_ folder: String, _ hex: String?) {
      guard let hex, let digest = Digest(hex: hex) else { return }
      files.insert(KeptFile(path: "\(folder)/\(hex)", content: .bytes(digest)))
    }
    let originals = """
      SELECT each.value FROM receipt, json_each(receipt.body, '$.facts.originals') AS each
      UNION SELECT original FROM submission
      WHERE id NOT IN (SELECT submission FROM receipt WHERE submission IS NOT NULL)
      AND id NOT IN (SELECT submission FROM erasure)
      """
    for hex in try String.fetchAll(self, sql: originals) { take("store", hex) }
    for hex in try String.fetchAll(self, sql: "SELECT DISTINCT digest FROM copy") {
      take("clean", hex)
    }
    let packages = """
      SELECT DISTINCT content, original FROM submission WHERE content IS NOT NULL
      AND id NOT IN (SELECT submission FROM erasure)
      """
    for row in try Row.fetchAll(self, sql: packages) {
      let hex: String = row["content"]
      guard let digest = Digest(hex: hex), let original = Digest(hex: row["original"] as String)
      else { continue }
      files.insert(
        KeptFile(path: "store/\(hex)", content: .package(digest, original: original)))
    }
    // A pack goes with the last script in it.
    let isHeld = """
      EXISTS (SELECT 1 FROM pack_script WHERE pack_script.pack = pack.id
        AND submission NOT IN (SELECT submission FROM erasure))
      """
    for row in try Row.fetchAll(self, sql: "SELECT file, sha256 FROM pack WHERE \(isHeld)") {
      let digest = (row["sha256"] as String?).flatMap { Digest(hex: $0) }
      files.insert(
        KeptFile(
          path: "packs/\(row["file"] as String)",
          content: digest.map { .bytes($0) } ?? .unproved))
    }
    let returned = """
      SELECT returned.digest FROM returned LEFT JOIN pack ON pack.id = returned.pack
      WHERE kept = 1 AND (pack.id IS NULL OR \(isHeld))
      """
    for hex in try String.fetchAll(self, sql: returned) {
      take("returns", hex)
    }
    return files.sorted { $0.path < $1.path }
  }
}
