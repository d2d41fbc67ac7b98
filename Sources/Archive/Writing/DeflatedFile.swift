/// A file as a ZIP holds it, deflated once for every place in which it comes to stand.
package struct DeflatedFile: Sendable {
  /// What it was deflated to (RFC 1951, with nothing around it).
  package let packed: [UInt8]
  /// How many bytes it inflates to.
  package let count: Int
  let crc32: UInt32

  package init(_ bytes: [UInt8], _ effort: DeflateEffort) throws(ArchiveError) {
    packed = try Deflater(effort).deflate(bytes)
    count = bytes.count
    crc32 = CRC32.of(bytes[...])
  }
}
