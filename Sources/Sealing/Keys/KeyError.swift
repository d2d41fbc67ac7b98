import Findings

/// Why a key was not made or not read, each with what to do about it.
package enum KeyError: Error, Sendable, Hashable {
  /// There is no such key in the folder.
  case missing(path: String)
  /// Keys are there already, and keys are never written over.
  case exists(path: String)
  /// Others than its owner may read the key file, or change the folder.
  case openToOthers(path: String, mode: UInt16)
  /// Somebody else owns the key file or the folder.
  case notOwned(path: String)
  /// The key is there with protection and without.
  case twice(path: String)
  /// The key is protected, and no passphrase was given.
  case passphraseNeeded(path: String)
  /// The passphrase does not open the key.
  case passphraseWrong(path: String)
  /// None of the identities given may open the pseudonym secret.
  case notAnOfficer(path: String)
  /// The key file is damaged or holds something else.
  case malformed(path: String, reason: String)
  /// The name of the series cannot stand in a key file.
  case name
  /// A key could not be sealed.
  case notSealed(AgeError)
  /// A file was not read or written.
  case file(FileError)
}

extension KeyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path):
      "there is no key at \(path.escaped); name the folder that holds the keys with --keys"
    case .exists(let path):
      "\(path.escaped) is there already, and keys are never replaced; choose another folder"
    case .openToOthers(let path, let mode):
      "others have access to \(path.escaped) (mode \(String(mode, radix: 8))); "
        + "close it with chmod go= and ask yourself who may have read it"
    case .notOwned(let path):
      "\(path.escaped) belongs to another user; use keys of your own"
    case .twice(let path):
      "\(path.escaped) stands beside its protected form; remove the one that is not meant"
    case .passphraseNeeded(let path):
      "\(path.escaped) is protected; give its passphrase"
    case .passphraseWrong(let path):
      "the passphrase does not open \(path.escaped); type it again"
    case .notAnOfficer(let path):
      "\(path.escaped) opens for its officers alone; one of them gives --identity FILE with the "
        + "identity that it was sealed to"
    case .malformed(let path, let reason):
      "\(path.escaped) is damaged or no key (\(reason)); take it from a backup"
    case .name: "the name of the series must be one line of plain text for its keys"
    case .notSealed(let error): error.description
    case .file(let error): error.description
    }
  }
}
