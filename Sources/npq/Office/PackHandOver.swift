import Archive
import Findings
import Foundation
import Ledger

extension [PackFile] {
  /// Puts packs into the folder for packs, on all cores; a finding for each that could not be.
  func hand(to folder: URL) throws -> [Finding?] {
    if isEmpty { return [] }
    let findings = try onAllCores(self) { try $0.hand(to: folder) }
    try syncFolder(folder.path)
    return findings
  }
}

extension PackFile {
  /// Puts a pack into the folder for packs; a finding where it could not.
  fileprivate func hand(to folder: URL) throws -> Finding? {
    let target = folder.appending(path: url.lastPathComponent)
    guard FileManager.default.isReadableFile(atPath: url.path) else {
      return Finding(
        "no-pack", .held, pack, "was made, and its file is gone from the series' packs folder",
        remedy: "undo its event, which npq history shows, and make it again")
    }
    do throws(ArchiveError) {
      try copyWhole(url.path, to: target.path, syncing: .bytes)
      return nil
    } catch {
      guard case .exists = error else { throw error }
      // What a run that was cut off has left there is the same file.
      if FileManager.default.contentsEqual(atPath: url.path, andPath: target.path) { return nil }
      return Finding(
        "output-exists", .held, target.path, "stands there already and was not replaced",
        remedy: "take the new pack from \(url.path), or name another folder with -o")
    }
  }
}
