import Findings
import Sheets
import Testing

@Suite struct PlainTables {
  static let plain = [
    "unit,A,B\n1,0,1\n2,,3\n", "unit,A,B\r\n1,0,1\r\n2,,3", ",A,B\nS1,low,high\nS2,high,\n",
    "unit,Assessor 1\nx;y,10.25\n", "unit,A\n", "unit,A,B\n1,12345678,1e3\n2,0,12345678\n",
  ]

  @Test(arguments: plain)
  func `a plain table says what the reader of every table says`(text: String) throws {
    let table = try #require(PlainTable(Array(text.utf8)))
    let read = readCSV(Array(text.utf8), name: "x.csv", required: [])
    let sheet = try #require(read.value)
    #expect(read.findings.allSatisfy { $0.message.hasPrefix("column 1 ") })
    #expect(table.header == sheet.header)
    let width = sheet.header.count - 1
    let cells = sheet.rows.flatMap { row in
      (1...width).map { $0 < row.cells.count ? row.cells[$0] : "" }
    }
    #expect(table.codes.map { $0 < 0 ? "" : table.texts[Int($0)] } == cells)
    #expect(Set(table.texts).count == table.texts.count)
  }

  /// What the reader of every table reads otherwise, or has something to say of.
  static let other = [
    "", "unit,A,B", "unit;A;B\n1;0;1\n", "unit\tA\n1\t0\n", "sep=,\nunit,A\n1,0\n",
    "unit,A,B;C\n1,0,1\n", "unit,A,B\n1,0\n", "unit,A,B\n1,0,1,2\n", "unit,A,B,\n1,0,1,\n",
    "unit,A,B\n\n1,0,1\n", "unit,A,B\n1,0,1\n\n", "unit,A,B\n1,0,1\n1,2,3\n", "unit,A,B\n,0,1\n",
    "unit,A,a\n1,0,1\n", "unit,A,Unit\n1,0,1\n", "unit,,B\n1,0,1\n", "unit, A,B\n1,0,1\n",
    "unit,A,B\n1, 0,1\n", "unit,A,B\n1,\"0\",1\n", "unit,A,B\n1,'=0,1\n", "unit,A,B\nZoë,0,1\n",
    "unit,A,B\n1,0,1\r2,0,1\n", "unit,A,B\n1,0,1\r", "unit,A,B\n1,0,123456789\n",
    "\u{FEFF}unit,A\n1,0\n", "unit\n1\n", "unit,A\n1,0\0\n",
  ]

  @Test(arguments: other)
  func `any other table is left to the reader of every table`(text: String) {
    #expect(PlainTable(Array(text.utf8)) == nil)
  }

  @Test func `a table beyond the limits is left to the reader that says so`() {
    let rows = (0..<50).map { "\($0),1\n" }.joined()
    let bytes = Array("unit,A\n\(rows)".utf8)
    var limits = SheetLimits()
    #expect(PlainTable(bytes, limits: limits)?.codes.count == 50)
    limits.rows = 49
    #expect(PlainTable(bytes, limits: limits) == nil)
    limits.rows = 1_000
    limits.bytes = bytes.count - 1
    #expect(PlainTable(bytes, limits: limits) == nil)
  }

  @Test func `each of many rows is told from all others`() {
    let rows = (0..<20_000).map { "S\($0),\($0 % 4)\n" }.joined()
    #expect(PlainTable(Array("unit,A\n\(rows)".utf8))?.codes.count == 20_000)
    #expect(PlainTable(Array("unit,A\n\(rows)S7,1\n".utf8)) == nil)
  }
}
