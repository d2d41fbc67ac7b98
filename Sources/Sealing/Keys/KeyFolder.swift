import Foundation

/// The keys of one series, which stand outside its folder.
///
/// - `signing.sec`, `signing.pub`: the signing key in signify's form
/// - `office.key`, `office.pub`: the office's age identity and its recipient
/// - `pseudonyms.age`: the pseudonym secret, sealed to the named officers alone
///
/// Under a passphrase the two secret files are `signing.sec.age` and `office.key.age`.
package struct KeyFolder: Sendable, Hashable {
  /// Where the keys are.
  package let path: String

  /// Names a folder; nothing is read yet.
  package init(path: String) { self.path = path }

  private var signingFile: SecretFile { SecretFile(plain: path + "/signing.sec") }
  private var officeFile: SecretFile { SecretFile(plain: path + "/office.key") }
  /// The public key that anyone needs to check what the series signs.
  package var signingPublicPath: String { path + "/signing.pub" }
  /// The recipient to whom others seal what is for the office.
  package var officePublicPath: String { path + "/office.pub" }
  /// The sealed pseudonym secret.
  package var pseudonymPath: String { path + "/pseudonyms.age" }
}

extension KeyFolder {
  /// Makes all keys of a series, in a folder that holds none.
  ///
  /// The pseudonym secret is sealed to the officers, or to the office where none is named.
  package static func create(
    in path: String, series: String, officers: [AgeRecipient] = [],
    protection: KeyProtection? = nil, using random: inout some RandomNumberGenerator
  ) throws(KeyError) -> KeyFolder {
    let folder = KeyFolder(path: path)
    try folder.prepare()
    var written: [String] = []
    do throws(KeyError) {
      let keys = try NewKeys(series: series, officers: officers, using: &random)
      written.append(
        try folder.signingFile.write(keys.signing, protection: protection, using: &random))
      written.append(
        try folder.officeFile.write(keys.office, protection: protection, using: &random))
      for (file, bytes) in [
        (folder.pseudonymPath, keys.pseudonyms), (folder.officePublicPath, keys.officePublic),
        (folder.signingPublicPath, keys.signingPublic),
      ] {
        try writeKeyFile(bytes, to: file)
        written.append(file)
      }
    } catch {
      for file in written { unlink(file) }
      throw error
    }
    return folder
  }

  /// Makes the folder, or looks whether the one that is there will do.
  private func prepare() throws(KeyError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(FileError("make the folder", path, error))
    }
    try checkFolder()
    if let there = firstKey { throw .exists(path: there) }
  }

  /// The first file of a key folder that stands there already; nil where none does.
  package var firstKey: String? {
    [
      signingFile.plain, signingFile.wrapped, officeFile.plain, officeFile.wrapped, pseudonymPath,
      officePublicPath, signingPublicPath,
    ].first(where: isThere)
  }

  /// Nobody else may put keys of their own into the folder.
  private func checkFolder() throws(KeyError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .missing(path: path) }
    if let error = trespass(of: status, path: path, mask: 0o022) { throw error }
  }
}

extension KeyFolder {
  /// A secret key that is locked under a passphrase; nil where none is.
  package var lockedKey: String? { lockedFiles.first?.wrapped }

  private var lockedFiles: [SecretFile] {
    [signingFile, officeFile].filter { isThere($0.wrapped) && !isThere($0.plain) }
  }

  /// Whether the words open what is locked; where two files are under different words, either.
  package func tryOut(_ passphrase: Passphrase) throws(KeyError) {
    var refusal: KeyError?
    for file in lockedFiles {
      do throws(KeyError) {
        _ = try file.read(passphrase: passphrase)
        return
      } catch {
        guard case .passphraseWrong = error else { throw error }
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
  }

  /// Locks both secret keys under new words; where they are locked already, the old ones open them.
  package func protect(
    _ protection: KeyProtection, from old: Passphrase? = nil,
    using random: inout some RandomNumberGenerator
  ) throws(KeyError) {
    try checkFolder()
    for file in [signingFile, officeFile] {
      try file.protect(protection, from: old, using: &random)
    }
  }

  /// The key with which every step of the series signs.
  package func signingKey(passphrase: Passphrase? = nil) throws(KeyError) -> SigningKey {
    try checkFolder()
    let text = try signingFile.read(passphrase: passphrase)
    do throws(SignatureError) {
      return try SigningKey(secretText: text)
    } catch {
      throw .malformed(path: signingFile.plain, reason: error.description)
    }
  }

  /// The public half of the signing key.
  package func verificationKey() throws(KeyError) -> VerificationKey {
    let text = try readPublic(signingPublicPath)
    do throws(SignatureError) {
      return try VerificationKey(publicText: text)
    } catch {
      throw .malformed(path: signingPublicPath, reason: error.description)
    }
  }

  /// The identity that opens what is sealed for the office.
  package func officeIdentity(passphrase: Passphrase? = nil) throws(KeyError) -> AgeIdentity {
    try checkFolder()
    let text = String(decoding: try officeFile.read(passphrase: passphrase), as: UTF8.self)
    do throws(AgeError) {
      if let identity = try AgeIdentity.list(text).first { return identity }
    } catch {
      throw .malformed(path: officeFile.plain, reason: error.description)
    }
    throw .malformed(path: officeFile.plain, reason: "it holds no identity")
  }

  /// The recipient to whom others seal what is for the office.
  package func officeRecipient() throws(KeyError) -> AgeRecipient {
    let text = String(decoding: try readPublic(officePublicPath), as: UTF8.self)
    do throws(AgeError) {
      if let recipient = try AgeRecipient.list(text).first { return recipient }
    } catch {
      throw .malformed(path: officePublicPath, reason: error.description)
    }
    throw .malformed(path: officePublicPath, reason: "it holds no recipient")
  }

  /// The secret behind the script codes, for one who is named to open it.
  package func pseudonymSecret(with identities: [AgeIdentity]) throws(KeyError) -> PseudonymSecret {
    try checkFolder()
    let sealed = try SecretFile.guarded(pseudonymPath)
    let text: [UInt8]
    do throws(AgeError) {
      text = try unsealed(sealed, with: AgeKeys(identities: identities))
    } catch {
      if case .noMatch = error { throw .notAnOfficer(path: pseudonymPath) }
      throw .malformed(path: pseudonymPath, reason: error.description)
    }
    guard let secret = PseudonymSecret(text: text) else {
      throw .malformed(path: pseudonymPath, reason: "it holds no pseudonym secret")
    }
    return secret
  }

  private func readPublic(_ path: String) throws(KeyError) -> [UInt8] {
    do throws(FileError) {
      return try FileSource(path: path).whole(limit: SignifyText.byteLimit)
    } catch {
      throw keyError(error)
    }
  }
}
