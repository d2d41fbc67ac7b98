import Assessment
import Findings
import Foundation
import Testing

@Suite struct RubricDigests {
  /// The canonical form of `soundRubric` as Python writes it from the YAML text:
  /// `json.dumps(yaml.safe_load(text), sort_keys=True, separators=(",", ":"), default=str)`, with
  /// the default of `statements` written out.
  static let canonical = """
    {"borderline":{"above":1,"below":1},"criteria":[{"asks":"Is it found?","head":"problem",\
    "id":"problem","levels":[{"descriptor":"nothing","level":0,"marks":0,"name":"Not shown"},\
    {"descriptor":"something","level":1,"marks":2,"name":"Some"},{"descriptor":"everything",\
    "level":2,"marks":3,"name":"All"}],"must-reach":1,"statements":["Teaching","Assessment"],\
    "title":"The problem"},{"asks":"Does it fit?","head":"solution","id":"solution",\
    "levels":[{"descriptor":"nothing","level":0,"marks":0,"name":"Not shown"},\
    {"descriptor":"everything","level":1,"marks":2,"name":"All"}],"statements":[],\
    "title":"The solution"},{"asks":"Would it work?","head":"implementation","id":"plan",\
    "levels":[{"descriptor":"nothing","level":0,"marks":0,"name":"Not shown"},\
    {"descriptor":"everything","level":1,"marks":2,"name":"All"}],"statements":[],\
    "title":"The plan"}],"date":"2026-09-01","example":true,"pass":{"percent":60,\
    "source":"made for tests"},"qualification":"NPQLT","rubric":1,"source":"made for tests",\
    "title":"A mark scheme","version":"1"}
    """

  func rubric(_ text: String) throws -> Rubric {
    try #require(readRubric(text, name: "rubric.yaml").value)
  }

  @Test func `the canonical form has the keys of the file`() throws {
    let json = try canonicalJSON(rubric(soundRubric))
    #expect(String(decoding: json, as: UTF8.self) == Self.canonical)
  }

  @Test func `the digest is the SHA-256 of the canonical form`() throws {
    #expect(
      try rubric(soundRubric).digest().description
        == "3a0b222a54a77f4065eb54dd2f77e32211711b2d8269394a0db4db49348ae659")
  }

  /// An opened pack brings its mark scheme along, and sums of these would end the program.
  @Test(arguments: [
    ("\"marks\":3", "\"marks\":9223372036854775807"), ("\"marks\":0", "\"marks\":-1"),
    ("\"percent\":60", "\"percent\":922337203685477580"), ("\"below\":1", "\"below\":-2"),
    ("\"percent\":60", "\"marks\":-9223372036854775808"),
  ])
  func `numbers that no mark scheme has are not taken`(_ old: String, _ new: String) {
    let broken = Self.canonical.replacingOccurrences(of: old, with: new)
    #expect(broken != Self.canonical)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Rubric.self, from: Data(broken.utf8))
    }
  }

  @Test func `another order of keys and other white space keep the digest`() throws {
    var lines = soundRubric.split(separator: "\n").map(String.init)
    let title = lines.remove(at: 2)
    let pass = try #require(lines.firstIndex { $0.hasPrefix("pass:") })
    lines[pass] = "pass:\n  source:   'made for tests'\n  percent:  60"
    lines[lines.count - 1] = "borderline:\n    above: 1\n    below: 1"
    let text = (["# a remark", ""] + lines + ["title: >-", "  A mark", "  scheme"])
      .joined(separator: "\r\n")
    #expect(title == "title: A mark scheme")
    #expect(try rubric(text).digest() == rubric(soundRubric).digest())
  }

  @Test(arguments: [
    ("A mark scheme", "A mark scheme."), ("percent: 60", "percent: 61"),
    ("percent: 60", "marks: 5"), ("must-reach: 1", "must-reach: 2"),
    ("example: true", "example: false"),
    ("marks: 3", "marks: 4"), ("[Teaching, Assessment]", "[Assessment, Teaching]"),
    ("descriptor: nothing", "descriptor: Nothing"), ("NPQLT", "NPQLTD"),
  ])
  func `any other content has another digest`(_ old: String, _ new: String) throws {
    let changed = try Broken(old, new, "", at: "").text(of: soundRubric)
    #expect(try rubric(changed).digest() != rubric(soundRubric).digest())
  }

  @Test func `the canonical form reads back`() throws {
    let sound = try rubric(soundRubric)
    #expect(try JSONDecoder().decode(Rubric.self, from: canonicalJSON(sound)) == sound)
    let marks = try rubric(soundRubric.replacing("percent: 60", with: "marks: 5"))
    #expect(try JSONDecoder().decode(Rubric.self, from: canonicalJSON(marks)) == marks)
  }
}

@Suite struct CanonicalJSON {
  @Test func `keys are sorted and only what must be is escaped (RFC 8785)`() throws {
    let value = [
      "b": "\u{0}\u{8}\t\n\u{C}\r\u{1F}\u{7F}\"\\/é😀\u{2028}", "B": "", "a10": "", "a2": "",
    ]
    let json = String(decoding: try canonicalJSON(value), as: UTF8.self)
    #expect(
      json == #"{"B":"","a10":"","a2":"","b":"\u0000\b\t\n\f\r\u001f"#
        + "\u{7F}" + #"\"\\/é😀"# + "\u{2028}\"}")
  }
}
