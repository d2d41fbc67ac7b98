import Foundation
import Testing

@testable import Documents

/// Documents that LibreOffice made, read and cleaned, and read by LibreOffice again.
@Suite(.enabled(if: LibreOffice.program != nil, "LibreOffice is not installed"), .serialized)
struct LibreOfficeTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    _ = try folder.write("full.fodt", Self.source.utf8)
    for format in ["odt", "docx", "pdf"] {
      try LibreOffice.convert(["full.fodt"], to: format, in: folder.url)
    }
  }

  private func read(_ name: String) -> DocumentReading {
    readDocument(path: folder.path(name), name: name)
  }

  private static let words: [DocumentPart: Int] = [
    .body: 34, .headings: 6, .tables: 5, .textBoxes: 9, .footnotes: 5, .endnotes: 2, .headers: 4,
    .footers: 2, .references: 6, .comments: 3, .deletions: 3, .hidden: 2,
  ]

  @Test func `DOCX and ODT say the same, part by part, and agree with LibreOffice's own count`()
    throws
  {
    for name in ["full.odt", "full.docx"] {
      #expect(read(name).words == Self.words, "\(name)")
      #expect(read(name).codes == ["hidden-text"], "\(name)")
    }
    let meta = try #require(try folder.parts("full.odt")["meta.xml"])
    let number = try #require(meta.firstMatch(of: /meta:word-count="([0-9]+)"/)?.output.1)
    let all = DocumentPart.counted + [.references]
    #expect(read("full.odt").count(of: all) == Int(number))
    let reading = read("full.pdf")
    #expect(reading.format == .pdf && reading.findings.isEmpty)
    #expect(reading.words.values.reduce(0, +) == 77)
  }

  @Test func `clean copies open in LibreOffice and say the same`() throws {
    for (name, format) in [("docx", DocumentFormat.docx), ("odt", .odt)] {
      let copy = try writeCleanCopy(
        of: folder.path("full." + name), as: format, to: folder.path(name + "." + name),
        masks: [Mask(text: "Ada Lovelace", replacement: "S12345678")])
      #expect(copy.findings.isEmpty)
      #expect(read(name + "." + name).traces.isEmpty)
    }
    let copies = ["docx.docx", "odt.odt"]
    try LibreOffice.convert(copies, to: "txt:Text", in: folder.url)
    try LibreOffice.convert(copies, to: "fodt", in: folder.url)
    for name in ["docx", "odt"] {
      let text = String(decoding: try folder.bytes(name + ".txt"), as: UTF8.self)
      #expect(text.contains("S12345678 wrote it.") && text.contains("inserted text"))
      #expect(!text.contains("Ada") && !text.contains("gone"))
      let whole = String(decoding: try folder.bytes(name + ".fodt"), as: UTF8.self)
      #expect(whole.contains("S12345678 header words") && !whole.contains("Ada"))
    }
  }

  static let source = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
    <office:meta><meta:initial-creator>Ada Lovelace</meta:initial-creator><dc:creator>Ada Lovelace</dc:creator></office:meta>
    <office:styles>
    <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:class="text"/>
    <style:style style:name="Caption" style:family="paragraph"/>
    <style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
    <style:style style:name="Title" style:family="paragraph"/>
    </office:styles>
    <office:automatic-styles>
    <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
    <style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:page-layout style:name="pm1"><style:header-style/><style:footer-style/></style:page-layout>
    <style:style style:name="fr1" style:family="graphic"><style:graphic-properties style:wrap="parallel"/></style:style>
    </office:automatic-styles>
    <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header><text:p>Ada Lovelace header words</text:p></style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>
    <office:body><office:text>
    <text:tracked-changes><text:changed-region xml:id="ct1" text:id="ct1"><text:deletion><office:change-info><dc:creator>Ada Lovelace</dc:creator><dc:date>2026-01-01T10:00:00</dc:date></office:change-info><text:p>gone words here</text:p></text:deletion></text:changed-region><text:changed-region xml:id="ct2" text:id="ct2"><text:insertion><office:change-info><dc:creator>Ada Lovelace</dc:creator><dc:date>2026-01-01T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>
    <text:p text:style-name="Title">Case study title</text:p>
    <text:h text:style-name="Heading_20_1" text:outline-level="1">The problem</text:h>
    <text:p>We saw that pupils<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>A footnote of five words.</text:p></text:note-body></text:note> in Year 8 were well-being <text:span text:style-name="T1">hidden words</text:span> aware<text:change text:change-id="ct1"/> and <text:change-start text:change-id="ct2"/>inserted text<text:change-end text:change-id="ct2"/> ends. Ada <text:span text:style-name="T2">Love</text:span>lace wrote it.<office:annotation><dc:creator>Ada Lovelace</dc:creator><dc:date>2026-01-01T10:00:00</dc:date><text:p>a comment here</text:p></office:annotation></text:p>
    <text:list><text:list-item><text:p>First item</text:p></text:list-item><text:list-item><text:p>Second item</text:p></text:list-item></text:list>
    <table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>cell one</text:p></table:table-cell><table:table-cell><text:p>cell two words</text:p></table:table-cell></table:table-row></table:table>
    <text:p>Box follows<draw:frame draw:style-name="fr1" draw:name="Frame1" text:anchor-type="paragraph" svg:width="5cm"><draw:text-box fo:min-height="1cm"><text:p>Text box with five words</text:p><text:p text:style-name="Illustration">Figure 1 a caption</text:p></draw:text-box></draw:frame></text:p>
    <text:p>An endnote<text:note text:id="ftn2" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>Endnote body.</text:p></text:note-body></text:note> here — and there, 3.14% of 日本語.</text:p>
    <text:h text:style-name="Heading_20_1" text:outline-level="1">References</text:h>
    <text:p>Smith, J. (2020) A book. London.</text:p>
    </office:text></office:body></office:document>
    """
}
