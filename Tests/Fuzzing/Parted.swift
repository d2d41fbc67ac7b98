import Archive

/// Named parts in one run of bytes: each begins with a byte 1, its name and a line feed.
struct Parted {
  let parts: [(name: String, bytes: [UInt8])]

  init(_ parts: [(name: String, bytes: [UInt8])]) { self.parts = parts }

  init(_ bytes: [UInt8]) {
    parts = bytes.split(separator: 1).map { part in
      let name = part.prefix { $0 != UInt8(ascii: "\n") }
      return (String(decoding: name, as: UTF8.self), Array(part.dropFirst(name.count + 1)))
    }
  }

  /// The parts of a ZIP; pictures and what else is no text are left out, and nil stands for one
  /// that cannot be read.
  init?(archive: [UInt8]) {
    guard var reader = try? ZipReader(bytes: archive, limits: ArchiveLimits()) else { return nil }
    var parts: [(name: String, bytes: [UInt8])] = []
    while let entry = try? reader.next() {
      guard let bytes = try? reader.readAll() else { return nil }
      if !bytes.contains(where: { $0 < 8 }) { parts.append((entry.name, bytes)) }
    }
    self.parts = parts
  }

  var bytes: [UInt8] {
    Array(parts.map { [1] + Array($0.name.utf8) + [UInt8(ascii: "\n")] + $0.bytes }.joined())
  }
}

/// A ZIP of stored entries in which every number is right.
func storedZip(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for part in parts {
    let name = Array(part.name.utf8)
    let crc = checksum(part.bytes)
    let shared =
      littleEndian(20, 2) + littleEndian(0x0800, 2) + littleEndian(0, 6) + littleEndian(crc, 4)
      + littleEndian(part.bytes.count, 4) + littleEndian(part.bytes.count, 4)
      + littleEndian(name.count, 2) + littleEndian(0, 2)
    directory +=
      littleEndian(0x0201_4B50, 4) + littleEndian(0x0314, 2) + shared + littleEndian(0, 6)
      + littleEndian(0o100644 << 16, 4) + littleEndian(archive.count, 4) + name
    archive += littleEndian(0x0403_4B50, 4) + shared + name + part.bytes
  }
  let start = archive.count
  archive += directory
  archive += littleEndian(0x0605_4B50, 4) + littleEndian(0, 4)
  archive += littleEndian(parts.count, 2) + littleEndian(parts.count, 2)
  return archive + littleEndian(directory.count, 4) + littleEndian(start, 4) + littleEndian(0, 2)
}

private func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// CRC-32 bit by bit, written apart from the one that is tried.
private func checksum(_ bytes: [UInt8]) -> Int {
  var crc: UInt32 = .max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return Int(~crc)
}
