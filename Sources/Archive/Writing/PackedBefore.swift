/// Whether bytes come packed already, by those that they begin with: deflated once more they only
/// take time.
package func isPackedBefore(_ head: ArraySlice<UInt8>) -> Bool {
  let isWebP =
    head.starts(with: "RIFF".utf8) && head.dropFirst(8).starts(with: "WEBP".utf8)
  return isWebP || packedMarks.contains { head.starts(with: $0) }
}

/// PNG, JPEG, GIF, PDF, ZIP (with Word's and OpenDocument's files), gzip, and what age has sealed.
private let packedMarks: [[UInt8]] = [
  [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("%PDF-".utf8),
  [0x50, 0x4B, 3, 4],
  [0x1F, 0x8B], Array("age-encryption.org/".utf8),
]
