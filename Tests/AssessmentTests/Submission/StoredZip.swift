import Foundation

/// A ZIP with stored entries, byte by byte (APPNOTE 4.3), for names that a writer would refuse.
struct StoredZip {
  let data: Data

  init(_ entries: [(name: String, bytes: [UInt8])]) {
    var body: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in entries {
      let common =
        Self.little(0x0800, 2) + Self.little(0, 2) + Self.little(0, 4)
        + Self.little(Self.crc32(bytes), 4) + Self.little(bytes.count, 4)
        + Self.little(bytes.count, 4) + Self.little(name.utf8.count, 2) + Self.little(0, 2)
      directory += [0x50, 0x4B, 1, 2] + Self.little(0x0314, 2) + Self.little(10, 2) + common
      directory += Self.little(0, 6) + Self.little(0o100644 << 16, 4)
      directory += Self.little(body.count, 4) + Array(name.utf8)
      body += [0x50, 0x4B, 3, 4] + Self.little(10, 2) + common + Array(name.utf8) + bytes
    }
    let end =
      [0x50, 0x4B, 5, 6] + Self.little(0, 4) + Self.little(entries.count, 2)
      + Self.little(entries.count, 2) + Self.little(directory.count, 4)
      + Self.little(body.count, 4) + Self.little(0, 2)
    data = Data(body + directory + end)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func crc32(_ bytes: [UInt8]) -> Int {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }
}

/// Where in a ZIP the bits lie that say nothing about its files (APPNOTE 4.3.7 and 4.3.12).
struct ZipMap {
  /// The versions, the attributes, the extra fields with times and owners, and the byte that ends
  /// each deflated body, of which some bits are not used (RFC 1951, section 3.1.1).
  private(set) var idle = Set<Int>()
  private let bytes: Data

  init(_ bytes: Data) {
    self.bytes = bytes
    for start in bytes.indices.dropLast(4) {
      switch Array(bytes[start..<start + 4]) {
      case [0x50, 0x4B, 3, 4]:
        idle.formUnion(start + 4..<start + 6)
        idle.formUnion(body(of: start) - number(start + 28)..<body(of: start))
      case [0x50, 0x4B, 1, 2]:
        let extra = start + 46 + number(start + 28)
        idle.formUnion(Array(start + 4..<start + 8) + Array(start + 36..<start + 42))
        idle.formUnion(extra..<extra + number(start + 30))
        idle.insert(body(of: number(start + 42)) + number(start + 20) - 1)
      default: break
      }
    }
  }

  private func body(of header: Int) -> Int {
    header + 30 + number(header + 26) + number(header + 28)
  }

  private func number(_ start: Int) -> Int { Int(bytes[start]) | Int(bytes[start + 1]) << 8 }
}
