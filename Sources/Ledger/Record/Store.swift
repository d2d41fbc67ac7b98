import Archive
import Assessment
import Foundation

/// Files kept under their own digest: written once, never changed.
///
/// A failure of power may leave one there in part on which nothing relies yet, so what is there is
/// compared with what is to be kept, and written anew where it differs.
struct Store: Sendable {
  /// The folder that holds them.
  let folder: URL
  /// When what is kept comes to the disk.
  var syncing = Syncing.bytes

  func url(of digest: Digest) -> URL { folder.appending(path: digest.description) }

  /// Keeps a copy of a file and returns its digest.
  ///
  /// Its name is on the disk after `sync`, on which nothing relies before.
  @discardableResult
  func keep(file path: String) throws -> Digest {
    try keep(readWhole(path))
  }

  /// Keeps bytes, as `keep(file:)` keeps a file.
  @discardableResult
  func keep(_ bytes: [UInt8]) throws -> Digest {
    let digest = Digest(of: bytes)
    let target = url(of: digest)
    if !holds(bytes, at: target) {
      try writeWhole(bytes, to: target.path, replacing: true, syncing: syncing)
    }
    return digest
  }

  private func holds(_ bytes: [UInt8], at target: URL) -> Bool {
    let known = try? readPlainFile(target.path, most: bytes.count)
    return known == bytes
  }

  /// Brings the names of all that was kept to the disk; what comes there later has its own barrier.
  func sync() throws { try syncFolder(folder.path) }
}
