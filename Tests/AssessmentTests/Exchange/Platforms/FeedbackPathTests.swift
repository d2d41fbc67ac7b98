import Findings
import Testing

@testable import Assessment

@Suite struct FeedbackPaths {
  static let paths: [(platform: Platform, path: String, feedback: String?)] = [
    (
      .moodle, "Ann O'Lee_4567_assignsubmission_file_/sub/essay.docx",
      "Ann O'Lee_4567_assignsubmission_file_/feedback.txt"
    ),
    (
      .moodle, "top/Ann_7_assignsubmission_onlinetext/onlinetext.html",
      "Ann_7_assignsubmission_onlinetext/feedback.txt"
    ),
    (
      .moodle, "Ann_7_assignsubmission_file_a_b.docx", "Ann_7_assignsubmission_file_feedback.txt"
    ),
    (.canvas, "leeann_LATE_48210_9001_my_essay.docx", "leeann_LATE_48210_9001_feedback.txt"),
    (.canvas, "anon_aB3_9001_essay.docx", "anon_aB3_9001_feedback.txt"),
    (.canvas, "leeann_48210_text.html", nil),
    (
      .brightspace, "Case/1-2 - Ann Lee - Mar 9, 2027 900 AM/e.docx",
      "Case/1-2 - Ann Lee - Mar 9, 2027 900 AM/feedback.txt"
    ),
    (
      .brightspace, "1-2 - Ann Lee- Mar 9, 2027 900 AM - my essay.docx",
      "1-2 - Ann Lee- Mar 9, 2027 900 AM - feedback.txt"
    ),
    (
      .sakai, "Case/O'Lee, Ann(alee)/Submission attachment(s)/e.docx",
      "Case/O'Lee, Ann(alee)/Feedback Attachment(s)/feedback.txt"
    ),
    (.blackboard, "A_x_attempt_2027-03-09-09-00-00_e.docx", nil),
  ]

  @Test(arguments: paths)
  func `feedback goes under the names that the platform gave`(
    _ row: (platform: Platform, path: String, feedback: String?)
  ) {
    #expect(feedbackPath(row.platform, besides: row.path, name: "feedback.txt") == row.feedback)
  }
}

@Suite struct GradeSheets {
  private static let entry = GradeSheet.Entry(
    grade: "11.5", maximum: 18, feedback: "You met the standard.")

  private func fill(
    _ text: String, _ key: String = "4567"
  ) throws -> (text: String, filled: Int, codes: [String]) {
    var sheet = try #require(GradeSheet(Array(text.utf8), name: "g.csv"))
    let (filled, findings) = sheet.fill([key: Self.entry])
    return (String(decoding: sheet.bytes, as: UTF8.self), filled, findings.map(\.code))
  }

  @Test(arguments: [PlatformLists.english, PlatformLists.german, PlatformLists.welsh])
  func `only the cells for grade and feedback change`(_ text: String) throws {
    let text = text.replacing("100.00", with: "18.00").replacing("100,00", with: "18,00")
      .replacing("\n", with: "\r\n")
    let out = try fill(text)
    let comma = text.utf8.contains(UInt8(ascii: ";"))
    let grade = comma ? "11,5" : "11.5"
    let before = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    let after = out.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(out.filled == 1 && out.codes.isEmpty && before.count == after.count)
    #expect(before[0] == after[0] && before[2...] == after[2...])
    let separator = comma ? ";" : ","
    let quoted = comma ? "\"11,5\"" : grade
    let empty = separator + separator + "18"
    #expect(
      after[1] == before[1].replacing(empty, with: separator + quoted + separator + "18")
        + "\"You met the standard.\"")
  }

  @Test func `a mark is never one of another scale`() throws {
    let out = try fill(PlatformLists.english)
    #expect(out.codes == ["grade-scale-differs"])
    #expect(out.text.contains("\"Submitted for grading\",,100.00") && out.text.contains("met the"))
  }

  @Test func `a locked row stays as it was`() throws {
    let text = PlatformLists.english.replacing(",100.00,Yes,", with: ",18.00,No,")
    let out = try fill(text)
    #expect(out.text == text && out.codes == ["grade-locked"])
  }

  @Test func `Blackboard's file for work offline keeps its tabs and its UTF-16`() throws {
    let text =
      "\"Last Name\"\t\"First Name\"\t\"Username\"\t\"Case [Total Pts: 18 Score] |1\"\t"
      + "\"Feedback to Learner\"\r\n\"O'Lee\"\t\"Ann\"\t\"alee\"\t\"\"\t\"\"\r\n"
    func utf16(_ text: String) -> [UInt8] {
      [0xFF, 0xFE] + text.utf16.flatMap { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    }
    let bytes = utf16(text)
    var sheet = try #require(GradeSheet(bytes, name: "g.xls"))
    #expect(sheet.platform == .blackboard && sheet.bytes == bytes)
    #expect(sheet.fill(["alee": Self.entry]).filled == 1)
    let wanted = text.replacing("\"\"\t\"\"", with: "11.5\t\"You met the standard.\"")
    #expect(sheet.bytes == utf16(wanted))
  }

  @Test func `a grade book of several assignments is refused`() throws {
    let text = "Student,ID,Section,A (1),B (2)\n\"Lee, Ann\",48210,S,,\n"
    #expect(try fill(text, "48210").codes == ["sheet-no-grade"])
    let one = try fill("Student,ID,Section,A (1)\n\"Lee, Ann\",48210,S,\n", "48210")
    #expect(one.text == "Student,ID,Section,A (1)\n\"Lee, Ann\",48210,S,11.5\n")
  }
}
