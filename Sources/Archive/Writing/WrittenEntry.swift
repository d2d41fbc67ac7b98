/// An entry as its two headers tell of it (APPNOTE 4.3.7, 4.3.12): no time, no owner, no field that
/// is not needed, and no descriptor behind it, so that whoever reads as it comes knows its end.
struct WrittenEntry {
  let name: [UInt8]
  let isStored: Bool
  /// Where its local header stands.
  let place: Int
  let crc32: UInt32
  let bytes: Int
  let compressed: Int

  static let wideVersion = 45

  /// Whether both headers have its sizes in 64 bits.
  private var isWide: Bool { max(bytes, compressed) >= Zip64Field.mark }

  /// The header before its bytes.
  var local: [UInt8] {
    var header: [UInt8] = []
    header.put(LocalHeader.signature, 4)
    putCommon(isWide ? Self.wideVersion : 20, extra: isWide ? 20 : 0, to: &header)
    header += name
    if isWide { Self.putWide([bytes, compressed], to: &header) }
    return header
  }

  /// Its record in the directory.
  var central: [UInt8] {
    let isFar = place >= Zip64Field.mark
    let wide = (isWide ? [bytes, compressed] : []) + (isFar ? [place] : [])
    let version = wide.isEmpty ? 20 : Self.wideVersion
    var record: [UInt8] = []
    record.put(Member.signature, 4)
    // Made on Unix, a plain file that anyone may read.
    record.put(0x0300 | version, 2)
    putCommon(version, extra: wide.isEmpty ? 0 : 4 + 8 * wide.count, to: &record)
    record.put(0, 6)
    record.put(0o100644 << 16, 4)
    record.put(isFar ? Zip64Field.mark : place, 4)
    record += name
    if !wide.isEmpty { Self.putWide(wide, to: &record) }
    return record
  }

  /// What both headers say alike.
  private func putCommon(_ version: Int, extra: Int, to header: inout [UInt8]) {
    header.put(version, 2)
    // Names in UTF-8 say so where they need it.
    header.put(name.contains { $0 >= 0x80 } ? 0x0800 : 0, 2)
    header.put(isStored ? 0 : 8, 2)
    // The first moment that a ZIP knows, midnight of 1 January 1980.
    header.put(0x0021_0000, 4)
    header.put(crc32, 4)
    header.put(isWide ? Zip64Field.mark : compressed, 4)
    header.put(isWide ? Zip64Field.mark : bytes, 4)
    header.put(name.count, 2)
    header.put(extra, 2)
  }

  /// The ZIP64 field (APPNOTE 4.5.3).
  private static func putWide(_ values: [Int], to header: inout [UInt8]) {
    header.put(ExtraFields.zip64, 2)
    header.put(values.count * 8, 2)
    for value in values { header.put(value, 8) }
  }
}

extension [UInt8] {
  /// Appends a number as a ZIP has it, the lowest byte first.
  mutating func put(_ value: some BinaryInteger, _ count: Int) {
    for place in 0..<count { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }
}
