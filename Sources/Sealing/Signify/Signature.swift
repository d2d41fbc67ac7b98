import Crypto
import Foundation

/// The most that is signed or checked at once: Ed25519 needs the whole message in memory.
package let signedByteLimit = 64_000_000

/// An Ed25519 signature that stands beside what it vouches for.
package struct Signature: Sendable, Hashable {
  private static let length = 64

  /// The number of the key that made it.
  package let number: KeyNumber
  /// The line above it, for which nobody vouches.
  package let comment: String
  let value: [UInt8]

  /// Reads a signature file of signify; one with the message in it is not meant.
  package init(_ text: [UInt8]) throws(SignatureError) {
    let file = try SignifyText(reading: text, length: KeyNumber.length + Self.length)
    comment = file.comment
    number = KeyNumber(file.content.prefix(KeyNumber.length))
    value = Array(file.content.dropFirst(KeyNumber.length))
  }

  /// Checks that the key's owner signed just these bytes.
  package func verify(
    _ bytes: [UInt8], with key: VerificationKey
  ) throws(SignatureError) {
    guard bytes.count <= signedByteLimit else { throw .tooLarge(limit: signedByteLimit) }
    guard number == key.number else { throw .otherKey(expected: key.number, found: number) }
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.point),
      key.isValidSignature(value, for: bytes)
    else { throw .notSigned }
  }
}

/// The text of a signature over some bytes, as `signify -V` reads it (`.sig`).
///
/// The same bytes under the same key give the same text.
package func sign(
  _ bytes: [UInt8], with key: SigningKey, comment: String
) throws(SignatureError) -> String {
  guard bytes.count <= signedByteLimit else { throw .tooLarge(limit: signedByteLimit) }
  let value: Data
  do { value = try key.key.signature(for: bytes) } catch { throw .malformed("its secret is unfit") }
  let text = try SignifyText(comment: comment, content: key.number.bytes + Array(value))
  return String(decoding: text.bytes, as: UTF8.self)
}

/// Checks that the text of a signature vouches for some bytes.
package func verifySignature(
  _ text: String, of bytes: [UInt8], with key: VerificationKey
) throws(SignatureError) {
  try Signature(Array(text.utf8)).verify(bytes, with: key)
}

/// Checks a file against the signature file beside it.
package func verifySignature(
  at signature: String, of path: String, with key: VerificationKey
) throws(SignatureError) {
  let text = try contents(of: signature, limit: SignifyText.byteLimit)
  try Signature(text).verify(try contents(of: path, limit: signedByteLimit), with: key)
}

private func contents(of path: String, limit: Int) throws(SignatureError) -> [UInt8] {
  do throws(FileError) {
    return try FileSource(path: path).whole(limit: limit)
  } catch {
    if case .tooLarge(_, signedByteLimit) = error { throw .tooLarge(limit: signedByteLimit) }
    throw .file(error)
  }
}
