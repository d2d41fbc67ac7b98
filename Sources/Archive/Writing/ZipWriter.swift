/// Writes a ZIP that is the same bytes for the same entries: deflated unless the caller says
/// otherwise, without times or owners, in the order given.
///
/// The file appears under its path when `finish` returns. A writer that is dropped before leaves
/// nothing. What our own container check would refuse is not written.
package struct ZipWriter: ~Copyable {
  private let file: OutputFile
  private let handle: WriteHandle
  private var names = Collisions()
  /// Whether an entry was begun and not brought to its end.
  private var isHalfway = false

  /// Starts an archive beside its place.
  /// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
  package init(
    path: String, replacing: Bool = true, _ effort: DeflateEffort = .usual
  ) throws(ArchiveError) {
    let file = try OutputFile(path: path, replacing: replacing, mode: 0o600)
    let handle = try WriteHandle(file.descriptor, path: path)
    try handle.open(effort)
    self.file = file
    self.handle = handle
  }

  /// Adds a file from memory; one on which deflating is lost is stored.
  package mutating func add(
    _ name: String, bytes: [UInt8], storing: Bool = false
  ) throws(ArchiveError) {
    try begin(name, bytes: bytes.count, storing: storing)
    try handle.write(bytes[...])
    try end()
  }

  /// Adds a file from the disk in bounded memory; one on which deflating is lost is stored.
  /// - Returns: How many bytes it has.
  @discardableResult
  package mutating func add(
    _ name: String, file path: String, storing: Bool = false
  ) throws(ArchiveError) -> Int {
    let source = try ByteSource(path: path)
    try begin(name, bytes: source.size, storing: storing)
    var offset = 0
    while offset < source.size {
      guard let block = try source.bytes(at: offset, count: min(65_536, source.size - offset))
      else { throw .changed(path: path) }
      try handle.write(block[...])
      offset += block.count
    }
    try end()
    return source.size
  }

  /// Gives the archive its name, with or behind its bytes on the disk.
  ///
  /// After an entry that could not be written whole there is nothing to bring.
  package consuming func finish(_ syncing: Syncing = .bytesAndName) throws(ArchiveError) {
    guard !isHalfway else {
      throw .library(act: "finish the archive", reason: "an entry was not written whole")
    }
    try handle.close()
    try file.commit(syncing)
  }

  private mutating func begin(
    _ name: String, bytes: Int, storing: Bool
  ) throws(ArchiveError) {
    guard !isHalfway else {
      throw .library(act: "write an entry", reason: "the one before was not written whole")
    }
    try names.claim(name)
    isHalfway = true
    try handle.begin(name, bytes: bytes, storing: storing)
  }

  private mutating func end() throws(ArchiveError) {
    try handle.endEntry()
    isHalfway = false
  }
}
