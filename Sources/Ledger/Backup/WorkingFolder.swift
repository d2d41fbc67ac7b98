import Foundation

/// A private folder to work in, which is gone when its owner is.
///
/// A lock tells others that somebody is at work in it; what a dead process left has none.
struct WorkingFolder: ~Copyable {
  let url: URL
  private let handle: FileHandle

  /// Makes a folder inside another one.
  init(in place: URL, named prefix: String = ".backup-") throws {
    let url = place.appending(path: prefix + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw LedgerError.noTurn(url.path, errno)
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    self.url = url
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
