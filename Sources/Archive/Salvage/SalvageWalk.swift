import Findings

/// How far the bytes of an entry seem to reach, and what they should come to.
struct SalvageExtent: Hashable {
  let compressed: Int
  let bytes: Int
  let crc32: UInt32
}

/// An entry that a walk over the local headers came upon.
struct SalvageCandidate {
  let name: String
  let method: Int
  let dataOffset: Int
  /// What header, descriptor and directory say of its bytes, each reading once.
  let extents: [SalvageExtent]
  let isAnchored: Bool
  let problem: String?
}

/// Walks a damaged ZIP from one local header to the next, and finds the way again after a gap.
///
/// The directory, where it is whole, only adds: it can say where an entry begins and how long it
/// is when its own header or descriptor cannot.
struct SalvageWalk {
  private(set) var candidates: [SalvageCandidate] = []
  private(set) var isComplete: Bool
  private let marks: SalvageMarks
  private let records: [Int: Member]
  private let limits: ArchiveLimits

  init(
    _ source: borrowing ByteSource, _ limits: ArchiveLimits, _ deadline: Deadline
  ) throws(ArchiveError) {
    marks = try SalvageMarks(source, limits, deadline)
    isComplete = marks.isComplete
    self.limits = limits
    records = try Self.directory(of: source, limits)
    var window = ByteWindow(stride: 4_096)
    // Where the next header must stand while nothing was missing so far.
    var expected: Int? = 0
    var free = 0
    var found: Set<Int> = []
    for place in marks.locals where place >= free {
      try deadline.check()
      guard candidates.count < limits.entries else {
        isComplete = false
        break
      }
      guard let header = try SalvageHeader(source, &window, at: place) else { continue }
      let record = records[place].flatMap { $0.rawName == header.rawName ? $0 : nil }
      let isAnchored = place == expected || record != nil
      let reach = reach(of: header, record, in: source.size)
      expected = isAnchored ? reach.end : nil
      free = reach.end ?? place + LocalHeader.length
      // What lies in the bytes of a cut entry is no entry of this archive.
      guard isAnchored || !reach.extents.isEmpty else { continue }
      found.insert(place)
      candidates.append(candidate(header, reach.extents, isAnchored))
    }
    for record in records.values.sorted(by: { $0.numbers.offset < $1.numbers.offset })
    where !found.contains(record.numbers.offset) {
      candidates.append(Self.headless(record))
    }
  }

  /// More readings of one entry than a damaged archive has are an attempt to waste our time.
  private static let mostReadings = 6

  private static func directory(
    of source: borrowing ByteSource, _ limits: ArchiveLimits
  ) throws(ArchiveError) -> [Int: Member] {
    var findings = FindingList()
    guard let end = try EndRecord.find(in: source, &findings),
      let members = try Directory.read(source, end, limits, &findings)
    else { return [:] }
    return Dictionary(members.map { ($0.numbers.offset, $0) }) { first, _ in first }
  }

  /// Every reading of how far an entry reaches, and where the next header stands if that is sure;
  /// the directory's reading stands first, since it was found whole.
  private func reach(
    of header: SalvageHeader, _ record: Member?, in size: Int
  ) -> (extents: [SalvageExtent], end: Int?) {
    var extents: [SalvageExtent] = []
    var ends: [Int] = []
    func add(_ compressed: Int, _ bytes: Int, _ crc32: UInt32, then tails: [Int]) {
      guard compressed <= size - header.dataOffset else { return }
      let borders = tails.map { header.dataOffset + compressed + $0 }
        .filter(marks.borders.contains)
      ends += borders
      // A checksum says nothing of an empty file: only the next header, where it must stand, does.
      guard bytes > 0 || !borders.isEmpty else { return }
      let extent = SalvageExtent(compressed: compressed, bytes: bytes, crc32: crc32)
      guard extents.count < Self.mostReadings, !extents.contains(extent) else { return }
      extents.append(extent)
    }
    let descriptor = [0, 12, 16, 20, 24]
    if let record {
      add(
        record.numbers.compressed, record.numbers.bytes, record.crc32,
        then: record.hasDescriptor ? descriptor : [0])
    }
    if let stated = header.stated {
      add(
        stated.compressed, stated.bytes, header.crc32,
        then: header.hasDescriptor ? descriptor : [0])
    }
    for found in header.hasDescriptor ? marks.descriptors[header.dataOffset] ?? [] : []
    where marks.borders.contains(found.end) {
      add(found.compressed, found.bytes, found.crc32, then: [found.end - found.start])
    }
    return (extents, ends.first)
  }

  private func candidate(
    _ header: SalvageHeader, _ extents: [SalvageExtent], _ isAnchored: Bool
  ) -> SalvageCandidate {
    let problem = header.problem(limits) ?? (extents.isEmpty ? "it is cut off" : nil)
    return SalvageCandidate(
      name: header.name, method: header.method, dataOffset: header.dataOffset, extents: extents,
      isAnchored: isAnchored, problem: problem)
  }

  /// An entry of which only the directory knows.
  private static func headless(_ record: Member) -> SalvageCandidate {
    SalvageCandidate(
      name: record.name, method: record.method, dataOffset: 0, extents: [], isAnchored: true,
      problem: "its own header is damaged")
  }
}
