/// The header that stands before an entry's bytes (APPNOTE 4.3.7).
struct LocalHeader {
  var nameLength: Int
  var numbers: EntryNumbers
  /// Where the entry's bytes begin.
  var dataOffset: Int
  /// Where the 64-bit sizes stand in the file, if they do.
  var wideSizesOffset: Int?

  static let signature: UInt32 = 0x0403_4B50
  static let length = 30
}

extension LocalHeader {
  /// Reads the header that a record of the directory points to and holds the two against each
  /// other; nil, with the reason found, where there is none.
  static func read(
    for member: Member, _ source: borrowing ByteSource, _ limits: ArchiveLimits,
    _ window: inout ByteWindow, _ findings: inout FindingList
  ) throws(ArchiveError) -> LocalHeader? {
    let place = member.numbers.offset
    guard let head = try window.read(source, at: place, count: length), head.u32(0) == signature,
      let whole = try window.read(
        source, at: place, count: length + head.u16(26) + head.u16(28))
    else {
      findings.refuse(
        "header-missing", member.name, "the directory points to a place where no entry begins",
        remedy: Remedy.sendAgain)
      return nil
    }
    let nameLength = head.u16(26)
    let plain = EntryNumbers(bytes: head.int32(22), compressed: head.int32(18))
    guard let extra = ExtraFields(whole.slice(from: length + nameLength)) else {
      findings.refuse("extra-damaged", member.name, "its extra fields run over their end")
      return nil
    }
    guard let numbers = Zip64Field.local(plain, extra) else {
      findings.refuse(
        "zip64-mismatch", member.name, "the ZIP64 field of its own header is missing or wrong")
      return nil
    }
    compare(head, numbers, name: whole.slice(length, nameLength), member, limits, &findings)
    ExtraRules.judge(extra, member, &findings)
    return LocalHeader(
      nameLength: nameLength, numbers: numbers, dataOffset: place + whole.count,
      wideSizesOffset: numbers.wideSizes.map { place + length + nameLength + $0 })
  }

  /// Names everything in which the two headers disagree.
  ///
  /// With bit 3 set the writer did not know checksum and sizes yet and may have left zeros.
  private static func compare(
    _ head: Record, _ numbers: EntryNumbers, name: ArraySlice<UInt8>, _ member: Member,
    _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    let isOpen = member.hasDescriptor
    var differing: [String] = []
    if !name.elementsEqual(member.rawName) { differing.append("name") }
    if head.u16(6) != member.flags { differing.append("flags") }
    if head.u16(8) != member.method { differing.append("method") }
    if head.u32(10) != member.time, !limits.takesDifferingTimes { differing.append("time") }
    if head.u32(14) != member.crc32, !(isOpen && head.u32(14) == 0) {
      differing.append("checksum")
    }
    if numbers.compressed != member.numbers.compressed, !(isOpen && numbers.compressed == 0) {
      differing.append("compressed size")
    }
    if numbers.bytes != member.numbers.bytes, !(isOpen && numbers.bytes == 0) {
      differing.append("size")
    }
    guard !differing.isEmpty else { return }
    findings.refuse(
      "header-mismatch", member.name,
      "its own header and the directory disagree about its \(differing.joined(separator: ", "))")
  }
}
