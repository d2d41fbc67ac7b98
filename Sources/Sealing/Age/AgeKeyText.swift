import Crypto
import Findings

/// One who may open an age file, named by a public X25519 key (`age1…`).
package struct AgeRecipient: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes of the public key.
  let point: [UInt8]

  init(point: [UInt8]) { self.point = point }

  /// Reads one recipient as age writes it.
  package init(_ text: String) throws(AgeError) {
    guard let (prefix, bytes) = Bech32.decode(text) else {
      throw .notARecipient("its check sum is wrong; copy it again, whole")
    }
    guard prefix == "age" else {
      throw .notARecipient("it begins with \(prefix.escaped)1")
    }
    guard bytes.count == 32 else { throw .notARecipient("it is of the wrong length") }
    point = bytes
  }

  /// The recipient as age reads it.
  package var description: String { Bech32.encode(prefix: "age", point) }

  /// Reads a list of recipients: one a line, with empty lines and `#` comments.
  package static func list(_ text: String) throws(AgeError) -> [AgeRecipient] {
    var recipients: [AgeRecipient] = []
    for (number, line) in keyLines(text) {
      do throws(AgeError) {
        recipients.append(try AgeRecipient(line))
      } catch {
        guard case .notARecipient(let reason) = error else { throw error }
        throw .notARecipient("line \(number): \(reason)")
      }
    }
    return recipients
  }
}

/// The private X25519 key that opens what was sealed for its recipient (`AGE-SECRET-KEY-1…`).
package struct AgeIdentity: Sendable, Secret {
  let key: Curve25519.KeyAgreement.PrivateKey

  /// Makes a new identity from 32 random bytes.
  package init(using random: inout some RandomNumberGenerator) throws(AgeError) {
    try self.init(scalar: random.bytes(32))
  }

  /// Reads one identity as age writes it.
  package init(_ text: String) throws(AgeError) {
    guard let (prefix, bytes) = Bech32.decode(text) else {
      throw .notAnIdentity("its check sum is wrong; copy it again, whole")
    }
    guard prefix == "AGE-SECRET-KEY-" else {
      throw .notAnIdentity("it does not begin with AGE-SECRET-KEY-1")
    }
    try self.init(scalar: bytes)
  }

  private init(scalar: [UInt8]) throws(AgeError) {
    do {
      key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: scalar)
    } catch {
      throw .notAnIdentity("it is of the wrong length")
    }
  }

  /// The recipient for whom this identity opens files.
  package var recipient: AgeRecipient {
    AgeRecipient(point: Array(key.publicKey.rawRepresentation))
  }

  /// The identity itself, as age reads it: for a key file and nothing else.
  package var secretText: String {
    Bech32.encode(prefix: "age-secret-key-", Array(key.rawRepresentation)).uppercased()
  }

  /// Reads an identity file: one identity a line, with empty lines and `#` comments.
  package static func list(_ text: String) throws(AgeError) -> [AgeIdentity] {
    var identities: [AgeIdentity] = []
    for (number, line) in keyLines(text) {
      do throws(AgeError) {
        identities.append(try AgeIdentity(line))
      } catch {
        guard case .notAnIdentity(let reason) = error else { throw error }
        throw .notAnIdentity("line \(number): \(reason)")
      }
    }
    return identities
  }
}

/// The lines of a key file that hold keys, with their numbers.
private func keyLines(_ text: String) -> [(number: Int, line: String)] {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    .map { index, bytes in
      let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
      return (index + 1, String(decoding: line, as: UTF8.self))
    }
    .filter { !$0.line.isEmpty && $0.line.utf8.first != UInt8(ascii: "#") }
}
