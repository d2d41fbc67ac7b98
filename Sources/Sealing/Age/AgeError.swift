import Findings

/// Why an age file was not made or not opened.
package enum AgeError: Error, Sendable, Hashable {
  /// The text armour around the file is damaged.
  case armour(String)
  /// The first part of the file, which says who may open it, is damaged or of another kind.
  case header(String)
  /// The file asks for more work than its reader allows: 2 to this power.
  case workFactor(Int, limit: Int)
  /// None of the keys opens the file; the recipient types that its header names.
  case noMatch(types: [String])
  /// The header was changed after the file was sealed.
  case changedHeader
  /// The content is damaged.
  case payload(PayloadFlaw)
  /// A text is no age recipient; the text is not held.
  case notARecipient(String)
  /// A text is no age identity; the text is not held.
  case notAnIdentity(String)
  /// A file was to be sealed for nobody.
  case noRecipients
  /// A file was not read or written.
  case file(FileError)
}

/// What is wrong with the content of an age file.
package enum PayloadFlaw: Sendable, Hashable {
  /// The file ends before its content does.
  case cutShort
  /// Something follows the end of the content.
  case trailing
  /// A chunk is not what was sealed.
  case damaged
}

extension AgeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .armour(let reason): "the age file is damaged: \(reason); ask for it again"
    case .header(let reason): "not an age file, or a damaged one: \(reason)"
    case .workFactor(let factor, let limit):
      "the file asks for a work factor of \(factor), and \(limit) is the most that is allowed"
    case .noMatch(let types):
      "none of the keys given opens the file, which is sealed for "
        + (types.isEmpty ? "nobody" : types.joined(separator: ", ").escaped)
    case .changedHeader: "the file was changed after it was sealed; ask for it again"
    case .payload(.cutShort): "the file ends too early; ask for it again"
    case .payload(.trailing): "something was added at the end of the file; ask for it again"
    case .payload(.damaged): "the file is damaged or was changed; ask for it again"
    case .notARecipient(let reason): "not an age recipient (age1…): \(reason)"
    case .notAnIdentity(let reason): "not an age identity (AGE-SECRET-KEY-1…): \(reason)"
    case .noRecipients: "the file would be sealed for nobody; name at least one recipient"
    case .file(let error): error.description
    }
  }
}
