/// An anchor or a tag, found in a text before any parser sees it.
///
/// Anchors let a few lines stand for gigabytes ("billion laughs"), and the parser already hashes
/// repeated keys while it builds its tree, so that looking afterwards is too late. The search
/// does not parse: it stops at each `&` or `!` before a character other than white space, where a
/// YAML token may start, which is after a line break or after one of `- ? : , [ {`, with any
/// white space between. So it may also stop at a text that only looks like one, never miss one.
struct Sharing {
  enum Kind { case anchor, tag }

  let kind: Kind
  let line: Int
  let column: Int

  /// The first anchor or tag of a text; nil where there is none.
  static func first(in text: String) -> Sharing? {
    var line = 1
    var column = 1
    var tokenMayStart = true
    var sign: Kind?
    for scalar in text.unicodeScalars {
      if let kind = sign, !scalar.isYAMLSpace, !scalar.isYAMLBreak {
        return Sharing(kind: kind, line: line, column: column - 1)
      }
      sign = nil
      switch scalar {
      case "&" where tokenMayStart: sign = .anchor
      case "!" where tokenMayStart: sign = .tag
      default: break
      }
      switch scalar {
      case _ where scalar.isYAMLBreak: tokenMayStart = true
      case _ where scalar.isYAMLSpace: break
      case "-", "?", ":", ",", "[", "{": tokenMayStart = true
      default: tokenMayStart = false
      }
      let newLine = scalar.isYAMLBreak && scalar != "\r"
      line += newLine ? 1 : 0
      column = newLine ? 1 : column + 1
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// A space, a tab, or a byte order mark, which may stand before a token.
  fileprivate var isYAMLSpace: Bool { self == " " || self == "\t" || self == "\u{FEFF}" }

  /// A line break of YAML 1.1.
  fileprivate var isYAMLBreak: Bool {
    switch self {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
