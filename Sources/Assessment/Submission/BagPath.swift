import Foundation

/// Why a path that a bag lists leads out of the bag or to another place on some system; nil where
/// it stays inside (RFC 8493, section 5.1.1 and 5.2).
///
/// Windows' ways out count on every system, since a bag travels.
func waysOut(_ path: some Collection<UInt8>) -> String? {
  let bytes = Array(path)
  guard let first = bytes.first else { return "it is empty" }
  if first == UInt8(ascii: "/") { return "it is absolute" }
  if first == UInt8(ascii: "~") { return "it begins with ~, which means somebody's home folder" }
  if bytes.contains(UInt8(ascii: "\\")) { return "it holds a backslash" }
  if bytes.contains(0) { return "it holds a zero byte" }
  if bytes.count > 1, bytes[1] == UInt8(ascii: ":"), isLetter(first) {
    return "it begins with a drive letter"
  }
  if hasDots(bytes) { return "it holds an empty part, . or .." }
  let decoded = percentDecoded(bytes, only: [0x2E, 0x2F, 0x5C])
  if decoded != bytes, decoded.contains(0x5C) || hasDots(decoded) {
    return "it hides . or a slash behind per cent signs"
  }
  return nil
}

/// Why a file or folder of this name cannot travel to every system; empty where it can.
func faults(ofName name: some Collection<UInt8>) -> [String] {
  guard !isPlainName(name) else { return [] }
  guard let text = String(validating: name, as: UTF8.self) else {
    return ["its name is not UTF-8"]
  }
  var faults: [String] = name.allSatisfy(isPlain) ? [] : faults(ofSignsIn: text)
  if let last = text.utf8.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") {
    faults.append("its name ends with a dot or a space, which Windows drops")
  }
  if isWindowsDevice(text) { faults.append("Windows keeps its name for a device") }
  if text.utf8.count > 255 { faults.append("its name is longer than 255 bytes") }
  return faults
}

/// Whether a name is of ordinary signs, with more letters before its ending than any device has.
private func isPlainName(_ name: some Collection<UInt8>) -> Bool {
  name.count <= 255 && name.prefix { $0 != 0x2E }.count > 6
    && name.allSatisfy { isPlain($0) && $0 != 0x20 }
    && name.suffix(1).first != 0x2E
}

/// Letters, digits, and the signs of ordinary names: nothing to look at more closely.
private func isPlain(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E || byte == 0x5F
    || byte == 0x20
}

/// What is wrong with the characters of a name.
private func faults(ofSignsIn text: String) -> [String] {
  var faults: [String] = []
  if text.unicodeScalars.contains(where: isControl) {
    faults.append("its name holds a control character")
  }
  if text.unicodeScalars.contains(where: isMisleading) {
    faults.append("its name holds an invisible character that changes how it reads")
  }
  if text.utf8.contains(where: { "<>:\"|?*\\".utf8.contains($0) }) {
    faults.append("its name holds one of < > : \" | ? * \\, which Windows refuses")
  }
  return faults
}

/// A path as a system sees it that knows no difference of case or of composed letters.
func foldedPath(_ path: [UInt8]) -> [UInt8] {
  guard path.contains(where: { $0 >= 0x80 }) else {
    return path.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
  let text = String(decoding: path, as: UTF8.self)
  // Upper case first, since that spells out ß and ligatures.
  let plain = text.decomposedStringWithCanonicalMapping.uppercased().lowercased()
  return Array(plain.precomposedStringWithCanonicalMapping.utf8)
}

/// A path with its letters composed (NFC).
func composedPath(_ path: [UInt8]) -> [UInt8] {
  guard path.contains(where: { $0 >= 0x80 }) else { return path }
  return Array(String(decoding: path, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
}

/// A path of a manifest as RFC 8493 (section 2.1.3) means it: `%0A`, `%0D` and `%25` decoded, in
/// either case, and nothing else.
func manifestDecoded(_ path: [UInt8]) -> [UInt8] {
  percentDecoded(path, only: [0x0A, 0x0D, 0x25])
}

/// Files that systems leave lying about: nobody's work, and sometimes with a user's name inside.
func isLitter(_ path: [UInt8]) -> Bool {
  guard let last = path.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return false }
  let start = path[..<last].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
  let part = path[start...last]
  let first = path[start]
  // Most names need no more than a look at their first letter.
  guard ".~tTdD".utf8.contains(first) || path.starts(with: "data/_".utf8) else { return false }
  let name = String(decoding: part, as: UTF8.self)
  return [".ds_store", "thumbs.db", "desktop.ini"].contains(name.lowercased())
    || name.hasPrefix("._") || name.hasPrefix("~$")
    || path.starts(with: "data/__MACOSX/".utf8)
}

private func percentDecoded(_ path: [UInt8], only wanted: [UInt8]) -> [UInt8] {
  guard path.contains(0x25) else { return path }
  var decoded: [UInt8] = []
  var index = 0
  while index < path.count {
    if path[index] == 0x25, index + 2 < path.count, let high = hexValue(path[index + 1]),
      let low = hexValue(path[index + 2]), wanted.contains(high << 4 | low)
    {
      decoded.append(high << 4 | low)
      index += 3
    } else {
      decoded.append(path[index])
      index += 1
    }
  }
  return decoded
}

/// The value of a hexadecimal digit of either case.
func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 48...57: digit - 48
  case 65...70: digit - 55
  case 97...102: digit - 87
  default: nil
  }
}

private func hasDots(_ path: [UInt8]) -> Bool {
  path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    .contains { $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (65...90).contains(byte) || (97...122).contains(byte)
}

/// The category Cc, which is closed (Unicode 16, section 4.5).
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
}

private func isMisleading(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x80: false
  case 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
  default:
    scalar.properties.isNoncharacterCodePoint || scalar.properties.generalCategory == .lineSeparator
      || scalar.properties.generalCategory == .paragraphSeparator
  }
}

/// Names that Windows keeps for devices, with any ending (learn.microsoft.com, "Naming files,
/// paths, and namespaces").
func isWindowsDevice(_ name: String) -> Bool {
  // Most names need no more than a look at their first letter.
  guard let first = name.utf8.first(where: { $0 != 0x20 }),
    first >= 0x80 || "CPANLcpanl".utf8.contains(first)
  else { return false }
  let stem = name.prefix { $0 != "." }.uppercased()
    .trimmingCharacters(in: CharacterSet(charactersIn: " "))
  if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(stem) { return true }
  guard stem.hasPrefix("COM") || stem.hasPrefix("LPT"), stem.unicodeScalars.count == 4,
    let last = stem.unicodeScalars.last
  else { return false }
  return "0123456789¹²³".unicodeScalars.contains(last)
}
