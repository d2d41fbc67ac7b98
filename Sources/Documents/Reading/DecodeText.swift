/// Text as it was read, and how.
struct DecodedText: Sendable {
  let text: String
  /// Whether the encoding was guessed because nothing in the file names it.
  let isGuess: Bool
}

/// Reads text in UTF-8, in UTF-16 with a byte order mark, or else in Windows-1252; nil where the
/// bytes are no text.
func decodeText(_ bytes: [UInt8]) -> DecodedText? {
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    return checked(String(validating: bytes.dropFirst(3), as: UTF8.self), false)
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return checked(wideText(bytes.dropFirst(2), big: false), false)
  }
  if bytes.starts(with: [0xFE, 0xFF]) {
    return checked(wideText(bytes.dropFirst(2), big: true), false)
  }
  if let text = String(validating: bytes, as: UTF8.self) { return checked(text, false) }
  var text = ""
  for byte in bytes {
    guard let scalar = windows1252(byte) else { return nil }
    text.unicodeScalars.append(scalar)
  }
  return checked(text, true)
}

/// A file with NUL, or with many control characters, is no text whatever its encoding.
private func checked(_ text: String?, _ isGuess: Bool) -> DecodedText? {
  guard let text else { return nil }
  var controls = 0
  for byte in text.utf8 {
    if byte == 0 { return nil }
    if byte < 0x20, !(0x09...0x0D).contains(byte), byte != 0x1B { controls += 1 }
  }
  return controls * 100 > text.utf8.count ? nil : DecodedText(text: text, isGuess: isGuess)
}

private func wideText(_ bytes: ArraySlice<UInt8>, big: Bool) -> String? {
  guard bytes.count.isMultiple(of: 2) else { return nil }
  let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return big ? first << 8 | second : second << 8 | first
  }
  return String(validating: units, as: UTF16.self)
}

/// Windows-1252 as the WHATWG Encoding Standard has it, less the five bytes that mean nothing.
private func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
  guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
  let high: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
  let value = high[Int(byte) - 0x80]
  return value == 0 ? nil : Unicode.Scalar(value)
}
