import Documents

/// How many dots a picture has across and down, by its own first bytes.
struct PictureSize {
  let width: Int
  let height: Int

  /// A picture with more would take more memory than it is worth.
  static let mostDots = 40_000_000
  private static let longestSide = 30_000

  /// Nil where it does not say, or is too large.
  init?(of picture: Picture) {
    let said =
      switch picture.kind {
      case .png: Self.png(picture.bytes)
      case .jpeg: Self.jpeg(picture.bytes)
      }
    guard let (width, height) = said, width > 0, height > 0,
      width <= Self.longestSide, height <= Self.longestSide, width * height <= Self.mostDots
    else { return nil }
    (self.width, self.height) = (width, height)
  }

  /// The header is the first chunk (PNG, third edition, 11.2.1).
  private static func png(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count > 33, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  /// The frame header (ITU T.81, B.2.2), behind segments of any other kind.
  private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
    var place = 2
    while place + 9 < bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        return (
          Int(bytes[place + 7]) << 8 | Int(bytes[place + 8]),
          Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
        )
      }
      guard marker != 0xD9, marker != 0xDA else { return nil }
      place += 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
    }
    return nil
  }
}
