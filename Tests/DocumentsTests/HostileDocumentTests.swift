import Archive
import Findings
import Testing

@testable import Documents

/// Documents that nobody should have to open.
@Suite struct HostileDocumentTests {
  static let names: [(String, [UInt8], String, String)] = [
    ("nothing at all", [], "a.docx", "empty-file"),
    ("a PDF named DOCX", Array("%PDF-1.7\n".utf8), "a.docx", "wrong-content"),
    ("a ZIP named PDF", [0x50, 0x4B, 3, 4, 0], "a.pdf", "wrong-content"),
    ("a program named PDF", Array("MZ\u{0}\u{0}".utf8), "a.pdf", "wrong-content"),
    ("a PDF behind something else", Array("GIF\n%PDF-1.7".utf8), "a.pdf", "wrong-content"),
    ("a web page named PDF", Array("<html>".utf8), "a.pdf", "wrong-content"),
    ("text with NUL", Array("a\u{0}b".utf8), "a.txt", "wrong-content"),
    ("old Word", Content.compoundMagic + Content.wide("WordDocument"), "a.doc", "old-word"),
    (
      "old Word named DOCX", Content.compoundMagic + Content.wide("WordDocument"), "a.docx",
      "wrong-content"
    ),
    (
      "a password", Content.compoundMagic + Content.wide("EncryptedPackage"), "a.docx",
      "has-password"
    ),
    ("Rich Text", Array("{\\rtf1 x}".utf8), "a.rtf", "rich-text"),
    ("Rich Text named DOCX", Array("{\\rtf1 x}".utf8), "a.docx", "wrong-content"),
    ("Pages", [0x50, 0x4B, 3, 4], "a.pages", "apple-pages"),
    ("macros by name", [0x50, 0x4B, 3, 4], "a.docm", "has-macros"),
    ("a template", [0x50, 0x4B, 3, 4], "a.dotx", "is-template"),
    ("a link to Google", Array("{}".utf8), "a.gdoc", "google-link"),
    ("no ending", Array("text".utf8), "essay", "no-ending"),
    ("two endings", Array("MZ".utf8), "essay.pdf.exe", "format-not-taken"),
    ("half a ZIP", [0x50, 0x4B, 3, 4, 20, 0], "a.docx", "damaged-document"),
  ]

  @Test(arguments: [
    ("essay", "%PDF-1.7\n", "put .pdf at the end of its name"),
    ("a.docx", "%PDF-1.7\n", "let its name end in .pdf instead"),
    ("a.pdf", "PK\u{3}\u{4} word/document.xml", "let its name end in .docx instead"),
    ("a.pdf", "PK\u{3}\u{4} mimetypeapplication/vnd.oasis.opendocument.text", "in .odt instead"),
    ("a.pdf", "PK\u{3}\u{4} content.xml", "open it in the program that made it"),
    ("~$essay.docx", "\u{6}Jo", "without ~$ in front"), (".~lock.a.odt", "x", "without .~lock. in"),
    ("._essay.docx", "x", "without ._ in front"), ("page 1.HEIC", "x", "that you typed"),
    ("a.docx.crdownload", "PK", "download the document again"),
    ("a.webloc", "x", "what it leads to"),
  ])
  func `the remedy is the nearest that there is`(_ name: String, _ text: String, _ words: String) {
    let remedy = readDocument(Array(text.utf8), name: name).findings.first?.remedy ?? ""
    #expect(remedy.contains(words), "\(remedy)")
  }

  @Test func `a document may be called whatever its writer likes`() throws {
    let folder = try Folder()
    let path = try folder.zip("a.docx", Made.wordParts(Made.p("words here")))
    for name in ["~$x.docx", "._x.docx", ".~lock.x.docx"] {
      #expect(readDocument(path: path, name: name).findings.isEmpty)
    }
  }

  @Test(arguments: names)
  func `name and content have to agree`(
    _ rule: String, _ bytes: [UInt8], _ name: String, _ code: String
  ) {
    let reading = readDocument(bytes, name: name)
    #expect(reading.codes.first == code, "\(rule)")
    #expect(reading.verdict == .refused)
    #expect(reading.format == nil)
    #expect(reading.findings.allSatisfy { !$0.remedy.isEmpty && $0.subject.hasPrefix(name) })
  }

  private func word(_ body: String, _ parts: [Made.Part] = [], package: [Made.Part] = [])
    -> DocumentReading
  {
    readWord(Parts(Made.wordParts(body, parts, package: package)), name: "a.docx")
  }

  private static func binary(_ kind: String, _ name: String, _ type: String, _ text: String)
    -> Made.Part
  {
    Made.Part(name: name, kind: kind, type: type, text: text)
  }

  static let parts: [(String, Made.Part, String, Finding.Severity)] = [
    (
      "macros", binary("vbaProject", "word/x.bin", "application/vnd.ms-office.vbaProject", "x"),
      "has-macros", .refused
    ),
    (
      "macros under another name",
      binary("image", "word/media/a.png", "application/vnd.ms-office.vbaProject", "x"),
      "has-macros", .refused
    ),
    (
      "a program", binary("image", "word/media/a.png", "image/png", "MZ\u{0}"), "has-program",
      .refused
    ),
    (
      "an embedded object", binary("oleObject", "word/embeddings/o.bin", "application/x", "x"),
      "embedded-object", .held
    ),
    (
      "an embedded workbook", binary("package", "word/embeddings/o.xlsx", "application/x", "PK"),
      "embedded-object", .held
    ),
    (
      "a part in another format",
      binary("aFChunk", "word/c.html", "text/html", "<p>more words</p>"), "imported-part", .held
    ),
    (
      "a template from the web", .external("attachedTemplate", "http://x.org/t.dotm"),
      "external-template", .held
    ),
    (
      "a template on a share", .external("attachedTemplate", "file://server/t.dotm"),
      "external-template", .held
    ),
    (
      "a template on the own disk", .external("attachedTemplate", "file:///C:\\Users\\ada\\t.dotx"),
      "template-path", .warning
    ),
    (
      "a picture from the web", .external("image", "https://x.org/beacon.png"), "external-link",
      .held
    ),
    ("a linked object", .external("oleObject", "file:///C:/a.xlsx"), "external-link", .held),
    (
      "a DOCTYPE in a part that nobody reads",
      binary("theme", "word/theme/theme1.xml", "application/x+xml", "<!DOCTYPE a><a/>"),
      "has-doctype", .refused
    ),
    (
      "a part that is not XML", binary("settings", "word/settings.xml", "application/x+xml", "<a>"),
      "damaged-document", .refused
    ),
    (
      "a path that climbs", binary("theme", "../../etc/passwd", "application/x", "x"),
      "bad-part-path", .refused
    ),
  ]

  @Test(arguments: parts)
  func `active and embedded parts are named`(
    _ rule: String, _ part: Made.Part, _ code: String, _ severity: Finding.Severity
  ) {
    let reading = word(Made.p("some words"), [part])
    let found = reading.findings.first { $0.code == code }
    #expect(found?.severity == severity, "\(rule): \(reading.codes)")
    #expect((reading.format == nil) == (severity == .refused))
  }

  static let bodies: [(String, String, String)] = [
    ("DDE", "<w:p><w:fldSimple w:instr=\" DDEAUTO c:\\\\x cmd \"/></w:p>", "linked-field"),
    (
      "DDE over several runs",
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>D</w:instrText></w:r><w:r><w:instrText>DE x</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
      "linked-field"
    ),
    (
      "an included file", "<w:p><w:fldSimple w:instr=\"INCLUDETEXT http://x.org/a\"/></w:p>",
      "linked-field"
    ),
    ("entities", "&bomb;", "damaged-document"),
    ("200,000 levels", String(repeating: "<w:sdt>", count: 200_000), "too-complex"),
    (
      "100,000 attributes",
      "<w:p " + (0..<100_000).map { "a\($0)='1'" }.joined(separator: " ") + "/>", "too-complex"
    ),
  ]

  @Test(arguments: bodies)
  func `hostile text is named`(_ rule: String, _ body: String, _ code: String) {
    let reading = word(body)
    #expect(reading.codes.contains(code), "\(rule): \(reading.codes)")
  }

  static let openParts: [(String, String, [(String, String)], String)] = [
    ("macros", "<text:p>a</text:p>", [("Basic/Standard/Module1.xml", "<a/>")], "has-macros"),
    ("scripts", "<text:p>a</text:p>", [("Scripts/python/a.py", "x")], "has-macros"),
    (
      "events", "<text:p>a</text:p><script:event-listener script:event-name=\"dom:load\"/>", [],
      "has-macros"
    ),
    (
      "a picture from the web", "<text:p>a<draw:image xlink:href=\"http://x.org/a.png\"/></text:p>",
      [], "external-link"
    ),
    (
      "a section from a file",
      "<text:section><text:section-source xlink:href=\"../a.odt\"/></text:section>", [],
      "external-link"
    ),
    ("DDE", "<office:dde-source/>", [], "linked-field"),
    (
      "a DOCTYPE in the styles", "<text:p>a</text:p>", [("styles.xml", "<!DOCTYPE a><a/>")],
      "has-doctype"
    ),
  ]

  @Test(arguments: openParts)
  func `an ODT is looked at in the same way`(
    _ rule: String, _ body: String, _ more: [(String, String)], _ code: String
  ) {
    let reading = readOpenDocument(Parts(Made.openParts(body, more)), name: "a.odt")
    #expect(reading.codes.contains(code), "\(rule): \(reading.codes)")
  }

  @Test func `an OLE object in an ODT is held`() {
    let object = (name: "Object 1", bytes: Content.compoundMagic)
    let parts = Made.openParts("<text:p>a</text:p>") + [object]
    #expect(readOpenDocument(Parts(parts), name: "a.odt").codes == ["embedded-object"])
  }

  @Test func `an encrypted ODT has a password`() {
    var parts = Made.openParts("<text:p>a</text:p>")
    parts[2].bytes = Array(
      "<manifest:manifest \(Made.officeNamespaces)><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
        .utf8)
    #expect(readOpenDocument(Parts(parts), name: "a.odt").codes == ["has-password"])
  }

  @Test func `another OpenDocument is no text`() {
    var parts = Made.openParts("<text:p>a</text:p>")
    parts[0].bytes = Array("application/vnd.oasis.opendocument.spreadsheet".utf8)
    #expect(readOpenDocument(Parts(parts), name: "a.odt").codes == ["wrong-content"])
  }

  @Test func `a container that cannot be trusted is refused in the words of its check`() throws {
    let folder = try Folder()
    let path = try folder.zip("a.docx", Made.wordParts(Made.p("words here")))
    var bytes = try folder.bytes("a.docx")
    #expect(readDocument(path: path, name: "a.docx").findings.isEmpty)
    bytes += Array("behind the end".utf8)
    let reading = readDocument(bytes, name: "a.docx")
    #expect(reading.codes.first == "damaged-document")
    #expect(reading.codes.count > 1)
  }

  @Test func `a document whose entries have two times, as Word Online writes it, is read`() throws {
    var bytes = Made.zipped(Made.wordParts(Made.p("words here")))
    bytes[10] ^= 0x55
    #expect(readDocument(bytes, name: "a.docx").words == [.body: 2])
    let strict = try checkContainer(bytes: bytes, limits: ArchiveLimits())
    #expect(strict.findings.map(\.code) == ["header-mismatch"])
  }

  @Test func `a file that is not there is said to be so`() {
    #expect(readDocument(path: "/nowhere/a.docx", name: "a.docx").codes == ["unreadable-file"])
  }

  static let fields: [(String, String)] = [
    ("fields that never get to their result", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"),
    (
      "fields in each other's results",
      "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    ),
    ("one field that says ever more", "<w:r><w:instrText>\(words)</w:instrText></w:r>"),
  ]
  private static let words = String(repeating: "word ", count: 20)

  @Test(arguments: fields)
  func `fields cost no more than their number`(_ rule: String, _ field: String) {
    let count = 20_000
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
    let result = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    let texts = String(repeating: Made.r("a"), count: count)
    let body = begin + String(repeating: field, count: count) + result + texts
    let time = ContinuousClock().measure { _ = word("<w:p>\(body)</w:p>") }
    #expect(time < .seconds(20), "\(rule)")
  }
}
