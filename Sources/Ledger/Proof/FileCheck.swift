import Assessment
import Findings
import Foundation
import GRDB

extension SeriesAudit {
  /// Holds every file in the folders of the series against its digest, and receipts against their
  /// signatures; on all cores, a folder after the other.
  mutating func checkFiles(
    of ledger: Ledger, _ evidence: SeriesEvidence, _ watch: Watch
  ) throws {
    let folder = ledger.folder
    var count = 0
    var strays: [KeptFolder: [String]] = [:]
    for place in KeptFolder.allCases {
      let expected = try ledger.queue.read { try $0.keptFiles(in: place) }
      let found = try onAllCores(expected, watch: watch) { try judge($0, in: folder) }
      for (question, finding) in found.compactMap(\.self) { add(question, finding) }
      count += expected.count
      strays[place] = unknown(in: folder.appending(path: place.rawValue), beside: expected)
    }
    tell(.complete, spoken(count, "file"))
    try checkStrays(strays, of: ledger)
    try checkReceipts(of: ledger, evidence, watch)
  }

  /// The names of what lies in a folder and was not expected there.
  private func unknown(in folder: URL, beside expected: [KeptFile]) -> [String] {
    let known = Set(expected.map(\.name))
    let there = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return there.filter { !known.contains($0) && !isLeftOver($0) }.sorted()
  }

  /// Names what lies in the folders and belongs to nothing that was recorded.
  private mutating func checkStrays(_ strays: [KeptFolder: [String]], of ledger: Ledger) throws {
    for place in [KeptFolder.store, .clean, .packs, .returns] {
      for file in strays[place, default: []] {
        guard try !ledger.queue.read({ try $0.onceKept(file) }) else { continue }
        add(
          .consistent,
          Finding(
            "file-not-recorded", .note, "\(place.rawValue)/\(file)",
            "belongs to nothing that was recorded",
            remedy: "receive or collect again what an interrupted command was given; else remove it"
          ))
      }
    }
    for path in leftOvers(in: ledger.folder) {
      add(
        .consistent,
        Finding(
          "left-over", .note, path, "was left by a command that was interrupted",
          remedy: "nothing has to be done: the next command that writes removes it"))
    }
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
  var isFolder: ObjCBool = false
  let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
  guard !isFolder.boolValue else { return changed }
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
  let attributes = try? FileManager.default.attributesOfItem(atPath: path)
  guard attributes?[.type] as? FileAttributeType == .typeRegular,
    let inspection = try? inspectSubmission(path: path), inspection.verdict != .refused
  else { return nil }
  return inspection.contentDigest
}

extension Database {
  /// Whether a file belongs to something that was recorded once and undone since.
  fileprivate func onceKept(_ name: String) throws -> Bool {
    try Bool.fetchOne(
      self, sql: "SELECT EXISTS (SELECT 1 FROM row_proof WHERE instr(text, ?) > 0)",
      arguments: [name]) == true
  }
}
