import Crypto
package import Foundation

/// The key of one marking pack, made for it alone, with which its returns are signed (Ed25519,
/// RFC 8032).
///
/// Its seed lies inside the sealed part of the pack; the office keeps the public key. It is derived
/// from the words that open the assessor's packs, so that a pack that is made again is the same.
package struct ReturnKey: Sendable {
  /// Thirty-two bytes.
  package let seed: Data
  /// What checks a signature, as the record keeps it: 64 hexadecimal digits.
  package let publicKey: String
  private let key: Curve25519.Signing.PrivateKey

  /// Takes a seed over; nil where it is none.
  package init?(seed: some DataProtocol) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed)) else {
      return nil
    }
    self.seed = Data(seed)
    self.key = key
    publicKey = key.publicKey.rawRepresentation.map(hexadecimal).joined()
  }

  /// The key of a pack whose assessor has these words.
  package init?(words: String, series: String, pack: Identifier) {
    let text = "npq return key 1\n\(series)\n\(pack)"
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(text.utf8), using: SymmetricKey(data: Data(words.utf8)))
    self.init(seed: Data(code))
  }

  /// A return with the signature as its last member; only a text that ends as one is signed.
  package func signed(_ text: [UInt8]) throws -> [UInt8] {
    guard text.suffix(2).elementsEqual("}\n".utf8) else { return text }
    let body = Data(text.dropLast(2))
    let signature = try key.signature(for: body).base64EncodedString()
    return Array(body) + Array("\(ReturnSignature.opening)\(signature)\"}\n".utf8)
  }
}

/// What the signature of a return is worth.
package enum ReturnSignature: Sendable, Hashable {
  /// Nobody signed it.
  case none
  /// Signed with the pack's key, and unchanged since.
  case valid
  /// It bears a signature that is not the pack's, or was changed after signing.
  case wrong

  static let opening = ",\"signature\":\""

  /// Checks the end of a return: the signature covers every byte before its own member.
  package init(of bytes: [UInt8], publicKey: String?) {
    var text = bytes[...]
    while let last = text.last, [0x20, 0x0A, 0x0D, 0x09].contains(last) { text.removeLast() }
    // 64 bytes are 88 characters of base 64; a quotation mark and a brace close the return.
    let start = text.count - 90 - Self.opening.utf8.count
    guard start > 0, text.dropFirst(start).starts(with: Self.opening.utf8) else {
      let mark = Data(Self.opening.utf8.dropFirst())
      self = Data(text).range(of: mark) == nil ? .none : .wrong
      return
    }
    let encoded = text.dropFirst(start + Self.opening.utf8.count).prefix(88)
    guard let signature = Data(base64Encoded: Data(encoded)), let publicKey,
      let point = Digest(hex: publicKey),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: point.bytes),
      text.suffix(2).elementsEqual("\"}".utf8),
      key.isValidSignature(signature, for: Data(text.prefix(start)))
    else {
      self = .wrong
      return
    }
    self = .valid
  }
}

/// Two lower-case digits.
private func hexadecimal(_ byte: UInt8) -> String {
  String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
}
