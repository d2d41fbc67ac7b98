import Findings

/// Reads a ZIP entry by entry in bounded memory, after the container check has passed it.
///
/// Names, sizes and checksums are the check's, which has proved that both headers state the same;
/// libarchive inflates and compares. Bytes may be believed once `read` has returned, not while it
/// hands them out. Nothing is ever written where an entry says.
package struct ZipReader: ~Copyable {
  /// What the container check found; nothing of it refuses.
  package let report: ContainerReport
  private let handle: ReadHandle
  private let limits: ArchiveLimits
  private let deadline: Deadline
  private var index = -1
  private var unread = false
  private var total = 0
  private var buffer: [UInt8] = []

  /// Opens a file.
  /// - Throws: `ArchiveError.refused` with every finding of the container check.
  package init(path: String, limits: ArchiveLimits) throws(ArchiveError) {
    try self.init(ByteSource(path: path), limits)
  }

  /// Opens an archive that lies in memory.
  package init(bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) {
    try self.init(ByteSource(bytes: bytes), limits)
  }

  private init(_ source: consuming ByteSource, _ limits: ArchiveLimits) throws(ArchiveError) {
    let deadline = Deadline(seconds: limits.seconds)
    let container = try Container(source, limits)
    guard container.report.findings.verdict != .refused else {
      throw .refused(container.report.findings)
    }
    let handle = try ReadHandle(source, PlainView(container))
    try handle.open()
    report = container.report
    self.deadline = deadline
    self.limits = limits
    self.handle = handle
  }

  /// Moves to the next entry, in the order in which they lie in the file; nil after the last.
  package mutating func next() throws(ArchiveError) -> ArchiveEntry? {
    guard index < report.entries.count else { return nil }
    try deadline.check()
    let isThere = try handle.advance()
    index += 1
    guard isThere == (index < report.entries.count) else {
      throw refused("damaged", "the archive does not hold as many entries as its directory says")
    }
    guard isThere else { return nil }
    unread = true
    return report.entries[index]
  }

  /// Hands out the entry's bytes, a block at a time, and holds them against size and checksum.
  ///
  /// Reading an entry a second time, or before the first, hands out nothing.
  package mutating func read(_ block: (ArraySlice<UInt8>) -> Void) throws(ArchiveError) {
    guard unread else { return }
    unread = false
    let entry = report.entries[index]
    var bytes = 0
    var step = ReadHandle.Step.bytes
    while step == .bytes {
      try deadline.check()
      step = try handle.read(into: &buffer)
      bytes += buffer.count
      total += buffer.count
      try checkLimits(entry, bytes: bytes)
      if step == .bytes, !buffer.isEmpty { block(buffer[...]) }
    }
    // Of an entry without bytes libarchive compares nothing.
    let hasFalseChecksum = step == .wrongChecksum || entry.bytes == 0 && entry.crc32 != 0
    guard step == .end, bytes == entry.bytes, !hasFalseChecksum else {
      throw verdict(on: entry, bytes: bytes, hasFalseChecksum)
    }
  }

  /// All bytes of the entry; its limit is the limit on memory.
  package mutating func readAll() throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    if unread { bytes.reserveCapacity(min(report.entries[index].bytes, limits.entryBytes)) }
    try read { bytes += $0 }
    return bytes
  }

  /// What came out is counted, for what a header promises proves nothing.
  private func checkLimits(_ entry: ArchiveEntry, bytes: Int) throws(ArchiveError) {
    guard bytes <= entry.bytes else {
      throw refused("size-mismatch", "it inflates to more than the \(entry.bytes) bytes it states")
    }
    guard bytes <= limits.entryBytes, total <= limits.totalBytes else {
      let limit = min(limits.entryBytes, limits.totalBytes)
      throw refused("total-too-large", "it inflates to more than the limit of \(limit) bytes")
    }
  }

  /// Why an entry's bytes are not what its header says.
  private func verdict(
    on entry: ArchiveEntry, bytes: Int, _ hasFalseChecksum: Bool
  ) -> ArchiveError {
    if bytes != entry.bytes {
      return refused("size-mismatch", "it inflates to \(bytes) bytes and not to \(entry.bytes)")
    }
    if hasFalseChecksum {
      return refused("checksum-mismatch", "its bytes do not have the checksum that is stated")
    }
    return refused("damaged", "its compressed bytes are damaged or hold more than the entry")
  }

  private func refused(_ code: String, _ message: String) -> ArchiveError {
    let name = report.entries.indices.contains(index) ? report.entries[index].name : ""
    return .refused([Finding(code, .refused, name, message, remedy: Remedy.sendAgain)])
  }
}
