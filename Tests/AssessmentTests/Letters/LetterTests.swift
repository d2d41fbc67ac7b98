import Assessment
import Findings
import Testing

@Suite struct Letters {
  private func read(_ text: String, _ kind: LetterKind = .chaser) -> Judged<LetterTemplate> {
    LetterTemplate.read(text, kind: kind, name: "chaser.txt")
  }

  @Test(arguments: LetterKind.allCases)
  func `our own texts pass our own check, and fill in from their fields`(
    _ kind: LetterKind
  ) throws {
    let judged = LetterTemplate.read(kind.standard, kind: kind, name: "standard")
    #expect(judged.findings.isEmpty)
    var fields = kind.fields.mapValues { _ in LetterField.text("<&\"ü") }
    fields["reasons"] = .list(["one", "two"])
    fields["receipts"] = .list(["7Q4M-K2P9"])
    let letter = try #require(judged.value).letter(fields)
    #expect(!letter.subject.isEmpty && !letter.firstLine.isEmpty)
    #expect(letter.text.contains("<&\"ü") && !letter.text.contains("{{"))
    #expect(!letter.firstLine.hasPrefix("Dear"))
  }

  /// A text, and what is found in it, with the line.
  static let faulty: [(text: String, code: String, line: Int)] = [
    ("Dear {{name}}, {{todo}}", "letter-no-subject", 1),
    ("Subject: x\n\n{{nmae}} {{todo}}", "letter-unknown-field", 3),
    ("Subject: x\n\n{{> other}} {{todo}}", "letter-unknown-field", 3),
    ("Subject: x\n{{=<% %>=}}\n{{todo}}", "letter-unknown-field", 2),
    ("Subject: x\n\nSend them.", "letter-missing-field", 3),
    ("Subject: x\n\n{{#packs}} {{todo}}", "letter-syntax", 3),
    ("Subject: x\n\n{{#packs}}{{#by}}{{/packs}}{{/by}} {{todo}}", "letter-syntax", 3),
  ]

  @Test(arguments: faulty)
  func `a fault in a text is found at its line`(_ row: (text: String, code: String, line: Int)) {
    let judged = read(row.text)
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code) == [row.code])
    #expect(judged.findings.first?.subject == "chaser.txt line \(row.line)")
  }

  @Test func `hard words are named towards participants, and only there`() {
    let text = "Subject: x\n\nYour script failed. {{receipts}} {{todo}}"
    let judged = read(text.replacing(" {{todo}}", with: ""), .correction)
    #expect(judged.findings.map(\.code) == ["letter-hard-word", "letter-hard-word"])
    #expect(judged.value != nil)
    #expect(read(text.replacing("{{receipts}} ", with: "")).findings.isEmpty)
  }

  @Test func `a name cannot add a line, a header or a field`() throws {
    let template = try #require(read("Subject: {{name}}\n\n{{name}} {{todo}}").value)
    let letter = template.letter([
      "name": .text("Ann\r\nBcc: x@y.uk {{todo}} <b>"), "todo": .number(3),
    ])
    #expect(letter.subject == "Ann  Bcc: x@y.uk {{todo}} <b>")
    #expect(letter.lines == ["Ann  Bcc: x@y.uk {{todo}} <b> 3"])
  }
}
