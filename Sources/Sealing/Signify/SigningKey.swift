import Crypto
import Foundation

/// A secret Ed25519 key with its number, kept in the form of OpenBSD's signify.
package struct SigningKey: Sendable, Secret {
  private static let keyDerivation = Array("BK".utf8)
  private static let saltLength = 16
  private static let checksumLength = 8
  private static let secretLength = 64
  private static let contentLength =
    keyDerivation.count + 4 + saltLength + checksumLength + KeyNumber.length + secretLength

  /// The number that its signatures carry.
  package let number: KeyNumber
  let key: Curve25519.Signing.PrivateKey

  /// Makes a new key from 40 random bytes.
  package init(using random: inout some RandomNumberGenerator) throws(SignatureError) {
    number = KeyNumber(random.bytes(KeyNumber.length))
    key = try Self.key(seed: random.bytes(32))
  }

  /// Reads a secret key file of signify that no passphrase of signify's protects.
  package init(secretText: [UInt8]) throws(SignatureError) {
    var rest = try SignifyText(reading: secretText, length: Self.contentLength).content[...]
    func take(_ count: Int) -> [UInt8] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    guard take(2) == Self.keyDerivation else { throw .malformed("its protection is unknown") }
    guard take(4) == [0, 0, 0, 0] else { throw .protected }
    _ = take(Self.saltLength)
    let checksum = take(Self.checksumLength)
    number = KeyNumber(take(KeyNumber.length))
    let secret = take(Self.secretLength)
    guard Self.checksum(of: secret) == checksum else {
      throw .malformed("its check sum is wrong")
    }
    key = try Self.key(seed: Array(secret.prefix(32)))
    guard Array(key.publicKey.rawRepresentation) == Array(secret.suffix(32)) else {
      throw .malformed("its halves do not belong together")
    }
  }

  private static func key(
    seed: [UInt8]
  ) throws(SignatureError) -> Curve25519.Signing.PrivateKey {
    do {
      return try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    } catch {
      throw .malformed("its secret is of the wrong length")
    }
  }

  /// The first bytes of the SHA-512 of the secret, by which signify notices damage.
  private static func checksum(of secret: [UInt8]) -> [UInt8] {
    Array(SHA512.hash(data: secret).prefix(checksumLength))
  }

  /// The key that checks what this one signs.
  package var verificationKey: VerificationKey {
    VerificationKey(number: number, point: Array(key.publicKey.rawRepresentation))
  }

  /// The secret key file as `signify -S` reads it: for a key file and nothing else.
  ///
  /// Nothing of signify's protects it, so the salt that its form asks for is zero.
  package func secretText(comment: String) throws(SignatureError) -> [UInt8] {
    let secret = Array(key.rawRepresentation) + Array(key.publicKey.rawRepresentation)
    let content =
      Self.keyDerivation + [UInt8](repeating: 0, count: 4 + Self.saltLength)
      + Self.checksum(of: secret) + number.bytes + secret
    return try SignifyText(comment: comment + " secret key", content: content).bytes
  }
}
