import Findings

/// Why something was not signed, or why a signature does not vouch for it.
package enum SignatureError: Error, Sendable, Hashable {
  /// A key or signature file is damaged or of another kind.
  case malformed(String)
  /// The signature was made with another key; the numbers of both.
  case otherKey(expected: KeyNumber, found: KeyNumber)
  /// The signature was made with this key's number, and does not fit what it stands beside.
  case notSigned
  /// What is to be signed or checked is larger than is held in memory at once.
  case tooLarge(limit: Int)
  /// A comment has more than one line, or is too long.
  case comment
  /// A secret key is protected by signify's own passphrase.
  case protected
  /// A file was not read or written.
  case file(FileError)
}

extension SignatureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let reason): "not a signify file, or a damaged one: \(reason)"
    case .otherKey(let expected, let found):
      "signed with key \(found), and key \(expected) was to be checked; "
        + "give the public key of whoever signed"
    case .notSigned:
      "the signature does not fit: what was signed has changed since, or it is not this file's"
    case .tooLarge(let limit):
      "more than \(limit) bytes cannot be signed at once; sign a list of digests instead"
    case .comment: "a comment must be one line of at most 512 bytes"
    case .protected:
      "the key is protected by signify's own passphrase, which is not read here; "
        + "make one without (signify -G -n) and protect it as an age file"
    case .file(let error): error.description
    }
  }
}
