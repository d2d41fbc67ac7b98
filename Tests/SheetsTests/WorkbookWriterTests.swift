import Findings
import Foundation
import Markup
import Testing

@testable import Sheets

@Suite struct WorkbookWriting {
  /// Texts that some program would run, change or lose.
  static let awkward = [
    "=1+1", "+44 7700", "-", "@home", "'=1", "''=1", "007", "1e5", "TRUE", "a\nb\tc", "a\rb",
    "\u{1}",
    "_x000D_", "__x0041_", "<&>\"'", "Zoë 試験 😀", " spaces ", "=HYPERLINK(\"http://x\")", ";=1",
  ]

  private func made(_ texts: [String]) -> WorkbookSheet {
    var sheet = WorkbookSheet(
      name: "marks", columns: [.init("id", width: 10), .init("text", width: 40)],
      rows: texts.enumerated().map { [.number($0.offset), .text($0.element)] })
    sheet.columns[0].choices = ["0", "1"]
    sheet.columns[0].note = "A note\nof two lines"
    sheet.columns[1].isExpected = true
    sheet.frozenColumns = 1
    return sheet
  }

  @Test func `what was written is read as it was`() throws {
    let bytes = try writeWorkbook([made(Self.awkward)])
    let judged = readTable(bytes, name: "x.xlsx", required: ["id", "text"])
    let sheet = try #require(judged.value)
    #expect(sheet.rows.map { $0.cells.last } == Self.awkward)
    #expect(sheet.rows.map { $0.cells.first } == Self.awkward.indices.map(String.init))
    #expect(judged.findings == [])
  }

  @Test func `a long table is read as it was, whatever stands in its first and last rows`() throws {
    let texts = (0...longTable).map { Self.awkward[$0 % Self.awkward.count] }
    let short = made([])
    var long = WorkbookSheet(name: short.name, columns: short.columns, count: texts.count) {
      [.number($0), .text(texts[$0])]
    }
    long.name = "all"
    long.frozenColumns = 1
    let bytes = try writeWorkbook([long, made(["beside it"])])
    let sheet = try #require(readTable(bytes, name: "x.xlsx", required: ["id", "text"]).value)
    #expect(sheet.rows.map { $0.cells.last } == texts)
    #expect(sheet.rows.map { $0.cells.first } == texts.indices.map(String.init))
    #expect(try bytes == writeWorkbook([long, made(["beside it"])]))
  }

  @Test func `three hundred choices are offered, on a sheet that nobody sees`() throws {
    var sheet = made(["x", "y"])
    let many = (1...300).map { "assessor-\($0)" }
    sheet.columns[0].choices = many
    sheet.columns[1].choices = (1...20).map { "level-\($0)" } + ["a word of 60 letters or so"]
    let bytes = try writeWorkbook([sheet])
    let parts = try WorkbookParts(bytes, limits: SheetLimits())
    var formulas: [String] = []
    var (isFormula, rows) = (false, 0)
    for part in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
      try parts.read(part) { event in
        switch event {
        case .start("s:formula1", _, at: _): isFormula = true
        case .text(let text, at: _) where isFormula: formulas.append(text)
        case .end("s:formula1", at: _): isFormula = false
        case .start("s:row", _, at: _) where part.hasSuffix("2.xml"): rows += 1
        default: break
        }
      }
    }
    #expect(formulas.joined(separator: " ").hasPrefix("lists!$A$1:$A$300 \"level-1,"))
    #expect(rows == 300)
    var states: [String?] = []
    try parts.read("xl/workbook.xml") { event in
      if case .start("s:sheet", let attributes, at: _) = event {
        states.append(attributes["state"])
      }
    }
    #expect(states == [nil, "hidden"])
    let read = try #require(readTable(bytes, name: "x.xlsx", required: ["id", "text"]).value)
    #expect(read.rows.map { $0.cells.last } == ["x", "y"])
    #expect(try bytes == writeWorkbook([sheet]))
  }

  @Test func `the same sheets give the same bytes`() throws {
    #expect(try writeWorkbook([made(["a"])]) == writeWorkbook([made(["a"])]))
  }

  @Test func `no cell of text becomes a formula, and nothing is protected`() throws {
    let parts = try WorkbookParts(writeWorkbook([made(Self.awkward)]), limits: SheetLimits())
    var names: Set<String> = []
    try parts.read("xl/worksheets/sheet1.xml") { event in
      if case .start(let name, _, at: _) = event { names.insert(name) }
    }
    #expect(!names.contains("s:f"))
    #expect(!names.contains("s:sheetProtection"))
    #expect(names.isSuperset(of: ["s:dataValidation", "s:conditionalFormatting", "s:pane"]))
  }

  @Test func `a formula is computed by the program, and shows its value before`() throws {
    let marks = made(["a", "b"])
    let cell = marks.range(columns: 0...1, row: 0)
    #expect("\(cell)" == "'marks'!$A$2:$B$2")
    var first = WorkbookSheet(name: "It's", columns: [.init("n", width: 5)], rows: [])
    first.rows = [[.formula("COUNT(\(cell))", shows: .number(1))]]
    let read = readTable(try writeWorkbook([first, marks]), name: "x.xlsx", required: ["n"])
    #expect(read.value?.rows.map(\.cells) == [["1"]])
  }

  @Test func `a text that no cell can hold is named by its cell`() {
    let error = #expect(throws: WorkbookError.self) {
      try writeWorkbook([made([String(repeating: "x", count: 32_768)])])
    }
    #expect(error.map { "\($0)" }?.contains("B2") == true)
  }
}
