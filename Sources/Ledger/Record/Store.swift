import Archive
import Assessment
import Foundation

/// Files kept under their own digest: written once, never changed.
struct Store: Sendable {
  /// The folder that holds them.
  let folder: URL

  func url(of digest: Digest) -> URL { folder.appending(path: digest.description) }

  /// Keeps a copy of a file and returns its digest; what is there already is left as it is.
  ///
  /// Its name is on the disk after `sync`, on which nothing relies before.
  @discardableResult
  func keep(file path: String) throws -> Digest {
    try keep([UInt8](Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)))
  }

  /// Keeps bytes, as `keep(file:)` keeps a file.
  @discardableResult
  func keep(_ bytes: [UInt8]) throws -> Digest {
    let digest = Digest(of: bytes)
    let target = url(of: digest)
    if !FileManager.default.fileExists(atPath: target.path) {
      try writeWhole(bytes, to: target.path, replacing: true, syncsFolder: false)
    }
    return digest
  }

  /// Takes over a file of ours that is on the disk already, under its own digest or under one that
  /// was computed elsewhere, such as a content digest.
  @discardableResult
  func take(file path: String, as known: Digest? = nil) throws -> Digest {
    let digest =
      try known
      ?? Digest(of: Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    let target = url(of: digest)
    guard !FileManager.default.fileExists(atPath: target.path) else { return digest }
    do {
      try moveWhole(path, to: target.path)
    } catch {
      // The store may lie on another disk than the rest of the series.
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
      try writeWhole(bytes, to: target.path, replacing: true, syncsFolder: false)
    }
    return digest
  }

  /// Brings the names of all that was kept to the disk.
  func sync() throws { try syncFolder(folder.path) }
}
