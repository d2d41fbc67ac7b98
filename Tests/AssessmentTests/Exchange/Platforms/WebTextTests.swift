import Documents
import Foundation
import Testing

@testable import Assessment

private func text(_ page: String) -> String {
  String(decoding: webText(Array(page.utf8)), as: UTF8.self)
}

@Suite struct WebTexts {
  static let pages: [(page: String, text: String)] = [
    ("<p>One &amp; two&nbsp;&#8364;</p><p>Three</p>", "One & two €\n\nThree\n"),
    ("<h2>Plan</h2><div>Do<br>it</div>", "## Plan\n\nDo\n\nit\n"),
    ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n\n- b\n\n  1. c\n"),
    ("<table><tr><th>A<th>B<tr><td>1<td>2|3</table>", "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |\n"),
    (
      "<table><tr><td>A<tr><td>1<td>2<td>3<tr><td>4</table>",
      "| A |  |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 |\n"
    ),
    ("<a href=\"https://x.example/a?b&amp;c\">here</a>", "here\n"),
    ("<a href='https://x.example/a'></a>", "https://x.example/a\n"),
    ("a < b & c > d", "a \\< b & c > d\n"),
    ("<p>1. x</p><p># y</p><p>- z</p><p>*w*</p>", "1\\. x\n\n\\# y\n\n\\- z\n\n\\*w\\*\n"),
    ("plain text", "plain text\n"), ("", ""), ("<", "\\<\n"), ("<p", "\\<p\n"), ("<!-- x", ""),
  ]

  @Test(arguments: pages)
  func `a page is its text`(_ row: (page: String, text: String)) {
    #expect(text(row.page) == row.text)
  }

  @Test(arguments: [
    "<script>steal()</script>", "<SCRIPT src=x>steal()</sCript >", "<style>steal{}</style>",
    "<svg><text onload=steal()>steal()</text></svg>", "<iframe srcdoc='steal()'>steal()</iframe>",
    "<img src=x onerror=steal()>", "<!-- steal() -->", "<title>steal()</title>",
    "<p title=\"> steal()\">", "<a href='javascript:steal()'>x</a>",
  ])
  func `nothing that runs and nothing hidden comes out`(_ page: String) {
    #expect(!text(page + "<p>words</p>").contains("steal"))
    #expect(text(page + "<p>words</p>").contains("words"))
  }

  @Test func `what comes out counts as it was typed`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).md")
    defer { try? FileManager.default.removeItem(at: file) }
    let page = "<h1>My plan</h1><p>1. Read 2&lt;3 | <b>five_words</b> here [x]</p><p>- dash</p>"
    try Data(webText(Array(page.utf8))).write(to: file)
    let reading = readDocument(path: file.path, name: "typed-text.md")
    #expect(reading.words == [.headings: 2, .body: 7])
    #expect(reading.paragraphs.map(\.text).contains("1. Read 2<3 | five_words here [x]"))
  }

  @Test func `a table of many rows is no larger for one that is wide`() {
    let page =
      "<table><tr>" + String(repeating: "<td>a", count: 20_000)
      + String(repeating: "<tr><td>b", count: 20_000)
    #expect(text(page).utf8.count < 10 * page.utf8.count)
  }

  @Test(arguments: ["<p ", "<a href='", "<!--", "&#", "<ul><li>", "<td>", "\u{301}<"])
  func `a page of one mark a hundred thousand times is read`(_ mark: String) {
    #expect(text(String(repeating: mark, count: 100_000)).utf8.count < 2_000_000)
  }
}
