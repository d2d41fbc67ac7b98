import Assessment
import Findings
import Testing

/// A small mark scheme for tests: two criteria of 0 to 3 marks and one of 0, 2 and 4 that must
/// reach level 1; 10 marks in all, 6 pass.
func scheme(
  _ qualification: String = "NPQLT", criteria: [String] = ["problem", "solution", "plan"],
  pass: String = "{percent: 60, source: test}", borderline: String? = nil
) throws -> PackRubric {
  let blocks = criteria.enumerated().map { position, id in
    let marks = position == 2 ? [0, 2, 4] : [0, 1, 2, 3]
    let levels = marks.enumerated().map { level, mark in
      "      - {level: \(level), marks: \(mark), name: L\(level), descriptor: \"Shows <\(level)> & more.\"}"
    }
    return """
        - id: \(id)
          head: \(["problem", "solution", "implementation"][position % 3])
          title: The \(id)
          asks: Does it?
          statements: [How pupils learn]
      \(position == 2 ? "    must-reach: 1\n" : "")    levels:
      \(levels.joined(separator: "\n"))
      """
  }
  let text = """
    rubric: 1
    qualification: \(qualification)
    title: Test scheme
    version: "1"
    date: 2026-09-01
    source: made for tests
    example: true
    criteria:
    \(blocks.joined(separator: "\n"))
    pass: \(pass)
    \(borderline.map { "borderline: \($0)" } ?? "")
    """
  let read = readRubric(text, name: "test.yaml")
  #expect(read.findings.map(\.message) == [])
  return try PackRubric(try #require(read.value))
}

/// Script codes drawn as the office draws them.
func code(_ participant: String, attempt: Int = 1) throws -> ScriptCode {
  ScriptCode(
    assessment: try id("spring"), participant: try id(participant), attempt: attempt,
    secret: Array("secret".utf8))
}

/// A pack of three scripts, with a fourth in another pack.
func pack() throws -> PackContents {
  PackContents(
    pack: try id("A1-1"), assessor: try id("A1"),
    scripts: [try code("P1"): .npqlt, try code("P2"): .npqlt, try code("P3"): .npqlt],
    rubrics: [.npqlt: try scheme()], elsewhere: [try code("P4")])
}
