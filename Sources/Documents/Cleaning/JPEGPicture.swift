/// JPEG: keeps JFIF, ICC profile, Adobe's colour note and which way up it is shown of the
/// application segments, and drops the rest of EXIF, XMP, IPTC, comments and whatever stands
/// behind the end (ISO/IEC 10918-1, annex B).
func cleanJPEG(_ bytes: [UInt8]) -> CleanPicture? {
  var clean = CleanPicture(bytes: [0xFF, 0xD8])
  var index = 2
  while index + 2 <= bytes.count {
    guard bytes[index] == 0xFF else { return nil }
    let marker = bytes[index + 1]
    switch marker {
    case 0xFF: index += 1
    case 0xD9:
      clean.bytes += [0xFF, 0xD9]
      if index + 2 < bytes.count { clean.fields.append("data behind the picture") }
      return clean
    case 0x01, 0xD0...0xD7:
      clean.bytes += bytes[index..<(index + 2)]
      index += 2
    default:
      guard let end = takeSegment(bytes, at: index, marker, &clean) else { return nil }
      index = end
      if marker == 0xDA {
        index = endOfScan(bytes, from: end)
        clean.bytes += bytes[end..<index]
      }
    }
  }
  return nil
}

/// Takes over a segment or what may stay of it, and returns where it ends.
private func takeSegment(
  _ bytes: [UInt8], at index: Int, _ marker: UInt8, _ clean: inout CleanPicture
) -> Int? {
  guard index + 4 <= bytes.count else { return nil }
  let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
  let end = index + 2 + length
  guard length >= 2, end <= bytes.count else { return nil }
  let body = bytes[(index + 4)..<end]
  if marker == 0xE1, body.starts(with: "Exif\0\0".utf8) {
    let (orientation, saysMore) = Orientation.read(body.dropFirst(6))
    if let orientation {
      clean.bytes += [0xFF, 0xE1, 0, 34] + Array("Exif\0\0".utf8) + orientation.tiff
    }
    if saysMore { clean.fields.append("EXIF") }
  } else if let field = jpegField(marker, body) {
    clean.fields.append(field)
  } else {
    clean.bytes += bytes[index..<end]
  }
  return end
}

/// What a segment betrays; nil for one that belongs to the picture.
private func jpegField(_ marker: UInt8, _ body: ArraySlice<UInt8>) -> String? {
  switch marker {
  case 0xE0: body.starts(with: "JFIF\0".utf8) ? nil : "thumbnail"
  case 0xEE: nil
  case 0xE1: body.starts(with: "Exif".utf8) ? "EXIF" : "XMP"
  case 0xE2: body.starts(with: "ICC_PROFILE".utf8) ? nil : "application data"
  case 0xED: "IPTC"
  case 0xE3...0xEF: "application data"
  case 0xFE: "comment"
  default: nil
  }
}

/// Where the coded pixels end: at a marker that is no stuffing and no restart.
private func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
  var index = start
  while index + 1 < bytes.count {
    if bytes[index] == 0xFF, bytes[index + 1] != 0, bytes[index + 1] != 0xFF,
      !(0xD0...0xD7).contains(bytes[index + 1])
    {
      return index
    }
    index += 1
  }
  return bytes.count
}
