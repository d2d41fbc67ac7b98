import Findings
import Sheets
import Testing

/// Strings that have broken other programs, of the kinds that public lists collect.
let naughty: [String] = [
  "=1+1", "+44 20", "-1", "@sum", "\t=1", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "'",
  "''",
  "'name", "a,=1+1", "a;=1", "a\n=1", "a\r\n-b", "a\t'+1", "\"=1\"", "\"", "\"\"", "\"\"\"", ",",
  ";", "\t",
  "\r", "\n", "\r\n", " ", "  a  ", "\u{A0}x", "undefined", "null", "NaN", "1E5", "0123", "1/2",
  "TRUE",
  "Ω≈ç√∫", "田中さん", "הב", "‮abc", "\u{200B}x\u{200B}", "👩‍👩‍👧‍👦", "e\u{301}", "é", "Z̮̞a̲l͔g̗o",
  "../etc/passwd",
  "'); DROP TABLE x;--", "<script>alert(1)</script>", "%n%s", "\u{1B}[31m", "\u{7F}\u{1}", "sep=;",
  "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "\u{FEFF}a", "S-1;+2,\"-3\"\n'=4",
]

@Suite struct CSVWriting {
  @Test(arguments: naughty)
  func `what is written is read back, whatever stands in it`(_ text: String) throws {
    let bytes = writeCSV(
      header: ["first", text, "last"], rows: [["a", .text(text), "z"], [.text(text), "m", "z"]])
    let judged = readCSV(bytes, name: "x", required: ["first", "last"])
    let sheet = try #require(judged.value)
    #expect(
      sheet.rows.map { $0.cells.map { Array($0.utf8) } } == [
        ["a", text, "z"].map { Array($0.utf8) }, [text, "m", "z"].map { Array($0.utf8) },
      ])
  }

  @Test func `tables drawn at random come back cell by cell`() throws {
    var state: UInt64 = 7
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces = naughty + ["", "a", "b c", "=", "'", ",", "\"", "\n", "-"]
    for _ in 0..<300 {
      let width = 1 + draw(5)
      let rows = (0..<draw(6)).map { _ in
        (0..<width).map { _ in
          (0..<draw(4)).map { _ in pieces[draw(pieces.count)] }.joined()
        } + ["end"]
      }
      let bytes = writeCSV(
        header: (0...width).map { "c\($0)" }, rows: rows.map { $0.map(CSVCell.text) },
        byteOrderMark: draw(2) == 0)
      let judged = readCSV(bytes, name: "x", required: ["c0"])
      #expect(judged.findings.isEmpty)
      let back = try #require(judged.value)
      #expect(
        back.rows.map { $0.cells.map { Array($0.utf8) } }
          == rows.map { $0.map { Array($0.utf8) } })
    }
  }

  @Test(arguments: naughty)
  func `no cell of text begins like a formula, in any locale`(_ text: String) {
    let bytes = writeCSV(header: ["a"], rows: [["x", .text(text)]]).dropFirst("a\r\nx,".count)
    let starts: Set<Character> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    var before: Character = ","
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if ",;\t\r\n\"".unicodeScalars.contains(where: { Character($0) == before }) {
        #expect(!starts.contains(Character(scalar)))
      }
      before = Character(scalar)
    }
  }

  @Test func `numbers stay numbers and rows end with CR LF`() {
    let bytes = writeCSV(
      header: ["n", "t"], rows: [[-1, "-1"], [.number(7), "a;b"]], byteOrderMark: false)
    #expect(String(decoding: bytes, as: UTF8.self) == "n,t\r\n-1,'-1\r\n7,\"a;b\"\r\n")
    #expect(writeCSV(header: [], rows: [], byteOrderMark: true).starts(with: [0xEF, 0xBB, 0xBF]))
  }

  @Test func `a zero byte in a text is shown, for no reader takes it`() {
    let bytes = writeCSV(header: ["a"], rows: [["x\0y"]])
    #expect(read(bytes).rows == [["x\u{FFFD}y"]])
  }
}
