import Findings
import Testing

@testable import Documents

/// Words that a document holds and that nobody can read.
@Suite struct ConcealmentTests {
  private static func run(_ text: String, _ properties: String) -> String {
    "<w:p>\(Made.r("seen "))\(Made.r(text, properties))</w:p>"
  }

  private static func cell(_ fill: String, _ colour: String) -> String {
    "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"\(fill)\"/></w:tcPr>"
      + "<w:p>\(Made.r("two words", "<w:color w:val=\"\(colour)\"/>"))</w:p></w:tc></w:tr></w:tbl>"
  }

  private static func box(_ position: String, _ fill: String = "<a:noFill/>", _ colour: String = "")
    -> String
  {
    """
    <w:p>\(Made.r("seen"))<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column">
    <wp:posOffset>\(position)</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>900000</wp:posOffset>
    </wp:positionV><wp:extent cx="900000" cy="900000"/><a:graphic><wps:wsp><wps:spPr>\(fill)<a:ln><a:solidFill>
    <a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p>\(Made.r("in the box", colour))</w:p>
    </w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></w:r></w:p>
    <w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1440" w:top="1440"/></w:sectPr>
    """
  }
  private static let white = "<w:color w:val=\"FFFFFF\"/>"
  private static let blue = "<a:solidFill><a:srgbClr val=\"1F3864\"/></a:solidFill>"

  static let word: [(String, String, [DocumentPart: Int], [String])] = [
    ("white on white", run("not seen", white), [.body: 1, .hidden: 2], ["pale-text"]),
    (
      "nearly white", run("not seen", "<w:color w:val=\"F2F2F2\"/>"), [.body: 1, .hidden: 2],
      ["pale-text"]
    ),
    ("light grey", run("is seen", "<w:color w:val=\"D9D9D9\"/>"), [.body: 3], []),
    ("yellow", run("is seen", "<w:color w:val=\"FFFF00\"/>"), [.body: 3], []),
    (
      "white by the theme, against its own value",
      run("not seen", "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>"),
      [.body: 1, .hidden: 2], ["pale-text"]
    ),
    (
      "white on black shading",
      run("is seen", white + "<w:shd w:val=\"clear\" w:fill=\"000000\"/>"), [.body: 3], []
    ),
    (
      "black on black shading",
      run("not seen", "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:fill=\"0A0A0A\"/>"),
      [.body: 1, .hidden: 2], ["pale-text"]
    ),
    (
      "automatic on black shading", run("is seen", "<w:shd w:val=\"clear\" w:fill=\"000000\"/>"),
      [.body: 3], []
    ),
    (
      "yellow on its highlight",
      run("not seen", "<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>"),
      [.body: 1, .hidden: 2], ["pale-text"]
    ),
    (
      "white on a shaded paragraph",
      "<w:p><w:pPr><w:shd w:val=\"clear\" w:fill=\"1F3864\"/></w:pPr>\(Made.r("is seen", white))</w:p>",
      [.body: 2], []
    ),
    (
      "white on a pattern", run("is seen", white + "<w:shd w:val=\"pct50\" w:fill=\"FFFFFF\"/>"),
      [.body: 3], ["pale-text"]
    ),
    ("white in a dark cell", cell("1F3864", "FFFFFF"), [.tables: 2], []),
    ("the colour of its cell", cell("1F3864", "1F3864"), [.hidden: 2], ["pale-text"]),
    (
      "letters without a filling",
      run("not seen", "<w14:textFill><w14:noFill/></w14:textFill>"), [.body: 1, .hidden: 2],
      ["pale-text"]
    ),
    (
      "outlined letters",
      run(
        "is seen",
        "<w14:textOutline><w14:solidFill/></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>"
      ), [.body: 3], []
    ),
    (
      "letters that let everything through",
      run(
        "not seen",
        "<w14:textFill><w14:solidFill><w14:srgbClr w14:val=\"000000\"><w14:alpha w14:val=\"99000\"/></w14:srgbClr></w14:solidFill></w14:textFill>"
      ), [.body: 1, .hidden: 2], ["pale-text"]
    ),
    (
      "white letters in place of blanks part words",
      "<w:p>\(Made.r("one"))\(Made.r("x", white))\(Made.r("two"))\(Made.r("x", white))\(Made.r("three"))</w:p>",
      [.body: 3, .hidden: 2], ["pale-text"]
    ),
    ("one point", run("not seen", "<w:sz w:val=\"2\"/>"), [.body: 1, .hidden: 2], ["tiny-text"]),
    ("two points", run("is seen", "<w:sz w:val=\"4\"/>"), [.body: 3], []),
    (
      "one per cent wide", run("not seen", "<w:w w:val=\"1\"/>"), [.body: 1, .hidden: 2],
      ["squeezed-text"]
    ),
    (
      "letters on each other", run("not seen", "<w:sz w:val=\"24\"/><w:spacing w:val=\"-120\"/>"),
      [.body: 1, .hidden: 2], ["squeezed-text"]
    ),
    (
      "a little closer", run("is seen", "<w:sz w:val=\"24\"/><w:spacing w:val=\"-20\"/>"),
      [.body: 3], []
    ),
    (
      "a line of no height",
      "<w:p><w:pPr><w:spacing w:line=\"10\" w:lineRule=\"exact\"/></w:pPr>\(Made.r("not seen"))</w:p>",
      [.hidden: 2], ["squeezed-text"]
    ),
    (
      "a row of no height",
      "<w:tbl><w:tr><w:trPr><w:trHeight w:val=\"1\" w:hRule=\"exact\"/></w:trPr><w:tc>\(Made.p("not seen"))</w:tc></w:tr></w:tbl>",
      [.hidden: 2], ["squeezed-text"]
    ),
    (
      "a text box beside the page", box("-9000000"), [.body: 1, .hidden: 3], ["text-off-page"]
    ),
    ("a text box on the page", box("-200000"), [.body: 1, .textBoxes: 3], []),
    ("white in a dark text box", box("0", blue, white), [.body: 1, .textBoxes: 3], []),
    (
      "white in a text box that lets through", box("0", "<a:noFill/>", white),
      [.body: 1, .textBoxes: 3], ["pale-text"]
    ),
    (
      "the colour of its text box", box("0", blue, "<w:color w:val=\"1F3864\"/>"),
      [.body: 1, .hidden: 3], ["pale-text"]
    ),
    (
      "what a tracked change of its look set before",
      run(
        "is seen",
        "<w:rPrChange><w:rPr><w:vanish/><w:color w:val=\"FFFFFF\"/></w:rPr></w:rPrChange>"),
      [.body: 3], []
    ),
    ("white blanks", run("  ", white), [.body: 1], []),
    ("white by its style", Made.p("not seen", style: "White"), [.hidden: 2], ["pale-text"]),
    (
      "white in a table that its style colours",
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"Dark\"/></w:tblPr><w:tr><w:tc><w:p>\(Made.r("a head", white))</w:p></w:tc></w:tr></w:tbl>",
      [.tables: 2], ["pale-text"]
    ),
  ]

  private static let styles: Made.Part = .word(
    "styles",
    "<w:styles \(Made.wordNamespaces)>"
      + "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"Base\"/><w:rPr>\(white)</w:rPr></w:style>"
      + "<w:style w:type=\"paragraph\" w:styleId=\"White\"><w:name w:val=\"White\"/><w:basedOn w:val=\"Base\"/></w:style>"
      + "<w:style w:type=\"table\" w:styleId=\"Dark\"><w:name w:val=\"Dark\"/><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:fill=\"1F3864\"/></w:tcPr></w:tblStylePr></w:style></w:styles>"
  )

  @Test(arguments: word)
  func `a Word document's words that nobody can read do not count and are named`(
    _ rule: String, _ body: String, _ words: [DocumentPart: Int], _ codes: [String]
  ) {
    var parts = Made.wordParts(body)
    for index in parts.indices where parts[index].name == Self.styles.name {
      parts[index].bytes = Array(Self.styles.text.utf8)
    }
    let reading = readDocument(Made.zipped(parts), name: "response.docx")
    #expect(reading.words == words, "\(rule)")
    #expect(reading.codes == codes, "\(rule): \(reading.codes)")
  }

  private static func styled(
    _ properties: String, family: String = "text", element: String = "text"
  )
    -> String
  {
    "<style:style style:name=\"S\" style:family=\"\(family)\"><style:\(element)-properties \(properties)/></style:style>"
  }
  private static let span =
    "<text:p>seen <text:span text:style-name=\"S\">two words</text:span></text:p>"
  private static func page(_ properties: String) -> String {
    "<style:page-layout style:name=\"pm1\"><style:page-layout-properties \(properties)/></style:page-layout>"
  }
  private static func frame(_ x: String) -> String {
    "<text:p>seen<draw:frame draw:style-name=\"S\" svg:x=\"\(x)\" svg:y=\"1cm\" svg:width=\"2cm\"><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame></text:p>"
  }

  static let open: [(String, String, String, [DocumentPart: Int], [String])] = [
    ("white", styled("fo:color=\"#ffffff\""), span, [.body: 1, .hidden: 2], ["pale-text"]),
    ("grey", styled("fo:color=\"#808080\""), span, [.body: 3], []),
    (
      "white on black", styled("fo:color=\"#ffffff\" fo:background-color=\"#000000\""), span,
      [.body: 3], []
    ),
    (
      "white on a dark page",
      page("fo:background-color=\"#102030\" fo:page-width=\"21cm\" fo:page-height=\"29.7cm\"")
        + styled("fo:color=\"#ffffff\""), span, [.body: 3], []
    ),
    (
      "see-through", styled("fo:color=\"#000000\" loext:opacity=\"1%\""), span,
      [.body: 1, .hidden: 2], ["pale-text"]
    ),
    ("one point", styled("fo:font-size=\"1pt\""), span, [.body: 1, .hidden: 2], ["tiny-text"]),
    (
      "five per cent of a size", styled("fo:font-size=\"5%\""), span, [.body: 1, .hidden: 2],
      ["tiny-text"]
    ),
    ("narrow", styled("style:text-scale=\"1%\""), span, [.body: 1, .hidden: 2], ["squeezed-text"]),
    (
      "closed up", styled("fo:letter-spacing=\"-0.5cm\""), span, [.body: 1, .hidden: 2],
      ["squeezed-text"]
    ),
    (
      "a low line", styled("fo:line-height=\"0.01cm\"", family: "paragraph", element: "paragraph"),
      "<text:p text:style-name=\"S\">two words</text:p>", [.hidden: 2], ["squeezed-text"]
    ),
    (
      "white in a dark cell",
      styled("fo:background-color=\"#1f3864\"", family: "table-cell", element: "table-cell")
        + "<style:style style:name=\"W\" style:family=\"paragraph\"><style:text-properties fo:color=\"#ffffff\"/></style:style>",
      "<table:table><table:table-row><table:table-cell table:style-name=\"S\"><text:p text:style-name=\"W\">a head</text:p></table:table-cell></table:table-row></table:table>",
      [.tables: 2], []
    ),
    (
      "a frame beside the page",
      page("fo:page-width=\"21cm\" fo:page-height=\"29.7cm\"")
        + styled("style:horizontal-rel=\"page\"", family: "graphic", element: "graphic"),
      frame("22cm"), [.body: 1, .hidden: 3], ["text-off-page"]
    ),
    (
      "a frame on the page",
      page("fo:page-width=\"21cm\" fo:page-height=\"29.7cm\"")
        + styled("style:horizontal-rel=\"page\"", family: "graphic", element: "graphic"),
      frame("2cm"), [.body: 1, .textBoxes: 3], []
    ),
  ]

  @Test(arguments: open)
  func `an ODT's words that nobody can read do not count and are named`(
    _ rule: String, _ styles: String, _ body: String, _ words: [DocumentPart: Int],
    _ codes: [String]
  ) {
    let reading = readDocument(
      Made.zipped(Made.openParts(body, styles: styles)), name: "response.odt")
    #expect(reading.words == words, "\(rule)")
    #expect(reading.codes == codes, "\(rule): \(reading.codes)")
  }
}
