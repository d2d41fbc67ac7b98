import Findings
import Testing

@testable import Assessment

/// One wrong bag, and the finding that it must lead to.
struct WrongBag: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: String
  let bag: BagContents
  /// Whether any bag may not be so either, or only a submission.
  var anyBag = true

  init(_ name: String, _ code: String, anyBag: Bool = true, _ change: (inout MadeBag) -> Void) {
    testDescription = name
    self.code = code
    self.anyBag = anyBag
    var bag = MadeBag()
    change(&bag)
    self.bag = bag.contents
  }
}

/// A manifest line with a right digest for a path that nobody has.
private func line(_ path: String) -> String { "\(hex("x".utf8))  \(path)\n" }

private let paths = [
  "data/../../etc/passwd", "data/..", "/etc/passwd", "~/notes.txt", "~root/notes.txt", "notes.txt",
  "data/%2e%2e/%2e%2e/x", "data/%2E%2E%2Fx", "data/..%5cx", "C:\\Windows\\x", "C:/x", "\\\\srv\\x",
  "data/a//b", "data/./x", "data/x\u{0}y", "data\\x", "../data/x",
]

private let wrongBags: [WrongBag] =
  paths.map { path in WrongBag("path \(path)", "bag-path") { $0.manifest += line(path) } }
  + [
    WrongBag("listed and absent", "bag-file-missing") { $0.manifest += line("data/gone.txt") },
    WrongBag("present and unlisted", "bag-file-unlisted") { $0.add("data/more.txt", "x") },
    WrongBag("listed twice", "bag-listed-twice") { $0.manifest += $0.manifest },
    WrongBag("listed twice, otherwise", "bag-listed-twice") {
      $0.manifest += line("data/essay.txt")
    },
    WrongBag("wrong digest", "bag-digest") { $0.manifest = line("data/essay.txt") },
    WrongBag("short digest", "bag-manifest-line") { $0.manifest += "abcd  data/essay.txt\n" },
    WrongBag("digest not hexadecimal", "bag-manifest-line") {
      $0.manifest += String(repeating: "g", count: 64) + "  data/essay.txt\n"
    },
    WrongBag("line without a path", "bag-manifest-line") {
      $0.manifest += hex("x".utf8) + "\n"
    },
    WrongBag("second manifest disagrees", "bag-digest") {
      let digest = String(repeating: "0", count: 128)
      $0.add("manifest-sha512.txt", "\(digest)  data/essay.txt\n")
    },
    WrongBag("second manifest lists less", "bag-file-unlisted") {
      $0.add("manifest-sha512.txt", "\n")
    },
    WrongBag("tag file changed", "bag-digest") {
      $0.tagManifest = line("bagit.txt") + "\(hex($0.manifest.utf8))  manifest-sha256.txt\n"
    },
    WrongBag("tag manifest lists itself", "bag-path") {
      $0.tagManifest = line("tagmanifest-sha256.txt")
    },
    WrongBag("tag manifest without the manifest", "bag-tag-unlisted") {
      $0.tagManifest = "\(hex($0.files[0].bytes))  bagit.txt\n"
    },
    WrongBag("no tag manifest", "bag-tag-manifest-missing", anyBag: false) {
      $0.tagManifest = "-"
    },
    WrongBag("tag file that no tag manifest lists", "bag-tag-unlisted", anyBag: false) {
      $0.tagManifest =
        "\(hex($0.files[0].bytes))  bagit.txt\n\(hex($0.manifest.utf8))  manifest-sha256.txt\n"
      $0.add("note.txt", "x")
    },
    WrongBag("MD5 alone", "bag-manifest-missing", anyBag: false) {
      $0.manifest = ""
      $0.add("manifest-md5.txt", "c8b7d8c1d8d1e5a3b1a3bfeaf4ab2bd3  data/essay.txt\n")
    },
    WrongBag("unknown algorithm alone", "bag-manifest-missing") {
      $0.manifest = ""
      $0.add("manifest-crc32.txt", "abcdef01  data/essay.txt\n")
    },
    WrongBag("unknown algorithm beside", "bag-algorithm", anyBag: false) {
      $0.add("manifest-crc32.txt", "abcdef01  data/essay.txt\n")
    },
    WrongBag("no payload", "bag-payload-missing") {
      $0.files.removeLast()
      $0.manifest = "\n"
    },
    WrongBag("fetch over the network", "bag-fetch", anyBag: false) {
      $0.add("fetch.txt", "https://example.org/x 1 data/essay.txt\n")
    },
    WrongBag("fetch of a file that is not here", "bag-fetch") {
      $0.add("fetch.txt", "https://example.org/x 1 data/gone.txt\n")
    },
    WrongBag("fetch without a length", "bag-fetch") {
      $0.add("fetch.txt", "https://example.org/x data/essay.txt\n")
    },
    WrongBag("names that differ in case", "bag-collision", anyBag: false) {
      $0.add("data/ESSAY.txt", "x")
      $0.manifest += "\(hex("x".utf8))  data/ESSAY.txt\n"
    },
    WrongBag("names that differ in composition", "bag-collision", anyBag: false) {
      for name in ["data/caf\u{E9}.txt", "data/cafe\u{301}.txt"] {
        $0.add(name, "x")
        $0.manifest += "\(hex("x".utf8))  \(name)\n"
      }
    },
    WrongBag("ss for sharp s", "bag-collision", anyBag: false) {
      for name in ["data/Stra\u{DF}e.txt", "data/STRASSE.txt"] {
        $0.add(name, "x")
        $0.manifest += "\(hex("x".utf8))  \(name)\n"
      }
    },
    WrongBag("listed in another case", "bag-name-case", anyBag: false) {
      $0.manifest = $0.manifest.replacing("essay", with: "Essay")
    },
    WrongBag("a device's name", "bag-name", anyBag: false) {
      $0.add("data/NUL.txt", "x")
      $0.manifest += line("data/NUL.txt")
    },
    WrongBag("a name that turns around", "bag-name", anyBag: false) {
      $0.add("data/\u{202E}txt.exe", "x")
      $0.manifest += line("data/\u{202E}txt.exe")
    },
    WrongBag("a manifest that is too long", "bag-tag-too-big") {
      $0.manifest = String(repeating: "\n", count: 1_000_001) + $0.manifest
    },
    WrongBag("a tag file that is too long", "bag-tag-too-big") {
      $0.add("bag-info.txt", "X: " + String(repeating: "x", count: 64_001))
    },
    WrongBag("a manifest that is no UTF-8", "bag-encoding") {
      $0.replace("manifest-sha256.txt", Array($0.manifest.utf8) + [0xFF, 0x0A])
    },
    WrongBag("bag-info without a colon", "bag-info") { $0.add("bag-info.txt", "no label\n") },
  ]

private let declarations: [(name: String, text: String, code: String, anyBag: Bool)] = [
  (
    "byte-order mark", "\u{FEFF}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "bag-declaration", true
  ),
  (
    "third line", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n",
    "bag-declaration", true
  ),
  ("one line", "BagIt-Version: 1.0\n", "bag-declaration", true),
  (
    "space before the colon", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "bag-declaration", true
  ),
  (
    "two spaces", "BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-declaration",
    true
  ),
  (
    "no number", "BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n", "bag-declaration", true
  ),
  ("version 2.0", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n", "bag-version", true),
  (
    "version 0.97", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n", "bag-version",
    false
  ),
  (
    "unknown encoding", "BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n",
    "bag-declaration", true
  ),
  (
    "another encoding", "BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n",
    "bag-encoding", false
  ),
]

private let oxums = [
  "12.2", "13.1", "-12.1", "12", "12.1.1", "18446744073709551628.1", "12. 1", "",
]

@Suite struct HostileBagTests {
  @Test(arguments: wrongBags)
  func `a wrong bag is refused for its own reason`(_ wrong: WrongBag) {
    let findings = judgeBag(wrong.bag, as: .submission).findings
    #expect(findings.contains { $0.code == wrong.code && $0.severity == .refused }, "\(findings)")
    let others = judgeBag(wrong.bag, as: .anyBag).findings
    #expect(others.contains { $0.code == wrong.code && $0.severity == .refused } == wrong.anyBag)
  }

  @Test(arguments: declarations)
  func `bagit.txt is read to the letter`(
    _ row: (name: String, text: String, code: String, anyBag: Bool)
  ) {
    var bag = MadeBag()
    bag.replace("bagit.txt", Array(row.text.utf8))
    let codes = judgeBag(bag.contents, as: .submission).findings.map(\.code)
    #expect(codes.contains(row.code), "\(row.name): \(codes)")
    #expect((judgeBag(bag.contents, as: .anyBag).findings.verdict == .refused) == row.anyBag)
  }

  @Test func `bagit.txt may not be missing`() {
    var bag = MadeBag()
    bag.files.removeFirst()
    #expect(
      judgeBag(bag.contents, as: .anyBag).findings.map(\.code).contains("bag-declaration-missing"))
  }

  @Test(arguments: oxums)
  func `a Payload-Oxum that does not fit is refused`(_ value: String) {
    var bag = MadeBag()
    bag.add("bag-info.txt", "Payload-Oxum: \(value)\n")
    #expect(judgeBag(bag.contents, as: .anyBag).findings.map(\.code) == ["bag-oxum"])
  }

  @Test func `a path of fetch.txt may not lead out of the bag`() {
    for path in paths {
      var bag = MadeBag()
      bag.add("fetch.txt", "https://example.org/x - \(path)\n")
      #expect(judgeBag(bag.contents, as: .anyBag).findings.map(\.code) == ["bag-path"])
    }
  }

  @Test func `a Payload-Oxum stands once`() {
    var bag = MadeBag()
    bag.add("bag-info.txt", "Payload-Oxum: 12.1\nPayload-Oxum: 12.1\n")
    #expect(judgeBag(bag.contents, as: .anyBag).findings.map(\.code) == ["bag-oxum"])
  }

  @Test func `a hundred thousand wrong lines become few findings`() {
    var bag = MadeBag()
    bag.manifest += (0..<20_000).map { "x\($0)\n" }.joined()
    let findings = judgeBag(bag.contents, as: .submission).findings
    #expect(findings.count < 60)
    #expect(findings.last?.message == "19950 more of the same kind")
  }
}
