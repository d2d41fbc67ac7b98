/// WebP: keeps the chunks that draw the picture, its profile and which way up it is shown
/// (Google, WebP Container Specification).
func cleanWebP(_ bytes: [UInt8]) -> CleanPicture? {
  let drawing: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]
  guard bytes.count >= 20, bytes[8..<12].elementsEqual("WEBP".utf8) else { return nil }
  var clean = CleanPicture(bytes: [])
  var turned: [UInt8] = []
  var index = 12
  while index + 8 <= bytes.count {
    let name = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
    let length = bytes[(index + 4)..<(index + 8)].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - index - 8 else { return nil }
    let body = bytes[(index + 8)..<(index + 8 + length)]
    let end = min(bytes.count, index + 8 + length + length % 2)
    if drawing.contains(name) {
      clean.bytes += bytes[index..<end]
    } else if name == "EXIF" {
      let tiff = body.starts(with: "Exif\0\0".utf8) ? body.dropFirst(6) : body
      let (orientation, saysMore) = Orientation.read(tiff)
      if let orientation { turned = chunk("EXIF", orientation.tiff) }
      if saysMore { clean.fields.append("EXIF") }
    } else {
      clean.fields.append(name == "XMP " ? "XMP" : "application data")
    }
    index = end
  }
  guard !clean.bytes.isEmpty else { return nil }
  // The flags of the extended header say which chunks there are: 8 for EXIF, 4 for XMP.
  if clean.bytes.starts(with: "VP8X".utf8), clean.bytes.count > 8 {
    clean.bytes[8] = clean.bytes[8] & ~0x0C | (turned.isEmpty ? 0 : 0x08)
  } else {
    turned = []
  }
  let size = clean.bytes.count + turned.count + 4
  clean.bytes = chunk("RIFF", Array("WEBP".utf8) + clean.bytes + turned, length: size)
  return clean
}

private func chunk(_ name: String, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
  let count = length ?? body.count
  return Array(name.utf8) + (0..<4).map { UInt8(count >> (8 * $0) & 255) } + body
    + [UInt8](repeating: 0, count: body.count % 2)
}
