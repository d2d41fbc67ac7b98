import Findings
import Foundation
import Sheets
import Testing

@testable import Assessment

@Suite struct MarkWorkbooks {
  private func recorded() throws -> [ScriptMarks] {
    [
      ScriptMarks(
        script: try code("P1"), assessor: try id("A1"), pack: try id("A1-1"), revision: 1,
        rubric: try scheme().digest, marks: ["problem": 3, "solution": 0, "plan": 4],
        comments: ["plan": "=1+1, \"so\"\nand on"], comment: "007", note: "- a dash",
        flags: [ScriptFlag(.cannotRead)])
    ]
  }

  private func workbook() throws -> [UInt8] {
    let pack = try pack()
    return try writeMarkWorkbook(
      pack: pack.pack, revision: 1, scripts: pack.scripts, schemes: pack.rubrics,
      recorded: try recorded())
  }

  @Test func `workbook and CSV give the same marks`() throws {
    let pack = try pack()
    let csv = writeMarkSheet(
      pack: pack.pack, revision: 1, scripts: pack.scripts.keys.sorted(),
      rubric: try scheme().rubric,
      recorded: try recorded())
    let read = try [workbook(), csv].map { readMarkSheet($0, name: "marks", pack: pack) }
    for judged in read {
      let row = try #require(judged.value?.first)
      #expect(judged.value?.count == 1)
      #expect(row.saysTheSame(as: try recorded()[0]))
      #expect(judged.findings.map(\.code) == ["marks-flag", "marks-not-begun"])
    }
  }

  @Test func `a fault is named by sheet and cell`() throws {
    let pack = try pack()
    var row = try recorded()[0]
    row.marks["problem"] = 9
    let bytes = try writeMarkWorkbook(
      pack: pack.pack, revision: 1, scripts: pack.scripts, schemes: pack.rubrics, recorded: [row])
    let judged = readMarkSheet(bytes, name: "marks.xlsx", pack: pack)
    let bad = try #require(judged.findings.first { $0.code == "marks-bad-mark" })
    #expect(bad.subject.hasPrefix("marks.xlsx sheet \"marks\" cell D"))
    #expect(judged.value == [])
  }

  @Test func `the first sheet says what is unfinished, and holds no mark`() throws {
    let first = readTable(try workbook(), name: "x", required: ["criteria marked"])
    let sheet = try #require(first.value)
    let states = sheet.rows.map { ($0["script"] ?? "", $0["state"] ?? "") }
    #expect(states.count == 3)
    #expect(states.first { $0.0 == (try? code("P1").text) }?.1 == "marked")
    #expect(states.filter { $0.1 == "not begun" }.count == 2)
  }

  /// One sheet as Excel saves it with other settings, each with a mark, a comment and a flag.
  static let savings: [(String, String)] = [
    ("German: semicolons and decimal commas", "3,0;Ja, gut\n=x;cannot-read"),
    ("English: commas", "3,\"Ja, gut\n=x\",cannot-read"),
    ("tabs", "3\t\"Ja, gut\n=x\"\tcannot-read"),
  ]

  @Test(arguments: savings.indices, [false, true])
  func `a sheet survives Excel in every region`(index: Int, mark: Bool) throws {
    let (name, cells) = Self.savings[index]
    let sign = name.hasPrefix("German") ? ";" : name == "tabs" ? "\t" : ","
    let body = cells.replacing("Ja, gut\n=x;", with: "\"Ja, gut\n=x\";")
    let header = ["pack", "revision", "script", "problem", "comment", "flag", "solution", "plan"]
    let row = ["A1-1", "1", try code("P1").text, body].joined(separator: sign)
    let text =
      header.joined(separator: sign) + "\r\n" + row + "\r\n"
    let bytes = (mark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
    let judged = readMarkSheet(bytes, name: "marks.csv", pack: try pack())
    let value = try #require(judged.value?.first, "\(name): \(judged.findings)")
    #expect(value.marks == ["problem": 3])
    #expect(value.comment == "Ja, gut\n=x")
    #expect(value.flags == [ScriptFlag(.cannotRead)])
  }
}
