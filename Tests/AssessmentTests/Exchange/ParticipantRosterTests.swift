import Assessment
import Findings
import Testing

/// An id known to be well formed; a test that gives another gets one that matches nothing.
func id(_ text: String) throws -> Identifier { try #require(Identifier(text)) }

private let assessments: [(String, [Qualification])] = [
  ("spring-specialist", [.npqlt, .npqltd]), ("spring-heads", [.npqh]),
]

private func read(_ text: String) throws -> Judged<Roster<ParticipantRow>> {
  var known: [Identifier: [Qualification]] = [:]
  for (name, qualifications) in assessments { known[try id(name)] = qualifications }
  return readParticipants(Array(text.utf8), name: "roster.csv", assessments: known)
}

/// One bad cell in an otherwise sound row.
struct BadCell: CustomTestStringConvertible, Sendable {
  let column: String
  let value: String
  let code: String
  let says: String
  var testDescription: String { "\(column) = \(value)" }

  static let participants = [
    BadCell(column: "trn", value: "123456", code: "roster-bad-trn", says: "drop zeros"),
    BadCell(column: "trn", value: "12345678", code: "roster-bad-trn", says: "8 digits"),
    BadCell(column: "trn", value: "0000000", code: "roster-bad-trn", says: "nobody"),
    BadCell(column: "trn", value: "12A4567", code: "roster-bad-trn", says: "more than digits"),
    BadCell(column: "trn", value: "１２３４５６７", code: "roster-bad-trn", says: "more than digits"),
    BadCell(column: "trn", value: "1.23E+06", code: "roster-bad-trn", says: "more than digits"),
    BadCell(column: "email", value: "a b@c.uk", code: "roster-bad-email", says: "blank"),
    BadCell(column: "email", value: "a@b", code: "roster-bad-email", says: "domain"),
    BadCell(column: "email", value: "a@b..uk", code: "roster-bad-email", says: "domain"),
    BadCell(column: "email", value: "@b.uk", code: "roster-bad-email", says: "before its @"),
    BadCell(column: "email", value: "a@b.uk@c.uk", code: "roster-bad-email", says: "one @"),
    BadCell(
      column: "qualification", value: "NPQX", code: "unknown-qualification", says: "NPQX"),
    BadCell(
      column: "qualification", value: "NPQSL", code: "roster-not-assessed",
      says: "no assessment of the series is for NPQSL"),
    BadCell(
      column: "assessment", value: "autumn", code: "roster-unknown-assessment", says: "autumn"),
    BadCell(
      column: "assessment", value: "spring-heads", code: "roster-not-assessed",
      says: "spring-heads is not for NPQLT"),
    BadCell(column: "id", value: "", code: "roster-blank", says: "\"id\" is blank"),
    BadCell(column: "id", value: "../etc/passwd", code: "roster-bad-id", says: "../etc/passwd"),
    BadCell(column: "id", value: "a b", code: "roster-bad-id", says: "a b"),
    BadCell(column: "id", value: "'); DROP TABLE", code: "roster-bad-id", says: "DROP"),
    BadCell(column: "id", value: "1.23E+15", code: "roster-rounded-id", says: "long number"),
    BadCell(column: "dfe_id", value: "x\u{202E}y", code: "roster-bad-id", says: "\\u{202e}"),
    BadCell(column: "lms_id", value: "/1", code: "roster-bad-id", says: "/1"),
    BadCell(column: "phase", value: "nursery", code: "roster-bad-phase", says: "nursery"),
  ]
}

@Suite struct ParticipantRosters {
  @Test func `every column is read and unknown ones are kept`() throws {
    let judged = try read(
      """
      ID;DfE ID;TRN;E-mail;LMS-ID;Username;Name;Qualification;Cohort;School;URN;Trust;Delivery partner;Tutor;Phase;Shoe size
      P1;5f1e;12 34567;z@s.uk;77;zoe;Zoë Ward;npqlt;A26;St Mary's;100001;T1;Hub;F1;primary;38
      """)
    let roster = try #require(judged.value)
    #expect(judged.findings.isEmpty)
    let row = try #require(roster.rows.first)
    #expect(row.id.text == "P1" && row.assessment.text == "spring-specialist")
    #expect(row.qualification == .npqlt && row.trn == "1234567" && row.lmsLogin?.text == "zoe")
    #expect(row.partner == "Hub" && row.facilitator == "F1" && row.phase == .primary)
    #expect(row.dfeID?.text == "5f1e" && row.lmsID?.text == "77" && row.urn == "100001")
    #expect(roster.extraColumns == ["Shoe size"] && row.extra == ["Shoe size": "38"])
  }

  @Test(arguments: BadCell.participants)
  func `a bad cell refuses its row by name and leaves the others`(_ bad: BadCell) throws {
    let columns = [
      "id", "dfe_id", "trn", "email", "lms_id", "qualification", "assessment", "phase",
    ]
    let sound = ["id": "P1", "qualification": "NPQLT"]
    let row = columns.map { "\"\($0 == bad.column ? bad.value : sound[$0] ?? "")\"" }
    let text =
      columns.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\nP2,,,,,NPQH,,\n"
    let judged = try read(text)
    #expect(judged.findings.map(\.code) == [bad.code])
    let finding = try #require(judged.findings.first)
    #expect(finding.severity == .refused && finding.subject.hasPrefix("roster.csv line 2"))
    #expect(finding.message.contains(bad.says) && !finding.remedy.isEmpty)
    #expect(judged.value?.rows.map(\.id.text) == ["P2"] && judged.value?.refused == 1)
  }

  @Test func `one row may have several faults and all are named`() throws {
    let judged = try read("id,trn,email,qualification\n,12,x,NPQX\n")
    #expect(
      judged.findings.map(\.code) == [
        "roster-blank", "unknown-qualification", "roster-bad-trn", "roster-bad-email",
      ])
    #expect(judged.findings.contains { $0.remedy.contains("NPQLBC") })
  }

  @Test func `no finding holds an address, a name or a TRN`() throws {
    let judged = try read(
      "id,trn,email,name,qualification\nP1,123456,grace hope@s.uk,Grace Hope,NPQLT\n")
    let said = judged.findings.map { $0.message + $0.remedy + $0.subject }.joined()
    #expect(judged.findings.count == 2)
    #expect(!said.contains("123456") && !said.lowercased().contains("hope"))
  }

  @Test func `one id in two qualifications is one person with two entries`() throws {
    let judged = try read("id,name,qualification\nP1,Zoë,NPQLT\nP1,Zoë,NPQH\n")
    #expect(judged.findings.isEmpty)
    #expect(judged.value?.rows.map(\.qualification) == [.npqlt, .npqh])
  }

  @Test func `one id twice in one qualification is a duplicate`() throws {
    let judged = try read("id,qualification\nP1,NPQLT\nP2,NPQLT\nP1,npqlt\n")
    #expect(judged.findings.map(\.code) == ["roster-duplicate-id"])
    #expect(judged.findings.first?.message.contains("line 2") == true)
    #expect(judged.value?.rows.map(\.line) == [2, 3])
  }

  @Test(arguments: [
    ("name", "Ann", "Bea", "roster-two-people"), ("trn", "1234567", "7654321", "roster-two-people"),
  ])
  func `one id with two names or numbers refuses both lines`(
    _ column: String, _ first: String, _ second: String, _ code: String
  ) throws {
    let judged = try read("id,qualification,\(column)\nP1,NPQLT,\(first)\nP1,NPQH,\(second)\n")
    #expect(judged.findings.map(\.code) == [code])
    #expect(judged.value?.rows.isEmpty == true && judged.value?.refused == 2)
  }

  @Test func `a number of two people refuses both, a shared address warns`() throws {
    let numbers = try read("id,qualification,trn\nP1,NPQLT,1234567\nP2,NPQLT,123 4567\n")
    #expect(numbers.findings.map(\.code) == ["roster-shared-identifier"])
    #expect(numbers.value?.rows.isEmpty == true && numbers.value?.refused == 2)
    let addresses = try read("id,qualification,email\nP1,NPQLT,head@s.uk\nP2,NPQLT,HEAD@s.uk\n")
    #expect(addresses.findings.map(\.severity) == [.warning])
    #expect(addresses.value?.rows.count == 2)
  }

  @Test func `the qualification follows from the assessment where it is for one alone`() throws {
    let judged = try read("participant_id,assessment\nP1,spring-heads\nP2,spring-specialist\n")
    #expect(judged.value?.rows.map(\.qualification) == [.npqh])
    #expect(judged.findings.map(\.code) == ["roster-no-qualification"])
  }

  @Test(arguments: [
    // OneRoster, users.csv.
    (
      "sourcedId,status,enabledUser,role,username,givenName,familyName,email,programme",
      "P1,active,true,student,ghope,Grace,Hope,g@s.uk,NPQLT", "ghope"
    ),
    ("Last Name,First Name,Username,Student ID,Course", "Hope,Grace,ghope,P1,NPQLT", "ghope"),
    ("First name,Surname,ID number,Email address,Course", "Grace,Hope,P1,g@s.uk,NPQLT", nil),
  ])
  func `the columns of other systems are known`(
    _ header: String, _ row: String, _ login: String?
  ) throws {
    let judged = try read("\(header)\n\(row)\n")
    let person = try #require(judged.value?.rows.first)
    #expect(judged.findings.isEmpty)
    #expect(person.id.text == "P1" && person.name == "Grace Hope" && person.lmsLogin?.text == login)
  }

  @Test func `a column of another system stands back behind our own`() throws {
    let judged = try read(
      "id,Student ID,First name,name,qualification\nP1,S9,Gr,Grace Hope,NPQLT\n")
    let person = try #require(judged.value?.rows.first)
    #expect(judged.findings.isEmpty)
    #expect(person.id.text == "P1" && person.name == "Grace Hope")
    #expect(person.extra == ["Student ID": "S9"])
  }

  @Test func `a roster that nowhere says the qualification is refused once`() throws {
    let judged = try read("id,name\nP1,Ann\nP2,Bea\nP3,Cy\n")
    #expect(judged.findings.map(\.code) == ["sheet-missing-column"])
    #expect(judged.value == nil)
  }

  @Test func `a qualification in two assessments has to say which`() throws {
    let known = [try id("a"): [Qualification.npqlt], try id("b"): [.npqlt]]
    let judged = readParticipants(
      Array("id,qualification,assessment\nP1,NPQLT,\nP2,NPQLT,b\n".utf8), name: "r",
      assessments: known)
    #expect(judged.findings.map(\.code) == ["roster-no-assessment"])
    #expect(judged.findings.first?.remedy.contains("a, b") == true)
    #expect(judged.value?.rows.map(\.assessment.text) == ["b"])
  }

  @Test func `a roster without ids, or with two columns for one thing, is refused whole`() throws {
    let missing = try read("person,qualification\nP1,NPQLT\n")
    #expect(missing.value == nil && missing.findings.map(\.code) == ["sheet-missing-column"])
    #expect(missing.findings.first?.message.contains("\"person\"") == true)
    let twice = try read("id,participant,qualification\nP1,P1,NPQLT\n")
    #expect(twice.value == nil && twice.findings.map(\.code) == ["roster-column-twice"])
  }

  @Test func `a ragged row counts among the refused`() throws {
    let judged = try read("id,qualification\nP1,NPQLT,x\nP2,NPQLT\n")
    #expect(judged.findings.map(\.code) == ["sheet-ragged-row"])
    #expect(judged.value?.refused == 1 && judged.value?.rows.count == 1)
  }
}
