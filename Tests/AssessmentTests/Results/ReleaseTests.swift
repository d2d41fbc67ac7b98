import Assessment
import Findings
import Sheets
import Testing

private func passed() throws -> ResultRow { ResultRow(try entry([try marking("3 2 2", by: "A1")])) }

/// What can stand in the way of one result, and the rule by which it is held.
struct HeldCase: CustomTestStringConvertible, Sendable {
  let change: @Sendable (inout ReleaseCandidate) -> Void
  let rule: ReleaseHold.Rule
  var testDescription: String { rule.rawValue }

  static let all = [
    HeldCase(change: { $0.openUntil = Instant(seconds: 1_900_000_000) }, rule: .extensionOpen),
    HeldCase(change: { $0.openQueries = ["missing-pages"] }, rule: .queryOpen),
    HeldCase(change: { $0.hasWaitingResponse = true }, rule: .responseWaits),
    HeldCase(change: { $0.carriedInto = "autumn" }, rule: .carried),
    HeldCase(change: { $0.before = .reopened }, rule: .reopened),
    HeldCase(change: { $0.feedback = .missing }, rule: .feedbackMissing),
    HeldCase(change: { $0.feedback = .outOfDate }, rule: .feedbackOutOfDate),
  ]
}

@Suite struct Releases {
  @Test(arguments: HeldCase.all)
  func `each rule holds a result alone, and all that hold it are named`(_ row: HeldCase) throws {
    var candidate = ReleaseCandidate(try passed())
    #expect(candidate.standing == .ready)
    row.change(&candidate)
    guard case .held(let holds) = candidate.standing else {
      Issue.record("not held: \(candidate.standing)")
      return
    }
    #expect(holds.map(\.rule) == [row.rule])
    candidate.openQueries.append("off-topic")
    guard case .held(let more) = candidate.standing else { return }
    #expect(more.count == 2)
  }

  @Test func `a result that is not there, in clash or withheld is held by its own rule`() throws {
    let rows: [(ResultRow, ReleaseHold.Rule, Bool)] = [
      (ResultRow(try entry([])), .pending, true),
      (ResultRow(try entry([try marking("3 3 -", by: "A1")])), .pending, true),
      (
        ResultRow(try entry([try marking("3 - 4", by: "A1", clash: ["solution"])])), .markClash,
        true
      ),
      (ResultRow(try entry([try marking("3 3 4", by: "A1")], holds: ["case"])), .caseOpen, false),
      (ResultRow(try entry([try marking("3 3 4", by: "A1")], engagement: 100)), .caseOpen, false),
    ]
    for (row, rule, isIncomplete) in rows {
      guard case .held(let holds) = ReleaseCandidate(row).standing else {
        Issue.record("\(rule) does not hold")
        continue
      }
      #expect(holds.map(\.rule) == [rule] && holds[0].isIncomplete == isIncomplete)
    }
  }

  @Test func `nothing goes out twice, and a settled result goes out anew`() throws {
    var candidate = ReleaseCandidate(try passed())
    candidate.feedback = .missing
    candidate.before = .released
    #expect(candidate.standing == .released)
    candidate.before = .settled
    candidate.feedback = .approved("Well argued.")
    #expect(candidate.standing == .ready)
  }

  @Test(arguments: [DecisionCase.Standing.withdrawn, .deferred, .notSubmitted])
  func `without a response there is no result to tell`(_ standing: DecisionCase.Standing) throws {
    #expect(ReleaseCandidate(ResultRow(try entry([], standing: standing))).standing == .noResult)
  }

  @Test func `the list has no name, and the same digest in any order`() throws {
    var other = try entry([try marking("2 1 2", by: "A1")])
    other.participant = try id("Somebody")
    other.attempt = 2
    let rows = [try passed(), ResultRow(other)]
    let list = ReleaseList(rows)
    #expect(list.digest == ReleaseList(rows.reversed()).digest)
    #expect(list.digest != ReleaseList([rows[0]]).digest)
    let text = String(decoding: list.bytes, as: UTF8.self)
    #expect(!text.contains("Somebody") && !text.contains("A1"))
    #expect(text.contains("did-not-meet-standard,5,10,6,pass-line"))
  }
}

@Suite struct FeedbackTexts {
  private func comments(_ marks: String, _ assessor: String, plan: String, all: String) throws
    -> ScriptMarking
  {
    var one = try marking(marks, by: assessor)
    one.comments["plan"] = plan
    one.comment = all
    return one
  }

  @Test func `a draft says what to work on, and not who wrote what`() throws {
    let first = try comments("3 3 0", "A1", plan: "No dates.\n  No people. ", all: "Clear.")
    let second = try comments("3 2 0", "A2", plan: "A list of aims.", all: "Clear.")
    let draft = FeedbackDraft(try entry([first, second]))
    #expect(
      draft.lines == [
        "To work on most: The plan.", "The plan: A list of aims.",
        "The plan: No dates. No people.", "In all: Clear.",
      ])
    var swapped = [first, second]
    swapped[0].assessor = second.assessor
    swapped[1].assessor = first.assessor
    #expect(FeedbackDraft(try entry(swapped.reversed())).text == draft.text)
  }

  static let found: [(text: String, codes: [String])] = [
    ("", ["feedback-empty"]),
    ("  \n ", ["feedback-empty"]),
    ("Say who does what by when, and how you would see it work.", []),
    (
      "As Margaret  tolliver said, the plan needs dates and people too.",
      ["feedback-names-assessor", "feedback-name"]
    ),
    (
      "Ask M.TOLLIVER@example.com about the plan, and the dates in it.",
      ["feedback-names-assessor", "feedback-name"]
    ),
    ("Marked by as-1, who thinks that the plan needs more people.", ["feedback-names-assessor"]),
    ("See the notes in M0007: the plan needs people and dates in it.", ["feedback-names-assessor"]),
    ("This counts as 1 aim among many, and the plan needs dates.", []),
    ("The Tolliver Road table is evidence that the response never uses.", ["feedback-name"]),
    ("She knows the case, and her plan would need dates and people.", ["feedback-pronoun"]),
    ("Mostly waffle. Say who does what by when in the plan, please.", ["feedback-tone"]),
    ("The plan gets 1 mark since it has neither dates nor people.", ["feedback-marks"]),
    ("The whole is worth 10 out of 18, so look at the plan again.", ["feedback-marks"]),
    ("Look at two of the tables and at the 3 interviews of the case.", []),
    ("More dates.", ["feedback-length"]),
  ]

  @Test(arguments: found)
  func `what should not reach a participant is found`(_ row: (text: String, codes: [String])) {
    let check = FeedbackCheck(
      names: ["Margaret Tolliver"], ids: ["as-1", "m.tolliver@example.com", "M0007"])
    let findings = check.findings(in: row.text, subject: "S1", showsMarks: false)
    #expect(findings.map(\.code) == row.codes)
    let refused = ["feedback-empty", "feedback-names-assessor"]
    #expect(findings.allSatisfy { ($0.severity == .refused) == refused.contains($0.code) })
    #expect(check.namesAssessor(row.text) == row.codes.contains("feedback-names-assessor"))
  }
}

@Suite struct ResultPages {
  @Test func `a letter's page shows what it is given, and loads and runs nothing`() {
    let page = resultPage(
      subject: "The <result>",
      lines: [
        "Dear <script>alert(1)</script> & \"Co\",", "", "You met the standard.", "Of course.", "",
        "What we say:", "  <b>one</b>", "  two",
      ], footer: "release 1")
    #expect(
      page.contains("<p>Dear &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;,</p>"))
    #expect(page.contains("<p>You met the standard.<br>\nOf course.</p>"))
    #expect(
      page.contains(
        "<p>What we say:</p>\n<ul>\n<li>&lt;b&gt;one&lt;/b&gt;</li>\n<li>two</li>\n</ul>"))
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(page.contains("<title>The &lt;result&gt;</title>"))
    for sign in ["<script", "http:", "https:", "src=", "href="] { #expect(!page.contains(sign)) }
  }

  @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 2_050])
  func `many results are the same JSON as the encoder would make of all at once`(
    count: Int
  ) throws {
    let results = (0..<count).map { number in
      ReleasedResult(
        assessment: "a", qualification: "NPQH", participant: "p\(number)",
        name: #"","results":[]"#, attempt: 1, outcome: .passed,
        marks: number % 2 == 0 ? ("11.5", 18, 11) : nil, cohort: "2026", partner: "", before: nil)
    }
    let all = ReleasedResults(
      series: #""results":[]"#, release: 1, officer: #"\"results":[]"#,
      released: Instant(seconds: 0), list: Digest(of: []), results: results)
    #expect(try all.json() == [UInt8](canonicalJSON(all)))
  }

  @Test func `results are given in three forms, with marks only where they are shown`() throws {
    func result(_ marks: (total: String, maximum: Int, passAt: Int)?) -> ReleasedResults {
      ReleasedResults(
        series: "s", release: 3, officer: "Head", released: Instant(seconds: 0),
        list: Digest(of: []),
        results: [
          ReleasedResult(
            assessment: "a", qualification: "NPQH", participant: "p1", name: "=HYPERLINK(1)",
            attempt: 2, outcome: .passed, marks: marks, cohort: "2026", partner: "+Hub",
            before: .didNotMeetStandard)
        ])
    }
    let shown = String(decoding: result(("11.5", 18, 11)).csv(), as: UTF8.self)
    #expect(
      shown.contains(
        "a,NPQH,p1,'=HYPERLINK(1),2,passed,11.5,18,11,2026,'+Hub,did-not-meet-standard,1970"))
    let hidden = String(decoding: result(nil).csv(), as: UTF8.self)
    #expect(hidden.contains(",2,passed,,,,2026,"))
    #expect(try !String(decoding: result(nil).json(), as: UTF8.self).contains("maximum"))
    let sheet = readTable(
      try result(("11.5", 18, 11)).workbook(), name: "results.xlsx", required: [])
    #expect(sheet.value?.rows.first?["name"] == "=HYPERLINK(1)")
    #expect(sheet.value?.rows.first?["maximum"] == "18")
  }
}
