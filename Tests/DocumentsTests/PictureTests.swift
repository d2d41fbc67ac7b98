import Testing

@testable import Documents

@Suite struct PictureTests {
  private static func segment(_ marker: UInt8, _ body: String) -> [UInt8] {
    let length = body.utf8.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + Array(body.utf8)
  }

  @Test func `a JPEG keeps its pixels, its profile and nothing else`() {
    let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3, 0xFF, 0xD9]
    let kept =
      Self.segment(0xE0, "JFIF\0") + Self.segment(0xE2, "ICC_PROFILE\0x") + Self.segment(0xDB, "q")
    let telling =
      Self.segment(0xE1, "Exif\0\0Ada") + Self.segment(0xED, "Photoshop Ada")
      + Self.segment(0xFE, "Ada")
    let picture = [0xFF, 0xD8] + telling + kept + scan + Array("Ada".utf8)
    let clean = cleanPicture(picture)
    #expect(clean?.bytes == [0xFF, 0xD8] + kept + scan)
    #expect(clean?.fields == ["EXIF", "IPTC", "comment", "data behind the picture"])
    #expect(clean.flatMap { cleanPicture($0.bytes) }?.fields == [])
  }

  @Test func `a PNG keeps its pixels and loses its texts`() {
    func chunk(_ name: String, _ body: String) -> [UInt8] {
      [0, 0, 0, UInt8(body.utf8.count)] + Array(name.utf8) + Array(body.utf8) + [1, 2, 3, 4]
    }
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let pixels = chunk("IHDR", "x") + chunk("IDAT", "y") + chunk("IEND", "")
    let picture =
      head + chunk("IHDR", "x") + chunk("tEXt", "Author Ada") + chunk("eXIf", "Ada")
      + chunk("tIME", "2026") + chunk("IDAT", "y") + chunk("IEND", "")
    let clean = cleanPicture(picture)
    #expect(clean?.bytes == head + pixels)
    #expect(clean?.fields == ["tEXt", "eXIf", "tIME"])
  }

  @Test func `a GIF loses its comments`() {
    let head = Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0]
    let image: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0]
    let comment: [UInt8] = [0x21, 0xFE, 3, 0x41, 0x64, 0x61, 0]
    let clean = cleanPicture(head + comment + image + [0x3B])
    #expect(clean?.bytes == head + image + [0x3B])
    #expect(clean?.fields == ["comment"])
  }

  @Test func `an SVG keeps what is drawn`() {
    let picture = """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:editor" i:docname="C:\\Users\\ada.svg"
      ><metadata>Ada</metadata><i:view/><script>x</script><path d="M0 0" onclick="y"/></svg>
      """
    let clean = cleanPicture(Array(picture.utf8))
    let text = String(decoding: clean?.bytes ?? [], as: UTF8.self)
    #expect(text.hasSuffix("><path d=\"M0 0\"/></svg>") && !text.contains("ada"))
    #expect(clean?.fields == ["SVG metadata"])
    #expect(clean.flatMap { cleanPicture($0.bytes) }?.fields == [])
  }

  @Test(arguments: [
    [], [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF], Array("II*\0".utf8),
    Array("<svg>".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x7F, 0xFF, 0xFF, 0xFF],
    Array("GIF89a".utf8),
  ])
  func `a damaged picture, or one of another kind, cannot be cleaned`(_ bytes: [UInt8]) {
    #expect(cleanPicture(bytes) == nil)
  }
}
