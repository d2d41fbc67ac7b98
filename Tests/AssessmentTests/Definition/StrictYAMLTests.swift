import Assessment
import Findings
import Foundation
import Testing

@Suite struct StrictYAMLReading {
  @Test(arguments: [
    Broken(
      "title: A", "example: true\ntitle: A", "yaml-duplicate-key", at: "3:1", hint: "'example'"),
    Broken("title: A", "title: B: A", "yaml-syntax", at: "3:9"),
    Broken("title: A", "\ttitle: A", "yaml-syntax", at: "3:1"),
    Broken("title: A", "title: \"A", "yaml-syntax", at: "4:11"),
    Broken("title: A", "title: \u{7}A", "yaml-syntax", at: "3:8"),
    Broken("title: A", "title: *a", "yaml-anchor", at: "3:8", hint: "alias"),
    Broken("title: A", "title: &a A", "yaml-anchor", at: "3:8"),
    Broken("title: A", "title: !!str A", "yaml-tag", at: "3:8"),
    Broken("title: A", "title: !!str &a A", "yaml-tag", at: "3:8"),
    Broken("title: A", "&a title: A", "yaml-anchor", at: "3:1"),
    Broken("title: A", "\"title\":&a A", "yaml-anchor", at: "3:9"),
    Broken("[Teaching, ", "[&a Teaching, ", "yaml-anchor", at: "13:18"),
    Broken("{level: 0", "{ &a level: 0", "yaml-anchor", at: "16:11"),
    Broken("title: A", "? &a title\n: A", "yaml-anchor", at: "3:3"),
    Broken("title: A", "--- \ntitle: A", "yaml-syntax", at: "3:1", hint: "one document"),
  ])
  func `what a strict file may not hold is found at its place`(_ broken: Broken) throws {
    let read = readRubric(try broken.text(of: soundRubric), name: "rubric.yaml")
    #expect(read.value == nil)
    broken.expect(in: read.findings, of: "rubric.yaml")
  }

  @Test(arguments: ["", "\n\n", "# only a remark\n", "---\n", "\u{FEFF}"])
  func `an empty file is refused`(_ text: String) {
    let read = readAssessment(text, name: "assessment.yaml")
    #expect(read.value == nil)
    #expect(read.findings.count == 1)
    #expect(["yaml-empty", "yaml-wrong-type"].contains(read.findings[0].code))
  }

  @Test(arguments: ["- a\n- b\n", "just words\n", "12\n"])
  func `a file that is no block of keys is refused`(_ text: String) {
    #expect(readRubric(text, name: "r").findings.map(\.code) == ["yaml-wrong-type"])
    #expect(readAssessment(text, name: "a").findings.map(\.subject) == ["a:1:1"])
  }

  /// Seconds for which this thread had the processor: what else the machine does is not counted.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func `a laughing file is refused before it is unfolded`() {
    let levels = (1...30).map { number in
      "a\(number): &a\(number) [\(Array(repeating: "*a\(number - 1)", count: 10).joined(separator: ","))]"
    }
    let bomb = "a0: &a0 lol\n" + levels.joined(separator: "\n") + "\n"
    let start = Self.processorSeconds()
    #expect(readRubric(bomb, name: "r").findings.map(\.code) == ["yaml-anchor"])
    #expect(readRubric(bomb + "? *a30\n: 1\n", name: "r").findings.count == 1)
    #expect(Self.processorSeconds() - start < 1)
  }

  @Test(arguments: ["&R&D", "Smith & Jones", "R&D", "5 * 3", "a*b*c", "so: 'a &b'", "wait!"])
  func `signs inside a text are only text`(_ title: String) throws {
    let text = soundRubric.replacing("A mark scheme", with: "\"x \(title)\"")
    #expect(try #require(readRubric(text, name: "r").value).title == "x " + title)
  }

  @Test func `a file of more than a megabyte is refused unread`() {
    let text = soundRubric + String(repeating: "# padding\n", count: 100_001)
    #expect(readRubric(text, name: "r").findings.map(\.code) == ["yaml-too-large"])
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func `a file nested without end is refused`(_ opening: String) {
    let read = readRubric(String(repeating: opening, count: 200_000), name: "r")
    #expect(read.value == nil)
    #expect(read.findings.verdict == .refused)
  }

  @Test(arguments: ["title: A mark scheme\r\n", "title: A mark scheme # remark\n"])
  func `line breaks and remarks change nothing`(_ line: String) throws {
    let text = soundRubric.replacing("title: A mark scheme\n", with: line)
    let sound = try #require(readRubric(soundRubric, name: "r").value)
    #expect(readRubric(text, name: "r").value == sound)
    #expect(readRubric("\u{FEFF}" + text, name: "r").value == sound)
    #expect(readRubric(soundRubric.replacing("\n", with: "\r\n"), name: "r").value == sound)
  }

  @Test(arguments: 0..<200)
  func `a file cut off anywhere never reads as whole and never stops the program`(_ step: Int) {
    let bytes = Array(soundRubric.utf8)
    let kept = bytes.count * step / 200
    let read = readRubric(String(decoding: bytes[..<kept], as: UTF8.self), name: "r")
    // The borderline band at the end is optional.
    #expect(read.value == nil ? read.findings.verdict == .refused : kept > bytes.count - 40)
  }
}
