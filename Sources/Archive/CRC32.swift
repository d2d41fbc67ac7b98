/// The checksum that a ZIP holds of each entry (ISO 3309, polynomial 0xEDB88320 reflected).
package struct CRC32 {
  private var register: UInt32 = .max

  var value: UInt32 { ~register }

  /// Takes in bytes, eight at a time by eight tables.
  mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe Self.table.withUnsafeBufferPointer { table in
        unsafe register = Self.register(after: bytes, register, table)
      }
    }
  }

  private static func register(
    after bytes: UnsafeRawBufferPointer, _ start: UInt32, _ table: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    var crc = start
    var index = 0
    while bytes.count - index >= 8 {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let low = UInt32(truncatingIfNeeded: word) ^ crc
      let high = UInt32(truncatingIfNeeded: word >> 32)
      let near = unsafe table[1792 + Int(low & 255)] ^ table[1536 + Int(low >> 8 & 255)]
      let far = unsafe table[1280 + Int(low >> 16 & 255)] ^ table[1024 + Int(low >> 24)]
      let next = unsafe table[768 + Int(high & 255)] ^ table[512 + Int(high >> 8 & 255)]
      let last = unsafe table[256 + Int(high >> 16 & 255)] ^ table[Int(high >> 24)]
      crc = near ^ far ^ next ^ last
      index += 8
    }
    while index < bytes.count {
      crc = unsafe crc >> 8 ^ table[Int((crc ^ UInt32(bytes[index])) & 255)]
      index += 1
    }
    return crc
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
