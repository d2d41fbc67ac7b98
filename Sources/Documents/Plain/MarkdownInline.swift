/// A line's text without pictures, the addresses of links, labels of footnotes and HTML tags.
func plainInline(_ text: String) -> String {
  var inline = MarkdownInline(text)
  return inline.read()
}

/// Goes through one line, whatever its length, in time that grows with it and no faster: a mark that
/// is not found once is not looked for again.
private struct MarkdownInline {
  /// `[label]`, with `(address)` or `[reference]` behind it or not.
  struct Link {
    let label: Substring
    let rest: Substring
    let hasAddress: Bool
  }

  private var rest: Substring
  private var result = ""
  /// The marks of which there are no more.
  private var absent: Set<Character> = []

  init(_ text: String) { rest = text[...] }

  mutating func read() -> String {
    while let character = rest.first {
      let after = rest.dropFirst()
      if character == "\\", let escaped = after.first {
        result.append(escaped)
        rest = after.dropFirst()
      } else if character == "!", let link = link(after), link.hasAddress {
        rest = link.rest
      } else if character == "[", let link = link(rest) {
        if !link.label.hasPrefix("^") { result += link.label }
        rest = link.rest
      } else if character == "<", let end = place(of: ">", in: after) {
        let inner = after[..<end]
        if inner.contains("://") || inner.contains("@") { result += inner }
        rest = after[after.index(after: end)...]
      } else {
        result.append(character)
        rest = after
      }
    }
    return result
  }

  private mutating func place(of mark: Character, in text: Substring) -> Substring.Index? {
    guard !absent.contains(mark) else { return nil }
    let place = text.firstIndex(of: mark)
    if place == nil { absent.insert(mark) }
    return place
  }

  private mutating func link(_ text: Substring) -> Link? {
    guard text.first == "[", let close = place(of: "]", in: text) else { return nil }
    let label = text[..<close].dropFirst()
    let after = text[close...].dropFirst()
    let closing: Character? =
      switch after.first {
      case "(": ")"
      case "[": "]"
      default: nil
      }
    guard let closing, let end = place(of: closing, in: after) else {
      return Link(label: label, rest: after, hasAddress: false)
    }
    return Link(label: label, rest: after[end...].dropFirst(), hasAddress: true)
  }
}
