import Foundation
import Testing

@testable import Documents

/// Where the word limit is shown on the pages of a response that came as PDF.
extension PaperTests {
  @Test func `the limit is shown on the pages of a PDF, at the word where it falls`() throws {
    let folder = try Folder()
    let lines = (0..<9).map { line in
      (0..<8).map { "word\(line * 8 + $0)" }.joined(separator: " ")
    }
    let pages = [Array(lines[..<4]), Array(lines[4...])]
    let path = try folder.write("in.pdf", Made.portable(pages))
    let blocks = pages.map { paragraph($0.joined(separator: " ")) }
    func text(_ limit: Int) throws -> [String] {
      let marked = blocks.marking(limit: limit, counting: [.body])
      let copy = try #require(
        try made([request(marked, parts: [.portable(path: path)])])[0])
      return try Self.pages(of: copy.bytes)
    }
    #expect(try text(40).map { $0.contains("3 words: the limit is here") } == [false, true])
    #expect(try text(3).map { $0.contains("3 words: the limit is here") } == [true, false])
    // Nothing is guessed where the limit is not reached.
    #expect(try text(72).map { $0.contains("the limit is here") } == [false, false])
  }

  @Test func `the place of the limit is told by the words around it, and not guessed`() throws {
    let text = "one & two one two three one two four five six seven eight nine ten"
    let words = text.split(separator: " ").map(String.init)
    let lines = words.enumerated().map { place, word in
      let shown = word.replacing("&", with: "&amp;")
      return
        #"<word xMin="\#(place * 10)" yMin="5" xMax="\#(place * 10 + 8)" yMax="15">\#(shown)</word>"#
    }
    let placed = PlacedWord.read("<page width=\"9\">\n" + lines.joined(separator: "\n"))
    #expect(placed.map(\.text) == words)
    let marked = [paragraph(text)].marking(limit: 6, counting: [.body])
    // The seventh word that counts is the third "two": the sign before it is none.
    let mark = try #require(LimitPlace(in: marked)?.found(among: placed))
    #expect((mark.page, mark.x, mark.y, mark.height) == (0, 70_000, 5_000, 10_000))
    #expect((mark.left, mark.right) == (0, 148_000))
    let others = placed.map {
      PlacedWord(
        text: $0.text == "two" ? "two" : "x", page: 0, left: $0.left, top: 0, right: 0, bottom: 0)
    }
    #expect(LimitPlace(in: marked)?.found(among: others) == nil)
    #expect(LimitPlace(in: [paragraph(text)]) == nil)
  }
}
