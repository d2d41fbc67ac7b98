import Archive
import Assessment
import Foundation

/// Files kept under their own digest: written once, never changed.
struct Store: Sendable {
  /// The folder that holds them.
  let folder: URL

  func url(of digest: Digest) -> URL { folder.appending(path: digest.description) }

  /// Keeps a copy of a file and returns its digest; a file that is there already is left as it is.
  func keep(_ path: String) throws -> Digest {
    try keep(try [UInt8](Data(contentsOf: URL(filePath: path))))
  }

  /// Keeps bytes and returns their digest.
  func keep(_ bytes: [UInt8]) throws -> Digest {
    let digest = Digest(of: bytes)
    let target = url(of: digest)
    if !FileManager.default.fileExists(atPath: target.path) {
      try writeWhole(bytes, to: target.path, replacing: true)
    }
    return digest
  }
}
