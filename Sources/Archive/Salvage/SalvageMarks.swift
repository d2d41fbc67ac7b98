/// Where the headers of a ZIP seem to stand, whatever its directory says.
///
/// The bytes of an entry can hold the same marks, most of all those of a ZIP within the ZIP, so a
/// mark is a guess until the walk or a checksum confirms it.
struct SalvageMarks {
  /// What a data descriptor says, and where it lies.
  struct Descriptor: Hashable {
    let start: Int
    let end: Int
    let crc32: UInt32
    let compressed: Int
    let bytes: Int
  }

  /// Where local headers seem to begin, in rising order.
  private(set) var locals: [Int] = []
  /// Where an entry can end: at the next header of any kind, or at the end of the archive.
  private(set) var borders: Set<Int>
  /// Descriptors by the place at which the bytes that they describe would have to begin.
  private(set) var descriptors: [Int: [Descriptor]] = [:]
  /// Whether the search went to the end of the archive.
  private(set) var isComplete = true

  init(
    _ source: borrowing ByteSource, _ limits: ArchiveLimits, _ deadline: Deadline
  ) throws(ArchiveError) {
    borders = []
    let most = max(limits.entries, 1_000) * 16
    var seen = 0
    var place = 0
    while place < source.size, isComplete {
      try deadline.check()
      let count = min(Self.stride + 3, source.size - place)
      guard let block = try source.bytes(at: place, count: count) else { return }
      for start in Self.starts(in: block) where start < Self.stride {
        seen += 1
        guard seen <= most else {
          isComplete = false
          break
        }
        try take(block[start + 2], at: place + start, source)
      }
      place += Self.stride
    }
    try takeEnd(source)
  }

  private static let stride = 1 << 20

  /// Where `PK` is followed by one of the pairs that headers have.
  private static func starts(in block: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var rest = block[...]
    while let start = rest.firstIndex(of: 0x50), start + 3 < block.count {
      rest = block[(start + 1)...]
      guard block[start + 1] == 0x4B else { continue }
      switch (block[start + 2], block[start + 3]) {
      case (1, 2), (3, 4), (5, 6), (6, 6), (7, 8): starts.append(start)
      default: break
      }
    }
    return starts
  }

  private mutating func take(
    _ kind: UInt8, at place: Int, _ source: borrowing ByteSource
  ) throws(ArchiveError) {
    if kind == 7 {
      try add(at: place, headLength: 4, isWide: false, source)
      try add(at: place, headLength: 4, isWide: true, source)
      return
    }
    if kind == 3 { locals.append(place) }
    borders.insert(place)
    try addBare(before: place, source)
  }

  /// The end of the archive is a border, and so is the header that it cuts within its mark.
  private mutating func takeEnd(_ source: borrowing ByteSource) throws(ArchiveError) {
    for count in 0...3 where count <= source.size {
      let place = source.size - count
      guard let rest = try source.bytes(at: place, count: count),
        [[0x50, 0x4B, 1], [0x50, 0x4B, 3], [0x50, 0x4B, 5]].contains(where: { mark in
          mark.starts(with: rest)
        })
      else { continue }
      borders.insert(place)
      try addBare(before: place, source)
    }
  }

  /// Some writers leave the descriptor's own mark away (APPNOTE 4.3.9.3).
  private mutating func addBare(
    before place: Int, _ source: borrowing ByteSource
  ) throws(ArchiveError) {
    try add(at: place - 12, headLength: 0, isWide: false, source)
    try add(at: place - 20, headLength: 0, isWide: true, source)
  }

  /// Adds what a descriptor at a place would say, if it lies in the archive.
  private mutating func add(
    at place: Int, headLength: Int, isWide: Bool, _ source: borrowing ByteSource
  ) throws(ArchiveError) {
    let length = headLength + (isWide ? 20 : 12)
    guard place >= 0, let bytes = try source.bytes(at: place, count: length) else { return }
    let record = Record(bytes[headLength...])
    let compressed = isWide ? record.int64(4) : record.int32(4)
    guard compressed <= place else { return }
    descriptors[place - compressed, default: []].append(
      Descriptor(
        start: place, end: place + length, crc32: record.u32(0), compressed: compressed,
        bytes: isWide ? record.int64(12) : record.int32(8)))
  }
}
