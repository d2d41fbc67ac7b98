import Testing

@testable import Documents

/// What a Word document says, part by part.
@Suite struct WordReadingTests {
  private func read(_ body: String, _ parts: [Made.Part] = []) -> DocumentReading {
    readWord(Parts(Made.wordParts(body, parts)), name: "response.docx")
  }

  static let rules: [(String, String, [DocumentPart: Int])] = [
    ("a paragraph", Made.p("one two three"), [.body: 3]),
    ("a word over two runs", "<w:p>\(Made.r("impl"))\(Made.r("ement it"))</w:p>", [.body: 2]),
    ("headings by style", Made.p("The problem", style: "H1"), [.headings: 2]),
    ("headings by inheritance", Made.p("The problem", style: "Own"), [.headings: 2]),
    (
      "headings by outline level",
      "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>\(Made.r("A heading"))</w:p>", [.headings: 2]
    ),
    ("captions", Made.p("Figure 1 a plan", style: "Cap"), [.captions: 4]),
    (
      "tables",
      "<w:tbl><w:tr><w:tc>\(Made.p("in a cell"))</w:tc></w:tr></w:tbl>\(Made.p("out"))",
      [.tables: 3, .body: 1]
    ),
    (
      "a text box, once, though the file says it twice",
      """
      <w:p>\(Made.r("before "))<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>
      <w:txbxContent>\(Made.p("in the box"))</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>
      <w:pict><w:txbxContent>\(Made.p("in the box"))</w:txbxContent></w:pict></mc:Fallback>
      </mc:AlternateContent></w:r>\(Made.r("after"))</w:p>
      """, [.textBoxes: 3, .body: 2]
    ),
    (
      "the fallback, where no reader knows the choice",
      """
      <w:p><w:r><mc:AlternateContent><mc:Choice Requires="bogus"/><mc:Fallback><w:t>old words</w:t>
      </mc:Fallback></mc:AlternateContent></w:r></w:p>
      """, [.body: 2]
    ),
    (
      "insertions in place and deletions apart",
      """
      <w:p>\(Made.r("kept "))<w:ins w:author="Ada">\(Made.r("put in"))</w:ins><w:del w:author="Ada">
      <w:r><w:delText>taken out here</w:delText></w:r></w:del></w:p>
      """, [.body: 3, .deletions: 3]
    ),
    (
      "moved text where it went",
      """
      <w:p><w:moveFrom w:author="A">\(Made.r("moved text"))</w:moveFrom></w:p>
      <w:p><w:moveTo w:author="A">\(Made.r("moved text"))</w:moveTo></w:p>
      """, [.body: 2, .deletions: 2]
    ),
    (
      "hidden text, by run and by style",
      "<w:p>\(Made.r("seen "))\(Made.r("not seen", "<w:vanish/>"))</w:p>"
        + Made.p("all secret", style: "Secret"),
      [.body: 1, .hidden: 4]
    ),
    (
      "text that says that it is not hidden",
      "<w:p><w:pPr><w:pStyle w:val=\"Secret\"/></w:pPr>\(Made.r("seen", "<w:vanish w:val=\"0\"/>"))</w:p>",
      [.body: 1]
    ),
    (
      "fields by their result",
      """
      <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://x y"</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r>\(Made.r("a link"))<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
      """, [.body: 2]
    ),
    (
      "tabs and breaks part words",
      "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", [.body: 3]
    ),
    (
      "an equation between paragraphs",
      "<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>", [.body: 1]
    ),
    (
      "letters given by their numbers, but not pictures of a symbol font",
      "<w:p><w:r><w:sym w:font=\"Arial\" w:char=\"F041\"/><w:sym w:font=\"Arial\" w:char=\"0042\"/><w:t xml:space=\"preserve\"> </w:t><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r></w:p>",
      [.body: 1]
    ),
    (
      "WordArt of before 2010",
      "<w:p><w:r><w:pict><v:shape><v:textpath string=\"a bent line\"/></v:shape></w:pict></w:r></w:p>",
      [.textBoxes: 3]
    ),
    (
      "text in a drawing",
      "<w:p><w:r><w:drawing><a:p><a:r><a:t>on a canvas</a:t></a:r></a:p></w:drawing></w:r></w:p>",
      [.textBoxes: 3]
    ),
    ("equations", "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", [.body: 1]),
    (
      "the reference list up to the next heading of its level",
      Made.p("Text here", style: nil) + Made.p("References", style: "H1") + Made.p("Smith 2020")
        + Made.p("Websites", style: "H2") + Made.p("gov.uk") + Made.p("Appendix", style: "H1")
        + Made.p("more words"),
      [.body: 4, .headings: 3, .references: 3]
    ),
    (
      "a reference list under a line that is only bold",
      Made.p("Text here") + Made.p("Reference list:") + Made.p("Smith, J. 2020"),
      [.body: 2, .headings: 2, .references: 3]
    ),
    (
      "a bibliography that Word made",
      "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Bibliographies\"/></w:docPartObj></w:sdtPr>"
        + "<w:sdtContent>\(Made.p("Smith 2020"))</w:sdtContent></w:sdt>\(Made.p("end"))",
      [.references: 2, .body: 1]
    ),
  ]

  @Test(arguments: rules)
  func `each word stands in one part`(
    _ rule: String, _ body: String, _ expected: [DocumentPart: Int]
  ) {
    let reading = read(body)
    #expect(reading.words == expected, "\(rule)")
    #expect(reading.findings.isEmpty, "\(rule): \(reading.codes)")
  }

  @Test(arguments: [
    ("References", true), ("7. Reference list:", true), ("REFERENCES / BIBLIOGRAPHY", true),
    ("Harvard references", true), ("Works cited", true), ("References and further reading", true),
    ("Use of references in class", false), ("Reading", false), ("Sources", false),
    ("The list", false), ("", false),
  ])
  func `a heading names a reference list by its words`(_ text: String, _ isList: Bool) {
    #expect(namesReferences(text) == isList)
  }

  @Test func `a list under a bold line ends at an appendix`() {
    let body =
      Made.p("Text here") + Made.p("References") + Made.p("Smith 2020") + Made.p("Appendix A")
      + Made.p("More words")
    #expect(read(body).words == [.body: 4, .headings: 3, .references: 2])
  }

  @Test func `a list that is longer than the text is named`() {
    let list = String(repeating: "word ", count: 201)
    let reading = readDocument(Array("Text\n\nReferences\n\n\(list)".utf8), name: "a.txt")
    #expect(reading.codes == ["long-references"])
  }

  @Test func `one line says what Word shows`() {
    func line(_ body: String) -> String? {
      read(body).ownNumber(counting: DocumentPart.counted)?.text
    }
    #expect(line(Made.p("two words")) == nil)
    #expect(
      line(Made.p("one – two") + Made.p("References") + Made.p("Smith &amp; Jones"))
        == "Word shows about 7: it counts the reference list (2), signs that stand alone (2)")
  }

  @Test func `notes, headers, footers and comments stand apart`() {
    func part(_ kind: String, _ root: String, _ item: String, _ text: String) -> Made.Part {
      .word(kind, "<w:\(root) \(Made.wordNamespaces)>\(item)\(Made.p(text))</w:\(root)>")
    }
    let separator =
      "<w:footnote w:type=\"separator\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>"
    let reading = read(
      Made.p("body"),
      [
        .word(
          "footnotes",
          "<w:footnotes \(Made.wordNamespaces)>\(separator)<w:footnote>\(Made.p("one two"))</w:footnote></w:footnotes>"
        ),
        part("endnotes", "endnotes", "", "one two three"), part("header", "hdr", "", "a b c d"),
        part("footer", "ftr", "", "a b c d e"), part("comments", "comments", "", "a b c d e f"),
      ])
    #expect(
      reading.words == [
        .body: 1, .footnotes: 2, .endnotes: 3, .headers: 4, .footers: 5, .comments: 6,
      ])
    #expect(reading.count(of: DocumentPart.counted) == 6)
  }

  @Test func `charts and diagrams count apart, each text once, wherever they stand`() {
    let drawing = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    func cache(_ name: String, _ texts: [String]) -> String {
      let points = texts.map { "<c:pt><c:v>\($0)</c:v></c:pt>" }.joined()
      return
        "<c:\(name)><c:strRef><c:f>Sheet1!A1</c:f><c:strCache>\(points)</c:strCache></c:strRef></c:\(name)>"
    }
    let series = ["Year seven", "Year eight"].map {
      "<c:ser>\(cache("tx", [$0]))\(cache("cat", ["Before the plan", "After it"]))"
        + "<c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    }.joined()
    let title =
      "<c:title><c:tx><c:rich><a:p><a:r><a:t>Reading ages</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    let chart =
      "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \(drawing)>\(title)\(series)</c:chartSpace>"
    let diagram =
      "<dgm:dataModel xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" \(drawing)><dgm:pt><dgm:t><a:p><a:r><a:t>plan do review</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    func part(_ name: String, _ kind: String, _ text: String) -> Made.Part {
      Made.Part(name: name, kind: kind, type: "application/x+xml", text: text)
    }
    let reading = read(
      Made.p("body"),
      [
        part("word/charts/chart1.xml", "chart", chart),
        part("word/diagrams/data1.xml", "diagramData", diagram),
      ])
    #expect(reading.words == [.body: 1, .textBoxes: 3, .charts: 11])
    #expect(reading.count(of: DocumentPart.counted) == 4)
  }

  @Test func `cells know their table, row and column`() {
    let row = "<w:tr><w:tc>\(Made.p("a"))</w:tc><w:tc>\(Made.p("b"))</w:tc></w:tr>"
    let styles = read("<w:tbl>\(row)\(row)</w:tbl>").paragraphs.map(\.style)
    #expect(
      styles == [
        .cell(table: 0, row: 0, column: 0), .cell(table: 0, row: 0, column: 1),
        .cell(table: 0, row: 1, column: 0), .cell(table: 0, row: 1, column: 1),
      ])
  }
}
