import Sheets

/// What an assessor may raise about a script, beside its marks or without any.
package struct ScriptFlag: Sendable, Hashable, Codable {
  /// The closed list of reasons.
  package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    case suspectedMalpractice = "suspected-malpractice"
    case alike
    case iKnowTheAuthor = "i-know-the-author"
    case wrongAssessment = "wrong-assessment"
    case cannotRead = "cannot-read"
    case identityVisible = "identity-visible"
    case welfare
    case other
  }

  package let reason: Reason
  /// The other script, where two are alike.
  package let about: ScriptCode?

  package init(_ reason: Reason, about: ScriptCode? = nil) {
    self.reason = reason
    self.about = about
  }

  /// Reads one flag as `marks.csv` holds it: a reason, and for `alike` the code of the other
  /// script after it.
  package init?(_ text: String) {
    let words = text.lowercased().utf8.split(whereSeparator: { " :+_\t".utf8.contains($0) })
      .map { String(decoding: Array($0), as: UTF8.self) }
    if words.first == Reason.alike.rawValue {
      guard words.count == 2, let code = ScriptCode(words[1]) else { return nil }
      self.init(.alike, about: code)
    } else {
      guard let reason = Reason(rawValue: words.joined(separator: "-")), reason != .alike else {
        return nil
      }
      self.init(reason)
    }
  }
}

extension ScriptFlag: CustomStringConvertible, Comparable {
  /// The flag as `marks.csv` holds it.
  package var description: String {
    about.map { "\(reason.rawValue) \($0)" } ?? reason.rawValue
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}

extension ScriptFlag.Reason {
  /// What a reason means, as an assessor reads it.
  package var meaning: String {
    switch self {
    case .suspectedMalpractice: "it may not be the person's own work"
    case .alike: "it is very like another script"
    case .iKnowTheAuthor: "you know who wrote it; do not mark it"
    case .wrongAssessment: "it answers another case study or qualification"
    case .cannotRead: "it is blank, broken or unreadable"
    case .identityVisible: "it shows who wrote it, or names a real child"
    case .welfare: "you fear for somebody's safety: ring the office today"
    case .other: "something else: say what in the note"
    }
  }
}
