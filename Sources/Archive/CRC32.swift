import CZlib

/// The checksum that a ZIP holds of each entry (ISO 3309, polynomial 0xEDB88320 reflected).
package struct CRC32 {
  private var register: UInt = 0

  var value: UInt32 { UInt32(truncatingIfNeeded: register) }

  mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer {
      // Of no address zlib gives back the start.
      if let start = $0.baseAddress { unsafe register = crc32_z(register, start, $0.count) }
    }
  }

  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc = CRC32()
    crc.update(bytes)
    return crc.value
  }
}
