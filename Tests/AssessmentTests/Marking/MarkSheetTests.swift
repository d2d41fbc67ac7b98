import Assessment
import Findings
import Sheets
import Testing

private let header =
  "pack,revision,script,problem,solution,plan,problem comment,solution comment,plan comment,comment,note,flag"

private func read(_ rows: [String], header: String = header) throws -> Judged<[ScriptMarks]> {
  let text = ([header] + rows).joined(separator: "\r\n") + "\r\n"
  return readMarkSheet(Array(text.utf8), name: "marks.csv", pack: try pack())
}

private func found(_ judged: Judged<[ScriptMarks]>) -> [String] {
  judged.findings.filter { $0.severity > .note }.map { "\($0.subject) \($0.code)" }
}

struct BadRow: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The cells from `pack` on; `$1` is a script of the pack, `$4` one of another pack.
  let row: String
  let code: String
  let says: String

  init(_ name: String, _ row: String, _ code: String, _ says: String) {
    testDescription = name
    self.row = row
    self.code = code
    self.says = says
  }

  static func mark(_ text: String) -> BadRow {
    BadRow("mark \(text)", "A1-1,1,$1,\"\(text)\"", "marks-bad-mark", "\"problem\"")
  }

  static let all =
    [
      "NaN", "-1", "-0", "+1", "0x1", "１", "1e0", "4", "1.5", "2,5", "1.", ".1", "1 2", "two", "=1",
      "3.0.0", "9007199254740993", "99999999999999999999", "½", "'1",
    ].map(mark) + [
      BadRow("mark that no level gives", "A1-1,1,$1,1,1,3", "marks-bad-mark", "\"plan\""),
      BadRow("another pack", "A2-1,1,$1,1", "marks-wrong-pack", "A2-1"),
      BadRow("no pack", ",1,$1,1", "marks-wrong-pack", "of which pack"),
      BadRow("no revision", "A1-1,,$1,1", "marks-bad-revision", "revision"),
      BadRow("revision that is no number", "A1-1,new,$1,1", "marks-bad-revision", "new"),
      BadRow("no script", "A1-1,1,,1", "marks-bad-script", "names no script"),
      BadRow("no script code", "A1-1,1,S123,1", "marks-bad-script", "S123"),
      BadRow("path for a script", "A1-1,1,../x,1", "marks-bad-script", "../x"),
      BadRow("script of another pack", "A1-1,1,$4,1", "marks-other-pack", "another pack"),
      BadRow("script that nobody was given", "A1-1,1,$9,1", "marks-unknown-script", "nobody"),
      BadRow("flag that is none", "A1-1,1,$1,,,,,,,,,dunno", "marks-bad-flag", "dunno"),
      BadRow("alike without a script", "A1-1,1,$1,,,,,,,,,alike", "marks-bad-flag", "alike"),
      BadRow("alike with no code", "A1-1,1,$1,,,,,,,,,alike X1", "marks-bad-flag", "alike X1"),
    ]
}

@Suite struct MarkSheets {
  @Test(arguments: BadRow.all)
  func `a bad row is refused by file, line and column`(_ bad: BadRow) throws {
    var row = bad.row
    for number in [1, 4, 9] {
      row = row.replacing("$\(number)", with: try code("P\(number)").text)
    }
    let sound = "A1-1,1,\(try code("P2")),3,3,4"
    let judged = try read([row, sound])
    #expect(found(judged) == ["marks.csv line 2 \(bad.code)"])
    let finding = try #require(judged.findings.first { $0.code == bad.code })
    #expect(finding.message.contains(bad.says) && !finding.remedy.isEmpty)
    #expect(finding.severity == .refused)
    #expect(try judged.value?.map(\.script) == [code("P2")])
  }

  @Test(arguments: ["3", "3.0", "3,0", " 3 ", "3.00", "03"])
  func `marks are read as spreadsheets write them`(_ text: String) throws {
    let judged = try read(["A1-1,1,\(try code("P1")),\"\(text)\",0,4"])
    #expect(judged.value?.first?.marks == ["problem": 3, "solution": 0, "plan": 4])
    #expect(found(judged).isEmpty)
  }

  @Test func `a blank cell is a criterion not yet marked, never zero`() throws {
    let judged = try read([
      "A1-1,1,\(try code("P1")),2,,", "A1-1,1,\(try code("P2")),,,",
      "A1-1,1,\(try code("P3")),0,0,0",
    ])
    #expect(
      judged.value?.map(\.marks) == [["problem": 2], ["problem": 0, "solution": 0, "plan": 0]])
    #expect(judged.findings.map(\.code) == ["marks-in-part", "marks-not-begun"])
    #expect(judged.findings.first?.message.contains("2 criteria still to mark") == true)
    #expect(judged.findings.last?.message.hasPrefix("1 of 3 scripts") == true)
    #expect(judged.findings.verdict == .accepted)
  }

  @Test func `everything in a row is read and carries where it comes from`() throws {
    let row = try #require(
      read([
        "A1-1,7,\(try code("P1").text.lowercased()),1,2,4,why,\"a, b\",,whole,psst,\"other; alike \(try code("P2"))\""
      ]).value?.first)
    #expect(try row.assessor == id("A1") && row.pack == id("A1-1") && row.revision == 7)
    #expect(try row.rubric == scheme().digest && row.line == 2)
    #expect(row.comments == ["problem": "why", "solution": "a, b"])
    #expect(row.comment == "whole" && row.note == "psst")
    #expect(try row.flags == [ScriptFlag(.alike, about: code("P2")), ScriptFlag(.other)])
  }

  @Test(arguments: ScriptFlag.Reason.allCases.filter { $0 != .alike })
  func `each reason is a flag, alone and without marks`(_ reason: ScriptFlag.Reason) throws {
    let judged = try read(["A1-1,1,\(try code("P1")),,,,,,,,look,\(reason.rawValue.uppercased())"])
    #expect(judged.value?.first?.flags == [ScriptFlag(reason)])
    let expected = reason == .welfare ? ["marks.csv line 2 marks-flag-welfare"] : []
    #expect(found(judged) == expected)
  }

  @Test func `one script twice with the same marks is a note, with others refused`() throws {
    let script = try code("P1")
    let same = try read(["A1-1,1,\(script),1,1,2", "A1-1,1,\(script),1.0,1,2"])
    #expect(same.findings.map(\.code) == ["marks-repeated-script", "marks-not-begun"])
    #expect(same.value?.count == 1)
    let other = try read(["A1-1,1,\(script),1,1,2", "A1-1,1,\(script),1,1,4"])
    #expect(found(other) == ["marks.csv line 3 marks-contradictory-script"])
    #expect(other.findings.first?.message.contains("line 2") == true)
    #expect(other.value?.isEmpty == true)
  }

  @Test(arguments: [
    "pack,revision,script,evidence,rationale,plan,comment,note,flag",
    "pack,revision,script,problem,plan,comment,note,flag",
    "pack,revision,script,problem,solution,plan,extra,extra comment,comment,note,flag",
  ])
  func `a sheet for another mark scheme is refused whole`(_ header: String) throws {
    let judged = try read(["A1-1,1,\(try code("P1")),1,1,2"], header: header)
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code) == ["marks-other-rubric"])
    #expect(judged.findings.first?.remedy.contains("NPQLT (problem, solution, plan)") == true)
  }

  @Test func `a rubric column is compared with the pack's mark scheme`() throws {
    let digest = try scheme().digest.description
    for (stated, codes) in [
      (digest, []), (String(digest.prefix(12)).uppercased(), []), ("", []),
      ("abc", ["marks.csv line 2 marks-other-rubric"]),
      (String(repeating: "0", count: 64), ["marks.csv line 2 marks-other-rubric"]),
    ] {
      let judged = try read(
        ["A1-1,1,\(try code("P1")),1,1,2,\(stated)"],
        header: "pack,revision,script,problem,solution,plan,rubric")
      #expect(found(judged) == codes)
    }
  }

  @Test func `a column of the assessor's own is a warning`() throws {
    let judged = try read(
      ["A1-1,1,\(try code("P1")),1,1,2,x"],
      header: "pack,revision,script,problem,solution,plan,my total")
    #expect(found(judged) == ["marks.csv marks-unknown-column"])
    #expect(judged.value?.count == 1)
  }

  @Test func `a sheet without a script column is refused with what stood there`() throws {
    let judged = try read(["A1-1,1,1,2,4"], header: "pack,revision,problem,solution,plan")
    #expect(judged.findings.map(\.code) == ["sheet-missing-column"])
  }

  @Test func `the sheet for one script of two qualifications fits that script alone`() throws {
    var both = try pack()
    both.scripts[try code("P2")] = .npqh
    both.rubrics[.npqh] = try scheme("NPQH", criteria: ["vision", "people", "change"])
    let text =
      "pack,revision,script,vision,people,change\nA1-1,1,\(try code("P1")),1,1,\nA1-1,1,\(try code("P2")),1,3,2\n"
    let judged = readMarkSheet(Array(text.utf8), name: "marks-NPQH.csv", pack: both)
    #expect(found(judged) == ["marks-NPQH.csv line 2 marks-other-rubric"])
    #expect(judged.value?.map(\.marks) == [["vision": 1, "people": 3, "change": 2]])
    let all: Set<Qualification> = [.npqlt, .npqh]
    #expect(markSheetName(for: .npqh, of: all) == "marks-NPQH.csv")
    #expect(markSheetName(for: .npqh, of: [.npqh]) == "marks.csv")
  }

  @Test func `a written sheet is read back with what was recorded`() throws {
    let contents = try pack()
    let scripts = contents.scripts.keys.sorted()
    let blank = writeMarkSheet(
      pack: contents.pack, revision: 1, scripts: scripts, rubric: try scheme().rubric)
    #expect(String(decoding: blank, as: UTF8.self).hasPrefix("\u{FEFF}" + header + "\r\nA1-1,1,"))
    let nothing = readMarkSheet(blank, name: "marks.csv", pack: contents)
    #expect(nothing.value == [] && nothing.findings.map(\.code) == ["marks-not-begun"])
    let row = ScriptMarks(
      script: scripts[1], assessor: contents.assessor, pack: contents.pack, revision: 2,
      rubric: try scheme().digest, marks: ["problem": 0, "plan": 4],
      comments: ["plan": "=1+1 \"quoted\"\r\nnext"], comment: "-", note: "n",
      flags: [ScriptFlag(.welfare)], line: 3)
    let filled = writeMarkSheet(
      pack: contents.pack, revision: 2, scripts: scripts, rubric: try scheme().rubric,
      recorded: [row])
    #expect(readMarkSheet(filled, name: "marks.csv", pack: contents).value == [row])
  }
}
