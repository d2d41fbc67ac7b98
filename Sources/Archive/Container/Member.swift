/// One record of a ZIP's directory, as it stands (APPNOTE 4.3.12), with its numbers resolved.
struct Member {
  var rawName: [UInt8]
  /// The name as it is shown.
  var name: String
  var flags: Int
  var method: Int
  /// Date and time of DOS together.
  var time: UInt32
  var crc32: UInt32
  var numbers: EntryNumbers
  var attributes: UInt32
  var host: Int
  var comment: Int
  var extra: ExtraFields?
  var encoding: EntryName.Encoding
  /// Where this record stands.
  var recordOffset: Int
  /// The local header, where it was found.
  var local: LocalHeader?
  var kind = ArchiveEntry.Kind.file

  static let signature: UInt32 = 0x0201_4B50
  static let length = 46

  var hasDescriptor: Bool { flags & 0x0008 != 0 }
  var entry: ArchiveEntry {
    ArchiveEntry(name: name, kind: kind, bytes: numbers.bytes, crc32: crc32, marks: marks)
  }
}

extension Member {
  /// Reads the record at a place; nil where none stands or it runs over the directory's end.
  ///
  /// Returns it with its own length.
  static func read(
    _ source: borrowing ByteSource, _ window: inout ByteWindow, at place: Int, limit: Int,
    _ findings: inout FindingList
  ) throws(ArchiveError) -> (member: Member, length: Int)? {
    guard place <= limit - length, let head = try window.read(source, at: place, count: length),
      head.u32(0) == signature
    else { return nil }
    let nameLength = head.u16(28)
    let extraLength = head.u16(30)
    let commentLength = head.u16(32)
    let total = length + nameLength + extraLength + commentLength
    guard total <= limit - place, let whole = try window.read(source, at: place, count: total)
    else { return nil }
    let rawName = Array(whole.slice(length, nameLength))
    let extra = ExtraFields(whole.slice(length + nameLength, extraLength))
    let flags = head.u16(8)
    let decoded = EntryName(rawName, flags: flags, extra: extra)
    var member = Member(
      rawName: rawName, name: decoded.text, flags: flags, method: head.u16(10), time: head.u32(12),
      crc32: head.u32(16),
      numbers: EntryNumbers(
        bytes: head.int32(24), compressed: head.int32(20), offset: head.int32(42)),
      attributes: head.u32(38), host: Int(head.byte(5)), comment: commentLength, extra: extra,
      encoding: decoded.encoding, recordOffset: place)
    member.resolve(disk: head.u16(34), &findings)
    return (member, total)
  }

  /// Takes the numbers from the ZIP64 field where they stand there.
  private mutating func resolve(disk: Int, _ findings: inout FindingList) {
    guard let extra else {
      findings.refuse("extra-damaged", name, "its extra fields run over their end")
      return
    }
    guard disk == 0 || disk == 0xFFFF, let found = Zip64Field.central(numbers, disk: disk, extra)
    else {
      findings.refuse("zip64-mismatch", name, "its ZIP64 field is missing, wrong or repeated")
      return
    }
    numbers = found
  }
}
