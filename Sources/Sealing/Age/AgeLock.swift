/// For whom a file is sealed: recipients, or one passphrase; never both in one file.
package enum AgeLock: Sendable {
  /// Each of the recipients can open it alone.
  case recipients([AgeRecipient])
  /// Whoever knows the words can open it; trying words costs 2 to the work factor.
  case passphrase(Passphrase, workFactor: Int = 18)
}

/// What a reader holds to open files with.
package struct AgeKeys: Sendable {
  /// Private keys; each is tried.
  package var identities: [AgeIdentity]
  /// The words for files that were sealed under a passphrase.
  package var passphrase: Passphrase?
  /// The highest work factor that is carried out for a passphrase.
  ///
  /// Memory is 2 to this power KiB, so a stranger's file at 20 costs 1 GiB and some seconds.
  package var maximumWorkFactor: Int

  /// Takes the keys to try.
  package init(
    identities: [AgeIdentity] = [], passphrase: Passphrase? = nil, maximumWorkFactor: Int = 20
  ) {
    self.identities = identities
    self.passphrase = passphrase
    self.maximumWorkFactor = maximumWorkFactor
  }
}

/// How an age file is written: as bytes, or as text that survives an e-mail.
package enum AgeForm: Sendable, Hashable, CaseIterable {
  case binary, armoured
}
