import Foundation
import Glibc

/// Gives a private folder for the files of other programs, which is gone when that is done.
///
/// A lock tells others that somebody is at work in it; what a killed process left has none, and
/// goes when the next one needs such a folder.
func withPrivateFolder<Result>(
  _ body: (URL) throws(DocumentError) -> Result
) throws(DocumentError) -> Result {
  PrivateFolder.cleared
  let (url, lock) = try PrivateFolder.make()
  defer {
    try? FileManager.default.removeItem(at: url)
    try? lock.close()
  }
  return try body(url)
}

private enum PrivateFolder {
  static let place = FileManager.default.temporaryDirectory
  static let prefix = "npq-work-"

  /// What the dead left is removed, once in a process.
  static let cleared: Void = clear()

  static func make() throws(DocumentError) -> (URL, FileHandle) {
    for _ in 1...100 {
      let url = place.appending(path: prefix + UUID().uuidString)
      do {
        try FileManager.default.createDirectory(
          at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      } catch {
        throw .file(url.path, "the temporary folder cannot be written")
      }
      // Somebody may have taken it for a dead one's before it was locked.
      if let lock = locked(url), FileManager.default.fileExists(atPath: url.path) {
        return (url, lock)
      }
    }
    throw .file(place.path, "no temporary folder can be made")
  }

  private static func clear() {
    let there = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in there
    where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil {
      let url = place.appending(path: name)
      guard let lock = locked(url) else { continue }
      try? FileManager.default.removeItem(at: url)
      try? lock.close()
    }
  }

  /// The lock of a folder in which nobody is at work.
  private static func locked(_ url: URL) -> FileHandle? {
    guard let handle = FileHandle(forReadingAtPath: url.path) else { return nil }
    if flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 { return handle }
    try? handle.close()
    return nil
  }
}
