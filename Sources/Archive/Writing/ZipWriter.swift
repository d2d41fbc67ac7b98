import Findings

/// How much work deflating is worth.
package enum DeflateEffort: Sendable {
  /// As zlib does by itself.
  case usual
  /// A fraction of the time, for a twentieth more bytes.
  case least

  var option: String {
    switch self {
    case .usual: ""
    case .least: ",compression-level=1"
    }
  }
}

/// Writes a ZIP that is the same bytes for the same entries: deflated, without times or owners,
/// in the order given.
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
    path: String, replacing: Bool = true, effort: DeflateEffort = .usual
  ) throws(ArchiveError) {
    let file = try OutputFile(path: path, replacing: replacing, mode: 0o600)
    let handle = try WriteHandle()
    try handle.open(file.descriptor, effort)
    self.file = file
    self.handle = handle
  }

  /// Adds a file from memory, as it is where it would not become smaller.
  ///
  /// Some readers of a stream take nothing that is stored (Java's `ZipInputStream`), since its
  /// checksum follows it: it is for archives that people open.
  package mutating func add(
    _ name: String, bytes: [UInt8], stored: Bool = false
  ) throws(ArchiveError) {
    try begin(name, bytes: bytes.count, stored: stored)
    try handle.write(bytes[...])
    try end()
  }

  /// Adds a file from the disk in bounded memory.
  package mutating func add(_ name: String, file path: String) throws(ArchiveError) {
    let source = try ByteSource(path: path)
    try begin(name, bytes: source.size)
    var offset = 0
    while offset < source.size {
      guard let block = try source.bytes(at: offset, count: min(65_536, source.size - offset))
      else { throw .changed(path: path) }
      try handle.write(block[...])
      offset += block.count
    }
    try end()
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
    _ name: String, bytes: Int, stored: Bool = false
  ) throws(ArchiveError) {
    guard !isHalfway else {
      throw .library(act: "write an entry", reason: "the one before was not written whole")
    }
    try claim(name)
    isHalfway = true
    try handle.begin(name, bytes: bytes, stored: stored)
  }

  private mutating func end() throws(ArchiveError) {
    try handle.endEntry()
    isHalfway = false
  }

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
