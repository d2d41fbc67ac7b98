/// Every byte of a ZIP has one owner: a header with its entry's bytes and descriptor, the
/// directory, or an end record.
enum Spans {
  /// Judges members sorted by where they lie, up to the directory.
  static func judge(
    _ members: [Member], directoryOffset: Int, _ source: borrowing ByteSource,
    _ window: inout ByteWindow, _ findings: inout FindingList
  ) throws(ArchiveError) {
    // The first byte that no member before owns; nil after one whose end is unknown.
    var owned: Int? = 0
    for (index, member) in members.enumerated() {
      let start = member.numbers.offset
      if let end = owned, start > end {
        findings.hidden(start - end, where: "before \(member.name)")
      }
      let next = index + 1 < members.count ? members[index + 1].numbers.offset : directoryOffset
      guard let data = member.local?.dataOffset else {
        owned = nil
        continue
      }
      guard data <= next, member.numbers.compressed <= next - data else {
        let whose = index + 1 < members.count ? members[index + 1].name : "the directory"
        findings.refuse("entries-overlap", member.name, "it shares bytes with \(whose)")
        owned = nil
        continue
      }
      let dataEnd = data + member.numbers.compressed
      owned = try afterDescriptor(of: member, dataEnd..<next, source, &window, &findings)
    }
    if let end = owned, end < directoryOffset {
      findings.hidden(directoryOffset - end, where: "before the directory")
    }
  }

  /// Where a member's bytes end with its data descriptor, which has four forms: with or without
  /// a signature, with sizes of 32 or 64 bits (APPNOTE 4.3.9).
  private static func afterDescriptor(
    of member: Member, _ room: Range<Int>, _ source: borrowing ByteSource,
    _ window: inout ByteWindow, _ findings: inout FindingList
  ) throws(ArchiveError) -> Int? {
    guard member.hasDescriptor else { return room.lowerBound }
    // The longest form that stands there, so that none is taken for a shorter one and a rest.
    for (isWide, isSigned) in [(true, true), (true, false), (false, true), (false, false)] {
      let count = (isSigned ? 8 : 4) + (isWide ? 16 : 8)
      guard count <= room.count,
        let found = try window.read(source, at: room.lowerBound, count: count)
      else { continue }
      if isDescriptor(found, of: member, isWide: isWide, isSigned: isSigned) {
        return room.lowerBound + count
      }
    }
    findings.refuse(
      "descriptor-mismatch", member.name,
      "the sizes and checksum after its bytes are missing or differ from the directory")
    return nil
  }

  private static func isDescriptor(
    _ record: Record, of member: Member, isWide: Bool, isSigned: Bool
  ) -> Bool {
    if isSigned, record.u32(0) != 0x0807_4B50 { return false }
    let start = isSigned ? 4 : 0
    guard record.u32(start) == member.crc32 else { return false }
    let (compressed, bytes) = (member.numbers.compressed, member.numbers.bytes)
    if isWide {
      return record.int64(start + 4) == compressed && record.int64(start + 12) == bytes
    }
    return record.u32(start + 4) == UInt32(truncatingIfNeeded: compressed)
      && record.u32(start + 8) == UInt32(truncatingIfNeeded: bytes)
  }

  /// The lowest bytes of a number.
  static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
