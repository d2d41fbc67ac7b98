import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// The keys of a series as its commands use them; they stand in a folder outside the series.
struct SeriesKeys {
  let folder: KeyFolder
  /// Files with the identities of officers, for what opens to them alone.
  var identityFiles: [String] = []
  /// Where the words are that open protected keys.
  var passphrase = PassphraseSource(file: nil)
  /// The words that opened one key, under which the others are too, as a rule.
  private var known: Passphrase?

  init(folder: KeyFolder, passphrase: PassphraseSource, identityFiles: [String] = []) {
    self.folder = folder
    self.passphrase = passphrase
    self.identityFiles = identityFiles
  }

  /// The key that signs what the series says.
  ///
  /// A key that is not the one with which the series was made is a finding: what it signed would
  /// convince nobody.
  mutating func signingKey(of ledger: Ledger) throws -> Judged<SigningKey> {
    let key = try withPassphrase { [folder] passphrase throws(KeyError) in
      try folder.signingKey(passphrase: passphrase)
    }
    let own = try ledger.keyNotes()?.fingerprint
    let found = key.verificationKey.fingerprint
    guard own != found else {
      ledger.signHeads(with: key)
      return Judged(key)
    }
    let finding = Finding(
      "foreign-key", .refused, folder.path,
      "holds the signing key \(found.prefix(16))… and the series was made with "
        + (own.map { "\($0.prefix(16))…" } ?? "none"),
      remedy: "name the folder with this series' own keys with --keys, or put its copy back")
    return Judged(nil, [finding])
  }

  /// The identity that opens what was sealed for the office.
  mutating func officeIdentity() throws -> AgeIdentity {
    try withPassphrase { [folder] passphrase throws(KeyError) in
      try folder.officeIdentity(passphrase: passphrase)
    }
  }

  /// The secret under which script codes are made, opened by an officer's identity, or by the
  /// office's where none is given.
  mutating func pseudonymSecret() throws -> [UInt8] {
    let identities = try identityFiles.flatMap(Self.identities)
    let keys = identities.isEmpty ? [try officeIdentity()] : identities
    return try folder.pseudonymSecret(with: keys).key(for: "npq script codes")
  }

  static func identities(in file: String) throws -> [AgeIdentity] {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ValidationError("--identity takes a file with an age identity: \(file.escaped)")
    }
    return try AgeIdentity.list(text)
  }

  /// Reads a key, with the words that it is under where it has some.
  private mutating func withPassphrase<Key>(
    _ read: (Passphrase?) throws(KeyError) -> Key
  ) throws -> Key {
    do throws(KeyError) {
      return try read(nil)
    } catch {
      guard case .passphraseNeeded(let path) = error else { throw error }
      if let known, let key = try? read(known) { return key }
      let opened = try passphrase.opening(path) { words throws(KeyError) in try read(words) }
      known = opened.words
      return opened.value
    }
  }
}

/// The keys of a series that is being made.
struct NewSeriesKeys {
  let folder: URL
  /// Who may open the pseudonym secret; the office where nobody is named.
  let officers: [AgeRecipient]
  /// The folder, where the series has to remember it.
  let remembered: String?
  /// The words to lock them under, where there are some.
  let protection: KeyProtection?

  /// Makes the keys and the sheet that says how to keep them.
  func create(for series: SeriesFolder, act: Act) throws -> KeyFolder {
    var random = SystemRandom()
    let keys = try KeyFolder.create(
      in: folder.path, series: series.name.text, officers: officers, protection: protection,
      using: &random)
    try RecoverySheet(series: series, keys: keys, officers: officers, made: act.time).write()
    return keys
  }
}
