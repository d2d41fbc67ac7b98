import Assessment
import Findings
import Foundation
import Testing

/// An assessment with every key that there is.
let soundAssessment = """
  assessment: 1
  id: spring-2027
  title: Case study, spring 2027
  qualifications: [NPQLT, NPQ for SENCOs]
  case-study: case-study.md
  questions:
    - What is the problem?
    - "What should be done: and why?"
  window:
    opens: 2027-03-08
    days: 8
    open-time: "00:05"
    close-time: 23:58
    last-accepted: start-of-closing-minute
    zone: Europe/London
    grace-minutes: 15
    late: accept
  words:
    limit: 2000
    counts: [body, tables]
    tolerance-percent: 10
    over: refuse
    fewest: 300
  files: {formats: [docx, pdf], most: 2, megabytes: 5}
  own-work: [This is my own work.]
  engagement: {percent: 85, parts: {attendance: 50, quizzes: 50}, must-be-recorded: true}
  attempts: 3
  markings: 2
  results-by: 2027-06-07
  contact: npq@provider.example
  rubrics: {NPQLT: mark-schemes/npqlt.yaml}
  bank-holidays: [2027-06-01]
  integrity: {must-be-recorded: [similarity, viva], source: "Policy 4.2", date: 2026-09-01}
  marking-instructions: [do not mark spelling and grammar]
  moderation: {agreement: cumbria, second: [borderlines], sample: {rule: all}}
  results:
    feedback: all
    marks: criteria
    resit: {window: November 2027, task: a new case study, cost: "£150"}
    appeal: {days: 20, to: appeals@provider.example}
    smallest-group: 8
  keep-until: {days: 1095, packs: 90, source: "Schedule, row 14", date: 2026-09-01}

  """

@Suite struct AssessmentReading {
  @Test func `every key is read`() throws {
    let read = readAssessment(soundAssessment, name: "assessment.yaml")
    #expect(read.findings.isEmpty)
    let assessment = try #require(read.value)
    #expect(assessment.id == Identifier("spring-2027"))
    #expect(assessment.title == "Case study, spring 2027")
    #expect(assessment.qualifications == [.npqlt, .npqsenco])
    #expect(assessment.caseStudy == "case-study.md")
    #expect(assessment.questions == ["What is the problem?", "What should be done: and why?"])
    #expect(
      assessment.window
        == SubmissionWindow(
          opens: try #require(CivilDate("2027-03-08")),
          closes: try #require(CivilDate("2027-03-15")), openMinute: 5, closeMinute: 23 * 60 + 58,
          throughClosingMinute: false, graceMinutes: 15, late: .accept,
          bankHolidays: [try #require(CivilDate("2027-06-01"))]))
    #expect(
      assessment.words
        == WordPolicy(
          limit: 2000, tolerancePercent: 10, counted: ["body", "tables"], over: .refuse, fewest: 300
        ))
    #expect(
      assessment.files == FilePolicy(formats: ["docx", "pdf"], most: 2, bytes: 5_000_000))
    #expect(assessment.ownWork == ["This is my own work."])
    #expect(
      assessment.rules
        == RulePolicy(
          engagementPercent: 85, engagementParts: ["attendance": 50, "quizzes": 50],
          engagementMustBeRecorded: true, attempts: 3, markings: 2,
          resultsBy: CivilDate("2027-06-07"),
          integrity: IntegrityPolicy(
            checks: ["similarity", "viva"], source: "Policy 4.2", date: CivilDate("2026-09-01")),
          instructions: ["do not mark spelling and grammar"],
          moderation: ModerationPolicy(
            agreement: AgreementPolicy.Preset.cumbria.policy, second: [.borderlines],
            sample: SamplePolicy(rule: .all))))
    #expect(assessment.contact == "npq@provider.example")
    #expect(assessment.rubrics == ["NPQLT": "mark-schemes/npqlt.yaml"])
    #expect(
      assessment.results
        == ResultPolicy(
          feedback: .all, marks: .criteria, resitWindow: "November 2027",
          resitTask: "a new case study", resitCost: "£150", appealDays: 20,
          appealTo: "appeals@provider.example", smallestGroup: 8))
    #expect(
      assessment.keepUntil
        == KeepPolicy(
          days: 1095, packDays: 90, source: "Schedule, row 14", date: CivilDate("2026-09-01")))
  }

  @Test func `five keys are enough, and the rest has its documented default`() throws {
    let text = """
      assessment: 1
      id: s
      title: T
      qualifications: [NPQH]
      window: {opens: 2027-03-08}
      """
    let read = readAssessment(text, name: "assessment.yaml")
    #expect(read.findings.isEmpty)
    let assessment = try #require(read.value)
    let opens = try #require(CivilDate("2027-03-08"))
    #expect(assessment.window == SubmissionWindow(opens: opens, closes: opens.adding(days: 7)))
    #expect(assessment.window.closesAt.description == "2027-03-15T23:59:59Z")
    #expect(assessment.words == WordPolicy())
    #expect(assessment.words.limit == 1_500)
    #expect(assessment.words.counted.contains("footnotes"))
    #expect(!assessment.words.counted.contains("references"))
    #expect(assessment.files.formats == ["docx", "odt", "pdf", "txt", "md"])
    #expect(assessment.files.bytes == 20_000_000)
    #expect(assessment.rules == RulePolicy(moderation: ModerationPolicy()))
    #expect(assessment.rules.engagementPercent == 90)
    #expect(assessment.rules.attempts == 2)
    #expect(assessment.ownWork == CaseStudyAssessment.standardOwnWork)
    #expect(assessment.rubrics.isEmpty && assessment.questions.isEmpty)
    #expect(assessment.keepUntil == nil)
    #expect(KeepPolicy().days == 2192 && KeepPolicy().packDays == 183)
    // A rule that is said in part: packs go no later than everything else.
    let short = readAssessment(text + "\nkeep-until: {days: 60}", name: "assessment.yaml")
    #expect(short.value?.keepUntil == KeepPolicy(days: 60, packDays: 60))
  }

  @Test func `no word limit is written as none`() throws {
    let text = soundAssessment.replacing("limit: 2000", with: "limit: none")
    #expect(try #require(readAssessment(text, name: "a").value).words.limit == nil)
  }

  @Test func `a last day does as well as a number of days`() throws {
    let text = soundAssessment.replacing("days: 8", with: "closes: 2027-03-15")
    #expect(
      readAssessment(text, name: "a").value == readAssessment(soundAssessment, name: "a").value)
  }

  @Test func `the digest changes with any rule and survives the canonical form`() throws {
    let sound = try #require(readAssessment(soundAssessment, name: "a").value)
    let other = try #require(
      readAssessment(soundAssessment.replacing("late: accept", with: "late: hold"), name: "a").value
    )
    #expect(try sound.digest() != other.digest())
    let copy = try JSONDecoder().decode(
      CaseStudyAssessment.self, from: canonicalJSON(sound))
    #expect(copy == sound)
    #expect(try copy.digest() == sound.digest())
  }

  @Test(arguments: ["leadership", "specialist"])
  func `the sample series reads without a finding`(_ name: String) throws {
    let url = EmbeddedRubrics.folder.deletingLastPathComponent()
      .appending(path: "Samples/series/assessments/\(name).yaml")
    let read = readAssessment(try String(contentsOf: url, encoding: .utf8), name: name)
    #expect(read.findings.isEmpty)
    #expect(read.value != nil)
  }

  @Test func `what is only seldom meant warns at the window and does not refuse`() throws {
    let text = soundAssessment.replacing("2027-03-08", with: "2027-03-25")
    let read = readAssessment(text, name: "a.yaml")
    #expect(read.value != nil)
    #expect(
      read.findings.map(\.code) == [
        "window-bank-holiday", "window-bank-holiday", "window-clock-change",
      ])
    #expect(read.findings.allSatisfy { $0.subject == "a.yaml:10:3" && $0.severity == .warning })
  }

  @Test func `a closed qualification warns`() throws {
    let text = soundAssessment.replacing("NPQ for SENCOs", with: "NPQML")
    let read = readAssessment(text, name: "a.yaml")
    #expect(read.value?.qualifications == [.npqlt, .npqml])
    #expect(read.findings.map(\.code) == ["qualification-closed"])
  }
}

@Suite struct BrokenAssessments {
  @Test(arguments: [
    Broken("assessment: 1", "assessment: 9", "yaml-unknown-form", at: "1:13"),
    Broken("spring-2027", "spring 2027", "assessment-id", at: "2:5"),
    Broken("spring-2027", "../series", "assessment-id", at: "2:5"),
    Broken("[NPQLT, NPQ for SENCOs]", "[]", "yaml-missing-value", at: "4:17"),
    Broken("[NPQLT, NPQ for", "[NPQLT, NPQX for", "unknown-qualification", at: "4:25"),
    Broken("NPQ for SENCOs", "npq-leading-teaching", "yaml-duplicate-value", at: "4:25"),
    Broken("case-study.md", "../case-study.md", "unsafe-path", at: "5:13"),
    Broken("case-study.md", "/etc/passwd", "unsafe-path", at: "5:13"),
    Broken("case-study.md", "c:\\case.md", "unsafe-path", at: "5:13"),
    Broken("- What", "- 12\n  - What", "yaml-wrong-type", at: "7:5"),
    Broken("questions:", "questons:", "yaml-unknown-key", at: "6:1", hint: "'questions'?"),
    Broken("opens: 2027-03-08", "opens: 8.3.2027", "yaml-wrong-type", at: "10:10"),
    Broken("opens: 2027-03-08", "open: 2027-03-08", "yaml-unknown-key", at: "10:3"),
    Broken("days: 8", "days: 0", "yaml-out-of-range", at: "11:9"),
    Broken("days: 8", "days: eight", "yaml-wrong-type", at: "11:9"),
    Broken("days: 8", "days: 8\n  closes: 2027-03-15", "window-two-ends", at: "11:9"),
    Broken("days: 8", "closes: 2027-03-01", "window-ends-before-it-opens", at: "10:3"),
    Broken("\"00:05\"", "12am", "yaml-wrong-type", at: "12:14", hint: "24 hours"),
    Broken("23:58", "24:00", "yaml-wrong-type", at: "13:15"),
    Broken("23:58", "9:00", "yaml-wrong-type", at: "13:15"),
    Broken("start-of", "begin-of", "yaml-unknown-value", at: "14:18", hint: "start-of-closing"),
    Broken("Europe/London", "London", "unknown-zone", at: "15:9", hint: "Europe/London"),
    Broken("grace-minutes: 15", "grace-minutes: -1", "yaml-out-of-range", at: "16:18"),
    Broken("late: accept", "late: acept", "yaml-unknown-value", at: "17:9", hint: "'accept'?"),
    Broken("feedback: all", "feedback: some", "yaml-unknown-value", at: "37:13"),
    Broken("marks: criteria", "marks: yes", "yaml-unknown-value", at: "38:10"),
    Broken("days: 20", "days: 0", "yaml-out-of-range", at: "40:18"),
    Broken("smallest-group: 8", "smallest-groups: 8", "yaml-unknown-key", at: "41:3"),
    Broken("days: 1095", "days: 0", "yaml-out-of-range", at: "42:20"),
    Broken("packs: 90", "pack: 90", "yaml-unknown-key", at: "42:26"),
    Broken("days: 1095, ", "", "yaml-missing-key", at: "42:13"),
    Broken("packs: 90", "packs: 1096", "yaml-out-of-range", at: "42:33"),
    Broken("14\", date: 2026-09-01", "14\", date: September", "yaml-wrong-type", at: "42:71"),
    Broken("cost: \"£150\"", "price: \"£150\"", "yaml-unknown-key", at: "39:58"),
    Broken("limit: 2000", "limit: 2,000", "yaml-wrong-type", at: "19:10"),
    Broken("limit: 2000", "limit: 0", "yaml-out-of-range", at: "19:10"),
    Broken(
      "[body, tables]", "[body, tabels]", "yaml-unknown-value", at: "20:18", hint: "'tables'?"),
    Broken("[body, tables]", "[body, body]", "yaml-duplicate-value", at: "20:18"),
    Broken("[body, tables]", "[]", "yaml-missing-value", at: "20:11"),
    Broken("over: refuse", "over: block", "yaml-unknown-value", at: "22:9"),
    Broken("fewest: 300", "fewest: 2001", "yaml-out-of-range", at: "23:11"),
    Broken("[docx, pdf]", "[docx, pages]", "yaml-unknown-value", at: "24:25"),
    Broken("megabytes: 5", "megabytes: 500", "yaml-out-of-range", at: "24:51"),
    Broken("[This is my own work.]", "[]", "yaml-missing-value", at: "25:11"),
    Broken("attendance: 50", "attendance: 60", "yaml-out-of-range", at: "26:34", hint: "110"),
    Broken("attendance: 50", "At home: 50", "yaml-unknown-key", at: "26:35"),
    Broken("must-be-recorded: true", "must-be-recorded: 1", "yaml-wrong-type", at: "26:83"),
    Broken("attempts: 3", "attempts: 0", "yaml-out-of-range", at: "27:11"),
    Broken("markings: 2", "markings: 4", "yaml-out-of-range", at: "28:11", hint: "1 to 3"),
    Broken("2027-06-07", "2027-03-15", "yaml-out-of-range", at: "29:13"),
    Broken("{NPQLT: mark", "{NPQH: mark", "yaml-unknown-key", at: "31:11"),
    Broken("mark-schemes/npqlt", "mark-schemes/../../x", "unsafe-path", at: "31:18"),
    Broken("[2027-06-01]", "[1 June]", "yaml-wrong-type", at: "32:17"),
    Broken("[2027-06-01]", "2027-06-01", "yaml-wrong-type", at: "32:16"),
  ])
  func `a breach is found at its line and column`(_ broken: Broken) throws {
    let read = readAssessment(try broken.text(of: soundAssessment), name: "assessment.yaml")
    #expect(read.value == nil)
    broken.expect(in: read.findings, of: "assessment.yaml")
  }

  @Test(arguments: ["assessment: 1\n", "id: spring-2027\n", "title: Case study, spring 2027\n"])
  func `a missing key is named`(_ line: String) throws {
    let read = readAssessment(soundAssessment.replacing(line, with: ""), name: "a")
    #expect(read.value == nil)
    #expect(read.findings.map(\.code) == ["yaml-missing-key"])
  }

  @Test func `a missing first day is named in its window`() throws {
    let read = readAssessment(
      soundAssessment.replacing("  opens: 2027-03-08\n", with: ""), name: "a")
    #expect(read.findings.map(\.subject) == ["a:10:3"])
    #expect(read.findings.map(\.code) == ["yaml-missing-key"])
  }
}
