import Crypto
import Foundation

/// The 16 random bytes under which one age file is sealed (C2SP age, "File key").
struct FileKey: Sendable, Secret {
  static let length = 16
  private let bytes: [UInt8]

  init(using random: inout some RandomNumberGenerator) {
    bytes = random.bytes(Self.length)
  }

  /// Takes out the file key that stands in the body of a stanza; nil where the key does not fit.
  init?(wrapped: [UInt8], under wrapping: SymmetricKey) {
    guard let box = try? ChaChaPoly.SealedBox(combined: Self.nonce + Data(wrapped)),
      let opened = try? ChaChaPoly.open(box, using: wrapping), opened.count == Self.length
    else { return nil }
    bytes = Array(opened)
  }

  /// Length of a wrapped file key: the key and a tag of 16 bytes.
  static let wrappedLength = length + 16

  /// A wrapping key is used once, so its nonce is zero.
  private static let nonce = Data(count: 12)

  /// The file key, sealed under a key that is used for nothing else.
  func wrapped(under wrapping: SymmetricKey) throws(AgeError) -> [UInt8] {
    do {
      let nonce = try ChaChaPoly.Nonce(data: Self.nonce)
      let box = try ChaChaPoly.seal(bytes, using: wrapping, nonce: nonce)
      return Array(box.ciphertext + box.tag)
    } catch {
      throw .header("the file key cannot be sealed")
    }
  }

  /// The code that vouches for the header.
  func authenticator(of header: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: header, using: headerKey))
  }

  /// Whether the header is the one that was sealed; compared in constant time.
  func vouches(for header: AgeHeader) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      header.authenticator, authenticating: header.authenticated, using: headerKey)
  }

  private var key: SymmetricKey { SymmetricKey(data: bytes) }

  private var headerKey: SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, salt: Data(), info: Data("header".utf8), outputByteCount: 32)
  }

  /// The key of the content that follows a nonce.
  func payloadKey(nonce: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, salt: nonce, info: Data("payload".utf8), outputByteCount: 32)
  }
}
