import Findings
import Foundation

/// The character encodings of tag files that are read.
enum BagEncoding: String, CaseIterable {
  case utf8 = "UTF-8"
  case ascii = "US-ASCII"
  case latin1 = "ISO-8859-1"
  case utf16 = "UTF-16"
  case utf16BE = "UTF-16BE"
  case utf16LE = "UTF-16LE"

  /// Finds an encoding by its IANA name in either case.
  init?(named name: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { return nil }
    self = found
  }

  /// The text in UTF-8, without a byte-order mark; nil where the bytes are no such text.
  func utf8Bytes(_ bytes: [UInt8]) -> [UInt8]? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    case .ascii: return bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
    case .latin1:
      let scalars = bytes.map { Character(Unicode.Scalar($0)) }
      return Array(String(scalars).utf8)
    case .utf16:
      if bytes.starts(with: [0xFF, 0xFE]) { return Self.wide(bytes.dropFirst(2), big: false) }
      let marked = bytes.starts(with: [0xFE, 0xFF])
      return Self.wide(marked ? bytes.dropFirst(2) : bytes[...], big: true)
    case .utf16BE: return Self.wide(bytes[...], big: true)
    case .utf16LE: return Self.wide(bytes[...], big: false)
    }
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, big: Bool) -> [UInt8]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return big ? first << 8 | second : second << 8 | first
    }
    guard let text = String(validating: units, as: UTF16.self) else { return nil }
    return Array(text.utf8)
  }
}

/// The lines of a text, ended by LF, CR or CRLF; a last line needs no end.
func tagLines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = bytes.startIndex
  var index = start
  while index < bytes.endIndex {
    let byte = bytes[index]
    guard byte == 10 || byte == 13 else {
      index += 1
      continue
    }
    lines.append(bytes[start..<index])
    if byte == 13, index + 1 < bytes.endIndex, bytes[index + 1] == 10 { index += 1 }
    index += 1
    start = index
  }
  if start < bytes.endIndex { lines.append(bytes[start...]) }
  return lines
}

/// Whether a byte is a space or a tab.
func isSpaceOrTab(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at either end.
  var trimmed: ArraySlice<UInt8> {
    var slice = drop(while: isSpaceOrTab)
    while let last = slice.last, isSpaceOrTab(last) { slice.removeLast() }
    return slice
  }
}

/// Bytes from outside as they may be shown; what is no UTF-8 shows as replacement characters.
func shownPath(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self).escaped
}
