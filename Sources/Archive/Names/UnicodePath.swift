/// The extra field 0x7075, by which a ZIP says its name a second time, in UTF-8.
struct UnicodePath {
  let text: String
  /// The checksum of the name that it was made for.
  let nameCRC32: UInt32

  /// Nil where the version is not 1 or the text is no UTF-8.
  init?(_ field: Record) {
    guard field.count > 5, field.byte(0) == 1,
      let text = String(validating: field.slice(from: 5), as: UTF8.self)
    else { return nil }
    self.text = text
    nameCRC32 = field.u32(1)
  }

  /// Whether it says no other name than the entry's.
  func agrees(with member: Member) -> Bool {
    nameCRC32 == CRC32.of(member.rawName[...]) && text.utf8.elementsEqual(member.name.utf8)
  }

  /// Whether raw bytes are this name as the locale of the writer could say it.
  func explains(_ raw: [UInt8]) -> Bool {
    guard nameCRC32 == CRC32.of(raw[...]) else { return false }
    return transliterates(raw) || Self.unfolded(raw).elementsEqual(text.utf8)
  }

  /// Whether raw bytes are the same name in some code page of single bytes: every ASCII character
  /// is equal, and only what no code page could say became `_` or `?`.
  private func transliterates(_ raw: [UInt8]) -> Bool {
    guard text.unicodeScalars.count == raw.count else { return false }
    return zip(text.unicodeScalars, raw).allSatisfy { scalar, byte in
      scalar.isASCII ? scalar.value == UInt32(byte) : byte >= 0x80 || byte == 0x5F || byte == 0x3F
    }
  }

  /// A name in which Info-ZIP wrote `#U` and four, or `#L` and six, hexadecimal digits for what
  /// its locale could not say.
  private static func unfolded(_ raw: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < raw.count {
      let length = raw[index...].starts(with: [0x23, 0x55]) ? 4 : 6
      let isMark = length == 4 || raw[index...].starts(with: [0x23, 0x4C])
      let digits = raw[index...].dropFirst(2).prefix(length)
      if isMark, digits.count == length,
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), value >= 0x80,
        let scalar = Unicode.Scalar(value)
      {
        bytes += Array(String(scalar).utf8)
        index += 2 + length
      } else {
        bytes.append(raw[index])
        index += 1
      }
    }
    return bytes
  }
}
