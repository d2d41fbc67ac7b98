package import Foundation

/// Base 64 with the standard alphabet (RFC 4648 section 4), read canonically: one spelling a value.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// The text of some bytes, with `=` at its end only where padded.
  static func encode(_ bytes: some Collection<UInt8>, padded: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(alphabet[Int(pending >> bits & 63)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(pending << (6 - bits) & 63)]) }
    if padded { while text.count % 4 != 0 { text.append(padding) } }
    return text
  }

  /// The bytes of a text; nil where anything but the one canonical spelling is given.
  static func decode(_ text: some Collection<UInt8>, padded: Bool) -> [UInt8]? {
    var digits = Array(text)
    if padded {
      guard digits.count % 4 == 0 else { return nil }
      for _ in 0..<2 where digits.last == padding { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for digit in digits {
      guard let value = value(digit) else { return nil }
      pending = pending << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      }
    }
    // Bits that stand for nothing must be zero, or two texts would mean the same.
    guard pending & (1 << bits - 1) == 0 else { return nil }
    return bytes
  }

  /// Whether a byte stands in such texts, the padding too.
  static func isDigit(_ byte: UInt8) -> Bool { byte == padding || value(byte) != nil }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 65...90: UInt32(digit) - 65
    case 97...122: UInt32(digit) - 71
    case 48...57: UInt32(digit) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

extension [UInt8] {
  /// Puts the padded base 64 of some bytes behind what is there, a piece at a time.
  package mutating func append(base64 bytes: Data) {
    reserveCapacity(count + (bytes.count + 2) / 3 * 4 + 1)
    // Whole triples, so that nothing is padded before the end.
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 49_152) {
      let piece = bytes[start..<Swift.min(start + 49_152, bytes.endIndex)]
      append(contentsOf: piece.base64EncodedData())
    }
  }
}
