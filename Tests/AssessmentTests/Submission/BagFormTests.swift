import Findings
import Testing

@testable import Assessment

@Suite struct BagFormTests {
  private func findings(_ change: (inout MadeBag) -> Void) -> [Finding] {
    var bag = MadeBag()
    change(&bag)
    return judgeBag(bag.contents, as: .submission).findings
  }

  @Test func `a made bag has nothing against it`() {
    #expect(findings { _ in }.isEmpty)
    #expect(judgeBag(MadeBag().contents, as: .anyBag).findings.isEmpty)
  }

  /// RFC 8493 allows all of these.
  @Test(arguments: ["\r\n", "\r", "\n"])
  func `lines may end in each of three ways`(_ end: String) {
    #expect(
      findings {
        $0.replace("bagit.txt", $0.files[0].bytes)
        $0.manifest = $0.manifest.replacing("\n", with: end)
        let info = "Title: one\(end)  folded\(end)Payload-Oxum: 12.1"
        $0.add("bag-info.txt", info)
        let declaration = "BagIt-Version: 1.0\(end)Tag-File-Character-Encoding: UTF-8"
        $0.replace("bagit.txt", Array(declaration.utf8))
      }.isEmpty)
  }

  @Test func `capital digits and tabs are digits and spaces`() {
    #expect(
      findings {
        $0.manifest = "\(hex("A response.\n".utf8).uppercased())\t\tdata/essay.txt"
      }.isEmpty)
  }

  @Test func `a star or a dot before the path warns`() {
    let digest = hex("A response.\n".utf8)
    for path in ["*data/essay.txt", "./data/essay.txt"] {
      let found = findings { $0.manifest = "\(digest) \(path)\n" }
      #expect(found.map(\.code) == ["bag-manifest-form"])
      #expect(found.gravest == .warning)
    }
  }

  @Test(arguments: [("data/100%25.txt", "data/100%.txt"), ("data/a%0Ab", "data/a\nb")])
  func `three signs are decoded in paths, from version 1.0 on`(_ listed: String, _ path: String) {
    var bag = MadeBag(payload: [])
    bag.add(path, "x")
    bag.manifest = "\(hex("x".utf8))  \(listed)\n"
    #expect(judgeBag(bag.contents, as: .anyBag).findings.verdict == .accepted)
    bag.replace(
      "bagit.txt", Array("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n".utf8))
    #expect(judgeBag(bag.contents, as: .anyBag).findings.verdict == .refused)
  }

  @Test func `a name composed otherwise is found, with a warning`() {
    var bag = MadeBag(payload: [])
    bag.add("data/cafe\u{301}.txt", "x")
    bag.manifest = "\(hex("x".utf8))  data/caf\u{E9}.txt\n"
    let found = judgeBag(bag.contents, as: .submission).findings
    #expect(found.map(\.code) == ["bag-name-form"])
  }

  @Test func `real names of the world are allowed`() {
    let names = [
      "\u{645}\u{642}\u{627}\u{644}.docx", "\u{8AD6}\u{6587}.pdf", "r\u{E9}ponse.odt",
      "essay (1).txt",
    ]
    let bag = MadeBag(payload: names.map { ($0, "x") })
    #expect(judgeBag(bag.contents, as: .submission).findings.isEmpty)
  }

  @Test func `files of a computer's own warn`() {
    let bag = MadeBag(payload: [("essay.txt", "x"), (".DS_Store", ""), ("~$essay.docx", "")])
    let found = judgeBag(bag.contents, as: .submission).findings
    #expect(found.map(\.code) == ["bag-litter", "bag-litter"])
    #expect(found.gravest == .warning)
  }
}
