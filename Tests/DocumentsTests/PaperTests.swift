import Foundation
import Testing

@testable import Documents

/// Scripts on paper, set by `npq-paper` and read back with poppler.
@Suite struct PaperTests {
  static let maker = PaperMaker(
    program: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "npq-paper"))
  static let code = "S1234ABCD"

  func made(_ requests: [PaperRequest]) throws -> [PaperCopy?] {
    try Self.maker.make(requests)
  }

  func request(
    _ blocks: [Block], head: String = code, parts: [PaperRequest.Part]? = nil
  ) -> PaperRequest {
    PaperRequest(
      head: head, notices: ["NPQLT · 4 words"], limit: "3 words: the limit is here",
      parts: parts ?? [.text(blocks)], text: blocks)
  }

  /// The text of each page as `pdftotext` reads it.
  static func pages(of bytes: [UInt8]) throws -> [String] {
    let outcome = try Poppler.withFolder(holding: bytes) { (folder) throws(DocumentError) in
      let job = Poppler.Job("pdftotext", ["-enc", "UTF-8", "in.pdf", "-"])
      let outcome = try Poppler().run(job, in: folder)[0]
      return outcome.isFine ? outcome.output : []
    }
    let text = String(decoding: try #require(outcome.isEmpty ? nil : outcome), as: UTF8.self)
    return text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  /// The words of some texts in their order, without the heads.
  private func words(_ pages: [String]) -> [Substring] {
    pages.flatMap { page in
      page.split(separator: "\n").filter { !$0.contains(" · ") }.joined(separator: " ")
        .split(whereSeparator: \.isWhitespace)
    }
  }

  func paragraph(_ text: String) -> Block {
    Block(.paragraph, part: .body, runs: [.text(text, bold: false, italic: false)])
  }

  @Test func `all words stand there in their order, under the code and number of each page`() throws
  {
    let text = (1...2_500).map { "word\($0)" }
    let blocks = stride(from: 0, to: text.count, by: 125).map {
      paragraph(text[$0..<($0 + 125)].joined(separator: " "))
    }
    let copy = try #require(try made([request(blocks)])[0])
    let pages = try Self.pages(of: copy.bytes)
    #expect(copy.pages == pages.count && pages.count > 3)
    for (number, page) in pages.enumerated() {
      #expect(page.hasPrefix("S1234ABCD · page \(number + 1) of \(pages.count)\n"))
    }
    #expect(words(pages).map(String.init) == text)
    #expect(pages[0].contains("NPQLT · 4 words"))
  }

  @Test func `headings, lists, tables, notes and the limit are as the page shows them`() throws {
    let markdown = """
      # Reading
      ## What we did
      **Bold** and *slanted* words.

      1. first
      2. second

      - a point

      | When | What |
      |---|---|
      | May | We met |
      """
    let laid = layoutMarkdown(markdown).marking(limit: 3, counting: [.headings, .body])
    let note = Block(
      .paragraph, part: .footnotes, runs: [.text("A note.", bold: false, italic: false)])
    let copy = try #require(try made([request(laid + [note])])[0])
    #expect(copy.missingSigns == 0 && copy.missingPictures == 0)
    let text = words(try Self.pages(of: copy.bytes)).joined(separator: " ")
    #expect(
      text == """
        Reading What we 3 words: the limit is here did Bold and slanted words. 1. first \
        2. second • a point When What May We met Notes A note.
        """)
  }

  @Test func `the same script gives the same bytes, whatever is set beside it`() throws {
    let one = request([paragraph("The same words.")])
    let alone = try #require(try made([one])[0])
    let beside = try made([request([paragraph("Others.")], head: "S2"), one])
    #expect(beside[1] == alone)
  }

  @Test func `a PDF says nothing of the machine, the day or a person`() throws {
    let words = request([paragraph("Words of a response.")], head: "S1234ABCDE")
    let copy = try #require(try made([words])[0])
    let reading = readPortable(copy.bytes, name: "script.pdf", Poppler())
    #expect(reading.traces == [] && reading.findings == [])
    let text = String(decoding: copy.bytes, as: UTF8.self)
    for word in ["/Author", "/Creator", NSHomeDirectory(), NSTemporaryDirectory()] {
      #expect(!text.contains(word), "\(word)")
    }
    let dates = text.matches(of: /\(D:[^)]*\)/).map { String($0.0) }
    #expect(dates.allSatisfy { $0.hasPrefix("(D:19800101000000") } && dates.count == 1)
  }

  @Test func `other writing, long words and signs that no font has are taken`() throws {
    let arabic = "السلام عليكم"
    let long = String(repeating: "x", count: 400)
    let copy = try #require(
      try made([request([paragraph(arabic), paragraph("Привет 😀 é"), paragraph(long)])])[0])
    let text = try Self.pages(of: copy.bytes).joined()
    #expect(copy.missingSigns == 0)
    #expect(text.contains("Привет 😀 é"))
    #expect(text.filter { $0 == "x" }.count == 400 && !text.contains("x-"))
    // Read back in whatever order, its letters are there.
    let scalars = Set(text.precomposedStringWithCompatibilityMapping.unicodeScalars)
    #expect(arabic.unicodeScalars.allSatisfy { $0 == " " || scalars.contains($0) })
    // Nothing is assigned there, so nobody has a sign for it.
    let unknown = try #require(try made([request([paragraph("a \u{1FFF0} b")])])[0])
    #expect(unknown.missingSigns == 1)
  }

  @Test func `a hundred pages are set, and rows higher than a page are cut`() throws {
    let many = (1...3_500).map { paragraph("Paragraph \($0) of a very long response.") }
    let tall = Block(
      .table, part: .tables,
      rows: [
        [
          [paragraph("left")],
          [paragraph((1...2_000).map { "cell\($0)" }.joined(separator: " "))],
        ], [[paragraph("next")], [paragraph("row")]],
      ])
    let copies = try made([request(many), request([tall])])
    let long = try #require(copies[0])
    #expect(long.pages > 90)
    #expect(words(try Self.pages(of: long.bytes)).count == 3_500 * 7)
    let cut = try #require(copies[1])
    #expect(cut.pages > 2)
    let found = words(try Self.pages(of: cut.bytes)).filter { $0.hasPrefix("cell") }
    #expect(found.map(String.init) == (1...2_000).map { "cell\($0)" })
  }

  @Test func `tables of any shape keep their words`() throws {
    func cell(_ text: String) -> [Block] { [paragraph(text)] }
    let shapes: [[[[Block]]]] = [
      (0..<3).map { row in (0..<60).map { cell("c\(row)x\($0)") } },
      [[cell("only")]], [[], [cell("after"), cell("empty")]],
      [[[Block(.table, part: .tables, rows: [[cell("in"), cell("side")]])], cell("out")]],
    ]
    let copies = try made(shapes.map { request([Block(.table, part: .tables, rows: $0)]) })
    let texts = try copies.map { try words(Self.pages(of: #require($0).bytes)).count }
    #expect(texts == [180, 1, 2, 3])
  }

  @Test func `a response that is a PDF keeps its pages, with code and number over each`() throws {
    let folder = try Folder()
    let given = Made.portable([["First page of a response"], ["Second page"], ["Third"]])
    let path = try folder.write("in.pdf", given)
    let copy = try #require(
      try made([request([paragraph("as text")], parts: [.portable(path: path)])])[0])
    #expect(copy.pages == 3 && !copy.isTextOfPortable)
    let pages = try Self.pages(of: copy.bytes)
    for (number, words) in ["First page of a response", "Second page", "Third"].enumerated() {
      #expect(pages[number].contains("S1234ABCD · page \(number + 1) of 3"))
      #expect(pages[number].contains(words))
    }
    let mixed = try #require(
      try made([
        request([], parts: [.text([paragraph("Typed words")]), .portable(path: path)])
      ])[0])
    #expect(mixed.pages == 4)
    #expect(try Self.pages(of: mixed.bytes)[0].contains("page 1 of 4"))
    #expect(try Self.pages(of: mixed.bytes)[3].contains("Third"))
  }

  @Test(arguments: ["no PDF at all", "%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>"])
  func `of a PDF whose pages cannot be taken its text is set`(_ hostile: String) throws {
    let folder = try Folder()
    let path = try folder.write("in.pdf", hostile.utf8)
    let copies = try made([
      request([paragraph("What it says")], parts: [.portable(path: path)]),
      request([paragraph("Another script")]),
    ])
    #expect(copies.map { $0?.isTextOfPortable } == [true, false])
    #expect(try Self.pages(of: #require(copies[0]).bytes)[0].contains("What it says"))
  }

  @Test func `one PDF of all begins each script on an odd page, with a bookmark`() throws {
    let copies = try made(
      ["S1", "S2", "S3"].enumerated().map { place, head in
        request((0..<(place == 1 ? 60 : 1)).map { _ in paragraph("Words of \(head).") }, head: head)
      })
    let papers = try zip(["S1", "S2", "S3"], copies).map { (title: $0, copy: try #require($1)) }
    #expect(papers.map(\.copy.pages) == [1, 2, 1])
    let all = try Self.maker.join(papers)
    #expect(try Self.maker.join(papers) == all)
    let heads = try Self.pages(of: all).map { $0.prefix { $0 != "\n" } }
    #expect(
      heads == [
        "S1 · page 1 of 1", "", "S2 · page 1 of 2", "S2 · page 2 of 2", "S3 · page 1 of 1",
      ])
    let text = String(decoding: all, as: UTF8.self)
    #expect(text.contains("/Title (S3)") && text.contains("/Outlines"))
    #expect(readPortable(all, name: "all.pdf", Poppler()).traces == [])
  }

  @Test func `what was not written by us is refused by the program that sets`() throws {
    let honest = PaperSheet.stream(of: [request([paragraph("Words")]).asText])
    #expect(try PaperSheet.read(honest) == [request([paragraph("Words")]).asText])
    for length in 0..<honest.count {
      #expect(throws: BlockReader.Flaw.self) { try PaperSheet.read(Array(honest[..<length])) }
    }
    #expect(throws: BlockReader.Flaw.self) { try PaperSheet.read(honest + [0]) }
    var deep = Block(.table, part: .tables, rows: [[[paragraph("x")]]])
    for _ in 0..<200 { deep = Block(.table, part: .tables, rows: [[[deep]]]) }
    #expect(throws: BlockReader.Flaw.self) {
      try PaperSheet.read(PaperSheet.stream(of: [request([deep]).asText]))
    }
  }

  /// Under the address sanitizer it ends well only where it gives back what it took.
  @Test func `it ends well`() throws {
    let sheets = PaperSheet.stream(of: [request([paragraph("Words")]).asText])
    let status = try Poppler.withFolder(holding: sheets) { (folder) throws(DocumentError) in
      let process = Process()
      process.executableURL = Self.maker.program
      process.arguments = ["in.pdf"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return Int32(-1) }
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(status == 0)
  }

  @Test func `it is ended where it takes too much memory`() throws {
    let long = request((0..<2_000).map { paragraph("Words of paragraph \($0).") }).asText
    var setter = Self.maker.setter
    setter.memoryBytes = 8_000_000
    let outcome = try Poppler.withFolder(holding: PaperSheet.stream(of: [long])) {
      (folder) throws(DocumentError) in
      try setter.run(Poppler.Job("npq-paper", ["in.pdf"]), in: folder)[0]
    }
    #expect(!outcome.isFine && outcome.output.isEmpty)
  }

  @Test func `missing programs are named`() {
    #expect(Self.maker.missing == [])
    var lost = PaperMaker(program: URL(filePath: "/nowhere/npq-paper"))
    lost.searchPath = "/nowhere"
    #expect(lost.missing == ["npq-paper", "qpdf"])
  }
}
