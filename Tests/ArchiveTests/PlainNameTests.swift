import Testing

@testable import Archive

@Suite struct PlainNameTests {
  @Test(arguments: [
    "submission/data/my essay (2).docx", "submission/", "word/document.xml", "docProps/core.xml",
    "plain-0000.docx", "CONTENTS.txt", "aux-notes.txt", "thumbs-up.docx", "desktop-notes.ini",
  ])
  func `ordinary names need no long look`(_ name: String) {
    #expect(PlainName.isPlain(name, ArchiveLimits()))
  }

  /// Pieces of which every harmful name can be put together, and many harmless ones.
  private static let pieces = [
    "CON", "con", "Prn", "aux", "NUL", "com1", "LPT9", "CONIN$", "¹", "x", "Z9", "a long stem", ".",
    "..", " ", "/", "~", "~1", "$", "_", "__MACOSX", ".DS_Store", "thumbs.db", "ehthumbs.db",
    "Desktop.ini", "%2e", "\\", ":", "*", "é", "e\u{301}", "\u{202E}", "\u{0}", "\u{7F}", "-", "(",
    String(repeating: "n", count: 130), "PROGRA", "docx",
  ]

  @Test func `nothing is wrong with what passes for plain`() {
    var plain = 0
    for first in Self.pieces {
      for second in Self.pieces {
        for third in Self.pieces {
          let name = first + second + third
          guard PlainName.isPlain(name, ArchiveLimits()) else { continue }
          plain += 1
          let problems = NameRules.manyProblems(of: name, ArchiveLimits())
          #expect(problems.isEmpty, "\(name.debugDescription): \(problems)")
        }
      }
    }
    #expect(plain > 500)
  }

  @Test func `limits hold for plain names too`() {
    var limits = ArchiveLimits()
    limits.depth = 2
    #expect(PlainName.isPlain("a/b", limits))
    #expect(!PlainName.isPlain("a/b/c", limits))
    limits.pathBytes = 2
    #expect(!PlainName.isPlain("a/b", limits))
  }
}
