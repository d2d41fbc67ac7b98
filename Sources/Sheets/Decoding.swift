/// How the bytes of a text file were turned into UTF-8.
struct DecodedText {
  var utf8: [UInt8]
  /// True where the bytes were no UTF-8 and were read as Windows-1252.
  var guessed = false
}

/// Turns the bytes of a text file into UTF-8; nil where they are no text in any known encoding.
///
/// UTF-8 and UTF-16 are told by their byte order mark, UTF-8 also by its form; anything else is
/// taken for Windows-1252, in which older spreadsheets save CSV (WHATWG Encoding, index
/// windows-1252).
func decode(_ bytes: [UInt8]) -> DecodedText? {
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    let rest = Array(bytes.dropFirst(3))
    return isUTF8(rest) ? DecodedText(utf8: rest) : nil
  }
  if bytes.starts(with: [0xFF, 0xFE]) { return decodeUTF16(bytes, low: 0, high: 1) }
  if bytes.starts(with: [0xFE, 0xFF]) { return decodeUTF16(bytes, low: 1, high: 0) }
  if isUTF8(bytes) { return DecodedText(utf8: bytes) }
  return decodeWindows1252(bytes)
}

private func isUTF8(_ bytes: [UInt8]) -> Bool {
  String(validating: bytes, as: UTF8.self) != nil
}

private func decodeUTF16(_ bytes: [UInt8], low: Int, high: Int) -> DecodedText? {
  guard bytes.count.isMultiple(of: 2) else { return nil }
  let units = stride(from: 2, to: bytes.count, by: 2).map { index in
    UInt16(bytes[index + low]) | UInt16(bytes[index + high]) << 8
  }
  guard let text = String(validating: units, as: UTF16.self) else { return nil }
  return DecodedText(utf8: Array(text.utf8))
}

private func decodeWindows1252(_ bytes: [UInt8]) -> DecodedText? {
  var text = String.UnicodeScalarView()
  for byte in bytes {
    let value = (0x80...0x9F).contains(byte) ? upperHalf[Int(byte - 0x80)] : UInt32(byte)
    guard value != 0 || byte == 0, let scalar = Unicode.Scalar(value) else { return nil }
    text.append(scalar)
  }
  return DecodedText(utf8: Array(String(text).utf8), guessed: true)
}

/// What the bytes 80 to 9F mean; 0 where they mean nothing.
private let upperHalf: [UInt32] = [
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
  0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
]
