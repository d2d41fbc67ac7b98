import Archive
import Findings
import Foundation
import Testing

@testable import Sheets

/// A header and one row, `id,name` and `1,Zoë`, in the habits of one program.
struct Habit: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let made: MadeWorkbook

  init(_ name: String, _ made: MadeWorkbook) {
    testDescription = name
    self.made = made
  }

  private static let texts = ["<t>id</t>", "<t>name</t>", "<t>Zoë</t>"]
  private static func shared(_ index: Int, _ cell: String) -> String {
    "<c r=\"\(cell)\" s=\"1\" t=\"s\"><v>\(index)</v></c>"
  }
  private static func inline(_ text: String, _ cell: String = "") -> String {
    let place = cell.isEmpty ? "" : " r=\"\(cell)\""
    return "<c\(place) t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  static let all = [
    Habit(
      "Excel: shared strings, spans and styles",
      MadeWorkbook(
        """
        <row r="1" spans="1:2">\(shared(0, "A1"))\(shared(1, "B1"))</row><row r="2" spans="1:2">\
        <c r="A2"><v>1</v></c>\(shared(2, "B2"))</row>
        """, shared: texts)),
    Habit(
      "Excel: rich text with a reading of Japanese beside it",
      MadeWorkbook(
        "<row r=\"1\">\(shared(0, "A1"))\(shared(1, "B1"))</row><row r=\"2\"><c r=\"A2\"><v>1</v></c>"
          + "\(shared(2, "B2"))</row>",
        shared: [
          "<t>id</t>", "<t>name</t>",
          "<r><t xml:space=\"preserve\">Zo</t></r><r><rPr><b/></rPr><t>ë</t></r><rPh><t>no</t></rPh>",
        ])),
    Habit(
      "Google: a thousand styled blank cells around the table",
      MadeWorkbook(
        "<row r=\"1\">\(shared(0, "A1"))\(shared(1, "B1"))<c r=\"C1\" s=\"1\"/><c r=\"ALL1\" s=\"1\"/></row>"
          + "<row r=\"2\"><c r=\"A2\" s=\"2\"><v>1.0</v></c>\(shared(2, "B2"))</row>"
          + (3...1_000).map {
            "<row r=\"\($0)\" customHeight=\"1\"><c r=\"A\($0)\" s=\"1\"/></row>"
          }
          .joined(), shared: texts)),
    Habit(
      "LibreOffice: formulas with cached values, and a merged-away end of the sheet",
      MadeWorkbook(
        "<row r=\"1\">\(shared(0, "A1"))\(shared(1, "B1"))</row><row r=\"2\"><c r=\"A2\" t=\"n\">"
          + "<f aca=\"false\">0+1</f><v>1</v></c><c r=\"B2\" t=\"str\"><f>A5</f><v>Zoë</v></c></row>",
        shared: texts)),
    Habit(
      "a writer that names neither rows nor cells",
      MadeWorkbook(
        "<row>\(inline("id"))\(inline("name"))</row><row><c><v>1</v></c>\(inline("Zoë"))</row>")),
    Habit(
      "a part under an absolute name",
      MadeWorkbook(
        "<row r=\"1\">\(inline("id", "A1"))\(inline("name", "B1"))</row><row r=\"2\">"
          + "\(inline("1", "A2"))\(inline("Zoë", "B2"))</row>"
      ).with { $0.target = "/xl/worksheets/sheet" }),
    Habit(
      "the strict form of the format",
      MadeWorkbook(
        "<row r=\"1\">\(inline("id", "A1"))\(inline("name", "B1"))</row><row r=\"2\">"
          + "\(inline("1", "A2"))\(inline("Zoë", "B2"))</row>"
      ).with {
        $0.main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        $0.office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
      }),
    Habit(
      "hidden and filtered rows",
      MadeWorkbook(
        "<row r=\"1\">\(inline("id", "A1"))\(inline("name", "B1"))</row><row r=\"7\" hidden=\"1\">"
          + "\(inline("1", "A7"))\(inline("Zoë", "B7"))</row>")),
    Habit(
      "lines above the table, and the columns the other way",
      MadeWorkbook(
        "<row r=\"1\">\(inline("My marks", "C1"))</row><row r=\"3\">\(inline("ID ", "C3"))"
          + "\(inline("Name", "D3"))</row><row r=\"4\">\(inline("1", "C4"))\(inline("Zoë", "D4"))</row>"
      )),
    Habit(
      "another sheet before it",
      MadeWorkbook(
        "<row r=\"1\">\(inline("id", "A1"))\(inline("name", "B1"))</row><row r=\"2\">"
          + "\(inline("1", "A2"))\(inline("Zoë", "B2"))</row>"
      ).with {
        $0.sheets.insert(
          ("Read me", nil, "<sheetData><row r=\"1\">\(inline("Hello", "A1"))</row></sheetData>"),
          at: 0)
        $0.sheets.append(("Old", "veryHidden", "<sheetData/>"))
      }),
  ]
}

@Suite struct WorkbookReading {
  @Test(arguments: Habit.all)
  func `one table is read the same from each program`(_ habit: Habit) throws {
    let reader = WorkbookReader(
      name: "x.xlsx", required: ["id", "name"], limits: SheetLimits())
    let judged = try reader.read(try WorkbookParts(habit.made.parts), most: 1)
    let sheet = try #require(judged.value?.first)
    #expect(sheet.rows.map { [$0["id"], $0["name"]] } == [["1", "Zoë"]])
    #expect(judged.findings == [])
  }

  @Test(arguments: [
    ("<c r=\"A1\"><v>7</v></c>", "7"), ("<c r=\"A1\"><v>007</v></c>", "007"),
    ("<c r=\"A1\"><v>1.2E3</v></c>", "1200"), ("<c r=\"A1\"><v>2.5</v></c>", "2.5"),
    ("<c r=\"A1\"><v>-3.0</v></c>", "-3"), ("<c r=\"A1\"><v>45000.5</v></c>", "45000.5"),
    ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"), ("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>", "#REF!"),
    ("<c r=\"A1\" t=\"str\"><f>B1</f><v>a_x000D_b</v></c>", "a\rb"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>_x005F_x000D_</t></is></c>", "_x000D_"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>=1+1</t></is></c>", "=1+1"),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>'=1+1</t></is></c>", "=1+1"),
  ])
  func `a cell is read as what it shows`(cell: String, text: String) {
    let made = MadeWorkbook(
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>h</v></c></row><row r=\"2\">"
        + cell.replacing("\"A1\"", with: "\"A2\"") + "</row>")
    #expect(read(made).rows == [["h"], [text]])
  }

  static let flawed: [(String, MadeWorkbook, String, String)] = [
    (
      "a text that is not there",
      MadeWorkbook("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>7</v></c></row>", shared: ["<t>a</t>"]),
      "sheet-damaged-workbook", "x.xlsx cell B1"
    ),
    (
      "a text before the first",
      MadeWorkbook("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>-1</v></c></row>", shared: ["<t>a</t>"]),
      "sheet-damaged-workbook", "x.xlsx cell B1"
    ),
    (
      "a cell of another row", MadeWorkbook("<row r=\"1\"><c r=\"B2\"><v>7</v></c></row>"),
      "sheet-damaged-workbook", "x.xlsx cell B2"
    ),
    (
      "a cell twice",
      MadeWorkbook("<row r=\"1\"><c r=\"B1\"><v>7</v></c><c r=\"B1\"><v>8</v></c></row>"),
      "sheet-damaged-workbook", "x.xlsx cell B1"
    ),
    (
      "a row twice", MadeWorkbook("<row r=\"2\"/><row r=\"2\"/>"), "sheet-damaged-workbook",
      "x.xlsx cell 2"
    ),
    (
      "the last cell of a sheet",
      MadeWorkbook("<row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row>"),
      "sheet-too-many-columns", "x.xlsx cell XFD1048576"
    ),
    (
      "a cell beyond every sheet",
      MadeWorkbook("<row r=\"1\"><c r=\"XFE1\"><v>7</v></c></row>"), "sheet-damaged-workbook",
      "x.xlsx cell XFE1"
    ),
    (
      "a row beyond every sheet", MadeWorkbook("<row r=\"1048577\"/>"), "sheet-damaged-workbook",
      "x.xlsx cell 1048577"
    ),
    ("no cell at all", MadeWorkbook(""), "sheet-empty", "x.xlsx"),
    (
      "a DOCTYPE",
      MadeWorkbook("").with {
        $0.sheets[0].body = "</worksheet><!DOCTYPE a [<!ENTITY b \"c\">]><a>"
      },
      "sheet-damaged-workbook", "x.xlsx"
    ),
  ]

  @Test(arguments: flawed.indices)
  func `a flaw is refused by name`(index: Int) {
    let (what, made, code, subject) = Self.flawed[index]
    let result = read(made)
    #expect(result.codes == [code], "\(what)")
    #expect(result.subjects == [subject], "\(what)")
    #expect(result.rows == [])
  }

  @Test func `an entity bomb is refused before it grows`() {
    var parts = MadeWorkbook("").parts
    parts[0].bytes = Array(
      "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>".utf8)
    let judged = readParts(parts)
    #expect(judged.findings.map(\.code) == ["sheet-damaged-workbook"])
    #expect(judged.findings.first?.message.contains("DOCTYPE") == true)
  }

  @Test func `limits hold for columns, rows and all text together`() {
    var limits = SheetLimits()
    limits.columns = 2
    limits.rows = 3
    limits.bytes = 40
    func cell(_ text: String, _ place: String) -> String {
      "<c r=\"\(place)\" t=\"str\"><v>\(text)</v></c>"
    }
    let wide = MadeWorkbook("<row r=\"1\">\(cell("x", "C1"))</row>")
    #expect(read(wide, limits: limits).codes == ["sheet-too-many-columns"])
    let high = MadeWorkbook(
      (1...5).map { "<row r=\"\($0)\">\(cell("x", "A\($0)"))</row>" }.joined())
    #expect(read(high, limits: limits).codes == ["sheet-too-many-rows"])
    let long = MadeWorkbook(
      "<row r=\"1\">\(cell("a", "A1"))</row><row r=\"2\">\(cell(String(repeating: "x", count: 40), "A2"))</row>"
    )
    #expect(read(long, limits: limits).codes == ["sheet-too-large"])
    #expect(read(long, limits: limits).subjects == ["x.xlsx"])
  }

  @Test func `what a person should know of is told by sheet and cell`() {
    let made = MadeWorkbook(
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"B1\" t=\"str\"><v>n</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\"><f>A9</f></c></row>"
        + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"D3\"><v>2</v></c></row>"
    ).with {
      $0.sheets[0].body += "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>"
      $0.sheets.append(("Other", nil, "<sheetData><row><c><v>1</v></c></row></sheetData>"))
    }
    let result = read(made)
    #expect(
      result.codes == [
        "sheet-error-value", "sheet-formula-without-value", "sheet-merged-cells",
        "sheet-ragged-row", "sheet-one-of-several",
      ])
    #expect(
      result.subjects == [
        "x.xlsx sheet \"Sheet1\" cell A2", "x.xlsx sheet \"Sheet1\" cell B2",
        "x.xlsx sheet \"Sheet1\" cells A2:A3", "x.xlsx sheet \"Sheet1\" row 3", "x.xlsx",
      ])
  }

  @Test func `a ZIP that is no workbook is refused by what it is`() throws {
    let ods = [
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>"),
    ]
    let word = [("word/document.xml", "<a/>")]
    for (files, words) in [(ods, "OpenDocument"), (word, "Word")] {
      let bytes = try zipped(files.map { ($0.0, Array($0.1.utf8)) })
      let judged = readTable(bytes, name: "x.xlsx", required: [])
      #expect(judged.findings.map(\.code) == ["sheet-not-workbook"])
      #expect(judged.findings.first?.message.contains(words) == true)
    }
  }

  @Test func `a sheet that inflates to a thousand times its size is refused`() throws {
    var parts = MadeWorkbook("").parts
    parts[0].bytes += [UInt8](repeating: 32, count: 30_000_000)
    let judged = readTable(try zipped(parts), name: "x.xlsx", required: [])
    #expect(judged.value == nil)
    #expect(judged.findings.contains { $0.code == "ratio-too-high" })
    #expect(judged.findings.first?.subject.hasPrefix("x.xlsx") == true)
  }

  @Test func `a workbook whose parts have two times is read, as Excel on the web writes it`() throws
  {
    let made = MadeWorkbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>")
    var bytes = try zipped(made.parts)
    // The time in the first part's own header, but not in the directory (APPNOTE 4.3.7).
    bytes[12] ^= 0x20
    #expect(readTable(bytes, name: "x.xlsx", required: []).value?.header == ["id"])
  }

  @Test func `the bytes say whether a file is a workbook or CSV, not its name`() throws {
    let made = MadeWorkbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>")
    #expect(readTable(try zipped(made.parts), name: "x.csv", required: []).value?.header == ["id"])
    #expect(readTable(Array("id\n1\n".utf8), name: "x.xlsx", required: []).value?.rows.count == 1)
  }

  private func readParts(_ parts: [(name: String, bytes: [UInt8])]) -> Judged<[Sheet]> {
    do throws(WorkbookFlaw) {
      return try WorkbookReader(name: "x.xlsx", required: [], limits: SheetLimits())
        .read(try WorkbookParts(parts), most: 1)
    } catch { return Judged(nil, error.findings("x.xlsx")) }
  }
}

/// The bytes of a ZIP of some files.
func zipped(_ parts: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString).zip")
  defer { try? FileManager.default.removeItem(at: file) }
  var writer = try ZipWriter(path: file.path, replacing: true)
  for part in parts.sorted(by: { $0.name < $1.name }) {
    try writer.add(part.name, bytes: part.bytes)
  }
  try writer.finish()
  return [UInt8](try Data(contentsOf: file))
}
