import Crypto
import Foundation

/// The stanza that seals a file key for an X25519 recipient (C2SP age, "The X25519 recipient type").
struct X25519Stanza {
  static let type = "X25519"

  let share: [UInt8]
  let wrapped: [UInt8]

  /// Reads a stanza of this type; one argument of 32 bytes, a body of 32.
  init(_ stanza: AgeStanza) throws(AgeError) {
    guard stanza.arguments.count == 2,
      let share = Base64.decode(stanza.arguments[1].utf8, padded: false), share.count == 32
    else { throw .header("the share of an X25519 stanza is malformed") }
    guard stanza.body.count == FileKey.wrappedLength else {
      throw .header("the body of an X25519 stanza is of the wrong length")
    }
    self.share = share
    wrapped = stanza.body
  }

  /// Seals a file key for a recipient, with an ephemeral key made for it alone.
  static func seal(
    _ fileKey: FileKey, for recipient: AgeRecipient, using random: inout some RandomNumberGenerator
  ) throws(AgeError) -> AgeStanza {
    let ephemeral = try AgeIdentity(using: &random)
    let share = ephemeral.recipient.point
    guard
      let wrapping = wrappingKey(
        private: ephemeral, peer: recipient.point, share: share, recipient: recipient.point)
    else { throw .notARecipient("it is no point that can keep a secret") }
    return AgeStanza(
      arguments: [type, String(decoding: Base64.encode(share, padded: false), as: UTF8.self)],
      body: try fileKey.wrapped(under: wrapping))
  }

  /// The file key, if the identity is the one that it was sealed for.
  func open(with identity: AgeIdentity) throws(AgeError) -> FileKey? {
    guard
      let wrapping = Self.wrappingKey(
        private: identity, peer: share, share: share, recipient: identity.recipient.point)
    else { throw .header("the share of an X25519 stanza is no point that can keep a secret") }
    return FileKey(wrapped: wrapped, under: wrapping)
  }

  /// What a point of low order gives with every key.
  private static let noSecret = [UInt8](repeating: 0, count: 32)

  /// The key from both halves; nil where the other half is a point of low order.
  ///
  /// Such a point gives the same all-zero secret with every key (RFC 7748 section 6.1). The
  /// specification demands the check, and swift-crypto 4.5.2 does not make it.
  private static func wrappingKey(
    private identity: AgeIdentity, peer: [UInt8], share: [UInt8], recipient: [UInt8]
  ) -> SymmetricKey? {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: peer),
      let secret = try? identity.key.sharedSecretFromKeyAgreement(with: key),
      !(secret == Self.noSecret)
    else { return nil }
    return secret.hkdfDerivedSymmetricKey(
      using: SHA256.self, salt: share + recipient,
      sharedInfo: Data("age-encryption.org/v1/X25519".utf8), outputByteCount: 32)
  }
}
