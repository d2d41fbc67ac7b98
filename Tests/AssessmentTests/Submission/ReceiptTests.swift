import Findings
import Foundation
import Sealing
import Testing

@testable import Assessment

@Suite struct ReceiptTests {
  private func receipt(
    _ received: String?, extension moved: String? = nil, clock: Receipt.Clock = .platform,
    waits: [Receipt.Waiting] = [], isKnown: Bool = true
  ) throws -> Receipt {
    let file = SubmissionRecord.File(
      name: "essay.docx", bytes: 48_000, sha256: Digest(of: Data("x".utf8)), words: 1486)
    let record = SubmissionRecord(
      assessment: try #require(Identifier("spring-2027")), qualification: .npqlt,
      participant: try #require(Identifier("ada")), attempt: nil, files: [file],
      method: "npq-words-1", ownWork: ["Mine."])
    let assessment = CaseStudyAssessment(
      id: record.assessment, title: "Spring 2027", qualifications: [.npqlt],
      window: SubmissionWindow(
        opens: try #require(CivilDate("2027-03-08")),
        closes: try #require(CivilDate("2027-03-15"))),
      rules: RulePolicy(resultsBy: CivilDate("2027-06-07")), contact: "office@provider.example")
    let time = received.flatMap(Instant.init(rfc3339:))
    let paper = Receipt.Paper(
      of: assessment, qualification: .npqlt, attempt: nil, received: time,
      extension: moved.flatMap(Instant.init(rfc3339:)))
    var facts = Receipt.Facts(
      participant: waits.isEmpty || isKnown ? record.participant : nil,
      paper: isKnown ? paper : nil, received: time, clock: clock,
      originals: [Digest(of: Data("z".utf8))], files: record.files, method: record.method,
      contentDigest: Digest(of: Data("y".utf8)), verdict: waits.isEmpty ? .accepted : .held)
    facts.waits = waits
    return try Receipt(facts)
  }

  private func key() throws -> SigningKey {
    var random = SystemRandom()
    return try SigningKey(using: &random)
  }

  private func text(_ receipt: Receipt) throws -> String {
    receipt.text(of: "spring", signedWith: try key().verificationKey)
  }

  @Test func `the first lines tell a person what they want to know`() throws {
    let text = try text(receipt("2027-03-15T23:41:00Z"))
    #expect(
      text.hasPrefix(
        """
        We have your NPQLT case study.
        Received Monday 15 March 2027, 23:41, by the platform's clock.
        On time: the window closes Monday 15 March 2027, 23:59.
        One file: essay.docx, 1,486 words.
        Receipt number \(try receipt("2027-03-15T23:41:00Z").number).
        Results by 7 June 2027.
        Wrong file? Write to office@provider.example as soon as you can.

        For proof, if you ever need it:
        """))
  }

  private static let arrivals: [(String?, String?, Receipt.Timing, Int)] = [
    ("2027-03-15T23:59:59Z", nil, .onTime, 0), ("2027-03-16T00:00:00Z", nil, .closed, 1),
    ("2027-03-16T00:00:00Z", "2027-03-18T23:59:59Z", .onTime, 0),
    ("2027-03-07T12:00:00Z", nil, .early, 0), (nil, nil, .unknown, 0),
  ]

  @Test(arguments: arrivals)
  func `lateness is counted from the last accepted second of this person`(
    _ received: String?, _ moved: String?, _ timing: Receipt.Timing, _ by: Int
  ) throws {
    let paper = try receipt(received, extension: moved).facts.paper
    #expect(paper?.timing == timing)
    #expect(paper?.lateBy == by)
  }

  @Test func `a time that nobody knows is never called late`() throws {
    let text = try text(receipt(nil))
    #expect(text.contains("The time at which it arrived is not known.\nIt is not counted as late."))
  }

  @Test func `the proof names the rule, never a reason, and how to check it without npq`() throws {
    let made = try receipt("2027-03-17T12:00:00Z", extension: "2027-03-18T23:59:59Z")
    let text = try text(made)
    #expect(
      text.contains(
        "late rule       a person decides on late responses; no grace; with an extension"))
    #expect(text.contains("signify -V -p signing.pub -m receipt-\(made.number).json\n"))
    #expect(text.contains("as received     \(Digest(of: Data("z".utf8)))\n"))
    #expect(made.facts.paper?.rule.extended == true)
    #expect(try receipt("2027-03-15T23:41:00Z").facts.paper?.rule.extended == false)
  }

  @Test func `what waits for a person is told so, with what to do and nothing that is not so`()
    throws
  {
    let waits = [
      Receipt.Waiting(code: "window-closed", file: nil, sendAgain: false),
      Receipt.Waiting(code: "has-password", file: "essay.docx", sendAgain: true),
      Receipt.Waiting(code: "bag-digest", file: nil, sendAgain: true),
      Receipt.Waiting(code: "bag-oxum", file: nil, sendAgain: true),
    ]
    let made = try receipt("2027-03-16T09:14:00Z", waits: waits)
    #expect(
      try text(made).hasPrefix(
        """
        We have what you sent for NPQLT, and a person looks at it first.
        Received Tuesday 16 March 2027, 09:14, by the platform's clock.
        After the close on Monday 15 March 2027, 23:59, by 9 hours 14 minutes.
        One file: essay.docx, 1,486 words.
        It does not count yet:
          essay.docx asks for a password. Please take the password off and send it again.
          We could not use it as it came. Please send it again, as a Word document (.docx) if you \
        can.
        Receipt number \(made.number).
        Questions? Write to office@provider.example as soon as you can.

        For proof, if you ever need it:
        """))
    #expect(Receipt.read(Array(try made.json())).value == made)
  }

  @Test func `what nobody is known for is answered without a name and a window`() throws {
    let waits = [Receipt.Waiting(code: "nobody-known", file: nil, sendAgain: false)]
    let text = try text(receipt("2027-03-16T09:14:00Z", waits: waits, isKnown: false))
    #expect(
      text.hasPrefix(
        """
        We have what you sent, and a person looks at it first.
        Received Tuesday 16 March 2027, 09:14 UTC, by the platform's clock.
        One file: essay.docx, 1,486 words.
        It does not count yet:
          We do not know yet whose it is. Please tell us your name and the e-mail address that \
        you use for the course.
        """))
    #expect(!text.contains("participant"))
  }

  @Test(arguments: ["script", "refuse", "fail", "reject"])
  func `no receipt holds a word that a participant should not read`(_ word: String) throws {
    for code in Receipt.Waiting.codes + ["zip-bomb", "embedded-object"] {
      for again in [false, true] {
        let waiting = Receipt.Waiting(code: code, file: "essay.docx", sendAgain: again)
        let text = try text(receipt("2027-03-16T09:14:00Z", waits: [waiting])).lowercased()
        #expect(!text.contains(word))
      }
    }
  }

  @Test func `a receipt reads back, and its number follows from what it says`() throws {
    let made = try receipt("2027-03-15T23:41:00Z")
    #expect(made.number.utf8.count == 9)
    #expect(Receipt.read(Array(try made.json())).value == made)
    let other = try receipt("2027-03-15T23:41:01Z")
    #expect(other.number != made.number)
  }

  @Test(arguments: [
    ("on-time", "late"), ("1486", "1499"), ("{", "{ "), ("\"receipt\":1", "\"receipt\":2"),
    ("\"lateBy\":0", "\"lateBy\":0,\"more\":1"), ("ada", "bob"),
    ("\"extended\":false", "\"extended\":true"),
    ("\"verdict\":\"accepted\"", "\"verdict\":\"held\""),
    ("\"replaces\":[]", "\"replaces\":[\"7Q4M-K2P9\"]"),
  ])
  func `a receipt that was changed is refused`(_ old: String, _ new: String) throws {
    let text = String(decoding: try receipt("2027-03-15T23:41:00Z").json(), as: UTF8.self)
    let wrong = text.replacing(old, with: new, maxReplacements: 1)
    #expect(wrong != text)
    #expect(Receipt.read(Array(wrong.utf8)).findings.verdict == .refused)
  }

  @Test(arguments: [
    (0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "1 minute"),
    (3_660, "1 hour 1 minute"), (86_400, "1 day"), (90_061, "1 day 1 hour"),
    (14_399, "3 hours 59 minutes"),
  ])
  func `a span of time is told in words`(_ seconds: Int, _ words: String) {
    #expect(spoken(seconds: seconds) == words)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_486, "1,486"), (1_000_000, "1,000,000")])
  func `thousands are told apart by commas`(_ number: Int, _ words: String) {
    #expect(spoken(number) == words)
  }
}
