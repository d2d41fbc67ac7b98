import Markup

/// What the bytes of a file are, whatever its name says.
enum Content: Sendable, Equatable {
  case empty
  case pdf
  /// A ZIP, and with it DOCX, ODT and much else.
  case zip
  /// The container of Office before 2007, and of encrypted documents since.
  case compound(Compound)
  case rtf
  case html
  case text
  /// Something else, in plain words.
  case other(String)

  /// What a compound file holds.
  enum Compound: Sendable {
    case word, encrypted, other
  }

  init(_ bytes: [UInt8]) { self = Self.byMagic(bytes) ?? Self.text(bytes) }

  /// What the first bytes say; nil where they say nothing, as those of any text.
  static func byMagic(_ bytes: [UInt8]) -> Content? {
    if bytes.isEmpty { return .empty }
    if bytes.starts(with: "%PDF-".utf8) { return .pdf }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
      return .zip
    }
    if bytes.starts(with: compoundMagic) { return .compound(compound(bytes)) }
    if bytes.starts(with: "{\\rtf".utf8) { return .rtf }
    if let name = magics.first(where: { bytes.starts(with: $0.0) })?.1 { return .other(name) }
    return bytes.prefix(1_024).contains("%PDF-")
      ? .other("a PDF with something else before it") : nil
  }

  static let compoundMagic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private static let magics: [([UInt8], String)] = [
    (Array("MZ".utf8), "a program"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"),
    (Array("GIF8".utf8), "a picture"), (Array("II*\0".utf8), "a picture"),
    (Array("MM\0*".utf8), "a picture"), (Array("BM".utf8) + [0], "a picture"),
    ([0x1F, 0x8B], "a gzip archive"), (Array("7z".utf8) + [0xBC, 0xAF], "a 7-Zip archive"),
    (Array("Rar!".utf8), "a RAR archive"), (Array("BZh".utf8), "a bzip2 archive"),
    (Array("SQLite format 3".utf8), "a database"),
  ]

  private static func text(_ bytes: [UInt8]) -> Content {
    guard let decoded = decodeText(bytes) else { return .other("no text that we can read") }
    let start = decoded.text.prefix(512).drop { $0.isWhitespace }.lowercased()
    let isHTML = ["<!doctype html", "<html", "<head", "<body"].contains { start.hasPrefix($0) }
    return isHTML ? .html : .text
  }

  /// The names of a compound file's streams stand in its directory in UTF-16.
  private static func compound(_ bytes: [UInt8]) -> Compound {
    if bytes[...].contains(wide("EncryptedPackage")) { return .encrypted }
    return bytes[...].contains(wide("WordDocument")) ? .word : .other
  }

  static func wide(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}

extension Collection where Element == UInt8, Index == Int {
  /// Whether a run of bytes stands anywhere in these.
  func contains(_ needle: [UInt8]) -> Bool { firstIndex(of: needle, from: startIndex) != nil }

  func contains(_ needle: String) -> Bool { contains(Array(needle.utf8)) }
}
