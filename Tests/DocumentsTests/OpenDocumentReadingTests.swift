import Testing

@testable import Documents

@Suite struct OpenDocumentReadingTests {
  static let rules: [(String, String, String, [DocumentPart: Int])] = [
    ("paragraphs", "", "<text:p>one<text:s/>two<text:tab/>three</text:p>", [.body: 3]),
    ("headings", "", "<text:h text:outline-level=\"1\">The problem</text:h>", [.headings: 2]),
    (
      "tables", "",
      "<table:table><table:table-row><table:table-cell><text:p>a cell</text:p></table:table-cell></table:table-row></table:table>",
      [.tables: 2]
    ),
    (
      "text boxes", "",
      "<text:p>out<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></text:p>",
      [.body: 1, .textBoxes: 3]
    ),
    (
      "notes without their numbers", "",
      "<text:p>word<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>a note</text:p></text:note-body></text:note><text:note text:note-class=\"endnote\"><text:note-citation>i</text:note-citation><text:note-body><text:p>at the end</text:p></text:note-body></text:note></text:p>",
      [.body: 1, .footnotes: 2, .endnotes: 3]
    ),
    (
      "comments without their author", "",
      "<text:p>word<office:annotation><dc:creator>Ada Lovelace</dc:creator><dc:date>2026</dc:date><text:p>a comment</text:p></office:annotation></text:p>",
      [.body: 1, .comments: 2]
    ),
    (
      "deletions", "",
      "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ada</dc:creator></office:change-info><text:p>gone now</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>here</text:p>",
      [.body: 1, .deletions: 2]
    ),
    (
      "hidden text, by span, section and field",
      "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>",
      "<text:p>seen <text:span text:style-name=\"T1\">not seen</text:span> <text:hidden-text text:string-value=\" at all\"/></text:p><text:section text:display=\"none\"><text:p>nor here</text:p></text:section>",
      [.body: 1, .hidden: 6]
    ),
    (
      "captions",
      "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Caption\"/>",
      "<text:p text:style-name=\"P1\">Figure 1 plan</text:p>", [.captions: 3]
    ),
    (
      "a bibliography", "",
      "<text:bibliography><text:index-body><text:p>Smith 2020</text:p></text:index-body></text:bibliography>",
      [.references: 2]
    ),
  ]

  @Test(arguments: rules)
  func `each word stands in one part`(
    _ rule: String, _ styles: String, _ body: String, _ expected: [DocumentPart: Int]
  ) {
    let reading = readOpenDocument(
      Parts(Made.openParts(body, styles: styles)), name: "response.odt")
    #expect(reading.words == expected, "\(rule)")
    #expect(reading.findings.isEmpty, "\(rule): \(reading.codes)")
  }

  @Test func `headers and footers stand in the styles`() {
    let styles =
      "<office:document-styles \(Made.officeNamespaces)><office:master-styles><style:master-page>"
      + "<style:header><text:p>my name</text:p></style:header><style:footer><text:p>page</text:p></style:footer>"
      + "</style:master-page></office:master-styles></office:document-styles>"
    let parts = Made.openParts("<text:p>body</text:p>", [("styles.xml", styles)])
    let reading = readOpenDocument(Parts(parts), name: "response.odt")
    #expect(reading.words == [.body: 1, .headers: 2, .footers: 1])
  }

  @Test func `charts and equations count, though they stand in parts of their own`() {
    let root =
      "<office:document-content \(Made.officeNamespaces) xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\">"
    let cells = ["Before", "After it"].map {
      "<table:table-cell office:value-type=\"string\"><text:p>\($0)</text:p></table:table-cell><table:table-cell office:value-type=\"float\"><text:p>12</text:p></table:table-cell>"
    }.joined()
    let chart =
      root
      + "<office:body><office:chart><chart:chart><chart:title><text:p>Reading ages</text:p></chart:title>"
      + "<table:table><table:table-row>\(cells)</table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>"
    let formula =
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><mrow> <mi>x</mi> <mo>=</mo> <mn>1</mn></mrow><annotation>x = 1</annotation></semantics></math>"
    let body =
      "<text:p>seen<draw:object xlink:href=\"./Object 1\"/> <draw:object xlink:href=\"./Object 2\"/></text:p>"
    var parts = Made.openParts(
      body, [("Object 1/content.xml", chart), ("Object 2/content.xml", formula)])
    let entries = [("Object 1/", "chart"), ("Object 2/", "formula")].map {
      "<manifest:file-entry manifest:full-path=\"\($0.0)\" manifest:media-type=\"application/vnd.oasis.opendocument.\($0.1)\"/>"
    }.joined()
    let manifest = String(decoding: parts[2].bytes, as: UTF8.self)
    parts[2].bytes = Array(
      manifest.replacing("</manifest:manifest>", with: entries + "</manifest:manifest>").utf8)
    let reading = readOpenDocument(Parts(parts), name: "response.odt")
    #expect(reading.words == [.body: 2, .charts: 5])
    #expect(reading.findings.isEmpty)
  }

  @Test func `lists know their depth`() {
    let list =
      "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p></text:list-item></text:list></text:list-item></text:list>"
    let reading = readOpenDocument(Parts(Made.openParts(list)), name: "response.odt")
    #expect(reading.paragraphs.map(\.style) == [.item(1), .item(2)])
  }
}
