import Assessment
import Findings
import Foundation
import Sheets
import Testing

@Suite struct PageReturns {
  static let packDigest = String(repeating: "ab", count: 32)

  private func contents() throws -> PackContents {
    var contents = try pack()
    contents.digest = Digest(hex: Self.packDigest)
    return contents
  }

  /// A return with some rows, as the page writes it.
  private func text(
    _ rows: [String], pack: String = "A1-1", digest: String = packDigest, finished: Bool = false,
    under digestOfScheme: String? = nil
  ) throws -> String {
    let scheme = try digestOfScheme ?? scheme().digest.description
    return """
      {"return":1,"tool":"marking page 1","pack":"\(pack)","packDigest":"\(digest)","revision":1,\
      "assessor":"A1","exported":"2027-04-01T10:00:00Z","finished":\(finished),\
      "schemes":{"NPQLT":"\(scheme)"},"rows":[
      \(rows.joined(separator: ",\n"))
      ]}

      """
  }

  private func read(_ text: String) throws -> Judged<[ScriptMarks]> {
    let answer = readReturn(Array(text.utf8), name: "marks.json")
    guard let value = answer.value else { return Judged(nil, answer.findings) }
    return judge(value, name: "marks.json", pack: try contents())
  }

  @Test func `page and sheet give the same facts`() throws {
    let script = try code("P1")
    let row = """
      {"script":"\(script)","revision":2,"marks":{"problem":3,"plan":4},"comments":{"plan":"Ünd \\u260e, \\"so\\"\\n=1"},"comment":"All","note":"","flags":["welfare","alike \(try code("P2"))"],"later":true}
      """
    let page = try read(text([row]))
    let sheet = writeCSV(
      header: [
        "pack", "revision", "script", "problem", "solution", "plan", "plan comment", "comment",
        "flag",
      ],
      rows: [
        [
          "A1-1", .number(2), .text(script.text), .number(3), "", .number(4),
          .text("Ünd ☎, \"so\"\n=1"), "All", .text("welfare; alike \(try code("P2"))"),
        ]
      ])
    let table = readMarkSheet(sheet, name: "marks.json", pack: try contents())
    let source = MarkFact.Source(file: "f", received: Instant(seconds: 0))
    let facts = try [page, table].map { try #require($0.value).flatMap { $0.facts(from: source) } }
    #expect(facts[0] == facts[1] && facts[0].count == 6)
    #expect(page.findings.map(\.code) == table.findings.map(\.code))
    #expect(page.findings.map(\.code).contains("marks-flag-welfare"))
  }

  @Test func `a finding names the line of the row`() throws {
    let good = "{\"script\":\"\(try code("P1"))\",\"revision\":1,\"marks\":{\"plan\":2}}"
    let bad = "{\"script\":\"\(try code("P2"))\",\"revision\":1,\"marks\":{\"plan\":3}}"
    let judged = try read(text([good, bad]))
    #expect(judged.findings.first { $0.code == "marks-bad-mark" }?.subject == "marks.json line 3")
  }

  @Test func `a finished return says so`() throws {
    #expect(try read(text([], finished: true)).findings.map(\.code).contains("return-finished"))
  }

  @Test func `what does not belong is refused by name`() throws {
    let script = try code("P1").text
    let cases: [(String, String)] = [
      (try text([], digest: String(repeating: "cd", count: 32)), "return-other-content"),
      (
        try text(
          ["{\"script\":\"\(script)\",\"revision\":1,\"marks\":{\"plan\":2}}"],
          under: String(repeating: "0", count: 64)), "marks-other-rubric"
      ),
      (
        try text(["{\"script\":\"\(script)\",\"revision\":1,\"marks\":{\"wit\":2}}"]),
        "marks-other-rubric"
      ),
      (try text(["{\"script\":\"\(try code("P4"))\",\"revision\":1}"]), "marks-other-pack"),
      (try text(["{\"script\":\"\(try code("P9"))\",\"revision\":1}"]), "marks-unknown-script"),
      (
        try text(["{\"script\":\"\(script)\",\"revision\":1,\"flags\":[\"silly\"]}"]),
        "marks-bad-flag"
      ),
      (
        try text([
          "{\"script\":\"\(script)\",\"revision\":1,\"marks\":{\"plan\":2}}",
          "{\"script\":\"\(script)\",\"revision\":1,\"marks\":{\"plan\":4}}",
        ]), "marks-contradictory-script"
      ),
    ]
    for (text, expected) in cases {
      let judged = try read(text)
      #expect(
        judged.findings.verdict == .refused && judged.findings.contains { $0.code == expected })
    }
  }

  @Test func `marks for a response that was replaced are set aside, and the others taken`() throws {
    let rows = try ["P1", "P2"].map {
      "{\"script\":\"\(try code($0))\",\"revision\":1,\"marks\":{\"plan\":2}}"
    }
    var pack = try contents()
    pack.scripts[try code("P1")] = nil
    pack.replaced = [try code("P1")]
    let answer = try #require(readReturn(Array(try text(rows).utf8), name: "marks.json").value)
    let judged = judge(answer, name: "marks.json", pack: pack)
    #expect(try judged.value?.map(\.script) == [code("P2")])
    #expect(judged.findings.verdict == .accepted)
    #expect(judged.findings.contains { $0.code == "marks-replaced" && $0.severity == .warning })
  }

  @Test func `a file of a page with several packs is several returns, whatever is written in it`()
    throws
  {
    let note = """
      {"script":"\(try code("P1"))","revision":1,"note":"\\n{\\"return\\":1,"}
      """
    let one = try text([note])
    let other = try text([], finished: true)
    let parts = returns(in: Array((one + other + "\n").utf8))
    #expect(parts == [Array(one.utf8), Array((other + "\n").utf8)])
    #expect(parts.allSatisfy { readReturn($0, name: "marks.json").value != nil })
    #expect(returns(in: Array(" \n".utf8)).isEmpty)
  }

  static let malformed: [(String, String)] = [
    ("{", "breaks off"), ("[]", "is no object"), ("{} x", "goes on behind its end"),
    ("{\"return\":1,\"return\":1}", "has the key \"return\" twice"),
    ("{\"return\":1.5}", "holds 1.5, which is no whole number"),
    ("{\"return\":1e400}", "holds 1e400, which is no whole number"),
    ("{\"return\":01}", "holds 01, which is no whole number"),
    ("{\"return\":-0}", "holds -0, which is no whole number"),
    ("{\"return\":9007199254740993}", "holds 9007199254740993, which is no whole number"),
    ("{\"return\":NaN}", "holds NaN, which is no whole number"),
    ("{\"return\":１}", "holds １, which is no whole number"),
    ("{\"a\":\"\\ud800\"}", "has half a character"),
    ("{\"a\":\"\\u12\"}", "has an escape that JSON does not know"),
    ("{\"a\":\"\\x\"}", "has an escape that JSON does not know"),
    ("{\"a\":\"\t\"}", "has a control character in a text"),
    ("{\"a\":1,}", "lacks a key"), ("{'a':1}", "lacks a key"), ("\u{FEFF}{}", "holds"),
    (String(repeating: "[", count: 100_000), "has more than 8 levels"),
    ("{\"extra\":1}", "has a key \"extra\" that we do not know"),
    ("{\"return\":1}", "lacks \"tool\""),
  ]

  @Test(arguments: malformed)
  func `a file that is no return is refused with the reason`(text: String, reason: String) {
    let judged = readReturn(Array(text.utf8), name: "marks.json")
    #expect(judged.value == nil && judged.findings.map(\.code) == ["return-malformed"])
    #expect(judged.findings.first?.message.hasPrefix(reason) == true, "\(judged.findings)")
  }

  @Test(arguments: [
    #"{"script":"S","revision":1,"mark":{}}"#, #"{"script":"S","revision":-1}"#, #"{"script":"S"}"#,
    #"{"script":"S","revision":1,"marks":{"plan":"2"}}"#,
    #"{"script":"S","revision":1,"marks":{"note":2}}"#,
    #"{"script":"S","revision":1,"marks":{"../x":2}}"#,
    #"{"script":"S","revision":1,"comments":{"plan":1}}"#,
    #"{"script":"S","revision":1,"flags":"welfare"}"#, #"{"script":"S","revision":1,"later":1}"#,
    #"{"script":"S","revision":1,"comment":null}"#,
  ])
  func `the schema is closed`(row: String) throws {
    let judged = readReturn(Array(try text([row]).utf8), name: "marks.json")
    #expect(judged.findings.map(\.code) == ["return-malformed"])
    #expect(judged.findings.first?.subject == "marks.json line 2")
  }

  @Test func `bytes that are no UTF-8 and files beyond all measure are refused`() {
    for bytes in [[0xFF, 0xFE, 0x7B], [UInt8](repeating: 0x20, count: 20_000_001)] {
      #expect(readReturn(bytes, name: "marks.json").findings.map(\.code) == ["return-malformed"])
    }
  }
}
