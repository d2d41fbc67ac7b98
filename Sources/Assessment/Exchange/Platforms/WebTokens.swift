/// Takes a web page apart into tags and text, in time that grows with its length.
struct WebTokens {
  enum Token: Hashable {
    case text(String)
    /// The name in lower case, and where a link leads.
    case open(String, link: String?)
    case close(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Where no `>` follows any more.
  private var noMoreTags = false

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Token? {
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "<"), let token = tag() { return token }
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return .text(decodedEntities(String(decoding: bytes[start..<position], as: UTF8.self)))
  }

  /// A tag, a comment or a declaration; nil where a `<` is none of them.
  private mutating func tag() -> Token? {
    let after = position + 1 < bytes.count ? bytes[position + 1] : 0
    if after == UInt8(ascii: "!") || after == UInt8(ascii: "?") { return markup() }
    let isClosing = after == UInt8(ascii: "/")
    let first = position + (isClosing ? 2 : 1)
    guard first < bytes.count, Self.isLetter(bytes[first]), !noMoreTags else { return nil }
    guard let end = endOfTag(from: first) else {
      noMoreTags = true
      return nil
    }
    let inner = bytes[first..<end]
    let name = inner.prefix { Self.isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 58 }
    let attributes = String(decoding: inner.dropFirst(name.count), as: UTF8.self)
    position = end + 1
    let word = String(decoding: name, as: UTF8.self).lowercased()
    return isClosing ? .close(word) : .open(word, link: word == "a" ? Self.link(attributes) : nil)
  }

  /// Passes over a comment or a declaration.
  private mutating func markup() -> Token {
    let isComment = bytes[position...].starts(with: Array("<!--".utf8))
    let mark = Array((isComment ? "-->" : ">").utf8)
    let rest = bytes[(position + (isComment ? 4 : 1))...]
    position = rest.firstRange(of: mark)?.upperBound ?? bytes.count
    return .text("")
  }

  /// The place of the `>` that ends a tag; one within quotes does not.
  private func endOfTag(from start: Int) -> Int? {
    var quote: UInt8?
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// The address in `href="…"`.
  private static func link(_ attributes: String) -> String? {
    let lower = attributes.lowercased().parted(by: "href=")
    guard lower.count > 1 else { return nil }
    let skipped = lower[0].utf8.count + 5
    let value = Array(attributes.utf8.dropFirst(skipped))
    guard let first = value.first else { return nil }
    let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    let inner = value.dropFirst(isQuoted ? 1 : 0).prefix {
      isQuoted ? $0 != first : $0 > 32 && $0 != UInt8(ascii: ">")
    }
    return decodedEntities(String(decoding: inner, as: UTF8.self))
  }
}

/// Text with its character references resolved: the numbers, and the names that editors write.
func decodedEntities(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
  var result = ""
  let parts = text.parted(by: "&")
  result += parts[0]
  for part in parts.dropFirst() {
    let bytes = Array(part.utf8)
    guard let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";")),
      let meaning = entity(String(decoding: bytes[..<end], as: UTF8.self))
    else {
      result += "&" + part
      continue
    }
    result += meaning + String(decoding: bytes[(end + 1)...], as: UTF8.self)
  }
  return result
}

private func entity(_ name: String) -> String? {
  if name.hasPrefix("#") {
    let digits = name.dropFirst()
    let isHex = digits.lowercased().hasPrefix("x")
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map(String.init)
  }
  return entities[name]
}

private let entities: [String: String] = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ndash": "–",
  "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "bull": "•",
  "hellip": "…", "pound": "£", "euro": "€", "copy": "©", "reg": "®", "deg": "°", "frac12": "½",
  "frac14": "¼", "frac34": "¾", "times": "×", "divide": "÷", "plusmn": "±", "middot": "·",
  "eacute": "é", "egrave": "è", "ecirc": "ê", "euml": "ë", "aacute": "á", "agrave": "à",
  "acirc": "â", "auml": "ä", "aring": "å", "atilde": "ã", "aelig": "æ", "ccedil": "ç",
  "iacute": "í", "igrave": "ì", "icirc": "î", "iuml": "ï", "ntilde": "ñ", "oacute": "ó",
  "ograve": "ò", "ocirc": "ô", "ouml": "ö", "otilde": "õ", "oslash": "ø", "oelig": "œ",
  "szlig": "ß", "uacute": "ú", "ugrave": "ù", "ucirc": "û", "uuml": "ü", "yacute": "ý",
  "yuml": "ÿ", "wcirc": "ŵ", "ycirc": "ŷ", "Eacute": "É", "Egrave": "È", "Aacute": "Á",
  "Agrave": "À", "Auml": "Ä", "Aring": "Å", "AElig": "Æ", "Ccedil": "Ç", "Ntilde": "Ñ",
  "Ouml": "Ö", "Oslash": "Ø", "Uuml": "Ü", "rarr": "→", "larr": "←", "le": "≤", "ge": "≥",
  "ne": "≠", "minus": "−", "thinsp": "\u{2009}", "ensp": "\u{2002}", "emsp": "\u{2003}",
  "zwnj": "\u{200C}", "zwj": "\u{200D}", "shy": "\u{AD}", "sect": "§", "para": "¶",
]
