import Foundation
import Testing

@testable import Documents

// Pictures in what is set, as they come and as nobody should have made them.
extension PaperTests {
  @Test func `pictures are set, and those that would fill the memory are named instead`() throws {
    func picture(_ bytes: [UInt8]) throws -> Block {
      let picture = try #require(Picture(bytes, description: "a plan"))
      return Block(.paragraph, part: .body, runs: [.picture(picture)])
    }
    let small = try picture(Self.png(width: 2, height: 2))
    // 60,000 by 60,000 in a few bytes; and one that breaks off in the middle.
    let bomb = try picture(Self.png(width: 60_000, height: 60_000))
    let broken = try picture(Array(Self.png(width: 200, height: 200).dropLast(40)))
    let noSize = try picture([0xFF, 0xD8, 0xFF, 0xD9])
    let each = [[small], [bomb], [broken], [noSize], [small, bomb]]
    let copies = try made(each.map { request($0) })
    #expect(copies.map { $0?.missingPictures } == [0, 1, 1, 1, 1])
    let named = try Self.pages(of: #require(copies[1]).bytes)[0]
    #expect(named.contains("cannot be shown here: a plan"))
  }

  /// A PNG whose rows are all nought, with the size that it says.
  private static func png(width: Int, height: Int) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
      let named = Array(name.utf8) + body
      return number(body.count) + named + number(Int(crc(named)))
    }
    // Stored blocks of deflate, for pictures that are small enough to be real.
    let raw = [UInt8](repeating: 0, count: min(height * (1 + (width + 7) / 8), 60_000))
    let length = UInt16(raw.count)
    let header: [UInt8] = [0x78, 1, 1]
    let lengths = [length & 0xFF, length >> 8, ~length & 0xFF, ~length >> 8].map { UInt8($0) }
    let stored = header + lengths + raw + number(((raw.count % 65_521) << 16) | 1)
    let size = number(width) + number(height) + [1, 0, 0, 0, 0]
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", size)
    bytes += chunk("IDAT", stored)
    bytes += chunk("IEND", [])
    return bytes
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }
}
