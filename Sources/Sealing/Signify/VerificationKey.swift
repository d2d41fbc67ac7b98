import Crypto
import Foundation

/// The public half of a signing key, which anyone may have.
package struct VerificationKey: Sendable, Hashable {
  /// The number that the signatures it checks carry.
  package let number: KeyNumber
  let point: [UInt8]

  init(number: KeyNumber, point: [UInt8]) {
    self.number = number
    self.point = point
  }

  /// Reads a public key file of signify.
  package init(publicText: [UInt8]) throws(SignatureError) {
    let content = try SignifyText(reading: publicText, length: KeyNumber.length + 32).content
    number = KeyNumber(content.prefix(KeyNumber.length))
    point = Array(content.dropFirst(KeyNumber.length))
  }

  /// The public key file as `signify -V` reads it.
  package func publicText(comment: String) throws(SignatureError) -> [UInt8] {
    try SignifyText(comment: comment + " public key", content: number.bytes + point).bytes
  }

  /// What two people compare over the telephone: SHA-256 of the key's 42 bytes.
  ///
  /// `sed -n 2p signing.pub | base64 -d | sha256sum` shows the same.
  package var fingerprint: String {
    hexadecimal(SHA256.hash(data: SignifyText.algorithm + number.bytes + point))
  }
}
