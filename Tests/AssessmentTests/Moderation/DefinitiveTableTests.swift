@testable import Assessment
import Findings
import Testing

@Suite struct DefinitiveTable {
  private func read(_ text: String) throws -> Judged<[DefinitiveScript]> {
    let rubric = try scheme().rubric
    return readDefinitiveMarks(
      Array(text.utf8), name: "d.csv", rubrics: [try code("P1"): rubric, try code("P2"): rubric])
  }

  @Test func `marks, levels and names of levels say the same`() throws {
    let one = try code("P1")
    let two = try code("P2")
    let judged = try read(
      """
      script,use,criterion,mark,level,why
      \(one),practice,problem,2,,"Clear, with evidence"
      \(one),,solution,,L3,
      \(one),,plan,,1,
      \(two),seed,problem,,,
      """)
    #expect(judged.findings.map(\.message) == [])
    #expect(
      judged.value == [
        DefinitiveScript(
          script: one, use: .practice, marks: ["problem": 2, "solution": 3, "plan": 2],
          reasons: ["problem": "Clear, with evidence"])
      ])
  }

  @Test(arguments: [
    ("S000000000,practice,problem,2", ["definitive-script"]),
    ("P1,practise,problem,2", ["definitive-use"]),
    ("P1,practice,evidence,2", ["definitive-criterion"]),
    ("P1,practice,problem,4", ["definitive-mark"]),
    ("P1,practice,plan,1", ["definitive-mark"]),
    ("P1,practice,problem,1\nP1,seed,problem,1", ["definitive-twice"]),
    ("P1,practice,problem,1\nP1,practice,problem,2", ["definitive-twice"]),
    ("P1,practice,problem,1", ["definitive-incomplete"]),
    ("P1,,problem,1\nP1,,solution,1\nP1,,plan,2", ["definitive-incomplete"]),
  ])
  func `a row that cannot be taken is named, once`(rows: String, codes: [String]) throws {
    let text = rows.replacing("P1", with: try code("P1").text)
    let judged = try read("script,use,criterion,mark\n\(text)\n")
    #expect(judged.findings.map(\.code) == codes)
    #expect(judged.value == [])
  }

  @Test func `a table without marks says which column is missing`() throws {
    #expect(try read("script,use,criterion\n").findings.map(\.code) == ["definitive-column"])
  }

  @Test func `the workbook for the leads comes back as it was recorded`() throws {
    let rubric = try scheme().rubric
    let scripts = [try code("P1"), try code("P2")]
    let rubrics = Dictionary(uniqueKeysWithValues: scripts.map { ($0, rubric) })
    let recorded = [
      DefinitiveScript(
        script: scripts[0], use: .first, marks: ["problem": 0, "solution": 3, "plan": 4],
        reasons: ["plan": "=HYPERLINK(\"http://x\")"])
    ]
    let bytes = try writeDefinitiveSheet(scripts, rubrics: rubrics, recorded: recorded, use: .seed)
    let judged = readDefinitiveMarks(bytes, name: "d.xlsx", rubrics: rubrics)
    #expect(judged.findings.map(\.message) == [])
    #expect(judged.value == recorded)
  }
}
