import Findings

/// Writes a ZIP that is the same bytes for the same entries: without times or owners, in the order
/// given, deflated but for what came packed already, which is stored.
///
/// Checksum and sizes stand in each local header. (libarchive puts them behind the entry, where Java
/// and whoever reads as it comes cannot find the end of a stored one.) The file appears under its
/// path when `finish` returns. A writer that is dropped before leaves nothing. What our own container
/// check would refuse is not written.
package struct ZipWriter: ~Copyable {
  private let file: OutputFile
  private var layout: ZipLayout
  /// Whether an entry was begun and not brought to its end.
  private var isHalfway = false

  /// Starts an archive beside its place.
  /// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
  package init(path: String, replacing: Bool = true) throws(ArchiveError) {
    let layout = try ZipLayout()
    let file = try OutputFile(path: path, replacing: replacing, mode: 0o600)
    self.layout = layout
    self.file = file
  }

  /// Adds a file from memory.
  package mutating func add(_ name: String, bytes: [UInt8]) throws(ArchiveError) {
    let (header, packed) = try layout.add(name, bytes)
    try begin()
    try file.write(header[...])
    try file.write(packed[...])
    isHalfway = false
  }

  /// Adds a file from the disk in bounded memory.
  package mutating func add(_ name: String, file path: String) throws(ArchiveError) {
    let source = try ByteSource(path: path)
    let head = try source.slice(at: 0, count: min(64, source.size)) ?? []
    var entry = try layout.begin(name, bytes: source.size, head: head)
    try begin()
    try file.write(entry.local[...])
    var crc = CRC32()
    repeat {
      let count = min(262_144, source.size - entry.bytes)
      guard let block = try source.slice(at: entry.bytes, count: count) else {
        throw .changed(path: path)
      }
      crc.update(block)
      entry.bytes += count
      let packed = try layout.pack(block, of: entry, isLast: entry.bytes == source.size)
      entry.compressed += packed.count
      try file.write(packed)
    } while entry.bytes < source.size
    entry.crc32 = crc.value
    try file.rewrite(entry.local, at: entry.place)
    layout.end(entry)
    isHalfway = false
  }

  /// Gives the archive its name, with or behind its bytes on the disk.
  ///
  /// After an entry that could not be written whole there is nothing to bring.
  package consuming func finish(_ syncing: Syncing = .bytesAndName) throws(ArchiveError) {
    guard !isHalfway else {
      throw .library(act: "finish the archive", reason: "an entry was not written whole")
    }
    try file.write(layout.directory[...])
    try file.commit(syncing)
  }

  private mutating func begin() throws(ArchiveError) {
    guard !isHalfway else {
      throw .library(act: "write an entry", reason: "the one before was not written whole")
    }
    isHalfway = true
  }
}
