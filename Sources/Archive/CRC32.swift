/// The checksum that a ZIP holds of each entry (ISO 3309, polynomial 0xEDB88320 reflected).
package struct CRC32 {
  private var register: UInt32 = .max

  var value: UInt32 { ~register }

  /// Takes in bytes, eight at a time by eight tables.
  mutating func update(_ bytes: ArraySlice<UInt8>) {
    let table = Self.table
    var crc = register
    var index = bytes.startIndex
    while bytes.endIndex - index >= 8 {
      let low =
        crc
        ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
          | UInt32(bytes[index + 2]) << 16 | UInt32(bytes[index + 3]) << 24)
      let near = table[1792 + Int(low & 255)] ^ table[1536 + Int(low >> 8 & 255)]
      let far = table[1280 + Int(low >> 16 & 255)] ^ table[1024 + Int(low >> 24)]
      let next = table[768 + Int(bytes[index + 4])] ^ table[512 + Int(bytes[index + 5])]
      let last = table[256 + Int(bytes[index + 6])] ^ table[Int(bytes[index + 7])]
      crc = near ^ far ^ next ^ last
      index += 8
    }
    while index < bytes.endIndex {
      crc = crc >> 8 ^ table[Int((crc ^ UInt32(bytes[index])) & 255)]
      index += 1
    }
    register = crc
  }

  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc = CRC32()
    crc.update(bytes)
    return crc.value
  }

  private static let table: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 2048)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      table[byte] = value
    }
    for index in 256..<2048 {
      let before = table[index - 256]
      table[index] = before >> 8 ^ table[Int(before & 255)]
    }
    return table
  }()
}
