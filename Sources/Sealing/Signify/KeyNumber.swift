/// The eight random bytes that tell which key a signature was made with.
package struct KeyNumber: Sendable, Hashable, CustomStringConvertible {
  static let length = 8
  let bytes: [UInt8]

  init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  /// Sixteen hexadecimal digits.
  package var description: String { hexadecimal(bytes) }
}

/// Two lower-case digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
