import Archive
import Foundation

/// Whether a name is one under which we write what is not there yet, or work in.
func isLeftOver(_ name: String) -> Bool {
  [".npq-partial-", Ledger.workingPrefix].contains { name.hasPrefix($0) }
    || (name.hasPrefix(".") && name.contains(".part-"))
}

extension Ledger {
  fileprivate static let workingPrefix = ".working-"

  /// A private folder in the series, for what is worked with and not yet kept.
  func workingFolder() throws(ArchiveError) -> PrivateFolder {
    try PrivateFolder(in: folder.appending(path: "held"), named: Self.workingPrefix)
  }
}

/// What interrupted commands left in a series, by its path in it.
func leftOvers(in folder: URL) -> [String] {
  let manager = FileManager.default
  func names(in place: String) -> [String] {
    let there = (try? manager.contentsOfDirectory(atPath: folder.appending(path: place).path)) ?? []
    return there.filter(isLeftOver).map { place.isEmpty ? $0 : "\(place)/\($0)" }
      .filter { !PrivateFolder.isInUse(folder.appending(path: $0)) }
  }
  let send = (try? manager.contentsOfDirectory(atPath: folder.path + "/send")) ?? []
  let places = ["", "templates"] + Ledger.folders + send.map { "send/\($0)" }
  return places.flatMap(names).sorted()
}
