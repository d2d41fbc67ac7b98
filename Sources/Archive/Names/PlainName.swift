/// Names with which one look at each byte tells that nothing can be wrong, as with almost all.
///
/// What is not plain is not wrong by that: it is looked at closely.
enum PlainName {
  static func isPlain(_ name: String, _ limits: ArchiveLimits) -> Bool {
    let bytes = name.utf8.span
    guard bytes.count > 0, bytes.count <= min(limits.pathBytes, limits.componentBytes) else {
      return false
    }
    var parts = 0
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x2F {
      // A folder's name ends in its slash.
      if index == bytes.count, start == index, start > 0 { break }
      guard isPlain(bytes.extracting(start..<index)) else { return false }
      parts += 1
      start = index + 1
    }
    return parts <= limits.depth
  }

  /// Letters, digits and five signs, with a letter or digit first and no name of a device or of a
  /// system's litter.
  private static func isPlain(_ part: Span<UInt8>) -> Bool {
    guard let last = part.indices.last, isLetterOrDigit(part[0]),
      part[last] != 0x2E, part[last] != 0x20
    else { return false }
    var stem = part.count
    var hasBlank = false
    for index in part.indices {
      let byte = part[index]
      guard isLetterOrDigit(byte) || isPlainSign(byte) else { return false }
      if byte == 0x2E, stem == part.count { stem = index }
      if byte == 0x20 { hasBlank = true }
    }
    switch part[0] | 0x20 {
    // CON, PRN, AUX, NUL, COM1, LPT1, which may have blanks behind them.
    case 0x63, 0x70, 0x61, 0x6E, 0x6C:
      return !hasBlank && stem != 3 && !(stem == 4 && part[3] &- 0x30 < 10)
    // thumbs.db, ehthumbs.db, desktop.ini
    case 0x74, 0x65, 0x64: return part.count != 9 && part.count != 11
    default: return true
    }
  }

  private static func isPlainSign(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x20 || byte == 0x28 || byte == 0x29
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
