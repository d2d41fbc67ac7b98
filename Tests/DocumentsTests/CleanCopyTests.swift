import Findings
import Testing

@testable import Documents

@Suite struct CleanCopyTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  static let core =
    "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"y\"><dc:creator>Ada Lovelace</dc:creator></cp:coreProperties>"

  /// A document that betrays its writer in every way that we know.
  static func telling() -> [(name: String, bytes: [UInt8])] {
    let body = """
      <w:p w:rsidR="00AB12CD" w14:paraId="1A2B3C4D">\(Made.r("The plan "))
      <w:ins w:id="1" w:author="Ada Lovelace" w:date="2026-01-01T10:00:00Z">\(Made.r("works "))</w:ins>
      <w:del w:id="2" w:author="Ada Lovelace"><w:r><w:delText>failed</w:delText></w:r></w:del>
      <w:commentRangeStart w:id="0"/>\(Made.r("well"))<w:commentRangeEnd w:id="0"/>
      <w:r><w:rPr><w:rPrChange w:id="3" w:author="Ada Lovelace"/></w:rPr><w:commentReference w:id="0"/></w:r></w:p>
      <w:p>\(Made.r("Written by Ada Love"))\(Made.r("lace in Leeds"))</w:p>
      <w:p><w:hyperlink r:id="rId9">\(Made.r("mail"))</w:hyperlink></w:p>
      """
    func part(_ name: String, _ kind: String, _ text: String) -> Made.Part {
      Made.Part(name: name, kind: kind, type: "application/x+xml", text: text)
    }
    let settings =
      "<w:settings \(Made.wordNamespaces)><w:attachedTemplate r:id=\"rId5\"/><w:rsids><w:rsid w:val=\"00AB12CD\"/></w:rsids><w:docVars><w:docVar w:name=\"a\" w:val=\"Ada\"/></w:docVars></w:settings>"
    return Made.wordParts(
      body,
      [
        .word(
          "comments",
          "<w:comments \(Made.wordNamespaces)><w:comment w:author=\"Ada Lovelace\" w:initials=\"AL\">\(Made.p("look here"))</w:comment></w:comments>"
        ),
        part("word/people.xml", "people", "<w15:people xmlns:w15=\"z\"/>"),
        .word("settings", settings),
        .word(
          "header", "<w:hdr \(Made.wordNamespaces)>\(Made.p("ADA  LOVELACE, class 4"))</w:hdr>"),
        part("customXml/item1.xml", "customXml", "<a>Ada</a>"),
        .external("attachedTemplate", "file:///C:\\Users\\ada\\t.dotx"),
        .external("hyperlink", "https://www.gov.uk/"),
        .external("hyperlink", "mailto:ada@example.org"),
      ],
      package: [
        part("docProps/core.xml", "core-properties", core),
        part("docProps/app.xml", "extended-properties", "<a><Company>Leeds School</Company></a>"),
        part("docProps/custom.xml", "custom-properties", "<a/>"),
      ])
  }

  private let masks = [Mask(text: "Ada Lovelace", replacement: "S12345678")]

  @Test func `a Word copy names nobody and says the same`() throws {
    let path = try folder.zip("in.docx", Self.telling())
    let copy = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: masks)
    let kinds = Set(copy.traces.map(\.kind))
    #expect(
      kinds == [
        .properties, .customProperties, .comments, .changes, .people, .revisionIDs, .template,
        .documentData, .customData, .link,
      ])
    #expect(copy.findings.isEmpty, "\(copy.findings)")
    #expect(
      Set(copy.masked) == [
        MaskedPlace(place: "word/document.xml", count: 1),
        MaskedPlace(place: "word/header.xml", count: 1),
      ])
    for (name, text) in try folder.parts("out.docx") {
      for word in ["Ada", "ADA", "Love", "Leeds School", "ada@", "Users", "00AB12CD", "w:author"] {
        #expect(!text.contains(word), "\(word) in \(name)")
      }
    }
    let reading = readDocument(path: folder.path("out.docx"), name: "out.docx")
    #expect(reading.traces.isEmpty && reading.findings.isEmpty)
    let text = reading.paragraphs.map(\.text)
    #expect(text.contains("Written by S12345678 in Leeds"))
    #expect(text.contains("S12345678, class 4"))
    #expect(reading.words == [.body: 10, .headers: 3])
  }

  @Test func `types and relationships name no part that is gone`() throws {
    let path = try folder.zip("in.docx", Self.telling())
    _ = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: [])
    let parts = try Parts(folder.bytes("out.docx"))
    let package = try OpenPackage(parts)
    for (source, found) in package.relationships {
      for relationship in found where !relationship.isExternal {
        #expect(parts[relationship.part ?? ""] != nil, "\(source) → \(relationship.target)")
      }
    }
    let types = String(decoding: parts[OpenPackage.contentTypes] ?? [], as: UTF8.self)
    #expect(!types.contains("comments") && !types.contains("people") && !types.contains("docProps"))
    #expect(!parts.names.contains { $0.hasPrefix("docProps") || $0.hasPrefix("customXml") })
    #expect(parts.names.first == "[Content_Types].xml")
  }

  @Test func `the same document gives the same bytes, and a copy of a copy too`() throws {
    let path = try folder.zip("in.docx", Self.telling())
    for name in ["a.docx", "b.docx"] {
      _ = try writeCleanCopy(of: path, as: .docx, to: folder.path(name), masks: masks)
    }
    _ = try writeCleanCopy(
      of: folder.path("a.docx"), as: .docx, to: folder.path("c.docx"), masks: masks)
    #expect(try folder.bytes("a.docx") == folder.bytes("b.docx"))
    #expect(try folder.bytes("a.docx") == folder.bytes("c.docx"))
  }

  @Test func `the result of a field that shows the author goes`() throws {
    let body =
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\(Made.r("Ada Lovelace"))<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\(Made.r(" wrote"))</w:p>"
      + "<w:p><w:fldSimple w:instr=\"FILENAME\">\(Made.r("ada.docx"))</w:fldSimple>\(Made.r(" end"))</w:p>"
    let path = try folder.zip("in.docx", Made.wordParts(body))
    let copy = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: [])
    #expect(copy.traces.map(\.kind) == [.authorField])
    #expect(copy.findings.isEmpty)
    let reading = readDocument(path: folder.path("out.docx"), name: "out.docx")
    #expect(reading.paragraphs.map(\.text) == [" wrote", " end"])
    #expect(reading.traces.isEmpty)
  }

  @Test func `a part in UTF-16 is cleaned as well`() throws {
    var parts = Made.wordParts("<w:p w:rsidR=\"00AB12CD\">\(Made.r("Ada Lovelace wrote"))</w:p>")
    let index = try #require(parts.firstIndex { $0.name == "word/document.xml" })
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in String(decoding: parts[index].bytes, as: UTF8.self).utf16 {
      wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    parts[index].bytes = wide
    let path = try folder.zip("in.docx", parts)
    _ = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: masks)
    let reading = readDocument(path: folder.path("out.docx"), name: "out.docx")
    #expect(reading.paragraphs.map(\.text) == ["S12345678 wrote"])
    #expect(reading.traces.isEmpty)
  }

  @Test func `an ODT copy names nobody and says the same`() throws {
    let body = """
      <text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ada Lovelace</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:p>By <text:span>Ada</text:span><text:s/>Love<text:span>lace</text:span>, <text:author-name>Ada Lovelace</text:author-name> kept<office:annotation><dc:creator>Ada Lovelace</dc:creator><text:p>note</text:p></office:annotation></text:p>
      <text:p><text:a xlink:href="mailto:ada@example.org">mail</text:a></text:p>
      """
    let path = try folder.zip(
      "in.odt",
      Made.openParts(
        body,
        [
          (
            "meta.xml",
            "<office:document-meta \(Made.officeNamespaces)><dc:creator>Ada Lovelace</dc:creator></office:document-meta>"
          ),
          ("Thumbnails/thumbnail.png", "x"),
          (
            "settings.xml",
            "<a xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\"><config:config-item config:name=\"PrinterName\">Ada's printer</config:config-item></a>"
          ),
        ]))
    let copy = try writeCleanCopy(of: path, as: .odt, to: folder.path("out.odt"), masks: masks)
    #expect(
      Set(copy.traces.map(\.kind)) == [
        .changes, .comments, .authorField, .link, .properties, .thumbnail, .printer,
      ])
    #expect(copy.findings.isEmpty, "\(copy.findings)")
    for (name, text) in try folder.parts("out.odt") {
      #expect(!text.contains("Ada") && !text.contains("ada@"), "\(name): \(text)")
    }
    let reading = readDocument(path: folder.path("out.odt"), name: "out.odt")
    #expect(reading.traces.isEmpty)
    #expect(reading.paragraphs.first?.text == "By S12345678 ,  kept")
  }

  @Test func `text and Markdown copies are masked`() throws {
    let text = try folder.write("in.txt", "ada lovelace’s plan. Adaptive.".utf8)
    let copy = try writeCleanCopy(of: text, as: .txt, to: folder.path("out.txt"), masks: masks)
    #expect(try folder.bytes("out.txt") == Array("S12345678’s plan. Adaptive.".utf8))
    #expect(copy.masked == [MaskedPlace(place: "text", count: 1)])
    let mark = try folder.write(
      "in.md", "---\nauthor: Ada\n  Lovelace\ntitle: A plan\n---\nText\n".utf8)
    _ = try writeCleanCopy(of: mark, as: .md, to: folder.path("out.md"), masks: [])
    let bare = try folder.write("bare.md", "---\nauthor: Ada\n---\nText\n".utf8)
    _ = try writeCleanCopy(of: bare, as: .md, to: folder.path("bare-out.md"), masks: [])
    #expect(try folder.bytes("bare-out.md") == Array("Text\n".utf8))
    #expect(try folder.bytes("out.md") == Array("---\ntitle: A plan\n---\nText\n".utf8))
  }

  @Test func `what is refused is not copied`() throws {
    let path = try folder.zip("in.docx", Made.wordParts("&bomb;"))
    #expect(throws: DocumentError.self) {
      try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: [])
    }
    #expect(throws: (any Error).self) { try folder.bytes("out.docx") }
  }

  @Test func `comments and instructions in the XML go`() throws {
    let body = "<w:p>\(Made.r("a<!-- Ada -->b"))<?made by Ada?></w:p><!-- Ada -->"
    let path = try folder.zip("in.docx", Made.wordParts(body))
    _ = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: [])
    let text = try #require(try folder.parts("out.docx")["word/document.xml"])
    #expect(!text.contains("Ada") && text.contains(">ab<"))
  }

  @Test func `a name in a place that masks do not reach holds the copy`() throws {
    let path = try folder.zip(
      "in.docx",
      Made.wordParts(
        "<w:p><w:odd w:name=\"Ada Lovelace\"/>\(Made.r("x"))</w:p>"))
    let copy = try writeCleanCopy(of: path, as: .docx, to: folder.path("out.docx"), masks: masks)
    #expect(copy.findings.map(\.code) == ["name-remains"])
  }
}
