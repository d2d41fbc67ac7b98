import Testing

@testable import Documents

/// What a document looks like, told in a short notation: `#2` a heading, `-1` and `1.1` items,
/// `[a|b;c|d]` a table, `*bold*`, `/italic/`.
@Suite struct LayoutTests {
  private func shown(_ blocks: [Block]) -> String { blocks.map(shown).joined(separator: "\n") }

  private func shown(_ block: Block) -> String {
    let text = block.runs.map { run in
      switch run {
      case .text(let text, true, _): "*\(text)*"
      case .text(let text, _, true): "/\(text)/"
      case .text(let text, _, _): text
      case .picture(let picture): "<\(picture.kind.rawValue) \(picture.description)>"
      case .missing(let description): "<missing \(description)>"
      case .limit: "‖"
      }
    }.joined()
    switch block.kind {
    case .heading(let level): return "#\(level) \(text)"
    case .paragraph: return text
    case .item(let level, let number):
      return "\(number.map { "\(level).\($0)" } ?? "-\(level)") \(text)"
    case .table:
      let rows = block.rows.map { $0.map { shown($0) }.joined(separator: "|") }
      return "[\(rows.joined(separator: ";"))]"
    }
  }

  private func word(_ body: String, _ parts: [Made.Part] = []) throws -> [Block] {
    let folder = try Folder()
    let path = try folder.zip("a.docx", Made.wordParts(body, parts))
    return try layoutDocument(path: path, format: .docx)
  }

  private func open(_ body: String, styles: String = "") throws -> [Block] {
    let folder = try Folder()
    let path = try folder.zip("a.odt", Made.openParts(body, styles: styles))
    return try layoutDocument(path: path, format: .odt)
  }

  @Test func `Word: headings, bold and slanted runs, hidden and deleted text left out`() throws {
    let blocks = try word(
      Made.p("Problem", style: "H1")
        + "<w:p>\(Made.r("plain "))\(Made.r("bold", "<w:b/>"))\(Made.r(" not", "<w:b w:val=\"0\"/>"))\(Made.r("slanted", "<w:i/>"))</w:p>"
        + "<w:p>\(Made.r("seen"))\(Made.r("unseen", "<w:vanish/>"))<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    )
    #expect(shown(blocks) == "#1 Problem\nplain *bold* not/slanted/\nseen")
  }

  @Test func `Markdown: a list counts on after items of a deeper level, and not after text`() {
    let blocks = layoutMarkdown("1. a\n   - b\n   - c\n2. d\n\ntext\n\n1. e\n- f\n1. g\n")
    let numbers = blocks.map { block in
      if case .item(_, let number) = block.kind { number } else { nil as Int? }
    }
    #expect(numbers == [1, nil, nil, 2, nil, 1, nil, 1])
  }

  @Test func `Word: lists count where their numbering does, and go on after a paragraph`() throws {
    let numbering = """
      <w:numbering \(Made.wordNamespaces)>
      <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
      <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>
      """
    func item(_ text: String, _ level: Int) -> String {
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\(Made.r(text))</w:p>"
    }
    let blocks = try word(
      item("one", 0) + item("under", 1) + Made.p("between") + item("two", 0),
      [.word("numbering", numbering)])
    #expect(shown(blocks) == "1.1 one\n-2 under\nbetween\n1.2 two")
  }

  @Test func `Word: a table keeps its cells, with captions, pictures and tables within`() throws {
    func cell(_ inside: String) -> String { "<w:tc>\(inside)</w:tc>" }
    let inner = "<w:tbl><w:tr>\(cell(Made.p("x")))\(cell(Made.p("y")))</w:tr></w:tbl>"
    let blocks = try word(
      "<w:tbl><w:tr>\(cell(Made.p("When")))\(cell(""))\(cell(Made.p("Who")))</w:tr>"
        + "<w:tr>\(cell(Made.p("a") + inner + Made.p("b")))\(cell(Made.p("c")))</w:tr></w:tbl>"
        + "<w:tbl><w:tr>\(cell(Made.p("next")))</w:tr></w:tbl>" + Made.p("after"))
    #expect(shown(blocks) == "[When||Who;a\n[x|y]\nb|c]\n[next]\nafter")
  }

  @Test func `OpenDocument: spans, lists and tables`() throws {
    let styles = """
      <style:style style:name="B" style:family="text"><style:text-properties xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" fo:font-weight="bold"/></style:style>
      <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>
      """
    let blocks = try open(
      """
      <text:h text:outline-level="2">Plan</text:h><text:p>a <text:span text:style-name="B">b</text:span></text:p>
      <text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>
      <text:list-item><text:p>two</text:p></text:list-item></text:list>
      <table:table><table:table-row><table:table-cell><text:p>p</text:p></table:table-cell><table:table-cell><text:p>q</text:p></table:table-cell></table:table-row></table:table>
      """, styles: styles)
    #expect(shown(blocks) == "#2 Plan\na *b*\n1.1 one\n-2 under\n1.2 two\n[p|q]")
  }

  @Test(arguments: [
    (
      "# T\n\n**b** and *i*, 2 * 3 * 4, a_b_c and `code`",
      "#1 T\n*b* and /i/, 2 * 3 * 4, a_b_c and code"
    ),
    ("1. one\n2. two\n\n- point\n\n1. again", "1.1 one\n1.2 two\n-1 point\n1.1 again"),
    ("| a | b |\n|---|---|\n| c |  |", "[a|b;c]"),
    ("**never closed", "**never closed"),
  ])
  func `Markdown: emphasis, lists and tables`(text: String, expected: String) {
    #expect(shown(layoutMarkdown(text)) == expected)
  }

  @Test(arguments: [
    (2, "one two ‖three"), (3, "one two three"), (0, "‖one two three"),
  ])
  func `the limit stands before the first word over it`(limit: Int, expected: String) {
    let marked = layoutMarkdown("one two three").marking(limit: limit, counting: [.body])
    #expect(shown(marked) == expected)
  }

  @Test func `a word over two runs counts once, and only counted parts count`() {
    let runs: [Inline] = [
      .text("impl", bold: false, italic: false), .text("ement (now)", bold: true, italic: false),
    ]
    let blocks = [
      Block(
        .heading(level: 1), part: .headings,
        runs: [.text("A long heading", bold: false, italic: false)]),
      Block(.table, part: .tables, rows: [[[Block(.paragraph, part: .tables, runs: runs)]]]),
    ]
    #expect(
      shown(blocks.marking(limit: 1, counting: [.tables]))
        == "#1 A long heading\n[impl*ement (*‖*now)*]")
    #expect(blocks.wordCounts == [.headings: 3, .tables: 2])
  }

  @Test func `only PNG and JPEG are pictures`() {
    #expect(Picture(Array("<svg onload=x>".utf8), description: "") == nil)
    #expect(Picture(Array("GIF89a".utf8), description: "") == nil)
    #expect(Picture([0xFF, 0xD8, 0xFF, 0xE0], description: "d")?.kind == .jpeg)
  }

  @Test func `what cannot be read is an error, not an empty script`() throws {
    #expect(throws: DocumentError.self) { try layoutDocument(Array("PK".utf8), format: .docx) }
    #expect(throws: DocumentError.self) { try layoutDocument(Array("PK".utf8), format: .odt) }
  }
}
