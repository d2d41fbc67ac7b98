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

  /// The key that signs what the series says.
  ///
  /// A key that is not the one with which the series was made is a finding: what it signed would
  /// convince nobody.
  func signingKey(of ledger: Ledger) throws -> Judged<SigningKey> {
    let key = try withPassphrase { passphrase throws(KeyError) in
      try folder.signingKey(passphrase: passphrase)
    }
    let own = try ledger.keyNotes()?.fingerprint
    let found = key.verificationKey.fingerprint
    guard own != found else { return Judged(key) }
    let finding = Finding(
      "foreign-key", .refused, folder.path,
      "holds the signing key \(found.prefix(16))… and the series was made with "
        + (own.map { "\($0.prefix(16))…" } ?? "none"),
      remedy: "name the folder with this series' own keys with --keys, or put its copy back")
    return Judged(nil, [finding])
  }

  /// The identity that opens what was sealed for the office.
  func officeIdentity() throws -> AgeIdentity {
    try withPassphrase { passphrase throws(KeyError) in
      try folder.officeIdentity(passphrase: passphrase)
    }
  }

  /// The secret under which script codes are made, opened by an officer's identity, or by the
  /// office's where none is given.
  func pseudonymSecret() throws -> [UInt8] {
    let identities = try identityFiles.flatMap(Self.identities)
    let keys = identities.isEmpty ? [try officeIdentity()] : identities
    return try folder.pseudonymSecret(with: keys).key(for: "npq script codes")
  }

  private static func identities(in file: String) throws -> [AgeIdentity] {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ValidationError("--identity takes a file with an age identity: \(file.escaped)")
    }
    return try AgeIdentity.list(text)
  }

  /// Reads a key, and asks the person at the terminal for its passphrase where it has one.
  private func withPassphrase<Key>(
    _ read: (Passphrase?) throws(KeyError) -> Key
  ) throws(KeyError) -> Key {
    do throws(KeyError) {
      return try read(nil)
    } catch {
      guard case .passphraseNeeded(let path) = error,
        let words = Terminal.asked("passphrase of \(path.escaped): ")
      else { throw error }
      return try read(Passphrase(words))
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

  /// Makes the keys and the sheet that says how to keep them.
  func create(for series: SeriesFolder, act: Act) throws -> KeyFolder {
    var random = SystemRandomNumberGenerator()
    let keys = try KeyFolder.create(
      in: folder.path, series: series.name.text, officers: officers, using: &random)
    try RecoverySheet(series: series, keys: keys, officers: officers, made: act.time).write()
    return keys
  }
}
