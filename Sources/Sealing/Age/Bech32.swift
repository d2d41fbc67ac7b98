/// Bech32 (BIP 173): text with a prefix and a check sum, as age writes its keys.
///
/// The limit of 90 characters does not apply, as in age.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let separator = UInt8(ascii: "1")
  private static let checksumLength = 6

  /// The lower-case text of some bytes under a lower-case prefix.
  static func encode(prefix: String, _ bytes: [UInt8]) -> String {
    let groups = fiveBits(of: bytes)
    let sum = polymod(expanded(Array(prefix.utf8)) + groups + [0, 0, 0, 0, 0, 0]) ^ 1
    let check = (0..<checksumLength).map { UInt8(sum >> (5 * UInt32(5 - $0)) & 31) }
    return prefix + "1"
      + String(decoding: (groups + check).map { alphabet[Int($0)] }, as: UTF8.self)
  }

  /// The prefix, as written, and the bytes of a text; nil where its check sum, its case, its
  /// symbols or its padding are wrong.
  static func decode(_ text: String) -> (prefix: String, bytes: [UInt8])? {
    let written = Array(text.utf8)
    let hasUpper = written.contains { (65...90).contains($0) }
    let hasLower = written.contains { (97...122).contains($0) }
    guard !(hasUpper && hasLower), written.allSatisfy({ (33...126).contains($0) }) else {
      return nil
    }
    let lower = written.map { (65...90).contains($0) ? $0 + 32 : $0 }
    guard let split = lower.lastIndex(of: separator), split > 0 else { return nil }
    var values: [UInt8] = []
    for symbol in lower[(split + 1)...] {
      guard let value = alphabet.firstIndex(of: symbol) else { return nil }
      values.append(UInt8(value))
    }
    guard values.count >= checksumLength, polymod(expanded(Array(lower[..<split])) + values) == 1,
      let bytes = bytes(of: values.dropLast(checksumLength))
    else { return nil }
    return (String(decoding: written[..<split], as: UTF8.self), bytes)
  }

  /// The check sum over groups of five bits (BIP 173, "Checksum").
  private static func polymod(_ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var sum: UInt32 = 1
    for value in values {
      let top = sum >> 25
      sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for (index, term) in generator.enumerated() where top >> UInt32(index) & 1 == 1 {
        sum ^= term
      }
    }
    return sum
  }

  private static func expanded(_ prefix: [UInt8]) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
  }

  private static func fiveBits(of bytes: [UInt8]) -> [UInt8] {
    var groups: [UInt8] = []
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        groups.append(UInt8(pending >> bits & 31))
      }
    }
    if bits > 0 { groups.append(UInt8(pending << (5 - bits) & 31)) }
    return groups
  }

  private static func bytes(of groups: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for group in groups {
      pending = pending << 5 | UInt32(group)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      }
    }
    guard bits < 5, pending & (1 << bits - 1) == 0 else { return nil }
    return bytes
  }
}
