import Foundation

@testable import Assessment

extension FuzzTarget {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Inputs to begin with: made ones, files of the samples, and everything that was ever found.
  var seeds: [[UInt8]] {
    made.map { Array($0.utf8) } + madeBytes + samples.filter { $0.count < 60_000 } + found
  }

  /// What once broke this target.
  private var found: [[UInt8]] {
    let folder = Self.root.appending(path: "Tests/Fuzzing/Found").appending(path: rawValue)
    return Self.files(in: folder) { _ in true }
  }

  private var samples: [[UInt8]] {
    let samples = Self.root.appending(path: "Samples")
    func named(_ endings: String...) -> [[UInt8]] {
      Self.files(in: samples) { file in endings.contains { file.hasSuffix(".\($0)") } }
    }
    return switch self {
    case .archive, .salvage: named("zip", "docx", "odt")
    case .assessment: named("yaml")
    case .allocation, .csv, .marks, .ratings, .roster: named("csv")
    case .docx: named("docx").compactMap { Parted(archive: $0)?.bytes }
    case .odt: named("odt").compactMap { Parted(archive: $0)?.bytes }
    case .pdf: named("pdf")
    case .rubric: Self.files(in: Self.root.appending(path: "Rubrics")) { $0.hasSuffix(".yaml") }
    case .text: named("md", "txt")
    default: []
    }
  }

  private var madeBytes: [[UInt8]] {
    switch self {
    case .age: MadeKeys.sealedFiles
    case .allocation: MadeExports.allocations.map { Array($0.utf8) }
    case .answers: MadeExports.answers.map { Array($0.utf8) }
    case .archive, .salvage: [storedZip([("a.txt", Array("some words".utf8)), ("b/", [])])]
    case .docx: [MadeParts.word.bytes]
    case .odt: [MadeParts.openDocument.bytes]
    case .bag: [MadeParts.bag.bytes]
    case .exports: MadeExports.exports
    case .inflate: MadeExports.streams
    case .marks: [MadePack.sheet]
    case .pack: MadeExports.packs
    case .picture: MadeParts.pictures
    case .roster: MadeExports.rosters.map { Array($0.utf8) }
    case .scheme: MadeExports.schemes
    case .signify: MadeKeys.signatures
    case .xlsx: [MadeParts.workbook.bytes]
    default: []
    }
  }

  private var made: [String] {
    switch self {
    case .csv:
      ["a,b\r\n1,2\r\n", "sep=;\n\"a\";b\n'=1;\"x\"\"y\"\n", "\u{FEFF}a\tb\n\n1\t\"2\n3\"\n"]
    case .pdf:
      [
        "%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nx\u{9C}K\nendstream endobj\n",
        "%PDF-1.4\n1 0 obj<</S/JavaScript/JS(app.alert\\(1\\))/#4Caunch 2 0 R>>endobj\n%%EOF\n",
        "Title: x\nPages: 2\nJavaScript: yes\nHead\n\nwords\n1\u{0C}Head\n\nwords\n2\u{0C}",
      ]
    case .ratings: ["unit,A,B\n1,2,2\n2,,1\n3,0,3\n", "unit;A;B\nx;good;poor\n"]
    case .receipt: [MadeParts.receipt]
    case .returned: [MadePack.answer]
    case .text:
      [
        "---\nauthor: A\n---\n# One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: note\n\n```\nx\n```\n",
        "Two\n===\n\n- [ ] item ![p](q) [l](m)<br> \\* <!-- no\n--> 1) a\n\n> q\n\nReferences\n\nA (1)\n",
      ]
    case .web:
      [
        "<h1>A &amp; b</h1><p>One<br>two <a href=\"https://x.example\"></a></p><ol><li>x<ul><li>y"
          + "</ul></ol><table><tr><th>A<th>B<tr><td>1|2</table><!-- c --><script>d</script>",
        "Submission Field:\n<p>typed</p>\n\nComments:\nnone\n\nFiles:\n\tFilename: a.docx\n",
      ]
    default: []
    }
  }

  private static func files(in folder: URL, _ isWanted: (String) -> Bool) -> [[UInt8]] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).sorted().filter(isWanted).compactMap {
      (try? Data(contentsOf: folder.appending(path: $0))).map { Array($0) }
    }
  }
}
