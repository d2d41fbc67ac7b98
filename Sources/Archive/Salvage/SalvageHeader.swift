import Findings

/// A local header as it stands, without a directory to hold it against.
struct SalvageHeader {
  let rawName: [UInt8]
  let name: String
  let flags: Int
  let method: Int
  let crc32: UInt32
  let dataOffset: Int
  /// The sizes in the header; nil where a descriptor is to say them or they cannot be read.
  let stated: EntryNumbers?
  private let isBroken: Bool
  private let isEncrypted: Bool

  var hasDescriptor: Bool { flags & 0x0008 != 0 }

  /// Nil where the header runs over the end of the archive.
  init?(
    _ source: borrowing ByteSource, _ window: inout ByteWindow, at place: Int
  ) throws(ArchiveError) {
    guard let head = try window.read(source, at: place, count: LocalHeader.length),
      let whole = try window.read(
        source, at: place, count: LocalHeader.length + head.u16(26) + head.u16(28))
    else { return nil }
    rawName = Array(whole.slice(LocalHeader.length, head.u16(26)))
    let extra = ExtraFields(whole.slice(from: LocalHeader.length + rawName.count))
    flags = head.u16(6)
    method = head.u16(8)
    crc32 = head.u32(14)
    dataOffset = place + whole.count
    let decoded = EntryName(rawName, flags: flags, extra: extra)
    name = decoded.text
    isBroken = decoded.encoding == .broken
    isEncrypted = flags & 0x2041 != 0 || extra?.hasPassword == true
    let plain = EntryNumbers(bytes: head.int32(22), compressed: head.int32(18))
    let numbers = extra.flatMap { Zip64Field.local(plain, $0) }
    let isOpen = flags & 0x0008 != 0 && plain.compressed == 0 && crc32 == 0
    stated = isOpen ? nil : numbers
  }

  /// Why its bytes are not to be taken, whatever they are; the rules of names are the same for a
  /// damaged archive as for a whole one.
  func problem(_ limits: ArchiveLimits) -> String? {
    if isEncrypted { return "it has a password" }
    if ![0, 8].contains(method) { return "it is compressed in a way that is not opened" }
    if isBroken { return "its name is damaged or disguised UTF-8" }
    return NameRules.problems(of: name, limits).first(where: \.isRefused)?.finding(for: name)
      .message
  }
}
