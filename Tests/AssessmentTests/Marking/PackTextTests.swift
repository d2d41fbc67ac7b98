import Assessment
import Findings
import Testing

@Suite struct PackTexts {
  @Test func `the brief says what to do, by when, and where to turn`() throws {
    let text = briefText(
      MarkingBrief(
        series: "Spring 2027", pack: try id("A1-1"), assessor: try id("A1"),
        papers: [("Case study, spring", ["What is the problem?", "What would you do?"])],
        scripts: [.npqlt: 3, .npqh: 2], due: CivilDate("2027-04-12"), wordLimit: 1500,
        contact: "npq@provider.example"))
    for part in [
      "MARKING PACK A1-1", "For A1, Spring 2027", "2 × NPQH, 3 × NPQLT", "2027-04-12",
      "  2. What would you do?", "npq@provider.example", "blank is not 0", "1500",
    ] {
      #expect(text.contains(part))
    }
    for reason in ScriptFlag.Reason.allCases { #expect(text.contains(reason.rawValue)) }
    #expect(text.split(separator: "\n").filter { $0.count > 100 } == [])
  }

  @Test(arguments: MarkingRound.allCases)
  func `a pack names its round unless that tells how others marked`(round: MarkingRound) throws {
    let text = briefText(
      MarkingBrief(
        series: "s", round: round.told, pack: try id("M1"), assessor: try id("A1"), papers: [],
        scripts: [:]))
    let isTold = ![.marking, .second, .third, .setAside].contains(round)
    #expect((round.told != nil) == isTold)
    #expect(text.hasPrefix("MARKING PACK M1\n\(round.told.map { "\($0)\n" } ?? "")For A1, s\n"))
  }

  @Test func `the mark scheme reads as Markdown with every level and the rule`() throws {
    let scheme = try scheme()
    let text = rubricText(scheme)
    for part in [
      "# Test scheme", "NPQLT, version 1 of 2026-09-01", "10 marks in all; a pass takes 6",
      "Must-pass criteria: The plan", "## The plan (`plan`)", "at least level 1, L1",
      "- **4 — L2.** Shows <2> & more.", scheme.digest.description,
    ] {
      #expect(text.contains(part))
    }
  }

  @Test func `the page escapes what it shows and loads nothing`() throws {
    let page = rubricPage(try scheme())
    #expect(page.contains("Shows &lt;2&gt; &amp; more."))
    #expect(!page.contains("<2>") && !page.contains("<script") && !page.contains("http:"))
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
  }

  @Test(arguments: Qualification.allCases)
  func `every mark scheme in the program makes a page and a sheet`(
    _ qualification: Qualification
  ) throws {
    let scheme = try PackRubric(try Rubric.embedded(qualification))
    #expect(rubricPage(scheme).contains(scheme.digest.description))
    let script = try code("P1")
    let contents = PackContents(
      pack: try id("A1"), assessor: try id("A1"), scripts: [script: qualification],
      rubrics: [qualification: scheme])
    let top = Dictionary(
      uniqueKeysWithValues: scheme.rubric.criteria.map { ($0.id, $0.maximum) })
    let row = ScriptMarks(
      script: script, assessor: contents.assessor, pack: contents.pack, revision: 1,
      rubric: scheme.digest, marks: top, line: 2)
    let sheet = writeMarkSheet(
      pack: contents.pack, revision: 1, scripts: [script], rubric: scheme.rubric, recorded: [row])
    let judged = readMarkSheet(sheet, name: "marks.csv", pack: contents)
    #expect(judged.findings.isEmpty && judged.value == [row])
  }
}
