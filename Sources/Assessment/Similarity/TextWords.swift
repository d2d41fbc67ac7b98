/// One word of a text as it is compared: a digest of its letters, and where it stands.
struct TextWord: Sendable, Hashable {
  /// 32 bits of a digest of the folded word; equal words have equal digests.
  let digest: UInt32
  /// Its place in the UTF-8 of the text.
  let bytes: Range<Int>
}

/// The words of a text as they are compared.
///
/// A word is a run of letters and digits. Case, accents, compatibility forms and letters that only
/// look like Latin ones make no difference; apostrophes, hyphens, superscript numbers and whatever
/// prints as nothing are passed over within a word, and a hyphen at the end of a line joins it to
/// the next. Each Chinese or Japanese character is a word.
func textWords(_ text: String) -> [TextWord] {
  var reader = TextWordReader(bytes: Array(text.utf8))
  reader.readAll()
  return reader.words
}

/// Reads words in one walk over the bytes.
private struct TextWordReader {
  let bytes: [UInt8]
  private(set) var words: [TextWord] = []
  private var position = 0
  /// Where the open word begins, and where its last letter ended.
  private var start: Int?
  private var end = 0
  private var digest = WordDigest()
  private var isPlain = true

  init(bytes: [UInt8]) {
    self.bytes = bytes
    words.reserveCapacity(bytes.count / 6)
  }

  mutating func readAll() {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x61...0x7A, 0x30...0x39: take(byte)
      case 0x41...0x5A: take(byte | 0x20)
      case UInt8(ascii: "'"): position += 1
      case UInt8(ascii: "-"): passHyphen(length: 1)
      case 0x00...0x7F:
        close()
        position += 1
      default: takeOther()
      }
    }
    close()
  }

  private mutating func take(_ letter: UInt8) {
    if start == nil { start = position }
    digest.take(letter)
    position += 1
    end = position
  }

  private mutating func takeOther() {
    let (scalar, length) = decoded(at: position)
    switch LetterClass(scalar) {
    case .letter:
      if start == nil { start = position }
      isPlain = false
      end = position + length
    case .ideograph:
      close()
      start = position
      isPlain = false
      end = position + length
      close()
    case .passed: break
    case .hyphen: return passHyphen(length: length)
    case .other: close()
    }
    position += length
  }

  /// A hyphen parts no word; at the end of a line it is dropped with the line break.
  private mutating func passHyphen(length: Int) {
    position += length
    var next = position
    var breaks = false
    while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) {
      if bytes[next] == 0x0A { breaks = true }
      next += 1
    }
    guard next > position else { return }
    if breaks, start != nil, next < bytes.count, (0x61...0x7A).contains(bytes[next]) {
      position = next
    } else {
      close()
    }
  }

  private mutating func close() {
    defer {
      start = nil
      digest = WordDigest()
      isPlain = true
    }
    guard let start else { return }
    if !isPlain {
      digest = WordDigest()
      for byte in foldedWord(bytes[start..<end]) { digest.take(byte) }
      guard !digest.isEmpty else { return }
    }
    words.append(TextWord(digest: digest.value, bytes: start..<end))
  }

  /// The character that begins at a byte, and its length; the text is valid UTF-8.
  private func decoded(at position: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[position]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(position + 1)..<min(position + length, bytes.count)] {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}

/// A digest of a word, a byte at a time: FNV-1a of 64 bits, mixed and cut to 32.
private struct WordDigest {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var isEmpty = true

  mutating func take(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    isEmpty = false
  }

  var value: UInt32 { UInt32(truncatingIfNeeded: mixed(state) >> 32) }
}

/// Spreads the bits of a number (the finaliser of MurmurHash3).
func mixed(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
  return value ^ (value >> 33)
}
