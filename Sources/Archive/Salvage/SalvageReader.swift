import Findings

/// An entry of a damaged archive, as far as it can be told.
package struct SalvageMember: Sendable, Hashable {
  /// The name as its own header has it, never a path to write to.
  package let name: String
  package let kind: ArchiveEntry.Kind
  /// Whether an unbroken row of entries leads to it, or the directory names it.
  ///
  /// One that is not may lie within another entry that was damaged.
  package let isAnchored: Bool
  /// Why its bytes cannot be had; nil where they can be tried.
  package let problem: String?
}

/// Reads what is left of a ZIP that the container check refuses.
///
/// Each entry is put by itself into a ZIP of its own in memory, with a directory that is right,
/// and read by `ZipReader` under the same limits: libarchive never sees the damaged archive.
package struct SalvageReader: ~Copyable {
  package let members: [SalvageMember]
  /// Whether all of the archive was looked through; false where it holds more than the limits.
  package let isComplete: Bool
  private let source: ByteSource
  private let candidates: [SalvageCandidate]
  private let limits: ArchiveLimits
  private let deadline: Deadline
  private var room: Int

  /// Opens a file and walks over its headers.
  /// - Throws: `ArchiveError.refused` where it is missing, no file, or beyond the limit of size.
  package init(path: String, limits: ArchiveLimits) throws(ArchiveError) {
    try self.init(ByteSource(path: path), limits)
  }

  /// Opens an archive that lies in memory.
  package init(bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveError) {
    try self.init(ByteSource(bytes: bytes), limits)
  }

  private init(_ source: consuming ByteSource, _ limits: ArchiveLimits) throws(ArchiveError) {
    guard source.size <= limits.archiveBytes else {
      throw .refused([
        Finding(
          "archive-too-large", .refused, "",
          "the archive has \(source.size) bytes and the limit is \(limits.archiveBytes)",
          remedy: "ask for the files one by one")
      ])
    }
    let deadline = Deadline(seconds: limits.seconds)
    let walk = try SalvageWalk(source, limits, deadline)
    candidates = walk.candidates
    members = candidates.map { candidate in
      SalvageMember(
        name: candidate.name, kind: candidate.name.utf8.last == 0x2F ? .folder : .file,
        isAnchored: candidate.isAnchored, problem: candidate.problem)
    }
    isComplete = walk.isComplete
    self.limits = limits
    self.deadline = deadline
    room = limits.totalBytes
    self.source = source
  }

  /// Hands out the bytes of one member, a block at a time.
  ///
  /// They may be believed once it has returned, not while it hands them out.
  /// - Throws: `ArchiveError.refused` with the reason where they are damaged or beyond the limits.
  package mutating func read(
    _ index: Int, _ block: (ArraySlice<UInt8>) -> Void
  ) throws(ArchiveError) {
    let candidate = candidates[index]
    var extents = candidate.extents
    // Where header, descriptor and directory disagree, whichever comes out right is meant.
    while extents.count > 1 {
      do throws(ArchiveError) {
        try inflate(candidate, extents[0]) { _ in }
        break
      } catch {
        guard case .refused = error else { throw error }
        extents.removeFirst()
      }
    }
    guard candidate.problem == nil, let extent = extents.first else {
      throw Self.refused(candidate.problem ?? "it is cut off")
    }
    try inflate(candidate, extent, block)
  }

  private mutating func inflate(
    _ candidate: SalvageCandidate, _ extent: SalvageExtent,
    _ block: (ArraySlice<UInt8>) -> Void
  ) throws(ArchiveError) {
    try deadline.check()
    guard
      let body = try source.bytes(at: candidate.dataOffset, count: extent.compressed),
      let archive = SoleEntry(candidate.method, extent, body).archive
    else { throw Self.refused("it is too large") }
    var limits = limits
    limits.archiveBytes = archive.count
    limits.totalBytes = room
    limits.seconds = deadline.secondsLeft
    var reader = try ZipReader(bytes: archive, limits: limits)
    var taken = 0
    defer { room -= taken }
    guard try reader.next() != nil else { throw Self.refused("it cannot be read") }
    try reader.read { bytes in
      taken += bytes.count
      block(bytes)
    }
  }

  private static func refused(_ message: String) -> ArchiveError {
    .refused([Finding("damaged", .refused, "", message, remedy: Remedy.sendAgain)])
  }
}

/// A ZIP in memory that holds one entry, with everything in it right but perhaps the bytes.
private struct SoleEntry {
  let method: Int
  let extent: SalvageExtent
  let body: [UInt8]

  init(_ method: Int, _ extent: SalvageExtent, _ body: [UInt8]) {
    self.method = method
    self.extent = extent
    self.body = body
  }

  private static let name = Array("entry".utf8)

  /// Nil where the entry would need the fields of ZIP64, which no limit lets it reach.
  var archive: [UInt8]? {
    guard max(extent.bytes, body.count) < Zip64Field.mark - 1_024 else { return nil }
    let fields =
      number(20, 2) + number(0, 2) + number(method, 2) + number(0x5A21_0000, 4)
      + number(Int(extent.crc32), 4) + number(body.count, 4) + number(extent.bytes, 4)
      + number(Self.name.count, 2) + number(0, 2)
    let local = number(Int(LocalHeader.signature), 4) + fields + Self.name
    let central =
      number(Int(Member.signature), 4) + number(0x0314, 2) + fields
      + number(0, 2) + number(0, 2) + number(0, 2) + number(0o100_600 << 16, 4) + number(0, 4)
      + Self.name
    let place = local.count + body.count
    let end =
      number(Int(EndRecord.signature), 4) + number(0, 4) + number(1, 2) + number(1, 2)
      + number(central.count, 4) + number(place, 4) + number(0, 2)
    return local + body + central + end
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] { Spans.littleEndian(value, count) }
}
