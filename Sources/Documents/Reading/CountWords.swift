/// How many words a text has, by the method `npq-words-1`.
///
/// A word is a run of characters between blanks that holds at least one letter or digit. Each
/// Chinese or Japanese character is a word of its own. `WordCount` in this catalogue tells the
/// rules with examples and says where Word and LibreOffice differ.
package func countWords(_ text: String) -> Int {
  var count = 0
  var inWord = false
  text.forEachWordClass { kind, _ in
    switch kind {
    case .blank: inWord = false
    case .sign: return
    case .letter:
      if !inWord { count += 1 }
      inWord = true
    case .ideograph:
      count += 1
      inWord = false
    }
  }
  return count
}

/// What a character does for the count of words.
enum WordClass {
  /// Parts words: `White_Space`, the zero width space, and characters that print as a blank.
  case blank
  /// Makes a run of characters a word.
  case letter
  /// Is a word.
  case ideograph
  /// Neither parts nor makes words.
  case sign

  /// Parts words and has no place in ordinary text: the zero width space, the empty Braille
  /// pattern and the Hangul fillers.
  static let unseen: Set<UInt32> = [0x200B, 0x2800, 0x115F, 0x1160, 0x3164, 0xFFA0]

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0...0x7F: self = Self(ascii: UInt8(scalar.value))
    // Latin letters with marks, and the quotation marks, dashes and bullets of English text: what
    // follows would say the same of them after a longer look.
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: self = .letter
    case 0x2010...0x2027: self = .sign
    case 0x200B, 0x2800, 0x115F, 0x1160, 0x3164, 0xFFA0: self = .blank
    // Hiragana, Katakana, Bopomofo and their extensions; Han of all planes.
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x312F, 0x31A0...0x31BF,
      0x31F0...0x31FF, 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9D, 0x1B000...0x1B16F, 0x20000...0x323AF:
      self = .ideograph
    default:
      let properties = scalar.properties
      if properties.isWhitespace {
        self = .blank
      } else {
        self = properties.isAlphabetic || properties.numericType != nil ? .letter : .sign
      }
    }
  }

  init(ascii byte: UInt8) {
    if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
      self = .letter
    } else {
      self = byte == 0x20 || byte &- 0x09 < 5 ? .blank : .sign
    }
  }
}

extension String {
  /// Gives the class of each character, and the character's number, to a closure.
  ///
  /// Goes by bytes, since almost all of a text is ASCII and every text is gone through twice.
  func forEachWordClass(_ body: (WordClass, UInt32) -> Void) {
    let bytes = utf8.span
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        body(WordClass(ascii: first), UInt32(first))
        index += 1
        continue
      }
      // A string is valid UTF-8: the first byte says how many follow, with six bits each.
      let more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
      var value = UInt32(first) & (0x3F >> UInt32(more))
      for step in 1...more { value = value << 6 | UInt32(bytes[index + step] & 0x3F) }
      index += more + 1
      body(Unicode.Scalar(value).map { WordClass($0) } ?? .sign, value)
    }
  }
}
