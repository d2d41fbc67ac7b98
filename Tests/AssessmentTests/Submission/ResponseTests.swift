import Findings
import Foundation
import Testing

@testable import Assessment

@Suite struct ResponseTests {
  /// The codes and severities of a check of texts with so many words.
  private func check(
    _ texts: [String], words: WordPolicy = WordPolicy(), files: FilePolicy = FilePolicy(),
    name: String = "essay.txt", side: ResponseSide = .participant
  ) throws -> [String] {
    try withFolder { folder in
      let response = try texts.map { try MadeResponse.file(name, $0, in: folder) }
      let assessment = try MadeResponse.assessment(words: words, files: files)
      return checkResponse(response, for: assessment, side: side).findings
        .map { "\($0.severity.rawValue) \($0.code)" }
    }
  }

  @Test func `a response within every rule has nothing against it`() throws {
    #expect(try check([MadeResponse.text(1_500)]).isEmpty)
  }

  @Test(arguments: [
    (WordPolicy.Over.note, ResponseSide.participant, "note words-over"),
    (.warn, .participant, "warning words-over"), (.hold, .participant, "warning words-over"),
    (.refuse, .participant, "refused words-over"), (.hold, .office, "held words-over"),
  ])
  func `over the limit follows the policy, and nothing waits before it is handed in`(
    _ over: WordPolicy.Over, _ side: ResponseSide, _ finding: String
  ) throws {
    #expect(
      try check([MadeResponse.text(1_501)], words: WordPolicy(over: over), side: side) == [finding])
  }

  @Test func `it is said by how much the limit is passed`() throws {
    try withFolder { folder in
      let file = try MadeResponse.file("essay.txt", MadeResponse.text(1_612), in: folder)
      let check = checkResponse(
        [file], for: try MadeResponse.assessment(), side: .participant)
      #expect(check.findings.first?.message == "1,612 words count, 112 over the limit of 1,500")
      #expect(check.words == 1_612)
    }
  }

  @Test func `what the tolerance lets pass is a note`() throws {
    let policy = WordPolicy(tolerancePercent: 10, over: .refuse)
    #expect(try check([MadeResponse.text(1_650)], words: policy) == ["note words-over"])
    #expect(try check([MadeResponse.text(1_651)], words: policy) == ["refused words-over"])
  }

  @Test func `far too few words warn`() throws {
    #expect(try check([MadeResponse.text(199)]) == ["warning very-short"])
  }

  @Test func `the files must be as many, as small and of such a kind as the policy says`() throws {
    let text = MadeResponse.text(400)
    #expect(try check([text, text]).contains("refused too-many-files"))
    #expect(try check([]) == ["refused no-file"])
    #expect(try check([text], files: FilePolicy(bytes: 100)) == ["refused file-too-big"])
    #expect(try check([text], files: FilePolicy(formats: ["docx"])) == ["refused format-not-taken"])
    #expect(try check([""]) == ["refused file-empty"])
  }

  @Test func `the same text twice warns`() throws {
    let text = MadeResponse.text(400)
    #expect(try check([text, text], files: FilePolicy(most: 2)) == ["warning same-text-twice"])
  }

  @Test func `a link in place of a document is refused`() throws {
    let codes = try check(["https://provider.example/essay.docx\n"])
    #expect(codes.contains("refused link-not-file"))
  }

  @Test func `what is no plain file is named and not followed`() throws {
    try withFolder { folder in
      let file = ResponseFile(path: folder.path, name: "essay")
      let check = checkResponse([file], for: try MadeResponse.assessment(), side: .participant)
      #expect(check.findings.map(\.code) == ["file-unreadable"])
      #expect(check.words == 0)
    }
  }

  @Test(arguments: [
    (
      "2027-03-15T20:00:00Z", [String](),
      "The window closes Monday 15 March 2027, 23:59, in 3 hours 59 minutes."
    ),
    (
      "2027-03-17T00:00:00Z", ["window-over"],
      "The window closed Monday 15 March 2027, 23:59, 1 day ago."
    ),
    (
      "2027-03-07T23:01:00Z", ["window-not-open"],
      "The window opens Monday 8 March 2027, 00:01 and closes Monday 15 March 2027, 23:59."
    ),
  ])
  func `time never refuses a participant`(
    _ time: String, _ codes: [String], _ text: String
  ) throws {
    let notice = WindowNotice(
      try MadeResponse.assessment().window, at: Instant(rfc3339: time))
    #expect(notice.text == text)
    #expect(notice.findings.map(\.code) == codes)
    #expect(notice.findings.verdict == .accepted)
  }
}
