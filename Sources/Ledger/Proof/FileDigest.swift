import Archive
package import Assessment
package import Foundation

extension Digest {
  /// The digest of a file of any size.
  package init(ofFile url: URL) throws {
    var stream = Stream()
    try readBlocks(url.path) { stream.update($0) }
    self = stream.digest
  }
}
