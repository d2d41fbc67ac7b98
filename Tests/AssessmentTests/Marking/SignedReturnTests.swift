import Findings
import Foundation
import Sheets
import Testing

@testable import Assessment

/// A pack as its assessor holds it, with a key of its own.
func openedPack() throws -> (pack: OpenedPack, page: [UInt8]) {
  let key = try #require(
    ReturnKey(words: "bakol dirum lazod mifak rubiz kodab", series: "made", pack: try id("A1-1")))
  let page = PagePack(
    pack: try id("A1-1"), series: "made",
    assessor: PagePack.Owner(id: try id("A1"), name: "Ada"), returnKey: key, papers: [],
    schemes: [PagePack.Scheme(try scheme())], scripts: [])
  var object = try #require(
    JSONSerialization.jsonObject(with: try page.bytes()) as? [String: Any])
  object["scripts"] = try ["P1", "P2", "P3"].map { person in
    [
      "script": try code(person).text, "qualification": "NPQLT", "paper": "spring", "counted": 3,
      "words": ["body": 3],
      "blocks": [["kind": "paragraph", "part": "body", "runs": [["text": "Words of \(person)."]]]],
    ] as [String: Any]
  }
  let bytes = [UInt8](try JSONSerialization.data(withJSONObject: object, options: .sortedKeys))
  return (try #require(OpenedPack.read(bytes, name: "pack.json").value), bytes)
}

@Suite struct SignedReturns {
  private func row(_ person: String, _ marks: [String: Int]) throws -> ScriptMarks {
    ScriptMarks(
      script: try code(person), assessor: try id("A1"), pack: try id("A1-1"), revision: 1,
      rubric: try scheme().digest, marks: marks)
  }

  private func file(_ rows: [ScriptMarks]) throws -> [UInt8] {
    try NewReturn(rows: rows, exported: Instant(seconds: 0)).file(
      of: try openedPack().pack, finished: false)
  }

  private func read(_ bytes: [UInt8]) throws -> (Judged<[ScriptMarks]>, ReturnSignature?) {
    let contents = try openedPack().pack.contents
    let answer = readReturn(bytes, name: "r.json")
    guard let value = answer.value else { return (Judged(nil, answer.findings), nil) }
    return (judge(value, name: "r.json", pack: contents), value.signature(for: contents))
  }

  @Test func `what npq writes is read as the page's return, and is signed`() throws {
    var row = try row("P1", ["problem": 3, "plan": 4])
    row.comments = ["plan": "Ünd ☎, \"so\"\n=1"]
    row.flags = [ScriptFlag(.alike, about: try code("P2")), ScriptFlag(.welfare)]
    row.cleared = [.mark(criterion: "solution"), .note]
    let (judged, signature) = try read(try file([row]))
    let back = try #require(judged.value?.first)
    #expect(back.saysTheSame(as: row))
    #expect(signature == .valid)
  }

  @Test(arguments: [
    ("\"problem\":3", "\"problem\":2"), ("\"finished\":false", "\"finished\":true"),
    ("\"revision\":1", "\"revision\":9"), ("==\"}", "A=\"}"),
  ])
  func `a return altered after signing is refused by name`(old: String, new: String) throws {
    let text = String(decoding: try file([try row("P1", ["problem": 3])]), as: UTF8.self)
    #expect(text.contains(old))
    let (judged, _) = try read(Array(text.replacing(old, with: new).utf8))
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code) == ["return-altered"])
  }

  @Test func `a return signed for another pack is refused, one without signature is not`() throws {
    let text = try file([try row("P1", ["problem": 3])])
    let body = String(decoding: text, as: UTF8.self)
    let cut = try #require(body.range(of: ",\"signature\""))
    let unsigned = Array((body[..<cut.lowerBound] + "}\n").utf8)
    #expect(try read(unsigned).1 == ReturnSignature.none)
    #expect(try read(unsigned).0.findings.verdict == .accepted)
    let other = try #require(ReturnKey(words: "other", series: "made", pack: try id("A1-1")))
    #expect(try read(try other.signed(unsigned)).0.findings.map(\.code) == ["return-altered"])
    #expect(try read(text + [13, 10, 32]).1 == .valid)
  }

  @Test func `a key is the same for the same words, series and pack, and for no other`() throws {
    let keys = try [("a", "s", "P1"), ("a", "s", "P2"), ("a", "t", "P1"), ("b", "s", "P1")]
      .map { try #require(ReturnKey(words: $0.0, series: $0.1, pack: try id($0.2))).publicKey }
    #expect(Set(keys).count == 4)
    #expect(ReturnKey(words: "a", series: "s", pack: try id("P1"))?.publicKey == keys[0])
  }

  @Test func `a mark that is taken back goes, and stands in the facts`() throws {
    let first = try row("P1", ["problem": 3, "plan": 2])
    var second = try row("P1", ["plan": 2])
    second.revision = 2
    second.cleared = [.mark(criterion: "problem")]
    let sources = [1, 2].map { MarkFact.Source(file: "\($0)", received: Instant(seconds: $0)) }
    let facts = first.facts(from: sources[0]) + second.facts(from: sources[1])
    for order in [facts, facts.reversed()] {
      let merged = merge(recorded: [], incoming: order)
      #expect(merged.clashes.isEmpty)
      #expect(merged.facts.count == 4)
      #expect(markings(of: merged.facts).map(\.marks) == [["plan": 2]])
    }
    second.revision = 1
    let clash = merge(
      recorded: first.facts(from: sources[0]), incoming: second.facts(from: sources[1]))
    #expect(clash.clashes.map { $0.versions.map(\.value) } == [[.marks(3), .cleared]])
  }

  @Test func `a later return knows what has changed since the one before`() throws {
    let sent = [try row("P1", ["problem": 3, "plan": 2]), try row("P2", ["problem": 1])]
    let same = revised(sent, since: sent, takingBack: false)
    #expect(same.rows.map(\.revision) == [1, 1] && same.standing.isEmpty)
    let now = [try row("P1", ["problem": 2]), try row("P3", ["problem": 1])]
    let later = revised(now, since: sent, takingBack: false)
    #expect(later.rows.map(\.revision) == [2, 1])
    #expect(
      later.standing.map(\.fields) == [[.mark(criterion: "plan")], [.mark(criterion: "problem")]])
    let back = revised(now, since: sent, takingBack: true)
    #expect(back.rows.map(\.revision) == [2, 1, 2])
    #expect(back.rows[0].cleared == [.mark(criterion: "plan")])
    #expect(back.rows[2].cleared == [.mark(criterion: "problem")])
    let again = revised([], since: back.rows, takingBack: false)
    #expect(
      again.rows.map(\.cleared) == [[.mark(criterion: "plan")], [.mark(criterion: "problem")]])
  }

  @Test(arguments: ["plan", "elsewhere", "note"])
  func `nothing is said and taken back at once`(column: String) throws {
    let cells: [CSVCell] = [
      "A1-1", .number(1), .text(try code("P1").text), .number(1), .number(1), .number(2), "n",
      .text(column),
    ]
    let sheet = writeCSV(
      header: ["pack", "revision", "script", "problem", "solution", "plan", "note", "cleared"],
      rows: [cells])
    let judged = readMarkSheet(sheet, name: "m.csv", pack: try pack())
    #expect(judged.findings.map(\.code).contains("marks-bad-cleared"))
  }
}
