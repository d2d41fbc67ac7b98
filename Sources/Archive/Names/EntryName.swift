/// A name as bytes and what they most likely say.
struct EntryName {
  /// How the bytes were understood.
  enum Encoding {
    case ascii
    /// UTF-8 and said to be.
    case utf8
    /// UTF-8 by its bytes alone, as macOS writes it.
    case unmarkedUTF8
    /// The Unicode path beside it says what it means.
    case explained
    /// Read as code page 437, for want of better.
    case guessed
    /// Said to be UTF-8 or much like it, and not.
    case broken
  }

  let text: String
  let encoding: Encoding

  /// Bit 11 of the flags says UTF-8.
  init(_ raw: [UInt8], flags: Int, extra: ExtraFields?) {
    let isMarked = flags & 0x0800 != 0
    if !isMarked, let field = extra?.all(ExtraFields.unicodePath).first,
      let path = UnicodePath(field), path.explains(raw)
    {
      text = path.text
      encoding = .explained
    } else if let text = String(validating: raw, as: UTF8.self) {
      self.text = text
      encoding = raw.allSatisfy { $0 < 0x80 } ? .ascii : isMarked ? .utf8 : .unmarkedUTF8
    } else if isMarked || Self.isOverlong(raw) {
      text = String(decoding: raw, as: UTF8.self)
      encoding = .broken
    } else {
      text = CodePage437.decode(raw)
      encoding = .guessed
    }
  }

  /// Whether bytes that are no UTF-8 become it when its overlong forms (RFC 3629, section 3) are
  /// taken out: then they were made to get past a check for dots and slashes.
  private static func isOverlong(_ raw: [UInt8]) -> Bool {
    var rest: [UInt8] = []
    var index = 0
    while index < raw.count {
      let length = overlongLength(raw[index...])
      if length == 0 { rest.append(raw[index]) }
      index += max(length, 1)
    }
    return rest.count < raw.count && String(validating: rest, as: UTF8.self) != nil
  }

  private static func overlongLength(_ bytes: ArraySlice<UInt8>) -> Int {
    let next = Array(bytes.prefix(4))
    let length =
      switch (next.first, next.dropFirst().first) {
      case (0xC0, _), (0xC1, _): 2
      case (0xE0, .some(0x80..<0xA0)): 3
      case (0xF0, .some(0x80..<0x90)): 4
      default: 0
      }
    let isWhole =
      next.count >= length && next.prefix(length).dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    return isWhole ? length : 0
  }
}
