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
  ///
  /// It is stored where the caller says so, or it came packed already.
  mutating func add(
    _ name: String, _ bytes: [UInt8], storing: Bool = false
  ) throws(ArchiveError) -> (header: [UInt8], packed: [UInt8]) {
    let isStored = storing || bytes.isEmpty || isPackedBefore(bytes[...])
    let packed = isStored ? bytes : try deflater.deflate(bytes)
    let header = try add(
      name, isStored: isStored, CRC32.of(bytes[...]), bytes: bytes.count, compressed: packed.count)
    return (header, packed)
  }

  /// Lays out a file that was deflated before: its header.
  mutating func add(_ name: String, _ file: DeflatedFile) throws(ArchiveError) -> [UInt8] {
    try add(
      name, isStored: false, file.crc32, bytes: file.count, compressed: file.packed.count)
  }

  private mutating func add(
    _ name: String, isStored: Bool, _ crc32: UInt32, bytes: Int, compressed: Int
  ) throws(ArchiveError) -> [UInt8] {
    try names.claim(name)
    let entry = WrittenEntry(
      name: Array(name.utf8), isStored: isStored, place: place, crc32: crc32, bytes: bytes,
      compressed: compressed)
    records.add(entry)
    let header = entry.local
    place += header.count + compressed
    return header
  }

  /// What stands behind the last entry.
  var directory: [UInt8] { records.end(at: place) }
}
