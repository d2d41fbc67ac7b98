import Crypto
import Foundation

/// The secret of a series from which script codes are made.
///
/// Without it nobody can tell from public facts whose a code is.
package struct PseudonymSecret: Sendable, Secret {
  static let length = 32
  private let bytes: [UInt8]

  /// Makes a new secret of 32 random bytes.
  package init(using random: inout some RandomNumberGenerator) {
    bytes = random.bytes(Self.length)
  }

  /// Reads the line of 64 hexadecimal digits that the sealed file holds.
  init?(text: [UInt8]) {
    guard text.count == Self.length * 2 + 1, text.last == 10 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: Self.length * 2, by: 2) {
      let digits = text[index..<index + 2]
      guard digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  /// The line that is sealed: for the sealed file and nothing else.
  var text: [UInt8] {
    Array((hexadecimal(bytes) + "\n").utf8)
  }

  /// A key for one purpose alone, so that the secret itself never leaves.
  package func key(for purpose: String) -> [UInt8] {
    authenticationCode(of: [Array(purpose.utf8)])
  }

  /// HMAC-SHA-256 over the parts, each after its length as eight bytes, highest first.
  package func authenticationCode(of parts: [[UInt8]]) -> [UInt8] {
    var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    for part in parts {
      let count = UInt64(part.count)
      let length = stride(from: UInt64(56), through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: count >> $0)
      }
      code.update(data: length + part)
    }
    return Array(code.finalize())
  }
}
