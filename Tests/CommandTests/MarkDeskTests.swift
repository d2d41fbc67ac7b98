import Assessment
import Findings
import Foundation
import Testing

@testable import npq

@Suite struct MarkDesks {
  private static let scheme = """
    {"rubric":1,"qualification":"NPQLT","title":"T","version":"1","date":"2026-09-01","source":"s",
    "example":false,"pass":{"marks":1,"source":"s"},"digest":"x","facts":[],"criteria":[
    {"id":"one","head":"problem","title":"The one","asks":"Does it?","statements":[],"levels":[
    {"level":0,"marks":0,"name":"No","descriptor":"d"},{"level":1,"marks":2,"name":"Yes","descriptor":"e"}]},
    {"id":"two","head":"solution","title":"The two","asks":"Is it?","statements":[],"levels":[
    {"level":0,"marks":0,"name":"No","descriptor":"d"},{"level":1,"marks":1,"name":"Yes","descriptor":"e"}]}]}
    """

  private func desk(sent: Bool = false, agreed: String = "") throws -> MarkDesk {
    let scripts = try Self.codes().map { code in
      """
      {"script":"\(code)","qualification":"NPQLT","paper":"p","counted":3,\(agreed)"blocks":[
      {"kind":"paragraph","part":"body","runs":[{"text":"\(String(repeating: "Some words. ", count: 200))"}]}]}
      """
    }
    let text = """
      {"format":1,"pack":"M1","revision":1,"series":"s","round":"Practice and qualification",
      "assessor":{"id":"a","name":"A"},
      "showsTotal":true,"papers":[],"schemes":[\(Self.scheme)],"scripts":[\(scripts.joined(separator: ","))]}
      """
    let pack = try #require(OpenedPack.read(Array(text.utf8), name: "p").value)
    var row = MarkDesk(pack, rows: [], later: [], sent: []).row
    row.marks = ["one": 2]
    return MarkDesk(pack, rows: sent ? [row] : [], later: [], sent: sent ? [row] : [])
  }

  private static func codes() throws -> [ScriptCode] {
    try ["p", "q"].map { person in
      ScriptCode(
        assessment: try #require(Identifier("s")), participant: try #require(Identifier(person)),
        attempt: 1, secret: [1])
    }
  }

  private func press(_ desk: inout MarkDesk, _ keys: String) -> [Bool] {
    Key.read(Array(keys.utf8)).keys.map { desk.press($0) }
  }

  private func shown(_ desk: MarkDesk) -> String {
    MarkScreen(desk: desk, width: 100, height: 30).lines(saved: "").lines.map(\.text)
      .joined(separator: "\n")
  }

  @Test func `digits mark one criterion after the other, and undo takes back each`() throws {
    var desk = try desk()
    #expect(press(&desk, "\r21") == [false, true, true])
    #expect(desk.row.marks == ["one": 2, "two": 1] && desk.doneCount == 1)
    #expect(press(&desk, "u") == [true])
    #expect(desk.row.marks == ["one": 2] && desk.criterion == 1)
    #expect(press(&desk, "uu") == [true, false])
    #expect(desk.row.marks.isEmpty)
  }

  @Test func `agreed marks show once a practice script is marked, not before`() throws {
    var desk = try desk(agreed: #""agreed":{"marks":{"one":0,"two":1},"why":{"one":"page 2"}},"#)
    _ = press(&desk, "\r2a")
    #expect(desk.mode == .script && desk.news == MarkDesk.practice)
    #expect(!shown(desk).contains("page 2"))
    _ = press(&desk, "1a")
    let text = shown(desk)
    #expect(desk.mode == .agreed && text.contains("total 1. Total 3 of 3."))
    #expect(text.contains("The one: 0, you gave 2") && text.contains("page 2"))
    #expect(text.contains("The two: 1, as you"))
    _ = press(&desk, "q")
    #expect(desk.mode == .script)
  }

  @Test func `a live script shows no leads' marks`() throws {
    var desk = try desk()
    _ = press(&desk, "\r21a")
    #expect(desk.mode == .script && !shown(desk).contains("leads"))
  }

  @Test func `a mark that no level gives is not taken`() throws {
    var desk = try desk()
    #expect(press(&desk, "\r1") == [false, false])
    #expect(desk.row.marks.isEmpty && desk.news.contains("No level"))
  }

  @Test func `a comment is kept with Enter and left with Escape, in any script`() throws {
    var desk = try desk()
    _ = press(&desk, "\rcgut – é試😀\u{7F}!\r")
    #expect(desk.row.comments == ["one": "gut – é試!"])
    _ = press(&desk, "Cnever\u{1B}")
    #expect(desk.row.comment == nil && desk.mode == .script)
    _ = press(&desk, "Nnote 2 n q\r")
    #expect(desk.row.note == "note 2 n q" && !desk.isFinished)
  }

  @Test func `taking back what was sent is said by name`() throws {
    var desk = try desk(sent: true)
    _ = press(&desk, "\r\t")
    #expect(press(&desk, "-") == [true])
    #expect(desk.saved[0].cleared == [.mark(criterion: "one")])
    _ = press(&desk, "0")
    #expect(desk.saved[0].cleared.isEmpty)
  }

  @Test func `flags are set and taken off, and alike asks for a code that is one`() throws {
    var desk = try desk()
    _ = press(&desk, "\rf5")
    #expect(desk.row.flags == [ScriptFlag(.cannotRead)])
    let other = try Self.codes()[1].text
    _ = press(&desk, "2nonsense\r")
    #expect(desk.row.flags.count == 1)
    _ = press(&desk, "\u{1B}")
    _ = press(&desk, "2\(other.lowercased())\r5")
    #expect(desk.row.flags.map(\.description) == ["alike \(other)"])
  }

  @Test(
    arguments: [(80, 24), (40, 12), (200, 60)], ["", "\r", "\rd", "\r?", "\rf", "\rb", "\rcabc"])
  func `every screen is just as large as the terminal`(size: (Int, Int), keys: String) throws {
    var desk = try desk()
    _ = press(&desk, keys)
    let shown = MarkScreen(desk: desk, width: size.0, height: size.1).lines(saved: "saved").lines
    #expect(shown.count == size.1)
    #expect(shown.allSatisfy { $0.text.columns <= size.0 })
  }

  @Test(arguments: ["", "\r", "\r?", "\rf", "\rd", "\rc"])
  func `on a narrow screen nothing is cut off`(keys: String) throws {
    var desk = try desk()
    _ = press(&desk, keys)
    let shown = MarkScreen(desk: desk, width: 40, height: 40).lines(saved: "saved").lines
    #expect(shown.allSatisfy { !$0.text.hasSuffix("…") }, "\(shown.map(\.text))")
  }

  @Test func `paging stays inside the text`() throws {
    var desk = try desk()
    _ = press(&desk, "\r\u{1B}[F")
    let end = MarkScreen(desk: desk, width: 80, height: 24).lines(saved: "")
    #expect(end.lines.contains { $0.text.contains("end") })
    desk.top = end.top
    _ = press(&desk, "\u{1B}[5~\u{1B}[5~\u{1B}[5~\u{1B}[5~\u{1B}[5~")
    #expect(desk.top == 0)
  }

  @Test func `keys that come in pieces are put together`() {
    let whole = Array("é\u{1B}[5~x".utf8)
    for cut in 0...whole.count {
      let first = Key.read(Array(whole[..<cut]))
      let second = Key.read(first.rest + whole[cut...])
      // A lone escape at the end of what came waits for what follows.
      if first.keys.contains(.escape) { continue }
      #expect(first.keys + second.keys == [.text("é"), .pageUp, .text("x")])
    }
  }
}
