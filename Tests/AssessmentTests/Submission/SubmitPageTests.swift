import Assessment
import Foundation
import Testing

@Suite struct SubmitPages {
  private func page(_ handIn: SubmissionRoad = .document, title: String = "Spring") throws -> String
  {
    let window = SubmissionWindow(
      opens: try #require(CivilDate("2027-03-22")), closes: try #require(CivilDate("2027-03-29")))
    let assessment = CaseStudyAssessment(
      id: try #require(Identifier("spring")), title: title, qualifications: [.npqlt, .npqsl],
      window: window, words: WordPolicy(limit: 3, tolerancePercent: 10, over: .hold),
      ownWork: ["I wrote </script><script>alert(1)</script> it."], contact: "office@example.org")
    return try submitPage(assessment, handIn: handIn)
  }

  /// What stands in the page for its script to read.
  private func rules(_ page: String) throws -> [String: Any] {
    let start = try #require(page.firstRange(of: "id=\"assessment\">"))
    let text = try #require(page[start.upperBound...].split(separator: "</script>").first)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `the page holds the rules of its assessment`() throws {
    let rules = try rules(page(.package))
    #expect(rules["handIn"] as? String == "package" && rules["limit"] as? Int == 3)
    #expect(rules["tolerance"] as? Int == 10 && rules["over"] as? String == "hold")
    #expect((rules["ownWork"] as? [String])?.first?.contains("</script>") == true)
    let window = try #require(rules["window"] as? [String: Any])
    // In British Summer Time the close at 23:59:59 is 22:59:59 in UTC.
    #expect(
      window["closes"] as? Int == 1_806_361_199 && window["zone"] as? String == "Europe/London")
  }

  @Test func `only what the page itself holds can run, and it can reach nothing`() throws {
    let page = try page(title: "Spring </title><script>alert(1)</script> {{script}}")
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.components(separatedBy: "<script").count == 3)
    let script = try #require(page.components(separatedBy: "<script>").last)
      .components(separatedBy: "</script>")[0]
    let digest = Data(Digest(of: Data(script.utf8)).bytes).base64EncodedString()
    let policy =
      "default-src 'none'; script-src 'sha256-\(digest)'; style-src 'sha256-"
    #expect(page.contains(policy) && script.utf8.count > 100_000)
    #expect(page.contains("require-trusted-types-for 'script'") && !page.contains("unsafe-"))
    #expect(!page.contains("connect-src") && page.contains("Spring &lt;/title&gt;"))
  }

  @Test(arguments: [
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(",
    "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "indexedDB", "import(",
  ])
  func `the page's script has no way to make markup of text, to send or to keep`(word: String)
    throws
  {
    #expect(!(try page().contains(word)))
  }

  @Test func `the same assessment is the same page`() throws {
    #expect(try page() == page() && page() != page(.package))
  }
}
