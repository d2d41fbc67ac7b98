public import Crypto
public import Foundation

/// A SHA-256 digest of 32 bytes, shown as 64 lower-case hexadecimal digits.
public struct Digest: Sendable, Hashable, Comparable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// Takes over a digest that swift-crypto made.
  public init(_ digest: SHA256Digest) {
    bytes = Array(digest)
  }

  /// The digest of some bytes (FIPS 180-4).
  public init(of data: some DataProtocol) {
    self.init(SHA256.hash(data: data))
  }

  /// Reads 64 hexadecimal digits of either case.
  public init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// Orders digests by their bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
  }
}

extension Digest {
  /// Takes the digest of bytes that come a block at a time.
  public struct Stream: Sendable {
    private var hasher = SHA256()

    /// Starts with no bytes.
    public init() {}

    /// Takes in the next block.
    public mutating func update(_ block: some DataProtocol) {
      hasher.update(data: block)
    }

    /// The digest of all blocks so far.
    public var digest: Digest { Digest(hasher.finalize()) }
  }
}

extension Digest: CustomStringConvertible {
  /// The digest in lower-case hexadecimal.
  public var description: String {
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      shown.append(Self.digit(byte >> 4))
      shown.append(Self.digit(byte & 15))
    }
    return String(decoding: shown, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}

extension Digest: Codable {
  /// Reads 64 hexadecimal digits.
  ///
  /// Throws `DecodingError.dataCorrupted` for anything else.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text("not a SHA-256 digest") { Digest(hex: $0) }
  }

  /// Writes 64 hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
