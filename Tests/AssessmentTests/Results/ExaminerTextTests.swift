import Findings
import Foundation
import Testing

@testable import Assessment

@Suite struct ExaminerTexts {
  private func report(_ text: String?, of source: ReportSource) -> ExaminerReport {
    ExaminerReport(
      source, settings: ReportSettings(),
      texts: text.map { [ExaminerText(name: "examiner-report.md", text: $0)] } ?? [])
  }

  /// So many scripts that passed, and so many that did not.
  private func results(passed: Int, failed: Int) throws -> ReportSource {
    let totals =
      [Int](repeating: 14, count: passed) + [Int](repeating: 6, count: failed)
    return try ReportTests.source(
      totals.map { [(0, ReportTests.marks($0))] },
      outcomes: totals.map { $0 > 10 ? .passed : .didNotMeetStandard })
  }

  @Test func `without a text the page says which file to write`() throws {
    let page = report(nil, of: try results(passed: 20, failed: 10)).html()
    #expect(page.contains("templates/examiner-report.md"))
  }

  @Test func `figures stand where they are named`() throws {
    let report = report(
      "{{responses}} came, {{met}} ({{ met-share }}) of {{NPQLT.responses}}; {{NPQLT.evidence}}",
      of: try results(passed: 20, failed: 10))
    #expect(report.html().contains("<p>30 came, 20 (67\u{a0}%) of 30; 2.3 of 3</p>"))
    #expect(report.findings.allSatisfy { $0.severity == .note })
  }

  @Test func `a number by which somebody could be picked out is not shown`() throws {
    let page = report(
      "{{responses}} came, {{met}} met it, {{not-met}} did not, {{NPQLT.met-share}}.",
      of: try results(passed: 20, failed: 2)
    ).html()
    #expect(
      page.contains(
        "<p>22 came, (not shown) met it, (not shown) did not, (not shown).</p>"))
    let few = report("{{responses}}, {{NPQLT.plan}}", of: try results(passed: 4, failed: 3)).html()
    #expect(few.contains("<p>(not shown), (not shown)</p>"))
  }

  @Test func `nothing in the text is run`() throws {
    let page = report(
      """
      ## Advice <script>alert(1)</script>

      <img src=x onerror=alert(2)> & [a link](javascript:alert(3)) **"bold"** `<b>code</b>`

      - <iframe src="x"></iframe>
      """, of: try results(passed: 20, failed: 10)
    ).html()
    let own = try #require(page.components(separatedBy: "class=\"own\"").last)
      .components(separatedBy: "</section>")[0]
    for word in ["<script", "<img", "<iframe", "javascript:", "<b>", "onerror=alert(2)>"] {
      #expect(!own.contains(word), "\(word)")
    }
    #expect(own.contains("<h2>Advice") && own.contains("<strong>"))
  }

  @Test func `a figure that there is not and an assessor's name are found by line`() throws {
    let findings = report(
      "## Advice\n\n{{responses}} and {{everything}}\nBen Cole says\n",
      of: try results(passed: 20, failed: 10)
    ).findings
    let refused = findings.filter { $0.severity == .refused }
    #expect(refused.map(\.code) == ["examiner-figure", "examiner-names-assessor"])
    #expect(refused.map(\.subject) == ["examiner-report.md line 3", "examiner-report.md line 4"])
    #expect(findings.count { $0.code == "examiner-section" } == 3)
  }
}
