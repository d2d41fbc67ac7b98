import Assessment
import Findings
import Foundation
import Testing

/// A small mark scheme that reads without a finding.
let soundRubric = """
  rubric: 1
  qualification: NPQLT
  title: A mark scheme
  version: "1"
  date: 2026-09-01
  source: made for tests
  example: true
  criteria:
    - id: problem
      head: problem
      title: The problem
      asks: Is it found?
      statements: [Teaching, Assessment]
      must-reach: 1
      levels:
        - {level: 0, marks: 0, name: Not shown, descriptor: nothing}
        - {level: 1, marks: 2, name: Some, descriptor: something}
        - {level: 2, marks: 3, name: All, descriptor: everything}
    - id: solution
      head: solution
      title: The solution
      asks: Does it fit?
      levels:
        - {level: 0, marks: 0, name: Not shown, descriptor: nothing}
        - {level: 1, marks: 2, name: All, descriptor: everything}
    - id: plan
      head: implementation
      title: The plan
      asks: Would it work?
      levels:
        - {level: 0, marks: 0, name: Not shown, descriptor: nothing}
        - {level: 1, marks: 2, name: All, descriptor: everything}
  pass: {percent: 60, source: made for tests}
  borderline: {below: 1, above: 1}

  """

/// One way of being broken: what is put in place of what, and the one finding that must come.
struct Broken: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let code: String
  let place: String
  let hint: String
  var testDescription: String { "\(code) \(place): \(new.prefix(40))" }

  init(_ old: String, _ new: String, _ code: String, at place: String, hint: String = "") {
    self.old = old
    self.new = new
    self.code = code
    self.place = place
    self.hint = hint
  }

  /// The sound text with the breach in it, at its first place.
  func text(of sound: String) throws -> String {
    let range = try #require(sound.range(of: old), "the sound file does not hold \(old)")
    return sound.replacingCharacters(in: range, with: new)
  }

  func expect(in findings: [Finding], of name: String) {
    #expect(findings.map(\.code) == [code])
    #expect(findings.map(\.subject) == ["\(name):\(place)"])
    #expect(findings.allSatisfy { $0.severity == .refused && !$0.remedy.isEmpty })
    #expect(findings.contains { ($0.message + $0.remedy).contains(hint) } || hint.isEmpty)
  }
}

@Suite struct RubricReading {
  @Test func `a sound mark scheme reads without a finding`() throws {
    let read = readRubric(soundRubric, name: "rubric.yaml")
    #expect(read.findings.isEmpty)
    let rubric = try #require(read.value)
    #expect(rubric.qualification == .npqlt)
    #expect(rubric.criteria.map(\.id) == ["problem", "solution", "plan"])
    #expect(rubric.criteria[0].mustReach == 1)
    #expect(rubric.criteria[0].statements == ["Teaching", "Assessment"])
    #expect(rubric.criteria[1].statements.isEmpty)
    #expect(rubric.maximum == 7)
    #expect(rubric.passingTotal == 5)
    #expect(rubric.borderline == Rubric.Borderline(below: 1, above: 1))
    #expect(rubric.example)
  }

  @Test(arguments: [
    Broken("title: A", "titel: A", "yaml-unknown-key", at: "3:1", hint: "did you mean 'title'?"),
    Broken("example: true", "example: yes", "yaml-wrong-type", at: "7:10"),
    Broken("example: true", "example: \"true\"", "yaml-wrong-type", at: "7:10"),
    Broken("rubric: 1", "rubric: 2", "yaml-unknown-form", at: "1:9"),
    Broken("rubric: 1", "rubric: one", "yaml-wrong-type", at: "1:9"),
    Broken("NPQLT", "NPQLX", "unknown-qualification", at: "2:16", hint: "NPQSENCO"),
    Broken("NPQLT", "[NPQLT]", "yaml-wrong-type", at: "2:16"),
    Broken("A mark scheme", "\"\"", "yaml-missing-value", at: "3:8"),
    Broken("A mark scheme", "", "yaml-missing-value", at: "3:7"),
    Broken("A mark scheme", "[a, b]", "yaml-wrong-type", at: "3:8"),
    Broken("A mark scheme", "No", "yaml-wrong-type", at: "3:8", hint: "\"No\""),
    Broken("\"1\"", "2026.1", "yaml-wrong-type", at: "4:10", hint: "\"2026.1\""),
    Broken("\"1\"", "2026-09-01", "yaml-wrong-type", at: "4:10", hint: "a date"),
    Broken("2026-09-01", "1 September 2026", "yaml-wrong-type", at: "5:7"),
    Broken("2026-09-01", "2026-02-29", "yaml-wrong-type", at: "5:7"),
    Broken("made for tests", "\"a\\u202Eb\"", "yaml-invisible-character", at: "6:9"),
    Broken("id: problem", "id: Problem", "rubric-criterion-id", at: "9:9"),
    Broken("id: problem", "id: problem--x", "rubric-criterion-id", at: "9:9"),
    Broken("id: problem", "id: comment", "rubric-criterion-id", at: "9:9", hint: "column"),
    Broken("id: solution", "id: problem", "yaml-duplicate-value", at: "19:9"),
    Broken(
      "head: problem", "head: problems", "yaml-unknown-value", at: "10:11", hint: "'problem'?"),
    Broken("asks: Is", "ask: Is", "yaml-unknown-key", at: "12:5", hint: "did you mean 'asks'?"),
    Broken("[Teaching, Assessment]", "Teaching", "yaml-wrong-type", at: "13:17"),
    Broken("[Teaching, Assessment]", "[A, A]", "yaml-duplicate-value", at: "13:17"),
    Broken("must-reach: 1", "must-reach: 3", "yaml-out-of-range", at: "14:17", hint: "1 to 2"),
    Broken("must-reach: 1", "must-reach: 0", "yaml-out-of-range", at: "14:17"),
    Broken("must-reach: 1", "must-reach: 01", "yaml-wrong-type", at: "14:17"),
    Broken("must-reach: 1", "must-reach: 1.0", "yaml-wrong-type", at: "14:17"),
    Broken("must-reach: 1", "must-reach: '1'", "yaml-wrong-type", at: "14:17"),
    Broken("marks: 2", "marks: -1", "yaml-out-of-range", at: "17:27"),
    Broken("marks: 2", "marks: 0", "rubric-levels", at: "17:9", hint: "rise"),
    Broken("level: 1", "level: 3", "rubric-levels", at: "17:9", hint: "0, 1, 2"),
    Broken("name: Some, ", "", "yaml-missing-key", at: "17:9", hint: "'name'"),
    Broken("percent: 60", "percent: 0", "yaml-out-of-range", at: "33:17"),
    Broken("percent: 60", "percent: 101", "yaml-out-of-range", at: "33:17"),
    Broken("percent: 60", "marks: 8", "yaml-out-of-range", at: "33:15", hint: "1 to 7"),
    Broken("percent: 60", "percent: 60, marks: 5", "rubric-pass-line", at: "33:7"),
    Broken("percent: 60, ", "", "rubric-pass-line", at: "33:7"),
    Broken("{below: 1, above: 1}", "{below: 8, above: 1}", "yaml-out-of-range", at: "34:21"),
    Broken("{below: 1, above: 1}", "{below: 1}", "yaml-missing-key", at: "34:13"),
    Broken("{below: 1, above: 1}", "1", "yaml-wrong-type", at: "34:13"),
  ])
  func `a breach is found at its line and column`(_ broken: Broken) throws {
    let read = readRubric(try broken.text(of: soundRubric), name: "rubric.yaml")
    #expect(read.value == nil)
    broken.expect(in: read.findings, of: "rubric.yaml")
  }

  @Test(arguments: ["rubric", "qualification", "title", "version", "date", "source"])
  func `a missing key is named`(_ key: String) throws {
    let text = soundRubric.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }
    let read = readRubric(text.joined(separator: "\n"), name: "rubric.yaml")
    #expect(read.value == nil)
    #expect(read.findings.map(\.code) == ["yaml-missing-key"])
    #expect(read.findings[0].subject == "rubric.yaml:1:1")
    #expect(read.findings[0].message.contains("'\(key)'"))
  }

  @Test func `all breaches are found at once`() throws {
    var text = soundRubric
    for (old, new) in [("NPQLT", "NPQLX"), ("head: problem", "head: x"), ("60", "160")] {
      text = text.replacing(old, with: new)
    }
    #expect(
      readRubric(text, name: "r").findings.map(\.subject) == ["r:2:16", "r:10:11", "r:33:17"])
  }

  @Test func `a missing head is a warning alone`() throws {
    let text = soundRubric.replacing("head: implementation", with: "head: solution")
    let read = readRubric(text, name: "rubric.yaml")
    #expect(read.value != nil)
    #expect(read.findings.map(\.code) == ["rubric-head-missing"])
    #expect(read.findings.verdict == .accepted)
  }

  @Test(arguments: [0, 41])
  func `a number of criteria beyond reason is refused`(_ count: Int) throws {
    let head = try #require(soundRubric.components(separatedBy: "criteria:").first)
    let criteria = (0..<count).map { number in
      """
        - {id: c\(number), head: problem, title: T, asks: A, levels: [
          {level: 0, marks: 0, name: a, descriptor: b}, {level: 1, marks: 1, name: a, descriptor: b}]}
      """
    }
    let text =
      head + "criteria: "
      + (count == 0 ? "[]\n" : "\n" + criteria.joined(separator: "\n") + "\n")
      + "pass: {marks: 1, source: made for tests}\n"
    let read = readRubric(text, name: "rubric.yaml")
    #expect(read.value == nil)
    #expect(read.findings.map(\.code).contains("yaml-out-of-range"))
  }
}
