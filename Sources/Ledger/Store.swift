import Archive
import Assessment
import Foundation

/// Files kept under their own digest: written once, never changed.
struct Store: Sendable {
  /// The folder that holds them.
  let folder: URL

  func url(of digest: Digest) -> URL { folder.appending(path: digest.description) }

  /// Keeps a copy of a file and returns its digest; what is there already is left as it is.
  @discardableResult
  func keep(file path: String) throws -> Digest {
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    let digest = Digest(of: bytes)
    try write(bytes, as: digest)
    return digest
  }

  /// Keeps a copy of a file under a name that was computed elsewhere, such as a content digest.
  func keep(file path: String, as digest: Digest) throws {
    try write([UInt8](Data(contentsOf: URL(filePath: path))), as: digest)
  }

  private func write(_ bytes: [UInt8], as digest: Digest) throws {
    let target = url(of: digest)
    guard !FileManager.default.fileExists(atPath: target.path) else { return }
    try writeWhole(bytes, to: target.path, replacing: true)
  }
}
