import Archive
import Assessment
import Documents
import Foundation
import Sealing
import Testing

@Suite struct Pages {
  private func content() throws -> PagePack {
    let window = SubmissionWindow(
      opens: try #require(CivilDate("2027-03-08")), closes: try #require(CivilDate("2027-03-15")))
    let assessment = CaseStudyAssessment(
      id: try id("spring"), title: "Spring", qualifications: [.npqlt], questions: ["What?"],
      window: window, words: WordPolicy(limit: 3))
    let blocks = layoutMarkdown("# <script>\n\none two </script> three four\n\n| a |\n|---|\n| b |")
    return PagePack(
      pack: try id("M0001"), series: "s", assessor: .init(id: try id("as-1"), name: "M"),
      papers: [.init(assessment, caseStudy: "# Case\n\ntext")], schemes: [.init(try scheme())],
      scripts: [.init(try code("P1"), .npqlt, of: assessment, blocks: blocks)])
  }

  @Test func `the same pack is the same bytes, and names no one but its assessor`() throws {
    let bytes = try content().bytes()
    #expect(try content().bytes() == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"limit\":true") && text.contains("\"counted\":6"))
    #expect(!text.contains("P1\""))
  }

  @Test(arguments: [(0, 0), (1, 2), (3, 0), (49_151, 7), (49_152, 49_153), (200_000, 1)])
  func `the files of a pack stand in its JSON where the encoder would put them`(
    paper: Int, workbook: Int
  ) throws {
    var pack = try content()
    // What a lead wrote is taken for no place of a file.
    let why = PagePack.LeadMarks(marks: ["pdf": 1], why: ["pdf": "", "workbook": ""])
    let blocks = layoutMarkdown(#"A run with "pdf":"" in it, and "workbook":"" too"#)
    let window = SubmissionWindow(
      opens: try #require(CivilDate("2027-03-08")), closes: try #require(CivilDate("2027-03-15")))
    let assessment = CaseStudyAssessment(
      id: try id("spring"), title: "Spring", qualifications: [.npqlt], questions: ["What?"],
      window: window, words: WordPolicy(limit: 3))
    for agreed in [nil, why] {
      pack.scripts.append(
        .init(try code("P2"), .npqlt, of: assessment, agreed: agreed, blocks: blocks))
    }
    pack.scripts[1].pdf = Data((0..<paper).map { UInt8(truncatingIfNeeded: $0) })
    pack.workbook = Data((0..<workbook).map { UInt8(truncatingIfNeeded: $0) })
    #expect(try pack.bytes() == canonicalJSON(pack))
    pack.scripts.removeLast()
    #expect(try pack.bytes() == canonicalJSON(pack))
  }

  @Test func `a page is the same bytes whether its pack is put in as text or not`() throws {
    let title = "Pack & <M0001>"
    for count in [0, 1, 2, 49_152, 100_000] {
      let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0) })
      let sealed = SealedText(openDeflated: bytes, from: count)
      let page = markingPage(title: title, sealed: sealed)
      #expect(page == Array(markingPage(title: title, sealed: sealed.text).utf8))
      #expect(SealedText.plain(sealed.text) == .deflated(bytes, from: count))
    }
  }

  @Test func `the page of a plain pack holds it deflated, and that of older ones as it is`()
    throws
  {
    let pack = try id("M0001")
    let content = try [UInt8](content().bytes())
    let deflated = try DeflatedFile(content, .least)
    let page = startPage(of: pack, deflated)
    let text = try #require(SealedText.find(in: Data(page)))
    #expect(text.hasPrefix("npq-marking-pack 1 plain deflate-raw \(content.count)\n"))
    #expect(openContent(of: text) == content && isStartPage(page, of: pack, content))
    let open = "npq-marking-pack 1 plain\n\(Data(content).base64EncodedString())\n"
    let older = Array(markingPage(title: "Marking pack M0001", sealed: open).utf8)
    #expect(isStartPage(older, of: pack, content))
    #expect(!isStartPage(page, of: try id("M0002"), content))
    #expect(!isStartPage(page, of: pack, content + [0x20]))
    #expect(!isStartPage(page + [0x20], of: pack, content))
  }

  @Test(arguments: ["0", "9", "11", "+10", "010", "-1", "1e1", "99999999999999999999", ""])
  func `content that is not as long as its page says is none`(count: String) throws {
    let ten = try DeflatedFile(Array("0123456789".utf8), .usual)
    let right = SealedText(openDeflated: Data(ten.packed), from: 10).text
    #expect(openContent(of: right) == Array("0123456789".utf8))
    let wrong = right.replacing("deflate-raw 10", with: "deflate-raw \(count)")
    #expect(openContent(of: wrong) == nil)
    #expect(openContent(of: right.replacing("deflate-raw", with: "gzip")) == nil)
  }

  @Test func `only what the page itself holds can run`() {
    let page = markingPage(
      title: "Pack </title><script>alert(1)</script>", sealed: "npq </script>{{script}}")
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.components(separatedBy: "<script").count == 3)
    let script =
      page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first
      ?? ""
    let digest = Data(Digest(of: Data(script.utf8)).bytes).base64EncodedString()
    #expect(page.contains("script-src 'sha256-\(digest)'") && page.contains("default-src 'none'"))
    #expect(script.utf8.count > 20_000 && !page.contains("unsafe-"))
    // The only addresses are names of namespaces, which no browser asks for.
    #expect(!page.replacing("http://www.w3.org/", with: "").contains("http:"))
    #expect(page.contains("npq &lt;/script&gt;{{script}}"))
  }

  @Test(arguments: [
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(",
    "localStorage", "setAttribute(\"style\"",
  ])
  func `the page's script has no way to make markup of text, or to reach a network`(word: String) {
    #expect(!markingPage(title: "t").contains(word))
  }

  @Test func `an iPad that shows the file without running it is told what to do`() {
    let page = markingPage(title: "t")
    #expect(page.contains("<noscript>") && page.contains("iPad"))
  }
}
