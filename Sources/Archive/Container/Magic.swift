/// What a file is by its first bytes, for a refusal that names it.
enum Magic {
  /// As far as the farthest mark lies: the volume descriptor of an ISO 9660 image.
  static let bytesNeeded = 32_774

  static func name(of head: [UInt8]) -> String? {
    if let found = marks.first(where: { mark in
      head.dropFirst(mark.offset).starts(with: mark.bytes)
    }) {
      return found.name
    }
    return isOldTar(head) ? "a tar archive" : nil
  }

  private struct Mark {
    let offset: Int
    let bytes: [UInt8]
    let name: String

    init(_ bytes: [UInt8], _ name: String, at offset: Int = 0) {
      self.offset = offset
      self.bytes = bytes
      self.name = name
    }

    init(_ text: String, _ name: String, at offset: Int = 0) {
      self.init(Array(text.utf8), name, at: offset)
    }
  }

  private static let marks = [
    Mark([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    Mark("Rar!", "a RAR archive"),
    Mark([0x1F, 0x8B], "a gzip file"),
    Mark([0x1F, 0x9D], "a compressed file of Unix (.Z)"),
    Mark("BZh", "a bzip2 file"),
    Mark([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file"),
    Mark([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
    Mark([0x04, 0x22, 0x4D, 0x18], "an LZ4 file"),
    Mark("LZIP", "an lzip file"),
    Mark("MSCF", "a cabinet of Windows (.cab)"),
    Mark("ustar", "a tar archive", at: 257),
    Mark("-lh", "an LHA archive", at: 2),
    Mark("**ACE**", "an ACE archive", at: 7),
    Mark([0x60, 0xEA], "an ARJ archive"),
    Mark("xar!", "a xar archive"),
    Mark("!<arch>", "an ar archive"),
    Mark("07070", "a cpio archive"),
    Mark([0xC7, 0x71], "a cpio archive"),
    Mark("CD001", "a disc image (ISO)", at: 32_769),
    Mark("%PDF-", "a PDF document"),
    Mark(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      "an old or password-protected Office document"),
    Mark("{\\rtf", "an RTF document"),
    Mark("MZ", "a program of Windows"),
    Mark([0x7F, 0x45, 0x4C, 0x46], "a program of Linux"),
    Mark([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    Mark([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    Mark("GIF8", "a GIF picture"),
    Mark("<!DOCTYPE", "a web page"),
    Mark("<html", "a web page"),
    Mark("<?xml", "an XML file"),
    Mark("SQLite format 3", "an SQLite database"),
  ]

  /// A tar header from before POSIX has no mark, but its checksum (bytes 148 to 155, octal) is the
  /// sum of the other bytes with blanks in its own place.
  private static func isOldTar(_ head: [UInt8]) -> Bool {
    guard head.count >= 512, head[0] != 0 else { return false }
    let digits = head[148..<156].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    guard !digits.isEmpty else { return false }
    let stated = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    let sum = head[..<512].reduce(0) { $0 + Int($1) }
    return stated == sum - head[148..<156].reduce(0) { $0 + Int($1) } + 8 * 0x20
  }
}
