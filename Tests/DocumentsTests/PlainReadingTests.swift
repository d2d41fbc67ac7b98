import Testing

@testable import Documents

@Suite struct PlainReadingTests {
  static let texts: [(String, [UInt8], [DocumentPart: Int], [String])] = [
    ("UTF-8", Array("naïve café".utf8), [.body: 2], []),
    ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array("one two".utf8), [.body: 2], []),
    ("UTF-16, little end first", [0xFF, 0xFE, 0x61, 0, 0x20, 0, 0x62, 0], [.body: 2], []),
    ("UTF-16, big end first", [0xFE, 0xFF, 0, 0x61, 0, 0x20, 0, 0x62], [.body: 2], []),
    (
      "Windows-1252", Array("caf".utf8) + [0xE9, 0x20, 0x93, 0x61, 0x94], [.body: 2],
      ["guessed-encoding"]
    ),
    ("any line ends", Array("a\rb\r\nc\nd".utf8), [.body: 4], []),
    (
      "references", Array("Text here.\n\nReferences\nSmith 2020\n".utf8),
      [.body: 2, .headings: 1, .references: 2], []
    ),
    (
      "a web page", Array("<html><body>hello there</body></html>".utf8), [.body: 2],
      ["html-as-text"]
    ),
    ("terminal escapes", Array("a \u{1B}[2J b".utf8), [.body: 3], ["control-characters"]),
    ("text that turns", Array("a \u{202E}b".utf8), [.body: 2], ["control-characters"]),
    ("nothing but blanks", Array(" \n\n".utf8), [:], ["no-words"]),
  ]

  @Test(arguments: texts)
  func `text is read whatever its encoding`(
    _ rule: String, _ bytes: [UInt8], _ words: [DocumentPart: Int], _ codes: [String]
  ) {
    let reading = readDocument(bytes, name: "response.txt")
    #expect(reading.words == words, "\(rule)")
    #expect(reading.codes == codes, "\(rule)")
  }

  static let marks: [(String, String, [DocumentPart: Int])] = [
    ("headings", "# One two #\n\nThree\n=====\n\nfour", [.headings: 3, .body: 1]),
    ("front matter", "---\nauthor: Ada\ntitle: A plan\n---\nbody text", [.body: 2]),
    ("tables", "| a | b c |\n|---|:-:|\n| d |  |\n\nend", [.tables: 4, .body: 1]),
    ("footnotes", "word[^1] more\n\n[^1]: the note text\n", [.body: 2, .footnotes: 3]),
    (
      "links and pictures", "see [the plan](http://x.org/a) ![a b c](p.png) <http://x.org>",
      [.body: 4]
    ),
    ("link definitions", "a [b][c]\n\n[c]: http://x.org\n", [.body: 2]),
    ("comments", "a <!-- b c --> d\n\n<!--\ne\n-->\n", [.body: 2, .hidden: 3]),
    ("lists", "- one\n- two\n  1. three\n10) four\n- [x] five", [.body: 5]),
    ("code", "```swift\nlet x = 1\n```\n`a b`", [.body: 5]),
    ("quotes and rules", "> quoted words\n\n---\n\n***\n", [.body: 2]),
    ("emphasis", "**bold** and *it* _too_", [.body: 4]),
    ("escapes", "\\[not a link\\] \\* star", [.body: 4]),
    (
      "references", "text\n\n## References\n\n- Smith 2020\n\n## Next\n\nend",
      [.body: 2, .headings: 2, .references: 2]
    ),
    ("tags", "a<br>b <b>c</b>", [.body: 2]),
  ]

  @Test(arguments: marks)
  func `Markdown counts what its reader sees`(
    _ rule: String, _ text: String, _ words: [DocumentPart: Int]
  ) {
    let reading = readDocument(Array(text.utf8), name: "response.md")
    #expect(reading.words == words, "\(rule)")
  }

  @Test func `front matter that names the author is a trace`() {
    let reading = readDocument(Array("---\nAuthor: Ada\n---\nbody".utf8), name: "r.md")
    #expect(reading.traces == [Trace("front matter", .frontMatter)])
    #expect(readDocument(Array("---\ntitle: A\n---\nbody".utf8), name: "r.md").traces.isEmpty)
  }
}
