/// Writes a ZIP with checksum and sizes in each local header: without times or owners, in the order
/// given, deflated but for what came packed already, which is stored.
///
/// It is for what others open: marking packs, and documents, which are ZIPs of their own kind.
/// libarchive, which writes all other archives, puts sizes behind the entry; behind a stored one
/// Java, and whoever else reads as it comes, cannot find its end. The file appears under its path
/// when `finish` returns. A writer that is dropped before leaves nothing.
package struct SizedZipWriter: ~Copyable {
  private let file: OutputFile
  private var layout: ZipLayout

  /// Starts an archive beside its place.
  /// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
  package init(path: String, replacing: Bool, effort: DeflateEffort) throws(ArchiveError) {
    let layout = try ZipLayout(effort)
    let file = try OutputFile(path: path, replacing: replacing, mode: 0o600)
    self.layout = layout
    self.file = file
  }

  /// Adds a file from memory; one that is known not to shrink is stored.
  package mutating func add(
    _ name: String, bytes: [UInt8], storing: Bool = false
  ) throws(ArchiveError) {
    let (header, packed) = try layout.add(name, bytes, storing: storing)
    try file.write(header[...])
    try file.write(packed[...])
  }

  /// Adds a file that was deflated before.
  package mutating func add(_ name: String, _ deflated: DeflatedFile) throws(ArchiveError) {
    let header = try layout.add(name, deflated)
    try file.write(header[...])
    try file.write(deflated.packed[...])
  }

  /// Gives the archive its name, with or behind its bytes on the disk.
  package consuming func finish(_ syncing: Syncing = .bytesAndName) throws(ArchiveError) {
    try file.write(layout.directory[...])
    try file.commit(syncing)
  }
}
