import Archive
package import Assessment
package import Foundation

extension Digest {
  /// The digest of a file of any size: a small one is read at once, a larger one a block at a time.
  package init(ofFile url: URL) throws {
    if let bytes = try readPlainFile(url.path, most: 1_000_000) {
      self.init(of: bytes)
      return
    }
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    var stream = Stream()
    while let block = try file.read(upToCount: 1 << 20), !block.isEmpty { stream.update(block) }
    self = stream.digest
  }
}
