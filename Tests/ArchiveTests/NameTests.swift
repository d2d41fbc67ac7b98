import Archive
import Findings
import Testing

@Suite struct NameTests {
  /// Names and the code that each must be refused under.
  static let refused: [(String, String)] = [
    ("../x", "path-climbs"), ("a/b/../../../x", "path-climbs"), ("a/../b", "path-climbs"),
    ("..", "path-climbs"), ("a/..", "path-climbs"), ("../", "path-climbs"),
    ("../\u{301}x", "path-climbs"), ("../\u{200D}x", "path-climbs"), ("/\u{301}t", "path-absolute"),
    ("/tmp/x", "path-absolute"), ("//server/x", "path-absolute"), ("~/x", "path-absolute"),
    ("C:/x", "path-drive"), ("C:x", "path-drive"), ("z:", "path-drive"),
    ("\\\\srv\\share\\x", "path-backslash"), ("..\\..\\x", "path-backslash"),
    ("folder\\x", "path-backslash"), ("\\\\?\\C:\\x", "path-backslash"),
    ("essay.pdf\u{0}.exe", "name-nul"), ("ok.txt\u{0}/../x", "name-nul"),
    ("essay.txt:evil.exe", "name-colon"), ("ab::$DATA", "name-colon"), ("", "name-empty"),
    ("a\nb", "name-control"), ("\u{1B}[2Jx", "name-control"), ("a\u{9B}b", "name-control"),
    ("a\u{7F}", "name-control"), ("a\u{2028}b", "name-control"),
    ("exe\u{202E}fdp.doc", "name-bidi"), ("a\u{2066}b", "name-bidi"),
    ("CON", "name-reserved"), ("nul.txt", "name-reserved"), ("a/aux.md", "name-reserved"),
    ("COM¹.txt", "name-reserved"), ("LPT9", "name-reserved"), ("CONIN$", "name-reserved"),
    ("Prn .txt", "name-reserved"), ("com1.tar.gz", "name-reserved"),
    ("notes.", "name-trailing"), ("notes.txt ", "name-trailing"), ("a ./b", "name-trailing"),
    ("...", "name-trailing"), ("PROGRA~1", "name-short-form"), ("ESSAY~12.DOC", "name-short-form"),
    (String(repeating: "x", count: 256), "name-too-long"),
    (String(repeating: "é", count: 128), "name-too-long"),
    (String(repeating: "abcdefg/", count: 129), "path-too-long"),
    (String(repeating: "a/", count: 16) + "b", "path-too-deep"),
  ]

  @Test(arguments: refused)
  func `a name that harms is refused`(_ name: String, _ code: String) throws {
    let found = try findings(ZipBuilder(ZipItem(name, "", flags: 0x0800)).bytes())
    #expect(found.refusals.contains(code), "\(found)")
  }

  @Test(arguments: [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF] as [UInt32])
  func `a code point that is no character is refused`(_ value: UInt32) throws {
    let name = String(Character(try #require(Unicode.Scalar(value))))
    let found = try findings(ZipBuilder(ZipItem(name, flags: 0x0800)).bytes())
    #expect(found.refusals == ["name-noncharacter"])
  }

  @Test(arguments: [
    "case study.docx", "Fallstudie Größe.pdf", "Étude de cas.odt", "事例研究.docx", "دراسة حالة.docx",
    "מקרה.docx", "👩‍🏫 case study ❤️.docx", "a/b/c.txt", "folder/", "COM10.txt", "console.log",
    "a..b", "..a", ".hidden", "nul-hypothesis.txt", "x~1~", "100% done.txt", "Ko\u{308}ln.txt",
    "Screenshot 2026-03-01 at 9.41.00\u{202F}AM.png", "ılık.txt", "a & b + c (1) [2] {3} '4'.txt",
    String(repeating: "x", count: 255), String(repeating: "a/", count: 15) + "b",
  ])
  func `a name that people use passes without a word`(_ name: String) throws {
    let text = name.utf8.last == 0x2F ? "" : "words"
    #expect(try findings(ZipBuilder(ZipItem(name, text, flags: 0x0800)).bytes()).isEmpty)
  }

  @Test(arguments: [
    ("a\u{200B}b.txt", "name-invisible"), ("\u{FEFF}a.txt", "name-invisible"),
    ("a\u{200E}b.txt", "name-invisible"), ("．．／x", "name-lookalike"),
    ("%2e%2e%2fx", "name-encoded"), ("%2E%2E/x", "name-encoded"), ("./a.txt", "path-untidy"),
    ("a//b.txt", "path-untidy"), ("why lead?.txt", "name-windows-mark"),
    ("__MACOSX/._a", "litter"), (".DS_Store", "litter"), ("a/Thumbs.db", "litter"),
    ("desktop.ini", "litter"), ("~$essay.docx", "litter"), ("._essay.docx", "litter"),
    (".~lock.essay.odt#", "litter"),
  ])
  func `a name that is odd is accepted with a warning`(_ name: String, _ code: String) throws {
    let found = try findings(ZipBuilder(ZipItem(name, flags: 0x0800)).bytes())
    #expect(found.map(\.code) == [code])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test(arguments: [
    ("a.txt", "a.txt", "name-duplicate"), ("Notes.txt", "notes.TXT", "name-collision"),
    ("caf\u{E9}", "cafe\u{301}", "name-collision"), ("Straße", "STRASSE", "name-collision"),
    ("\u{212A}.txt", "k.txt", "name-collision"), ("\u{FB01}n", "FIN", "name-collision"),
    ("ΣΑΣ", "σας", "name-collision"), ("ẞ", "ss", "name-collision"),
    ("x", "x/y", "file-and-folder"), ("x", "x/", "file-and-folder"),
    ("x/y/z", "X/Y", "file-and-folder"), ("x/", "x/", "name-duplicate"),
    ("x/", "X/", "name-collision"), ("a.txt", "./a.txt", "name-collision"),
    ("ᾳ", "αι", "name-collision"), ("\u{1FB4}", "α\u{345}\u{301}", "name-collision"),
  ])
  func `two names that are one on some computer are refused`(
    _ first: String, _ second: String, _ code: String
  ) throws {
    for names in [[first, second], [second, first]] {
      var builder = ZipBuilder()
      builder.items = names.map { ZipItem($0, "", flags: 0x0800) }
      #expect(try findings(builder.bytes()).refusals == [code])
    }
  }

  @Test func `names that differ are not taken for one`() throws {
    let names = ["ılık", "ilik", "a/b", "a b", "a-b", "a/c", "é", "e", "ﬀ", "K", "A/D"]
    var builder = ZipBuilder()
    builder.items = names.map { ZipItem($0, flags: 0x0800) }
    #expect(try findings(builder.bytes()).isEmpty)
  }

  @Test func `a name in an old character set is kept with the best guess`() throws {
    let bytes = ZipBuilder(ZipItem(raw: Array("caf".utf8) + [0x82, 0x2E, 0x74], [1])).bytes()
    let report = try checkContainer(bytes: bytes, limits: ArchiveLimits())
    #expect(report.findings.map(\.code) == ["name-legacy"])
    #expect(report.entries.map(\.name) == ["café.t"])
    var reader = try ZipReader(bytes: bytes, limits: ArchiveLimits())
    #expect(try reader.next()?.name == "café.t")
    #expect(try reader.readAll() == [1])
  }

  @Test func `UTF-8 that is not said to be is understood`() throws {
    let report = try checkContainer(
      bytes: ZipBuilder(ZipItem("naïve.txt")).bytes(), limits: ArchiveLimits())
    #expect(report.findings.map(\.code) == ["name-unmarked"])
    #expect(report.entries.map(\.name) == ["naïve.txt"])
  }

  @Test(
    arguments: [
      ([0xC0, 0xAE, 0xC0, 0xAE, 0x2F, 0x78], 0), ([0xE0, 0x80, 0xAF, 0x78], 0),
      ([0x61, 0xF0, 0x80, 0x80, 0xAE], 0), ([0xC0, 0xAE], 0x0800), ([0x61, 0xFF], 0x0800),
      ([0xED, 0xA0, 0x80], 0x0800),
    ] as [([UInt8], Int)])
  func `overlong and broken UTF-8 is refused`(_ name: [UInt8], _ flags: Int) throws {
    let found = try findings(ZipBuilder(ZipItem(raw: name, [1], flags: flags)).bytes())
    #expect(found.refusals.contains("name-not-utf8"))
  }

  @Test(
    arguments: [
      (Array("caf".utf8) + [0x82], "café"), (Array("caf".utf8) + [0xE9], "café"),
      (Array("?ukasz".utf8), "Łukasz"), (Array("#U00e9.txt".utf8), "é.txt"),
      (Array("plain".utf8), "plain"), (Array("#L01f600".utf8), "😀"),
    ] as [([UInt8], String)])
  func `a second name that says the same in Unicode is accepted`(
    _ name: [UInt8], _ path: String
  ) throws {
    let item = ZipItem(raw: name, [1]).both { $0.extra = unicodePath(path, for: name) }
    #expect(try findings(ZipBuilder(item).bytes()).isEmpty)
  }
}
