import Findings

/// Where each entry of a ZIP comes to stand, and in which form; whoever writes it puts it there.
struct ZipLayout: ~Copyable {
  private let deflater: Deflater
  private var names = Collisions()
  private var records = WrittenDirectory()
  /// Where the next entry begins.
  private var place = 0

  init() throws(ArchiveError) {
    deflater = try Deflater()
  }

  /// Lays out a whole file: its header, and its bytes as they stand behind it.
  mutating func add(
    _ name: String, _ bytes: [UInt8]
  ) throws(ArchiveError) -> (header: [UInt8], packed: [UInt8]) {
    var entry = try begin(name, bytes: bytes.count, head: bytes[...])
    entry.crc32 = CRC32.of(bytes[...])
    entry.bytes = bytes.count
    let packed = entry.isStored ? bytes : try deflater.deflate(bytes[...], isLast: true)
    entry.compressed = packed.count
    end(entry)
    return (entry.local, packed)
  }

  /// Begins a file of which only the size and the first bytes are known.
  mutating func begin(
    _ name: String, bytes: Int, head: ArraySlice<UInt8>
  ) throws(ArchiveError) -> WrittenEntry {
    try claim(name)
    try deflater.restart()
    let isStored = bytes == 0 || isPackedBefore(head)
    return WrittenEntry(name, bytes: bytes, isStored: isStored, at: place)
  }

  /// A block of the file that was begun, as it is written.
  func pack(
    _ block: ArraySlice<UInt8>, of entry: WrittenEntry, isLast: Bool
  ) throws(ArchiveError) -> ArraySlice<UInt8> {
    entry.isStored ? block : try deflater.deflate(block, isLast: isLast)[...]
  }

  /// Ends a file whose numbers are known now.
  mutating func end(_ entry: WrittenEntry) {
    records.add(entry)
    place += entry.local.count + entry.compressed
  }

  /// What stands behind the last entry.
  var directory: [UInt8] { records.end(at: place) }

  /// Refuses a name that our own check would refuse, alone or beside those before.
  private mutating func claim(_ name: String) throws(ArchiveError) {
    var findings = FindingList()
    for problem in NameRules.problems(of: name, ArchiveLimits()) where problem.isRefused {
      findings.add(problem.finding(for: name))
    }
    if name.utf8.last == 0x2F {
      findings.refuse("kind-mismatch", name, "a file's name may not end in a slash")
    }
    names.add(name, isFolder: false, &findings)
    guard findings.all.isEmpty else { throw .refused(findings.all) }
  }
}
