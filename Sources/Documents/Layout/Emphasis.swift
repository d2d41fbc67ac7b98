extension Paragraph {
  /// The paragraph of a Markdown text with its emphasis read and the marks of it taken away.
  ///
  /// `**strong**` and `__strong__`, `*emphasis*` and `_emphasis_`, and code between backticks;
  /// marks that are never closed, or that stand between blanks, stay as they are.
  var withEmphasis: Paragraph {
    var read = self
    var rest = text[...]
    while !rest.isEmpty {
      if let found = Emphasis(rest) {
        read.runs.append(found.inner, bold: found.bold, italic: found.italic)
        rest = found.rest
      } else {
        let first = rest.removeFirst()
        read.runs.append(String(first), bold: false, italic: false)
      }
    }
    return read
  }
}

/// One stretch of emphasis at the beginning of a text.
private struct Emphasis {
  let inner: String
  let rest: Substring
  let bold: Bool
  let italic: Bool

  private static let marks: [(mark: String, bold: Bool, italic: Bool)] = [
    ("***", true, true), ("**", true, false), ("__", true, false), ("*", false, true),
    ("_", false, true), ("`", false, false),
  ]

  init?(_ text: Substring) {
    guard let first = text.first, "*_`".contains(first) else { return nil }
    // An underscore within a word is a letter of it.
    if first == "_", text.startIndex > text.base.startIndex,
      let before = text.base[..<text.startIndex].last, before.isLetter || before.isNumber
    {
      return nil
    }
    for (mark, bold, italic) in Self.marks where text.hasPrefix(mark) {
      let body = text.dropFirst(mark.count)
      guard let start = body.first, !start.isWhitespace, let end = body.firstRange(of: mark),
        end.lowerBound > body.startIndex
      else { continue }
      let inner = body[..<end.lowerBound]
      guard inner.last?.isWhitespace == false, !inner.contains("\n\n") else { continue }
      self.inner = String(inner)
      (rest, self.bold, self.italic) = (body[end.upperBound...], bold, italic)
      return
    }
    return nil
  }
}
