/// A bag as it will be written: version 1.0, UTF-8, SHA-256 (RFC 8493), and no date, so that the same
/// files are the same bag.
package struct WrittenBag: Sendable {
  /// Every file by its path in the bag, sorted by the bytes of the paths.
  package let entries: [(name: String, bytes: [UInt8])]
  /// What names the whole bag: whoever vouches for it signs this.
  package let tagManifest: [UInt8]

  /// Takes the payload, whose paths begin with `data/`, and the tag files beside it.
  package init(
    payload: [(name: String, bytes: [UInt8])], tags: [(name: String, bytes: [UInt8])]
  ) {
    let tags =
      tags + [
        ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
        ("manifest-sha256.txt", Self.manifest(of: payload)),
      ]
    tagManifest = Self.manifest(of: tags)
    entries = Self.sorted(payload + tags + [("tagmanifest-sha256.txt", tagManifest)])
  }

  private static func sorted(
    _ files: [(name: String, bytes: [UInt8])]
  ) -> [(name: String, bytes: [UInt8])] {
    files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func manifest(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let lines = sorted(files).map { "\(Digest(of: $0.bytes))  \($0.name)\n" }
    return Array(lines.joined().utf8)
  }
}
