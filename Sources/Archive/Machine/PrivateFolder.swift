package import Foundation
import Glibc
import Synchronization

/// A folder that nobody else can look into, gone when its owner is.
///
/// A lock tells others that somebody is at work in it. What a killed process left has none, and goes
/// when the next one makes a folder of the same kind in the same place.
package struct PrivateFolder: ~Copyable {
  package let url: URL
  private let lock: Int32

  /// Makes a folder in another one, which is made too where it is missing.
  package init(in place: URL, named prefix: String) throws(ArchiveError) {
    Self.clear(place, of: prefix)
    self = try Self.make(in: place, named: prefix)
  }

  /// Makes a folder among the system's temporary files.
  package static func temporary() throws(ArchiveError) -> PrivateFolder {
    clearedTemporary
    return try make(in: FileManager.default.temporaryDirectory, named: temporaryPrefix)
  }

  private init(_ url: URL, lock: Int32) {
    self.url = url
    self.lock = lock
  }

  deinit {
    Self.own.withLock { _ = $0.remove(url) }
    Self.remove(url)
    close(lock)
  }

  /// Removes the folders of a kind that the dead left in a place.
  package static func clear(_ place: URL, of prefix: String) {
    let there = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in there
    where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil {
      let url = place.appending(path: name)
      guard let lock = locked(url) else { continue }
      remove(url)
      close(lock)
    }
  }

  /// Whether somebody works in a folder.
  package static func isInUse(_ url: URL) -> Bool {
    guard let opened = opened(url) else { return false }
    defer { close(opened) }
    return flock(opened, LOCK_EX | LOCK_NB) != 0
  }

  /// Removes every folder of this process and ends it, while nobody can go on with one of them.
  package static func endWithout(_ end: () -> Void) {
    own.withLock { folders in
      for url in folders { remove(url) }
      end()
    }
  }

  // MARK: -

  /// The folders that this process works in.
  private static let own = Mutex<Set<URL>>([])
  private static let temporaryPrefix = "npq-work-"
  /// Once in a process is often enough.
  private static let clearedTemporary: Void = clear(
    FileManager.default.temporaryDirectory, of: temporaryPrefix)

  private static func make(
    in place: URL, named prefix: String
  ) throws(ArchiveError) -> PrivateFolder {
    for _ in 1...100 {
      let url = place.appending(path: prefix + UUID().uuidString)
      own.withLock { _ = $0.insert(url) }
      do throws(ArchiveError) {
        try create(url, in: place)
      } catch {
        own.withLock { _ = $0.remove(url) }
        throw error
      }
      // Somebody may have taken it for a dead one's before it was locked.
      if let lock = locked(url) {
        if unsafe access(url.path, F_OK) == 0 { return PrivateFolder(url, lock: lock) }
        close(lock)
      }
      own.withLock { _ = $0.remove(url) }
    }
    throw .system(act: "make a folder in", path: place.path, code: EAGAIN)
  }

  private static func create(_ url: URL, in place: URL) throws(ArchiveError) {
    if unsafe mkdir(url.path, 0o700) == 0 { return }
    if errno == ENOENT {
      // An error of this one shows in the next.
      try? FileManager.default.createDirectory(
        at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      if unsafe mkdir(url.path, 0o700) == 0 { return }
    }
    throw .system(act: "make a folder in", path: place.path, code: errno)
  }

  /// The lock of a folder; nil where somebody has it, or there is no folder.
  private static func locked(_ url: URL) -> Int32? {
    guard let opened = opened(url) else { return nil }
    if flock(opened, LOCK_EX | LOCK_NB) == 0 { return opened }
    close(opened)
    return nil
  }

  private static func opened(_ url: URL) -> Int32? {
    let opened = unsafe open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    return opened >= 0 ? opened : nil
  }

  /// Removes a folder, in which a program that was ended may write a last file.
  private static func remove(_ url: URL) {
    for _ in 1...3 {
      try? FileManager.default.removeItem(at: url)
      if unsafe access(url.path, F_OK) != 0 { return }
    }
  }
}
