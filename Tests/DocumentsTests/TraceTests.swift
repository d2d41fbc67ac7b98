import Findings
import Markup
import Testing

@testable import Documents

/// Everything that tells who wrote a document: found, named, gone, and not found again.
///
/// The secret of each row is 'Ada' or 'CAFE'.
@Suite struct TraceTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  private static func part(_ name: String, _ kind: String, _ text: String) -> Made.Part {
    Made.Part(name: name, kind: kind, type: "application/x+xml", text: text)
  }
  private static func settings(_ text: String) -> Made.Part {
    .word("settings", "<w:settings \(Made.wordNamespaces)>\(text)</w:settings>")
  }
  private static func field(_ instruction: String, _ result: String) -> String {
    "<w:p>\(Made.r("kept "))<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> \(instruction) </w:instrText></w:r>"
      + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\(Made.r(result))<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
  }
  private static let text = Made.p("kept")
  private static let picture = Made.Part(
    name: "word/media/a.jpg", kind: "image", type: "image/jpeg", text: "")

  /// What it is, the body, parts of the document, parts of the package, the kind.
  static let word: [(String, String, [Made.Part], [Made.Part], Trace.Kind)] = [
    (
      "core properties", text, [], [part("docProps/core.xml", "core-properties", "<a>Ada</a>")],
      .properties
    ),
    (
      "a second core part under another name", text, [],
      [
        part("docProps/core.xml", "core-properties", "<a/>"),
        part("x/other.xml", "core-properties", "<a>Ada</a>"),
      ], .properties
    ),
    (
      "app properties", text, [], [part("docProps/app.xml", "extended-properties", "<a>Ada</a>")],
      .properties
    ),
    (
      "custom properties", text, [],
      [part("docProps/custom.xml", "custom-properties", "<a>Ada</a>")], .customProperties
    ),
    (
      "a label of an organisation", text, [],
      [part("docMetadata/LabelInfo.xml", "classificationlabels", "<a>Ada</a>")], .customProperties
    ),
    ("a thumbnail", text, [], [part("docProps/thumbnail.jpeg", "thumbnail", "Ada")], .thumbnail),
    ("people", text, [part("word/people.xml", "people", "<a>Ada</a>")], [], .people),
    (
      "comments", text,
      [
        .word(
          "comments",
          "<w:comments \(Made.wordNamespaces)><w:comment w:author=\"Ada\"/></w:comments>")
      ], [], .comments
    ),
    (
      "comments' further parts", text, [part("word/commentsIds.xml", "commentsIds", "<a>Ada</a>")],
      [], .comments
    ),
    ("custom XML", text, [part("customXml/item1.xml", "customXml", "<a>Ada</a>")], [], .customData),
    (
      "printer settings", text, [part("word/printerSettings1.bin", "printerSettings", "Ada")], [],
      .printer
    ),
    (
      "a glossary with its own author", text,
      [part("word/glossary/document.xml", "glossaryDocument", "<a>Ada</a>")], [], .template
    ),
    ("a signature", text, [], [part("_xmlsignatures/origin.sigs", "origin", "Ada")], .signature),
    (
      "an embedded workbook", text, [part("word/embeddings/a.xlsx", "package", "PK Ada")], [],
      .embedded
    ),
    (
      "the picture before effects", text, [part("word/media/h.wdp", "hdphoto", "Ada")], [],
      .imageMetadata
    ),
    (
      "a part that nobody knows", text, [part("word/odd.bin", "http://x.org/odd", "Ada")], [],
      .unknownPart
    ),
    (
      "an attached template", text,
      [.external("attachedTemplate", "file:///C:\\Users\\Ada\\t.dotx")], [], .template
    ),
    (
      "a link to a file", text, [.external("hyperlink", "file:///C:\\Users\\Ada\\a.docx")], [],
      .link
    ),
    ("a mailbox", text, [.external("hyperlink", "mailto:Ada@example.org")], [], .link),
    (
      "a personal site", text,
      [.external("hyperlink", "https://school-my.sharepoint.com/personal/Ada/a")], [], .link
    ),
    (
      "an address seen by a mail filter", text,
      [.external("hyperlink", "https://eur02.safelinks.protection.outlook.com/?data=Ada%40x.org")],
      [], .link
    ),
    (
      "variables", text,
      [settings("<w:docVars><w:docVar w:name=\"a\" w:val=\"Ada\"/></w:docVars>")], [], .documentData
    ),
    (
      "mail merge", text, [settings("<w:mailMerge><w:query w:val=\"Ada\"/></w:mailMerge>")], [],
      .documentData
    ),
    ("revision ids", "<w:p w:rsidR=\"00CAFE01\">\(Made.r("kept"))</w:p>", [], [], .revisionIDs),
    (
      "ids of paragraphs",
      "<w:p w14:paraId=\"00CAFE01\" w14:textId=\"00CAFE02\">\(Made.r("kept"))</w:p>", [], [],
      .revisionIDs
    ),
    (
      "the list of revision ids", text,
      [settings("<w:rsids><w:rsidRoot w:val=\"00CAFE01\"/></w:rsids>")], [], .revisionIDs
    ),
    (
      "the id of the document", text, [settings("<w14:docId w14:val=\"00CAFE01\"/>")], [],
      .revisionIDs
    ),
    (
      "ids of lists", text,
      [
        .word(
          "numbering",
          "<w:numbering \(Made.wordNamespaces)><w:abstractNum><w:nsid w:val=\"00CAFE01\"/><w:tmpl w:val=\"00CAFE02\"/></w:abstractNum></w:numbering>"
        )
      ],
      [], .revisionIDs
    ),
    (
      "ids of drawings",
      "<w:p>\(Made.r("kept"))<w:r><w:drawing><wp:inline wp14:anchorId=\"00CAFE01\" wp14:editId=\"00CAFE02\" \(drawing)><wp:docPr><a16:creationId val=\"{CAFE}\"/></wp:docPr></wp:inline></w:drawing></w:r></w:p>",
      [], [], .revisionIDs
    ),
    (
      "who inserted",
      "<w:p><w:ins w:author=\"Ada\" w:date=\"2026-01-01T10:00:00Z\">\(Made.r("kept"))</w:ins></w:p>",
      [], [], .changes
    ),
    (
      "who deleted, and what",
      "<w:p>\(Made.r("kept"))<w:del w:author=\"Ada\"><w:r><w:delText>Ada</w:delText></w:r></w:del></w:p>",
      [], [], .changes
    ),
    (
      "who changed the look", "<w:p>\(Made.r("kept", "<w:rPrChange w:author=\"Ada\"/>"))</w:p>", [],
      [], .changes
    ),
    (
      "who and when at a mark that no rule knows",
      "<w:p><w:pPr><w:later w:author=\"Ada\" w:initials=\"Ada\" w:userId=\"Ada\"/></w:pPr>\(Made.r("kept"))</w:p>",
      [], [], .changes
    ),
    ("who may edit", "<w:permStart w:ed=\"Ada\"/>" + text, [], [], .permissions),
    (
      "a password against changes", text, [settings("<w:documentProtection w:hash=\"CAFE\"/>")], [],
      .permissions
    ),
    ("a field with the author", field("AUTHOR", "Ada"), [], [], .authorField),
    (
      "a field with a telling property", field("DOCPROPERTY \"Last Author\"", "Ada"), [], [],
      .authorField
    ),
    ("a field with the file's name", field("FILENAME \\p", "C:\\Ada.docx"), [], [], .authorField),
    (
      "what a program for references notes",
      field(
        "ADDIN ZOTERO_ITEM CSL_CITATION {\"uris\":[\"http://zotero.org/users/Ada\"]}", "(Smith)"),
      [], [], .documentData
    ),
    (
      "the file name of a picture",
      "<w:p>\(Made.r("kept"))<w:r><w:drawing><wp:docPr id=\"1\" name=\"Ada.jpg\" descr=\"C:\\Users\\Ada\\a.png\"/></w:drawing></w:r></w:p>",
      [], [], .link
    ),
    (
      "data bound elsewhere",
      "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"Ada\"/></w:sdtPr><w:sdtContent>\(text)</w:sdtContent></w:sdt>",
      [], [], .documentData
    ),
    ("a picture's EXIF", text, [picture], [], .imageMetadata),
  ]
  private static let drawing =
    "xmlns:wp14=\"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing\" xmlns:a16=\"http://schemas.microsoft.com/office/drawing/2014/main\""

  @Test(arguments: word)
  func `a trace in a Word document is named, goes, and is not found again`(
    _ what: String, _ body: String, _ own: [Made.Part], _ package: [Made.Part], _ kind: Trace.Kind
  ) throws {
    var parts = Made.wordParts(body, own, package: package)
    for index in parts.indices where parts[index].name.hasSuffix(".jpg") {
      parts[index].bytes = PictureTests.jpeg(with: "Exif\0\0Ada")
    }
    try expectGone(what, parts, .docx, kind)
  }

  func expectGone(
    _ what: String, _ parts: [(name: String, bytes: [UInt8])], _ format: DocumentFormat,
    _ kind: Trace.Kind
  ) throws {
    let name = "in.\(format.rawValue)"
    let path = try folder.zip(name, parts)
    let found = readDocument(path: path, name: name)
    #expect(Set(found.traces.map(\.kind)) == [kind], "\(what): \(found.traces)")
    let copy = try writeCleanCopy(of: path, as: format, to: folder.path("out"), masks: [])
    #expect(copy.traces == found.traces, "\(what)")
    #expect(copy.findings.allSatisfy { $0.severity < .held }, "\(what): \(copy.findings)")
    for (part, bytes) in try Parts(folder.bytes("out")).all {
      #expect(!bytes.contains("Ada") && !bytes.contains("CAFE"), "\(what): \(part)")
    }
    let again = readDocument(path: folder.path("out"), name: name)
    #expect(again.traces.isEmpty, "\(what): \(again.traces)")
    #expect(again.paragraphs.map(\.text).joined().contains("kept"))
  }

  static let bereft: [(String, DocumentFormat, String)] = [
    ("a title", .docx, field("TITLE \\* MERGEFORMAT", "A plan")),
    (
      "a title in one element", .docx,
      "<w:p>\(Made.r("kept "))<w:fldSimple w:instr=\"TITLE\">\(Made.r("A plan"))</w:fldSimple></w:p>"
    ),
    ("a citation", .docx, field("CITATION Smi20", "A plan")),
    ("a title", .odt, "<text:p>kept <text:title>A plan</text:title></text:p>"),
    (
      "a property of one's own", .odt,
      "<text:p>kept <text:user-defined text:name=\"x\">A plan</text:user-defined></text:p>"
    ),
  ]

  @Test(arguments: bereft)
  func `a field whose source goes becomes text, so that nobody finds it empty`(
    _ what: String, _ format: DocumentFormat, _ body: String
  ) throws {
    let parts = format == .docx ? Made.wordParts(body) : Made.openParts(body)
    let path = try folder.zip("in", parts)
    let copy = try writeCleanCopy(of: path, as: format, to: folder.path("out"), masks: [])
    #expect(copy.traces.map(\.kind) == [.documentData] && copy.findings.isEmpty, "\(what)")
    let whole = try folder.parts("out").values.joined()
    for code in ["fldChar", "instr", "fldSimple", "text:title", "user-defined"] {
      #expect(!whole.contains(code), "\(what)")
    }
    let again = readDocument(path: folder.path("out"), name: "a.\(format.rawValue)")
    #expect(again.paragraphs.map(\.text) == ["kept A plan"], "\(what)")
  }

  @Test
  func `a bookmark that is called like the person is called otherwise wherever it is asked for`()
    throws
  {
    let body =
      "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"Ada_Lovelace\"/>\(Made.r("kept"))<w:bookmarkEnd w:id=\"1\"/><w:hyperlink w:anchor=\"Ada_Lovelace\">\(Made.r("see"))</w:hyperlink></w:p>"
      + Self.field("REF Ada_Lovelace \\h", "kept")
    let path = try folder.zip("in", Made.wordParts(body))
    let masks = [Mask(text: "Ada Lovelace", replacement: "S1")]
    let copy = try writeCleanCopy(of: path, as: .docx, to: folder.path("out"), masks: masks)
    #expect(
      copy.findings.isEmpty && copy.masked == [MaskedPlace(place: "word/document.xml", count: 3)])
    let text = try #require(try folder.parts("out")["word/document.xml"])
    #expect(text.ranges(of: "S1").count == 3 && !text.contains("Ada"))
  }

  @Test func `times and owners of the container are named, and our copies hold none`() throws {
    var bytes = Made.zipped(Made.wordParts(Self.text))
    // The time of the first entry, in both of its headers, as a program of today writes it.
    let central = try #require(bytes.firstIndex(of: [0x50, 0x4B, 1, 2], from: 0))
    let time: [UInt8] = [0x20, 0x51, 0x6C, 0x5D]
    bytes.replaceSubrange((central + 12)..<(central + 16), with: time)
    bytes.replaceSubrange(10..<14, with: time)
    let path = try folder.write("in.docx", bytes)
    let copy = try writeCleanCopy(of: path, as: .docx, to: folder.path("out"), masks: [])
    let reading = readDocument(path: path, name: "in.docx")
    #expect(reading.traces == [Trace("container", .container, "times")])
    #expect(copy.traces == reading.traces)
    #expect(readDocument(path: folder.path("out"), name: "out.docx").traces.isEmpty)
  }

  @Test func `comments of a Markdown file go, and code stays`() throws {
    let text = "kept <!-- Ada\nAda --> end\n\n```\n<!-- kept -->\n```\n<!-- Ada -->\nlast"
    let path = try folder.write("in.md", text.utf8)
    #expect(readDocument(path: path, name: "in.md").traces == [Trace("text", .comments)])
    let copy = try writeCleanCopy(of: path, as: .md, to: folder.path("out.md"), masks: [])
    #expect(copy.traces == [Trace("text", .comments)])
    #expect(
      try folder.bytes("out.md") == Array("kept \n end\n\n```\n<!-- kept -->\n```\nlast".utf8))
  }
}

extension Parts {
  fileprivate var all: [(String, [UInt8])] { names.map { ($0, self[$0] ?? []) } }
}
