import Archive
import Findings
import Testing

@testable import Documents

/// Every class of hostile or broken document that we know, with what becomes of it.
///
/// The table is attached to the test's result, to be shown to people.
@Suite struct HostileTableTests {
  /// One class: what it is, the name under which it is handed in, and what is said of it.
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    let name: String
    let bytes: [UInt8]
    let code: String
    let severity: Finding.Severity
    var testDescription: String { what }
  }

  private static func docx(
    _ what: String, _ body: String = Made.p("some words"), _ parts: [Made.Part] = [],
    package: [Made.Part] = [], is code: String, _ severity: Finding.Severity = .refused
  ) -> Row {
    Row(
      what: what, name: "a.docx", bytes: Made.zipped(Made.wordParts(body, parts, package: package)),
      code: code, severity: severity)
  }

  private static func odt(
    _ what: String, _ body: String = "<text:p>some words</text:p>", _ more: [(String, String)] = [],
    is code: String, _ severity: Finding.Severity = .refused
  ) -> Row {
    Row(
      what: what, name: "a.odt", bytes: Made.zipped(Made.openParts(body, more)), code: code,
      severity: severity)
  }

  private static func pdf(
    _ what: String, _ catalogue: String, is code: String, _ severity: Finding.Severity
  ) -> Row {
    Row(
      what: what, name: "a.pdf",
      bytes: Made.portable([PortableTests.page], catalogue: catalogue), code: code,
      severity: severity)
  }

  private static func file(
    _ what: String, _ name: String, _ bytes: [UInt8], is code: String,
    _ severity: Finding.Severity = .refused
  ) -> Row {
    Row(what: what, name: name, bytes: bytes, code: code, severity: severity)
  }

  private static func part(_ kind: String, _ name: String, _ type: String, _ text: String)
    -> Made.Part
  {
    Made.Part(name: name, kind: kind, type: type, text: text)
  }

  private static let xml = "application/x+xml"
  private static let macro = "application/vnd.ms-office.vbaProject"
  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4]
  private static let field = "<w:p><w:fldSimple w:instr=\"%\"/></w:p>"

  static let active: [Row] = [
    docx("macros", Made.p("a"), [part("vbaProject", "word/vba.bin", macro, "x")], is: "has-macros"),
    docx(
      "macros under another name", Made.p("a"), [part("image", "word/a.png", macro, "x")],
      is: "has-macros"),
    file("macros by the ending", "a.docm", zip, is: "has-macros"),
    odt(
      "macros in an ODT", "<text:p>a</text:p>", [("Basic/Standard/M.xml", "<a/>")], is: "has-macros"
    ),
    odt(
      "scripts in an ODT", "<text:p>a</text:p>", [("Scripts/python/a.py", "x")], is: "has-macros"),
    odt(
      "an event that runs something", "<text:p>a<script:event-listener/></text:p>", is: "has-macros"
    ),
    docx(
      "a program inside", Made.p("a"), [part("image", "word/a.png", "image/png", "MZ\u{0}")],
      is: "has-program"),
    docx(
      "a template from the web", Made.p("a"),
      [.external("attachedTemplate", "http://x.org/t.dotm")], is: "external-template", .held),
    docx(
      "a template on a share", Made.p("a"), [.external("attachedTemplate", "file://server/t.dotm")],
      is: "external-template", .held),
    docx(
      "a picture from the web", Made.p("a"), [.external("image", "https://x.org/b.png")],
      is: "external-link", .held),
    docx(
      "a linked object", Made.p("a"), [.external("oleObject", "file:///C:/a.xlsx")],
      is: "external-link", .held),
    docx(
      "a source of mail merge", Made.p("a"), [.external("mailMergeSource", "file:///C:/a.xlsx")],
      is: "external-link", .held),
    docx("a frame", Made.p("a"), [.external("frame", "http://x.org/")], is: "external-link", .held),
    docx("a document of documents", "<w:subDoc/>" + Made.p("a"), is: "external-link", .held),
    docx(
      "text from a file", field.replacing("%", with: "INCLUDETEXT http://x.org/a"),
      is: "linked-field",
      .held),
    docx("DDE", field.replacing("%", with: "DDEAUTO c:\\\\x cmd"), is: "linked-field", .held),
    docx(
      "a part in another format", Made.p("a"),
      [part("aFChunk", "word/c.html", "text/html", "<p>x</p>")], is: "imported-part", .held),
    docx(
      "an embedded object", Made.p("a"), [part("oleObject", "word/o.bin", "application/x", "x")],
      is: "embedded-object", .held),
    odt(
      "a picture from the web, ODT",
      "<text:p>a<draw:image xlink:href=\"http://x.org/a.png\"/></text:p>", is: "external-link",
      .held),
    odt(
      "a section from a file",
      "<text:section><text:section-source xlink:href=\"../a.odt\"/></text:section><text:p>a</text:p>",
      is: "external-link", .held),
  ]

  static let markup: [Row] = [
    docx("a document type in the text", "<w:p/><!DOCTYPE a>", is: "damaged-document"),
    docx(
      "a document type in a part that is read", Made.p("a"),
      [part("theme", "word/t.xml", xml, "<!DOCTYPE a><a/>")], is: "has-doctype"),
    docx(
      "a document type in a part that nobody reads", Made.p("a"),
      package: [part("core-properties", "docProps/core.xml", xml, "<!DOCTYPE a><a/>")],
      is: "has-doctype"),
    odt(
      "a document type in an ODT's properties", "<text:p>a</text:p>",
      [("meta.xml", "<!DOCTYPE a><a/>")], is: "has-doctype"),
    docx("an entity", "<w:p>&bomb;</w:p>", is: "damaged-document"),
    docx("200,000 levels", String(repeating: "<w:sdt>", count: 200_000), is: "too-complex"),
    docx(
      "100,000 attributes",
      "<w:p " + (0..<100_000).map { "a\($0)='1'" }.joined(separator: " ") + "/>", is: "too-complex"),
    docx("an attribute of 12 MB", "<w:p a=\"" + noise(12_000_000) + "\"/>", is: "too-complex"),
    file(
      "a path that climbs", "a.docx",
      Made.renamed("xx/xx/etc/passwd", "../../etc/passwd"), is: "damaged-document"),
    file(
      "the same part twice", "a.docx", Made.renamed("word/documenx.xml", "word/document.xml"),
      is: "damaged-document"),
    file(
      "two parts that differ in case", "a.docx",
      Made.renamed("word/documenx.xml", "word/Document.xml"), is: "damaged-document"),
    file(
      "a bomb", "a.docx",
      Made.zipped(Made.wordParts(Made.p(String(repeating: "a", count: 60_000_000)))),
      is: "damaged-document"),
  ]

  static let portable: [Row] = [
    pdf(
      "a PDF that starts a program", "/OpenAction << /S /Launch /F (cmd.exe) >>", is: "pdf-launch",
      .refused),
    pdf(
      "the same, disguised", "/OpenAction << /S /L#61unch /F (cmd.exe) >>", is: "pdf-launch",
      .refused),
    pdf(
      "JavaScript", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", is: "pdf-javascript",
      .held),
    pdf("a form that is sent", "/AA << /S /SubmitForm >>", is: "pdf-active", .held),
    pdf("media", "/AA << /S /Rendition >>", is: "pdf-active", .held),
    pdf(
      "a link to another file", "/OpenAction << /S /GoToR /F (a.pdf) >>", is: "pdf-active", .held),
    file(
      "a PDF cut short", "a.pdf", Array(Made.portable([PortableTests.page]).prefix(200)),
      is: "damaged-document"),
    file("pages in a circle", "a.pdf", Array(circle.utf8), is: "looks-scanned", .held),
  ]
  private static let circle =
    "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"

  static let files: [Row] = [
    file("nothing", "a.docx", [], is: "empty-file"),
    file(
      "an end record alone", "a.docx", [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18),
      is: "damaged-document"),
    file("half a ZIP", "a.docx", zip + [20, 0], is: "damaged-document"),
    file(
      "a ZIP of something else", "a.docx", Made.zipped([("a.txt", Array("a".utf8))]),
      is: "wrong-content"),
    file("a PDF named DOCX", "a.docx", Array("%PDF-1.7\n".utf8), is: "wrong-content"),
    file("a program named PDF", "a.pdf", Array("MZ\u{0}".utf8), is: "wrong-content"),
    file("a PDF behind something else", "a.pdf", Array("GIF\n%PDF-1.7".utf8), is: "wrong-content"),
    file("two endings", "essay.pdf.exe", Array("MZ".utf8), is: "format-not-taken"),
    file(
      "a password, DOCX", "a.docx", Content.compoundMagic + Content.wide("EncryptedPackage"),
      is: "has-password"),
    file("old Word", "a.doc", Content.compoundMagic + Content.wide("WordDocument"), is: "old-word"),
    file(
      "old Word named DOCX", "a.docx", Content.compoundMagic + Content.wide("WordDocument"),
      is: "wrong-content"),
    file("Rich Text", "a.rtf", Array("{\\rtf1 x}".utf8), is: "rich-text"),
    file("Pages", "a.pages", zip, is: "apple-pages"),
    file("a link to Google", "a.gdoc", Array("{}".utf8), is: "google-link"),
    file("a web page", "a.html", Array("<html>".utf8), is: "web-page"),
    file(
      "a web page named text", "a.txt", Array("<html>some words</html>".utf8), is: "html-as-text",
      .warning),
    file("text with NUL", "a.txt", Array("a\u{0}b".utf8), is: "wrong-content"),
    file(
      "text of no known encoding", "a.txt", [0x63, 0x61, 0x66, 0xE9], is: "guessed-encoding",
      .warning),
    file(
      "signs that steer a terminal", "a.txt", Array("some \u{1B}[2J words".utf8),
      is: "control-characters", .warning),
    file(
      "writing turned round", "a.txt", Array("some \u{202E}words".utf8), is: "control-characters",
      .warning),
  ]

  @Test(arguments: active + markup + portable + files)
  func `each class has its verdict and its code`(_ row: Row) {
    let reading = readDocument(row.bytes, name: row.name)
    let found = reading.findings.first { $0.code == row.code }
    #expect(found?.severity == row.severity, "\(reading.codes)")
    #expect((reading.format == nil) == (row.severity == .refused))
    #expect(reading.findings.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test func `the table is shown`() {
    let rows = Self.active + Self.markup + Self.portable + Self.files
    let lines = rows.map { "| \($0.what) | \($0.severity.rawValue) | `\($0.code)` |" }
    Attachment.record(
      "| class | verdict | code |\n|---|---|---|\n" + lines.joined(separator: "\n"),
      named: "hostile-documents.md")
  }

  /// Text that does not deflate well, and is no bomb.
  private static func noise(_ count: Int) -> String {
    var state: UInt64 = 7
    var text: [UInt8] = []
    text.reserveCapacity(count)
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text.append(UInt8(97 + state >> 33 % 26))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
