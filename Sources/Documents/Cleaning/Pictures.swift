/// A picture without what it says besides its pixels, and what that was.
struct CleanPicture: Sendable {
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
  if isVector(bytes) { return cleanSVG(bytes) }
  let isBitmap = bytes.starts(with: "BM".utf8)
  let isPlainMetafile = bytes.starts(with: [0xD7, 0xCD, 0xC6, 0x9A])
  return isBitmap || isPlainMetafile ? CleanPicture(bytes: bytes) : nil
}

/// JPEG: keeps JFIF, ICC profile and Adobe's colour note of the application segments, and drops
/// EXIF, XMP, IPTC, comments and whatever stands behind the end (ISO/IEC 10918-1, annex B).
private func cleanJPEG(_ bytes: [UInt8]) -> CleanPicture? {
  var clean = CleanPicture(bytes: [0xFF, 0xD8])
  var index = 2
  while index + 4 <= bytes.count {
    guard bytes[index] == 0xFF else { return nil }
    let marker = bytes[index + 1]
    if marker == 0xFF {
      index += 1
      continue
    }
    if marker == 0xDA { return withScan(bytes, from: index, clean) }
    let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
    let end = index + 2 + length
    guard length >= 2, end <= bytes.count else { return nil }
    if let field = jpegField(marker, bytes[(index + 4)..<end]) {
      clean.fields.append(field)
    } else {
      clean.bytes += bytes[index..<end]
    }
    index = end
  }
  return nil
}

/// What a segment betrays; nil for one that belongs to the picture.
private func jpegField(_ marker: UInt8, _ body: ArraySlice<UInt8>) -> String? {
  switch marker {
  case 0xE0, 0xEE: nil
  case 0xE1: body.starts(with: "Exif".utf8) ? "EXIF" : "XMP"
  case 0xE2: body.starts(with: "ICC_PROFILE".utf8) ? nil : "application data"
  case 0xED: "IPTC"
  case 0xE3...0xEF: "application data"
  case 0xFE: "comment"
  default: nil
  }
}

/// The coded pixels up to the end of the image; scans of a progressive picture follow each other.
private func withScan(_ bytes: [UInt8], from start: Int, _ clean: CleanPicture) -> CleanPicture? {
  var index = start + 2
  while index + 1 < bytes.count {
    if bytes[index] == 0xFF, bytes[index + 1] == 0xD9 {
      var done = clean
      done.bytes += bytes[start..<(index + 2)]
      if index + 2 < bytes.count { done.fields.append("data behind the picture") }
      return done
    }
    index += 1
  }
  return nil
}

/// PNG: drops the chunks that hold text, EXIF and time (W3C PNG, 11.3.3 and 11.3.4).
private func cleanPNG(_ bytes: [UInt8]) -> CleanPicture? {
  let telling: Set<String> = ["tEXt", "zTXt", "iTXt", "eXIf", "tIME"]
  var clean = CleanPicture(bytes: Array(bytes[..<8]))
  var index = 8
  while index + 12 <= bytes.count {
    let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
    let end = index + 12 + length
    guard end <= bytes.count else { return nil }
    let name = String(decoding: bytes[(index + 4)..<(index + 8)], as: UTF8.self)
    if telling.contains(name) {
      clean.fields.append(name)
    } else {
      clean.bytes += bytes[index..<end]
    }
    index = end
    guard name == "IEND" else { continue }
    if index < bytes.count { clean.fields.append("data behind the picture") }
    return clean
  }
  return nil
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
