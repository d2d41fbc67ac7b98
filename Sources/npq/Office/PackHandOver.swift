import Archive
import Findings
import Foundation
import Ledger

extension PackFile {
  /// Puts a pack into the folder for packs; a finding where it could not.
  func hand(to folder: URL) throws -> Finding? {
    let target = folder.appending(path: url.lastPathComponent)
    guard let made = FileManager.default.contents(atPath: url.path) else {
      return Finding(
        "no-pack", .held, pack, "was made, and its file is gone from the series' packs folder",
        remedy: "undo its event, which npq history shows, and make it again")
    }
    // What a run that was cut off has left there is the same file.
    if FileManager.default.contents(atPath: target.path) == made { return nil }
    do throws(ArchiveError) {
      try writeWhole([UInt8](made), to: target.path, replacing: false)
      return nil
    } catch {
      guard case .exists = error else { throw error }
      return Finding(
        "output-exists", .held, target.path, "stands there already and was not replaced",
        remedy: "take the new pack from \(url.path), or name another folder with -o")
    }
  }
}
