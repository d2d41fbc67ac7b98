import Glibc

/// What the end of a ZIP says of its directory (PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16).
struct EndRecord {
  /// The entries that it counts.
  var entries: Int
  var directoryOffset: Int
  var directorySize: Int
  /// Where the directory must end: at the first of the end records.
  var limit: Int
  /// Where the locator of its ZIP64 partner stands, if it has one.
  var locator: Int?

  static let signature: UInt32 = 0x0605_4B50
  static let length = 22
}

extension EndRecord {
  /// Finds the end record at the very end of the archive and reads it and its ZIP64 partner.
  ///
  /// Returns nil, with the reason found, where there is no directory to go on with.
  static func find(
    in source: borrowing ByteSource, _ findings: inout FindingList
  ) throws(ArchiveError) -> EndRecord? {
    let length = min(source.size, 65_535 + EndRecord.length)
    guard let bytes = try source.slice(at: source.size - length, count: length) else {
      findings.refuse("truncated", "the archive became shorter", remedy: Remedy.sendAgain)
      return nil
    }
    let tail = Record(bytes)
    let places = Self.places(in: tail)
    let reaching = places.filter { $0 + Self.length + tail.u16($0 + 20) == tail.count }
    guard let place = reaching.last else {
      try explainMissing(source, tail, places.last, &findings)
      return nil
    }
    if reaching.count > 1 {
      findings.refuse("two-ends", "the archive has \(reaching.count) end records")
    }
    if place + Self.length < tail.count {
      findings.refuse(
        "archive-comment",
        "the archive carries a comment of \(tail.count - place - Self.length) bytes")
    }
    return try read(
      Record(tail.slice(place, Self.length)), at: source.size - length + place, source, &findings)
  }

  /// Every place in the tail where an end record could begin.
  private static func places(in tail: Record) -> [Int] {
    guard tail.count >= length else { return [] }
    var places: [Int] = []
    unsafe tail.bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      let end = bytes.count - length + 1
      var index = 0
      while index < end, let found = unsafe memchr(start + index, 0x50, end - index) {
        index = unsafe UnsafeRawPointer(found) - start
        if tail.u32(index) == signature { places.append(index) }
        index += 1
      }
    }
    return places
  }

  /// Says why an archive has no end record at its end.
  private static func explainMissing(
    _ source: borrowing ByteSource, _ tail: Record, _ place: Int?, _ findings: inout FindingList
  ) throws(ArchiveError) {
    let head = try source.bytes(at: 0, count: min(source.size, Magic.bytesNeeded)) ?? []
    guard head.starts(with: Array("PK".utf8)) else {
      let kind = Magic.name(of: head) ?? "something other than a ZIP archive"
      findings.refuse(
        "not-a-zip", "this is \(kind)", remedy: "send a ZIP archive; other kinds are not opened")
      return
    }
    if let place, place + length + tail.u16(place + 20) < tail.count {
      findings.refuse(
        "hidden-bytes", "bytes follow the end of the archive and belong to no entry",
        remedy: Remedy.sendAgain)
    } else {
      findings.refuse(
        "truncated", "the archive stops before its end", remedy: Remedy.sendAgain)
    }
  }

  private static func read(
    _ record: Record, at place: Int, _ source: borrowing ByteSource, _ findings: inout FindingList
  ) throws(ArchiveError) -> EndRecord? {
    let plain = EndRecord(
      entries: record.u16(10), directoryOffset: record.int32(16), directorySize: record.int32(12),
      limit: place)
    let wide = try EndRecord64.find(before: place, in: source)
    let end: EndRecord
    switch wide {
    case .none: end = plain
    case .damaged(let reason):
      findings.refuse("zip64-mismatch", reason)
      return nil
    case .encrypted:
      findings.refuse(
        "encrypted", "the archive's directory has a password", remedy: Self.noPassword)
      return nil
    case .found(let found):
      guard found.agrees(with: record) else {
        findings.refuse("zip64-mismatch", "the two end records of the archive disagree")
        return nil
      }
      end = found
    }
    // ZIP64 archives may have the "see there" mark in the disk numbers too.
    let disks = [record.u16(4), record.u16(6)]
    let isWide = if case .found = wide { true } else { false }
    guard disks.allSatisfy({ $0 == 0 || isWide && $0 == 0xFFFF }),
      record.u16(8) == record.u16(10)
    else {
      findings.refuse("multi-volume", "this is one part of an archive in several parts")
      return nil
    }
    return end
  }

  /// Whether each number of the plain record is equal to this one's or refers to it.
  private func agrees(with plain: Record) -> Bool {
    (plain.u16(10) == 0xFFFF || plain.u16(10) == entries)
      && (plain.u32(12) == .max || plain.int32(12) == directorySize)
      && (plain.u32(16) == .max || plain.int32(16) == directoryOffset)
  }

  static let noPassword = "make the archive again without a password"
}
