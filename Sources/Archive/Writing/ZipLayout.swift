/// Where each file of a ZIP comes to stand, and in which form; whoever writes it puts it there.
struct ZipLayout: ~Copyable {
  private let deflater: Deflater
  private var names = Collisions()
  private var records = WrittenDirectory()
  /// Where the next file begins.
  private var place = 0

  init(_ effort: DeflateEffort) throws(ArchiveError) {
    deflater = try Deflater(effort)
  }

  /// Lays out a file: its header, and its bytes as they stand behind it.
  mutating func add(
    _ name: String, _ bytes: [UInt8]
  ) throws(ArchiveError) -> (header: [UInt8], packed: [UInt8]) {
    try names.claim(name)
    let isStored = bytes.isEmpty || isPackedBefore(bytes[...])
    let packed = isStored ? bytes : try deflater.deflate(bytes)
    let entry = WrittenEntry(
      name: Array(name.utf8), isStored: isStored, place: place, crc32: CRC32.of(bytes[...]),
      bytes: bytes.count, compressed: packed.count)
    records.add(entry)
    let header = entry.local
    place += header.count + packed.count
    return (header, packed)
  }

  /// What stands behind the last entry.
  var directory: [UInt8] { records.end(at: place) }
}
