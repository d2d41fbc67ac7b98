import Assessment
import Findings
import Testing

@Suite struct AgreementReading {
  func read(
    _ text: String, _ level: AgreementLevel? = nil, _ categories: [String]? = nil
  ) -> Judged<(table: AgreementTable, level: AgreementLevel)> {
    readAgreementTable(Array(text.utf8), name: "r.csv", level: level, categories: categories)
  }

  @Test(arguments: [
    "unit,A,B\n1,0,1\n2,,3\n", "unit;A;B\r\n1;0;1\r\n2; ;3\r\n",
    "\u{FEFF}unit\tA\tB\n1\t0\t1\n2\t\t3",
    ",A,B\n1,0,1\n2,,3\n", "unit,A,B,\n1,0,1,\n2,,3,\n", "unit,A,B\n1,0,1.0\n2,,+3\n",
  ])
  func `a table is read as spreadsheets write it`(text: String) throws {
    let judged = read(text)
    #expect(judged.findings.map(\.code) == [])
    let (table, level) = try #require(judged.value)
    #expect(table.raters == ["A", "B"])
    #expect(table.units == 2)
    #expect(table.categories.labels == ["0", "1", "3"])
    #expect(level == .interval)
  }

  @Test func `words are names, or an order if they are listed`() throws {
    let text = "unit,A,B\n1,fail,pass\n2,pass,borderline\n"
    let (names, nominal) = try #require(read(text).value)
    #expect(nominal == .nominal)
    #expect(names.categories.labels == ["borderline", "fail", "pass"])
    let (order, ordinal) = try #require(read(text, nil, ["fail", "borderline", "pass"]).value)
    #expect(ordinal == .ordinal)
    #expect(order.categories.labels == ["fail", "borderline", "pass"])
  }

  struct Bad: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    var level: AgreementLevel?
    var categories: [String]?
    let codes: [String]
  }

  static let bad: [Bad] = [
    Bad(testDescription: "empty", text: "", codes: ["sheet-empty"]),
    Bad(
      testDescription: "a word among numbers", text: "u,A,B\n1,0,x\n2,1,2\n",
      codes: ["agreement-not-a-rating"]),
    Bad(
      testDescription: "a decimal comma", text: "u;A;B\n1;2,5;3,5\n",
      codes: ["agreement-not-a-rating", "agreement-not-a-rating"]),
    Bad(
      testDescription: "words as distances", text: "u,A,B\n1,low,high\n", level: .interval,
      codes: ["agreement-not-a-rating", "agreement-not-a-rating"]),
    Bad(
      testDescription: "infinity", text: "u,A,B\n1,1,inf\n", codes: ["agreement-not-a-rating"]),
    Bad(
      testDescription: "too great a number", text: "u,A,B\n1,1,1e999\n",
      codes: ["agreement-not-a-rating"]),
    Bad(
      testDescription: "outside the list", text: "u,A,B\n1,0,4\n",
      categories: ["0", "1", "2", "3"],
      codes: ["agreement-not-a-rating"]),
    Bad(
      testDescription: "twice in the list", text: "u,A,B\n1,0,1\n", categories: ["0", "1", "1.0"],
      codes: ["agreement-categories"]),
    Bad(
      testDescription: "a blank in the list", text: "u,A,B\n1,0,1\n", categories: ["0", "", "1"],
      codes: ["agreement-categories"]),
    Bad(
      testDescription: "an order of words as distances", text: "u,A,B\n1,a,b\n", level: .interval,
      categories: ["a", "b"], codes: ["agreement-categories"]),
    Bad(
      testDescription: "a row too long", text: "u,A,B\n1,0,1,2\n", codes: ["sheet-ragged-row"]),
    Bad(
      testDescription: "two raters of one name", text: "u,A,A\n1,0,1\n",
      codes: ["sheet-duplicate-column"]),
  ]

  @Test(arguments: bad)
  func `a table that cannot be trusted is refused whole`(_ table: Bad) {
    let judged = read(table.text, table.level, table.categories)
    #expect(judged.value == nil)
    #expect(judged.findings.map(\.code) == table.codes)
    #expect(judged.findings.verdict == .refused)
  }

  @Test func `the cell that is wrong is named`() {
    let finding = read("u,A,B\n1,0,0\n2,1,7\n", nil, ["0", "1"]).findings.first
    #expect(finding?.subject == "r.csv line 3")
    #expect(finding?.message == "B gave \"7\", which is none of the categories")
  }

  @Test func `of many wrong cells the first twenty are named and the rest counted`() {
    let rows = (0..<100).map { "\($0),0,x" }.joined(separator: "\n")
    let findings = read("u,A,B\n\(rows)\n").findings
    #expect(findings.count == 21)
    #expect(findings.last?.message.hasPrefix("80 more cells") == true)
  }

  @Test func `a unit in two rows is a warning`() {
    let judged = read("u,A,B\n1,0,1\n1,1,1\n2,0,0\n1,0,0\n")
    #expect(judged.findings.map(\.code) == ["agreement-unit-twice"])
    #expect(judged.findings.first?.subject == "r.csv line 3")
    #expect(judged.value != nil)
  }

  @Test func `what other programs write for nothing is a warning among names`() {
    let judged = read("u,A,B\n1,x,NA\n2,y,y\n", .nominal)
    #expect(judged.findings.map(\.code) == ["agreement-missing-word"])
  }

  @Test func `a column without ratings is set aside with a note`() throws {
    let judged = read("u,A,B,C\n1,0,,1\n2,1,,1\n")
    #expect(judged.findings.map(\.code) == ["agreement-idle-rater"])
    #expect(try #require(judged.value).table.raters == ["A", "C"])
  }

  @Test func `a rating below zero is no formula`() throws {
    let (table, _) = try #require(read("u,A,B\n1,'-1,-1\n2,2,2\n").value)
    #expect(table.categories.numbers == [-1, 2])
  }

  @Test func `a header alone has no units`() throws {
    let (table, _) = try #require(read("u,A,B\n").value)
    #expect(table.units == 0)
  }
}
