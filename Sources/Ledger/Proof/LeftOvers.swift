import Foundation

/// Whether a name is one under which we write what is not there yet, or work in.
func isLeftOver(_ name: String) -> Bool {
  [".npq-partial-", ".staging-", ".plan-", ".backup-"].contains { name.hasPrefix($0) }
    || (name.hasPrefix(".") && name.contains(".part-"))
}

/// What interrupted commands left in a series, by its path in it.
func leftOvers(in folder: URL) -> [String] {
  let manager = FileManager.default
  func names(in place: String) -> [String] {
    let there = (try? manager.contentsOfDirectory(atPath: folder.appending(path: place).path)) ?? []
    return there.filter(isLeftOver).map { place.isEmpty ? $0 : "\(place)/\($0)" }
      .filter { !WorkingFolder.isInUse(folder.appending(path: $0)) }
  }
  let send = (try? manager.contentsOfDirectory(atPath: folder.path + "/send")) ?? []
  let places = ["", "templates"] + Ledger.folders + send.map { "send/\($0)" }
  return places.flatMap(names).sorted()
}
