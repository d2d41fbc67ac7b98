/// The archive as libarchive is shown it: the same bytes, with the few replaced that it would
/// have to guess from.
///
/// The container check has proved sizes and checksums, so each header gets them and loses the
/// mark of a data descriptor; libarchive 3.6.2 otherwise searches stored bytes for one. Bytes of
/// an old character set in a name become `_`: names are taken from the check.
struct PlainView {
  private var patches: [(offset: Int, bytes: [UInt8])] = []

  init(_ container: Container) {
    // Some writers count no disk where there is one; libarchive takes that for no ZIP.
    if let locator = container.locator { patches.append((locator + 16, [1, 0, 0, 0])) }
    for member in container.members {
      guard let local = member.local else { continue }
      let start = member.numbers.offset
      if member.hasDescriptor {
        let flags = Spans.littleEndian(member.flags & ~0x0008, 2)
        patches.append((start + 6, flags))
        patches.append((member.recordOffset + 8, flags))
        patches.append((start + 14, Self.numbers(member, isWide: local.wideSizesOffset != nil)))
        if let wide = local.wideSizesOffset {
          let sizes = [member.numbers.bytes, member.numbers.compressed]
          patches.append((wide, sizes.flatMap { Spans.littleEndian($0, 8) }))
        }
      }
      if String(validating: member.rawName, as: UTF8.self) == nil {
        let name = member.rawName.map { $0 < 0x80 ? $0 : 0x5F }
        patches.append((start + LocalHeader.length, name))
        patches.append((member.recordOffset + Member.length, name))
      }
    }
    patches.sort { $0.offset < $1.offset }
  }

  private static func numbers(_ member: Member, isWide: Bool) -> [UInt8] {
    let sizes = [member.numbers.compressed, member.numbers.bytes]
    return Spans.littleEndian(Int(member.crc32), 4)
      + sizes.flatMap { Spans.littleEndian(isWide ? Zip64Field.mark : $0, 4) }
  }

  /// Replaces what has to be replaced in bytes that were read from a place.
  func apply(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    let end = offset + bytes.count
    var index = firstPatch(endingAfter: offset)
    while index < patches.count, patches[index].offset < end {
      let patch = patches[index]
      for (step, byte) in patch.bytes.enumerated() {
        let place = patch.offset + step - offset
        if bytes.indices.contains(place) { unsafe bytes[place] = byte }
      }
      index += 1
    }
  }

  /// Patches do not overlap, so their ends are in order too.
  private func firstPatch(endingAfter offset: Int) -> Int {
    var low = 0
    var high = patches.count
    while low < high {
      let middle = (low + high) / 2
      if patches[middle].offset + patches[middle].bytes.count <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
