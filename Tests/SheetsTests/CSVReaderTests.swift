import Findings
import Sheets
import Testing

/// Reads text and shows the rows cell by cell, with the codes of what was found.
func read(_ text: String, required: [String] = []) -> (rows: [[String]], codes: [String]) {
  read(Array(text.utf8), required: required)
}

func read(_ bytes: [UInt8], required: [String] = []) -> (rows: [[String]], codes: [String]) {
  let judged = readCSV(bytes, name: "x.csv", required: required)
  return (judged.value?.rows.map(\.cells) ?? [], judged.findings.map(\.code))
}

struct Spelling: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let bytes: [UInt8]

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  init(_ name: String, _ bytes: [UInt8]) {
    testDescription = name
    self.bytes = bytes
  }

  static let text = "id,name\r\n1,Zoë\r\n"

  static func utf16(_ text: String, little: Bool) -> [UInt8] {
    (little ? [0xFF, 0xFE] : [0xFE, 0xFF])
      + text.utf16.flatMap { unit in
        let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return little ? bytes : bytes.reversed()
      }
  }

  /// One table as different programs save it.
  static let all = [
    Spelling("commas and CR LF", text),
    Spelling("semicolons", "id;name\r\n1;Zoë\r\n"),
    Spelling("tabs", "id\tname\n1\tZoë\n"),
    Spelling("LF", "id,name\n1,Zoë\n"),
    Spelling("CR", "id,name\r1,Zoë\r"),
    Spelling("no final line break", "id,name\n1,Zoë"),
    Spelling("byte order mark", "\u{FEFF}id,name\n1,Zoë\n"),
    Spelling("UTF-16 little-endian", utf16(text, little: true)),
    Spelling("UTF-16 big-endian", utf16(text, little: false)),
    Spelling("everything quoted", "\"id\",\"name\"\r\n\"1\",\"Zoë\"\r\n"),
    Spelling("sep= line", "sep=;\r\nid;name\r\n1;Zoë\r\n"),
    Spelling("sep= line in quotes", "\"sep=;\"\r\nid;name\r\n1;Zoë\r\n"),
    Spelling("blank rows and columns", "\n,,,\nid,name,,\n,,,\n1,Zoë,,\n,,\n\n"),
    Spelling("white space around names", " ID , Name\u{A0}\n1,Zoë\n"),
    Spelling("spaces before quotes", "id, name\n1, \"Zoë\"\n"),
    Spelling("columns the other way", "name,id\nZoë,1\n"),
  ]
}

@Suite struct CSVReading {
  @Test(arguments: Spelling.all)
  func `one table is read the same from each program`(_ spelling: Spelling) throws {
    let judged = readCSV(spelling.bytes, name: "x.csv", required: ["id", "name"])
    let sheet = try #require(judged.value)
    #expect(judged.findings.isEmpty)
    #expect(sheet.rows.count == 1)
    #expect(sheet.rows.first?["id"] == "1")
    #expect(sheet.rows.first?["NAME"] == "Zoë")
    #expect(sheet.rows.first?["none"] == nil)
  }

  @Test func `bytes that are no UTF-8 are read as Windows-1252, with a warning`() {
    let (rows, codes) = read([0x69, 0x64, 10, 0x5A, 0x6F, 0xEB, 0x20, 0x80, 0x92, 10])
    #expect(rows == [["Zoë €’"]])
    #expect(codes == ["sheet-guessed-encoding"])
  }

  @Test func `a cell may hold separators, quotes and line breaks`() {
    let (rows, codes) = read("a,b,c\r\n\"x,y;z\",\"say \"\"hi\"\"\",\"one\r\ntwo\nthree\"\r\n")
    #expect(rows == [["x,y;z", "say \"hi\"", "one\r\ntwo\nthree"]])
    #expect(codes.isEmpty)
  }

  @Test func `a quotation mark inside an unquoted cell stands for itself`() {
    #expect(read("a,b\n5\" pipe,it's\n").rows == [["5\" pipe", "it's"]])
  }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func `rows carry the line on which an editor shows them`(_ end: String) throws {
    let text = ["a,b", "1,\"x", "y\"", "", "2,z", ""].joined(separator: end)
    let sheet = try #require(readCSV(Array(text.utf8), name: "x", required: []).value)
    #expect(sheet.rows.map(\.line) == [2, 5])
    let named = ["sep=,", "a", "1"].joined(separator: end)
    #expect(readCSV(Array(named.utf8), name: "x", required: []).value?.rows.map(\.line) == [3])
  }

  @Test func `the separator is the one that makes the wanted columns`() {
    #expect(read("id;a,b;c,d,e\n1;2;3\n", required: ["id"]).rows == [["1", "2", "3"]])
    #expect(read("\"a;b;c\",d\n1,2\n").rows == [["1", "2"]])
  }

  @Test func `short rows are whole, since spreadsheets leave out blank cells at the end`() {
    let judged = readCSV(Array("a,b,c\n1\n2,x\n".utf8), name: "x", required: [])
    #expect(judged.findings.isEmpty)
    #expect(judged.value?.rows.map { $0["c"] } == [nil, nil])
  }
}

struct BadFile: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let bytes: [UInt8]
  let codes: [String]
  let rows: Int

  init(_ name: String, _ bytes: [UInt8], _ codes: [String], rows: Int = 0) {
    testDescription = name
    self.bytes = bytes
    self.codes = codes
    self.rows = rows
  }

  init(_ name: String, _ text: String, _ codes: [String], rows: Int = 0) {
    self.init(name, Array(text.utf8), codes, rows: rows)
  }

  static let all = [
    BadFile("nothing", "", ["sheet-empty"]),
    BadFile("white space", " \n\n", ["sheet-empty"]),
    BadFile("a byte order mark alone", "\u{FEFF}", ["sheet-empty"]),
    BadFile("a ZIP", [0x50, 0x4B, 3, 4, 20, 0], ["sheet-not-csv"]),
    BadFile("an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], ["sheet-not-csv"]),
    BadFile("a zero byte", "id\na\0b\n", ["sheet-nul"]),
    BadFile("UTF-16 without its mark", [0x69, 0, 0x64, 0, 10, 0], ["sheet-nul"]),
    BadFile("half a UTF-16 unit", [0xFF, 0xFE, 0x69], ["sheet-encoding"]),
    BadFile("half a surrogate pair", [0xFF, 0xFE, 0x3D, 0xD8], ["sheet-encoding"]),
    BadFile("a mark for UTF-8 that is none", [0xEF, 0xBB, 0xBF, 0xFF], ["sheet-encoding"]),
    BadFile("no text at all", [0x69, 0x64, 10, 0x81], ["sheet-encoding"]),
    BadFile("no column called id", "participant\n1\n", ["sheet-missing-column"]),
    BadFile("two columns called id", "id,ID \n1,2\n", ["sheet-duplicate-column"]),
    BadFile("an open quote", "id\n\"1\n2\n", ["sheet-open-quote"]),
    BadFile("text after a quote", "id\n\"1\"x\n", ["sheet-text-after-quote"]),
    BadFile("a row too long", "id\n1,2\n3\n", ["sheet-ragged-row"], rows: 1),
    BadFile("a file cut off", "id,name,school\n1,a,b\n2,c", ["sheet-cut-off"], rows: 2),
    BadFile("a column without a name", "id,,b\n1,2,3\n", ["sheet-unnamed-column"], rows: 1),
    BadFile(
      "too many columns", "id" + String(repeating: ",x", count: 1_000),
      ["sheet-too-many-columns"]),
  ]
}

@Suite struct CSVRefusals {
  @Test(arguments: BadFile.all)
  func `a bad file is refused by name`(_ bad: BadFile) {
    let judged = readCSV(bad.bytes, name: "roster.csv", required: ["id"])
    #expect(judged.findings.map(\.code) == bad.codes)
    #expect(judged.findings.allSatisfy { $0.subject.hasPrefix("roster.csv") && !$0.remedy.isEmpty })
    #expect((judged.value?.rows.count ?? 0) == bad.rows)
  }

  @Test func `a missing column is named with what stood there`() {
    let found = readCSV(Array("ID,nom\u{202E}\n".utf8), name: "a.csv", required: ["id", "name"])
    #expect(
      found.findings.map(\.message) == [
        "there is no column \"name\"; the first line names \"ID\", \"nom\\u{202e}\""
      ])
  }

  @Test func `a fault names the line on which it begins`() {
    let open = readCSV(Array("id\n1\n\"2\n3\n".utf8), name: "a.csv", required: [])
    #expect(open.findings.map(\.subject) == ["a.csv line 3"])
    let ragged = readCSV(Array("id\n\"1\n\"\n2,3\n".utf8), name: "a.csv", required: [])
    #expect(ragged.findings.map(\.subject) == ["a.csv line 4"])
  }

  @Test func `limits are kept to the byte, the column and the row`() {
    var limits = SheetLimits()
    limits.bytes = 8
    limits.columns = 2
    limits.rows = 2
    func codes(_ text: String) -> [String] {
      readCSV(Array(text.utf8), name: "x", required: [], limits: limits).findings.map(\.code)
    }
    #expect(codes("a\n1\n2\n \n").isEmpty)
    #expect(codes("a\n1\n2\n3\n") == ["sheet-too-many-rows"])
    #expect(codes("a\n1\n22222") == ["sheet-too-large"])
    #expect(codes("a,b,,,,,").isEmpty)
    #expect(codes("a,b,c") == ["sheet-too-many-columns"])
  }

  @Test func `of many bad rows the first thousand are named and the rest counted`() {
    let judged = readCSV(
      Array(("a\n" + String(repeating: "1,2\n", count: 1_500)).utf8), name: "x", required: [])
    #expect(judged.findings.count == 1_001)
    #expect(judged.findings.last?.message == "500 more rows have too many cells")
  }
}
