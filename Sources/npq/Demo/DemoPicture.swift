import Archive
import Assessment

/// A PNG with as much noise as a photograph has, so that it does not deflate away.
func demoPicture(width: Int, height: Int, draw: inout DrawStream) -> [UInt8] {
  var rows: [UInt8] = []
  rows.reserveCapacity(height * (width + 1))
  for row in 0..<height {
    rows.append(0)
    for column in stride(from: 0, to: width, by: 8) {
      let noise = draw.next()
      for step in 0..<8 {
        rows.append(UInt8(truncatingIfNeeded: row + column + step + Int(noise >> (8 * step) & 31)))
      }
    }
  }
  let head = bytes(UInt32(width)) + bytes(UInt32(height)) + [8, 0, 0, 0, 0]
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head)
    + chunk("IDAT", stored(rows)) + chunk("IEND", [])
}

/// A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4).
private func stored(_ plain: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = [0x78, 0x01]
  for start in stride(from: 0, to: plain.count, by: 65_535) {
    let block = plain[start..<min(start + 65_535, plain.count)]
    let size = UInt16(block.count)
    stream.append(start + 65_535 >= plain.count ? 1 : 0)
    stream +=
      [UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)] + block
  }
  var (low, high): (UInt32, UInt32) = (1, 0)
  for byte in plain {
    low = (low + UInt32(byte)) % 65_521
    high = (high + low) % 65_521
  }
  return stream + bytes(high << 16 | low)
}

private func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
  let named = Array(kind.utf8) + body
  return bytes(UInt32(body.count)) + named + bytes(CRC32.of(named[...]))
}

private func bytes(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}
