package import Assessment
package import Foundation

extension Digest {
  /// The digest of a file of any size, read a block at a time.
  package init(ofFile url: URL) throws {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    var stream = Stream()
    while let block = try file.read(upToCount: 1 << 20), !block.isEmpty { stream.update(block) }
    self = stream.digest
  }
}
