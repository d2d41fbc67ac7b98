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
    let expected = [false, true].flatMap { isWide in
      [false, true].map { descriptor(of: member, isWide: isWide, isSigned: $0) }
    }
    // The longest form that stands there, so that none is taken for a shorter one and a rest.
    for form in expected.sorted(by: { $0.count > $1.count }) where form.count <= room.count {
      guard let found = try window.read(source, at: room.lowerBound, count: form.count) else {
        continue
      }
      if found.bytes.elementsEqual(form) { return room.lowerBound + form.count }
    }
    findings.refuse(
      "descriptor-mismatch", member.name,
      "the sizes and checksum after its bytes are missing or differ from the directory")
    return nil
  }

  private static func descriptor(of member: Member, isWide: Bool, isSigned: Bool) -> [UInt8] {
    let sizes = [member.numbers.compressed, member.numbers.bytes]
    return (isSigned ? littleEndian(0x0807_4B50, 4) : [])
      + littleEndian(Int(member.crc32), 4)
      + sizes.flatMap { littleEndian($0, isWide ? 8 : 4) }
  }

  /// The lowest bytes of a number.
  static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
