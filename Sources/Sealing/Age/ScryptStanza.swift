import Crypto
import CryptoExtras
import Foundation

/// The stanza that seals a file key under a passphrase (C2SP age, "The scrypt recipient type").
struct ScryptStanza {
  static let type = "scrypt"
  /// What can be asked of a writer: more would need 4 GiB of memory to open.
  static let workFactors = 1...21

  let salt: [UInt8]
  let workFactor: Int
  let wrapped: [UInt8]

  /// Reads a stanza of this type: a salt of 16 bytes and a work factor as a plain number.
  init(_ stanza: AgeStanza) throws(AgeError) {
    guard stanza.arguments.count == 3,
      let salt = Base64.decode(stanza.arguments[1].utf8, padded: false), salt.count == 16
    else { throw .header("the salt of the passphrase is malformed") }
    guard let workFactor = Self.number(Array(stanza.arguments[2].utf8)) else {
      throw .header("the work factor of the passphrase is malformed")
    }
    guard stanza.body.count == FileKey.wrappedLength else {
      throw .header("the body of the passphrase's stanza is of the wrong length")
    }
    self.salt = salt
    self.workFactor = workFactor
    wrapped = stanza.body
  }

  /// Seals a file key under a passphrase.
  static func seal(
    _ fileKey: FileKey, under passphrase: Passphrase, workFactor: Int,
    using random: inout some RandomNumberGenerator
  ) throws(AgeError) -> AgeStanza {
    guard workFactors.contains(workFactor) else {
      throw .workFactor(workFactor, limit: workFactors.upperBound)
    }
    let salt = random.bytes(16)
    let wrapping = try wrappingKey(passphrase, salt: salt, workFactor: workFactor)
    let saltText = String(decoding: Base64.encode(salt, padded: false), as: UTF8.self)
    return AgeStanza(
      arguments: [type, saltText, String(workFactor)],
      body: try fileKey.wrapped(under: wrapping))
  }

  /// The file key, if the passphrase is the right one.
  func open(with passphrase: Passphrase, maximumWorkFactor: Int) throws(AgeError) -> FileKey? {
    let limit = min(maximumWorkFactor, Self.workFactors.upperBound)
    guard workFactor <= limit else { throw .workFactor(workFactor, limit: limit) }
    let wrapping = try Self.wrappingKey(passphrase, salt: salt, workFactor: workFactor)
    return FileKey(wrapped: wrapped, under: wrapping)
  }

  private static func wrappingKey(
    _ passphrase: Passphrase, salt: [UInt8], workFactor: Int
  ) throws(AgeError) -> SymmetricKey {
    do {
      return try KDF.Scrypt.deriveKey(
        from: passphrase.bytes, salt: Array("age-encryption.org/v1/scrypt".utf8) + salt,
        outputByteCount: 32, rounds: 1 << workFactor, blockSize: 8, parallelism: 1)
    } catch {
      throw .workFactor(workFactor, limit: workFactors.upperBound)
    }
  }

  /// A positive number in decimal digits without a leading zero.
  private static func number(_ digits: [UInt8]) -> Int? {
    guard digits.first != UInt8(ascii: "0"), digits.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
