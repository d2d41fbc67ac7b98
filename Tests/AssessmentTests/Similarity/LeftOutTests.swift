import Documents
import Testing

@testable import Assessment

@Suite struct WhatIsLeftOut {
  private let copied = """
    a school where teachers plan together every week has more to say about how pupils read than \
    one where each teacher plans alone behind a closed door until the summer comes
    """

  private func pairs(_ one: ComparedText, _ other: ComparedText) -> [SimilarPair] {
    SimilarTexts([one, other], settings: SimilaritySettings(passage: 8, least: 8)).pairs
  }

  @Test func `words that everybody was given are no shared work`() {
    let given = ["# The case\n\nIt is \(copied), and so on."]
    let texts = ["First I say: \(copied).", "Then another says that \(copied)!"]
    #expect(pairs(ComparedText(texts[0]), ComparedText(texts[1])).count == 1)
    #expect(
      pairs(ComparedText(texts[0], given: given), ComparedText(texts[1], given: given)).isEmpty)
    #expect(ComparedText(texts[0], given: given).own == 3)
  }

  @Test func `given words within a shared passage do not part it and do not count`() throws {
    let given = ["the number of pupils who read at home fell by a third"]
    let text = "\(copied). We saw that \(given[0]). What came of it was \(copied.reversedWords)"
    let pair = try #require(
      pairs(ComparedText(text, given: given), ComparedText("So: " + text, given: given)).first)
    #expect(pair.passages.count == 1)
    #expect(pair.words == textWords(text).count - textWords(given[0]).count)
  }

  @Test(arguments: [
    ("As Hirsch (2003) writes, “QUOTE” and so on.", true),
    ("They say “QUOTE” (Hirsch, 2003).", true), ("They say \"QUOTE\" (Hirsch, 2003).", true),
    ("They say ‘QUOTE’ (Hirsch, 2003).", true), ("They say «QUOTE» (Hirsch, 2003).", true),
    ("They say QUOTE (Hirsch, 2003).", false), ("They say “QUOTE”.", false),
    ("They say “QUOTE” (Hirsch, 2004).", false), ("They say “QUOTE” (Willingham, 2003).", false),
    ("They say “QUOTE (Hirsch, 2003).", false),
  ])
  func `a quotation is left out where it is marked and its source listed`(
    text: String, isLeftOut: Bool
  ) {
    let references = ["Hirsch, E. D. (2003) Reading comprehension. American Educator, 27."]
    let texts = ["One. ", "Two, and "].map {
      ComparedText($0 + text.replacing("QUOTE", with: copied), references: references)
    }
    #expect(pairs(texts[0], texts[1]).isEmpty == isLeftOut)
  }

  @Test func `a whole script between quotation marks is compared all the same`() {
    let long = Array(repeating: copied, count: 4).joined(separator: " then ")
    let texts = ["x", "y"].map {
      ComparedText("\($0) “\(long)” (Hirsch, 2003)", references: ["Hirsch 2003"])
    }
    #expect(pairs(texts[0], texts[1]).count == 1)
  }

  @Test(arguments: [DocumentPart.references, .headings, .headers, .footers, .comments, .captions])
  func `a part that is not the writer's text is not compared`(part: DocumentPart) {
    let text = ComparedText([Paragraph(part: part, text: copied)], leavingOut: GivenText([]))
    #expect(text.own == 0)
  }

  @Test func `a passage that stands in many scripts is common property, and is told`() {
    var numbers = MadeNumbers(21)
    let texts = (0..<30).map { _ in
      ComparedText(copied + " " + madeWords(300, of: 2_000, &numbers).joined(separator: " "))
    }
    let settings = SimilaritySettings(passage: 8, least: 8, common: 20)
    let common = SimilarTexts(texts, settings: settings)
    #expect(common.pairs.isEmpty)
    #expect(common.matches(of: 3).common > 20)
    let all = SimilarTexts(texts, settings: SimilaritySettings(passage: 8, least: 8, common: 30))
    #expect(all.pairs.count == 30 * 29 / 2)
    #expect(all.matches(of: 3).common == 0)
  }
}

@Suite struct HostileTexts {
  @Test(arguments: ["", "\u{200B}", "“", "-\n-\n-\n"])
  func `a text without words shares nothing`(text: String) {
    #expect(SimilarTexts([ComparedText(text), ComparedText(text)]).pairs.isEmpty)
  }

  @Test func `no texts at all are no pairs`() {
    #expect(SimilarTexts([]).pairs.isEmpty)
    #expect(SimilarTexts([ComparedText("one")]).pairs.isEmpty)
  }

  @Test func `one word a million times is read in time that grows with it`() {
    let text = ComparedText(String(repeating: "a ", count: 1_000_000))
    #expect(SimilarTexts([text, text]).pairs.count <= 1)
  }

  @Test func `a refrain a hundred thousand times is read in time that grows with it`() {
    let text = ComparedText(
      String(repeating: "pupils read the same line over and over again ", count: 100_000))
    #expect(SimilarTexts([text, text, text]).pairs.count <= 3)
  }

  @Test func `half a million words against themselves are one passage`() {
    var numbers = MadeNumbers(31)
    let text = ComparedText(madeWords(500_000, of: 100_000, &numbers))
    let pairs = SimilarTexts([text, text]).pairs
    #expect(pairs.map(\.words) == [500_000])
    #expect(pairs.first?.passages.count == 1)
  }

  @Test(arguments: ["“", "\"", "‘", "„", "’", "-\n", "\u{301}", "“a (2003 ", "\" (Hirsch, 2003) "])
  func `marks that never end are read in time that grows with them`(mark: String) {
    let text = ComparedText(String(repeating: mark, count: 200_000), references: ["Hirsch 2003"])
    #expect(text.own <= 800_000)
  }
}

extension String {
  fileprivate var reversedWords: String {
    split(separator: " ").reversed().joined(separator: " ")
  }
}
