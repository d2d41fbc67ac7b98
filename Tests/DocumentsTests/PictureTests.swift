import Findings
import Markup
import Testing

@testable import Documents

@Suite struct PictureTests {
  private static func segment(_ marker: UInt8, _ body: String) -> [UInt8] {
    let length = body.utf8.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + Array(body.utf8)
  }

  /// A picture of nothing with one application segment.
  static func jpeg(with segment: String) -> [UInt8] {
    [0xFF, 0xD8] + Self.segment(0xE1, segment) + [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9]
  }

  /// EXIF of a camera, in both byte orders: an artist and which way up.
  static let camera: [(String, [UInt8])] = [
    (
      "big",
      Array("MM".utf8) + [0, 0x2A, 0, 0, 0, 8, 0, 2, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        + [1, 0x3B, 0, 2, 0, 0, 0, 4] + Array("Ada".utf8) + [0, 0, 0, 0, 0]
    ),
    (
      "little",
      Array("II".utf8) + [0x2A, 0, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]
        + [0x3B, 1, 2, 0, 4, 0, 0, 0] + Array("Ada".utf8) + [0, 0, 0, 0, 0]
    ),
  ]

  @Test(arguments: camera)
  func `a photograph does not turn when its EXIF goes`(_ order: String, _ tiff: [UInt8]) throws {
    let exif = Array("Exif\0\0".utf8) + tiff
    let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9]
    let jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + scan
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let png =
      head + [0, 0, 0, UInt8(tiff.count)] + Array("eXIf".utf8) + tiff + [0, 0, 0, 0]
      + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    let web =
      Array("RIFF".utf8) + [UInt8(30 + tiff.count), 0, 0, 0] + Array("WEBPVP8X".utf8)
      + [10, 0, 0, 0, 0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Array("EXIF".utf8)
      + [UInt8(tiff.count), 0, 0, 0] + tiff
    for (picture, field) in [(jpeg, "EXIF"), (png, "eXIf"), (web, "EXIF")] {
      let clean = try #require(cleanPicture(picture), "\(order)")
      #expect(clean.fields == [field] && !clean.bytes.contains("Ada"))
      let start = try #require(clean.bytes.firstIndex(of: [0x4D, 0x4D, 0, 0x2A], from: 0))
      #expect(Orientation(tiff: clean.bytes[start...].prefix(26))?.value == 6)
      #expect(cleanPicture(clean.bytes) == clean.again)
    }
  }

  @Test(arguments: camera)
  func `a TIFF keeps which way up it is, and names nobody`(_ order: String, _ tiff: [UInt8]) throws
  {
    let clean = try #require(cleanPicture(tiff))
    #expect(clean.fields == ["artist"] && !clean.bytes.contains("Ada"))
    #expect(clean.bytes.count == tiff.count && Orientation(tiff: clean.bytes[...])?.value == 6)
    #expect(cleanPicture(clean.bytes) == clean.again)
  }

  @Test func `a comment between the scans of a progressive picture goes`() {
    let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 0xFF, 0xD0, 2]
    let clean = cleanPicture(
      [0xFF, 0xD8] + scan + Self.segment(0xFE, "Ada") + scan + [0xFF, 0xD9])
    #expect(clean?.bytes == [0xFF, 0xD8] + scan + scan + [0xFF, 0xD9])
    #expect(clean?.fields == ["comment"])
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
    let own = head + chunk("IHDR", "x") + chunk("prVt", "Ada") + chunk("IEND", "")
    #expect(cleanPicture(own)?.fields == ["application data"])
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

  private static let foreign: [([UInt8], String)] = [
    ([0, 0, 0, 24] + Array("ftypheic".utf8), "photograph (HEIC)"),
    (Array("%PDF-1.4".utf8), "Word for Mac"), ([1, 2, 3, 4, 5], "unusual"),
  ]

  @Test(arguments: foreign)
  func `a picture that cannot be cleaned is named for what it is, and passed on`(
    _ bytes: [UInt8], _ words: String
  ) throws {
    var clean = CleanParts()
    clean.addPicture("word/media/image1", bytes, subject: "a.docx")
    let finding = try #require(clean.findings.first)
    #expect(finding.code == "picture-not-cleaned" && finding.severity == .held)
    #expect(finding.message.contains(words))
    #expect(clean.parts.map(\.bytes) == [bytes])
  }
}

extension CleanPicture {
  /// What a second pass comes to: the same, and nothing found.
  fileprivate var again: CleanPicture { CleanPicture(bytes: bytes) }
}
