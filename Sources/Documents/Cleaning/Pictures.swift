import Archive

/// A picture without what it says besides its pixels, and what that was.
struct CleanPicture: Sendable, Equatable {
  var bytes: [UInt8]
  var fields: [String] = []
}

/// Takes the metadata out of a picture; nil for a kind that we cannot clean, or a damaged one.
func cleanPicture(_ bytes: [UInt8]) -> CleanPicture? {
  if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return cleanJPEG(bytes) }
  if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
    return cleanPNG(bytes)
  }
  if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
    return cleanGIF(bytes)
  }
  if bytes.count > 88, bytes.starts(with: [1, 0, 0, 0]), bytes[40..<44].elementsEqual(" EMF".utf8) {
    return cleanEMF(bytes)
  }
  if bytes.starts(with: "II*\0".utf8) || bytes.starts(with: "MM\0*".utf8) {
    return cleanTIFF(bytes)
  }
  if bytes.starts(with: "RIFF".utf8) { return cleanWebP(bytes) }
  if isVector(bytes) { return cleanSVG(bytes) }
  let isBitmap = bytes.starts(with: "BM".utf8)
  // A metafile of old Windows, with or without its size before it.
  let isPlainMetafile =
    bytes.starts(with: [0xD7, 0xCD, 0xC6, 0x9A]) || bytes.starts(with: [1, 0, 9, 0])
  return isBitmap || isPlainMetafile ? CleanPicture(bytes: bytes) : nil
}

/// PNG: keeps the chunks that draw the picture and which way up it is shown, and drops text, times,
/// the rest of EXIF, and what programs note for themselves (W3C PNG, third edition, 11).
private func cleanPNG(_ bytes: [UInt8]) -> CleanPicture? {
  let drawing: Set<String> = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "hIST",
    "pHYs", "sPLT", "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT",
  ]
  var clean = CleanPicture(bytes: Array(bytes[..<8]))
  var index = 8
  while index + 12 <= bytes.count {
    let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
    let end = index + 12 + length
    guard end <= bytes.count else { return nil }
    let name = String(decoding: bytes[(index + 4)..<(index + 8)], as: UTF8.self)
    if drawing.contains(name) {
      clean.bytes += bytes[index..<end]
    } else if name == "eXIf" {
      let (orientation, saysMore) = Orientation.read(bytes[(index + 8)..<(end - 4)])
      if let orientation { clean.bytes += pngChunk(name, orientation.tiff) }
      if saysMore { clean.fields.append(name) }
    } else {
      clean.fields.append(
        ["tEXt", "zTXt", "iTXt", "tIME"].contains(name) ? name : "application data")
    }
    index = end
    guard name == "IEND" else { continue }
    if index < bytes.count { clean.fields.append("data behind the picture") }
    return clean
  }
  return nil
}

private func pngChunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
  func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
  let named = Array(name.utf8) + body
  return number(UInt32(body.count)) + named + number(CRC32.of(named[...]))
}

/// GIF: drops comments, plain text and application data but the one that makes it loop.
private func cleanGIF(_ bytes: [UInt8]) -> CleanPicture? {
  guard bytes.count > 13 else { return nil }
  func table(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
  func blocksEnd(_ start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == 0 { return index + 1 }
      index += Int(bytes[index]) + 1
    }
    return nil
  }
  var index = 13 + table(bytes[10])
  guard index <= bytes.count else { return nil }
  var clean = CleanPicture(bytes: Array(bytes[..<index]))
  while index + 1 < bytes.count {
    if bytes[index] == 0x2C, index + 10 < bytes.count {
      guard let end = blocksEnd(index + 11 + table(bytes[index + 9])) else { return nil }
      clean.bytes += bytes[index..<end]
      index = end
    } else if bytes[index] == 0x21 {
      guard let end = blocksEnd(index + 2) else { return nil }
      let isLoop = bytes[index..<end].dropFirst(3).starts(with: "NETSCAPE2.0".utf8)
      if bytes[index + 1] == 0xF9 || isLoop {
        clean.bytes += bytes[index..<end]
      } else {
        clean.fields.append("comment")
      }
      index = end
    } else {
      break
    }
  }
  guard index < bytes.count, bytes[index] == 0x3B else { return nil }
  clean.bytes.append(0x3B)
  if index + 1 < bytes.count { clean.fields.append("data behind the picture") }
  return clean
}

/// EMF: blanks the description, which names program and document (MS-EMF 2.2.9).
private func cleanEMF(_ bytes: [UInt8]) -> CleanPicture? {
  func number(_ at: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }
  let (characters, start) = (number(60), number(64))
  let end = start + characters * 2
  guard characters > 0, start >= 88, end <= bytes.count, start < end else {
    return CleanPicture(bytes: bytes)
  }
  guard bytes[start..<end].contains(where: { $0 != 0 }) else { return CleanPicture(bytes: bytes) }
  var clean = CleanPicture(bytes: bytes, fields: ["description"])
  for index in start..<end { clean.bytes[index] = 0 }
  return clean
}
