import Foundation
import Testing

@testable import Documents

/// What a screen reader gets of a script on paper.
extension PaperTests {
  @Test func `it can be read aloud: its elements, its title, its language and words for pictures`()
    throws
  {
    let markdown = """
      # Reading
      Words of a paragraph that is longer than one line of a page of paper is wide, in any case.

      1. first
         - inner
      2. second

      | When | What |
      |---|---|
      | May | We met |
      """
    let png: [UInt8] = Array(
      Data(
        base64Encoded:
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
      ) ?? Data())
    let drawn = try #require(Picture(png, description: "Ein Bild (é)"))
    let picture = Block(.paragraph, part: .body, runs: [.picture(drawn)])
    let many = (1...120).map {
      paragraph("Paragraph \($0)" + String(repeating: " word", count: 90))
    }
    let blocks = layoutMarkdown(markdown) + [picture] + many
    let copy = try #require(try made([request(blocks)])[0])
    let tree = try Self.poppler("pdfinfo", ["-struct-text", "in.pdf"], on: copy.bytes)
    #expect(tree.hasPrefix(Self.tree), "\(tree.prefix(1_500))")
    // A paragraph over two pages is one, and words do not run together where a line or page ends.
    #expect(tree.matches(of: /(?m)^  P \(block\)$/).count == 2 + 120)
    #expect(tree.contains("Span (inline)") && !tree.contains("wordword"))
    let facts = try Self.poppler("pdfinfo", ["in.pdf"], on: copy.bytes)
    #expect(facts.contains(/Title: +S1234ABCD\n/) && facts.contains(/Tagged: +yes/))
    let text = String(decoding: copy.bytes, as: UTF8.self)
    #expect(text.contains("/Lang (en-GB)") && text.contains("/DisplayDocTitle true"))
    #expect(text.contains("/Alt <FEFF00450069006E002000420069006C0064002000280"))
    #expect(try Self.poppler("qpdf", ["--check", "in.pdf"], on: copy.bytes).contains("No syntax"))
  }

  private static let tree = """
    Document
      P (block)
        "NPQLT · 4 words"
      H1 (block)
        "Reading"
      P (block)
        "Words of a paragraph that is longer than one line of a page of paper is wide, in any case."
      L (block)
        LI (block)
          Lbl (block)
            "1."
          LBody (block)
            P (block)
              "first"
            L (block)
              LI (block)
                Lbl (block)
                  "◦"
                LBody (block)
                  P (block)
                    "inner"
        LI (block)
          Lbl (block)
            "2."
          LBody (block)
            P (block)
              "second"
      Table (block)
        TR
          TH
            P (block)
              "When"
          TH
            P (block)
              "What"
        TR
          TD
            P (block)
              "May"
          TD
            P (block)
              "We met"
      Figure
        ""
      P (block)
    """

  /// What a program says of a PDF.
  private static func poppler(
    _ program: String, _ arguments: [String], on bytes: [UInt8]
  ) throws -> String {
    let output = try Poppler.withFolder(holding: bytes) { (folder) throws(DocumentError) in
      try Poppler().run(Poppler.Job(program, arguments), in: folder)[0].output
    }
    return String(decoding: output, as: UTF8.self)
  }
}
