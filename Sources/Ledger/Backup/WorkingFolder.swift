import Foundation

/// A private folder to work in, which is gone when its owner is.
///
/// A lock tells others that somebody is at work in it; what a dead process left has none.
struct WorkingFolder: ~Copyable {
  let url: URL
  private let handle: FileHandle

  /// Makes a folder inside another one, and removes those of the same kind that the dead left there.
  init(in place: URL, named prefix: String = ".backup-") throws {
    Self.clear(place, of: prefix)
    for _ in 1...100 {
      let url = place.appending(path: prefix + UUID().uuidString)
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      let code = errno
      if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, access(url.path, F_OK) == 0 {
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.url = url
        return
      }
      // Somebody took it for a dead one's before it was locked.
      if descriptor >= 0 { close(descriptor) }
      guard descriptor >= 0 || code == ENOENT else { throw LedgerError.noTurn(url.path, code) }
    }
    throw LedgerError.noTurn(place.path, EAGAIN)
  }

  /// Removes the folders of a kind that the dead left in a place.
  static func clear(_ place: URL, of prefix: String = ".backup-") {
    let there = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in there
    where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil {
      removeUnlessInUse(place.appending(path: name))
    }
  }

  /// Removes a folder in which nobody is at work, under its lock.
  private static func removeUnlessInUse(_ url: URL) {
    let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    try? FileManager.default.removeItem(at: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Whether somebody works in a folder.
  static func isInUse(_ url: URL) -> Bool {
    let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }
}
