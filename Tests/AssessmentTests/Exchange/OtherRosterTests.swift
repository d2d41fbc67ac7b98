import Assessment
import Findings
import Testing

private func people(_ entries: (String, [String])...) throws -> PersonIndex {
  var index = PersonIndex()
  for (name, others) in entries { index.add(try id(name), knownAs: others) }
  return index
}

@Suite struct AssessorRosters {
  private func read(_ text: String) -> Judged<Roster<AssessorRow>> {
    readAssessors(Array(text.utf8), name: "assessors.csv")
  }

  @Test func `every column is read`() throws {
    let judged = read(
      """
      assessor,name,email,qualifications,capacity,minimum,school,urn,trust,partner,phase,lead,from,until,rate
      A1,Ann Lee,a@b.uk,NPQLTD; npqlt;,40.0,5,St Mary's,100001,T1,Hub,B,L1,2027-03-15,30/04/2027,9
      """)
    let row = try #require(judged.value?.rows.first)
    #expect(judged.findings.map(\.code) == ["roster-day-first"])
    #expect(row.qualifications == [.npqltd, .npqlt] && row.capacity == 40 && row.minimum == 5)
    #expect(row.phase == .both && row.lead == "L1" && row.extra == ["rate": "9"])
    #expect(row.from?.description == "2027-03-15" && row.until?.description == "2027-04-30")
  }

  @Test(arguments: [
    ("A1,NPQLT,", "roster-blank"), ("A1,NPQLT,many", "roster-bad-number"),
    ("A1,NPQLT,-1", "roster-bad-number"), ("A1,NPQLT,1.5", "roster-bad-number"),
    ("A1,NPQLT,0x10", "roster-bad-number"), ("A1,NPQLT,１２", "roster-bad-number"),
    ("A1,NPQLT,9999999999999999999999", "roster-bad-number"), ("A1,,5", "roster-blank"),
    ("A1,NPQLT;NPQX,5", "unknown-qualification"), (",NPQLT,5", "roster-blank"),
    ("A1,NPQLT,5,6", "roster-minimum-over-capacity"),
    ("A1,NPQLT,5,,2027-02-02,2027-02-01", "roster-dates-reversed"),
    ("A1,NPQLT,5,,2027-02-30,", "roster-bad-date"), ("A1,NPQLT,5,,30/02/2027,", "roster-bad-date"),
  ])
  func `a bad row is refused by name`(_ row: String, _ code: String) {
    let judged = read("id,qualifications,capacity,minimum,from,until\n\(row)\nA2,NPQH,0\n")
    #expect(judged.findings.map(\.code) == [code])
    #expect(judged.findings.first?.subject.hasPrefix("assessors.csv line 2") == true)
    #expect(judged.value?.rows.map(\.id.text) == ["A2"])
  }

  @Test func `the same assessor twice is a duplicate`() {
    let judged = read("id,qualifications,capacity\nA1,NPQH,1\nA1,NPQH,2\n")
    #expect(judged.findings.map(\.code) == ["roster-duplicate-id"])
    #expect(judged.value?.rows.map(\.capacity) == [1])
  }
}

@Suite struct InterestRosters {
  @Test func `people are found by any identifier and unknown ones refused`() throws {
    let judged = readInterests(
      Array(
        "participant,assessor,reason\nzoe@s.uk,A1,deputy\nP9,A1,\nP1,A9,\n1234567,A1,again\n".utf8),
      name: "interests.csv", participants: try people(("P1", ["ZOE@s.uk", "1234567"])),
      assessors: try people(("A1", [])))
    #expect(
      judged.value?.rows.map { "\($0.participant) \($0.assessor) \($0.reason)" } == ["P1 A1 deputy"]
    )
    #expect(
      judged.findings.map { "\($0.subject) \($0.code)" } == [
        "interests.csv line 3 roster-unknown-person", "interests.csv line 4 roster-unknown-person",
        "interests.csv line 5 roster-repeated-row",
      ])
    #expect(judged.value?.refused == 2)
  }

  @Test func `an ambiguous identifier is refused with the candidates`() throws {
    let judged = readInterests(
      Array("participant,assessor\nhead@s.uk,A1\n".utf8), name: "i",
      participants: try people(("P1", ["head@s.uk"]), ("P2", ["head@s.uk"])), assessors: nil)
    #expect(judged.findings.map(\.code) == ["roster-ambiguous-person"])
    #expect(judged.findings.first?.message.contains("P1, P2") == true)
  }

  @Test func `an own id wins over another's login`() throws {
    let index = try people(("P1", ["P2"]), ("P2", []))
    #expect(index.find("P2") == .one(try id("P2")))
    #expect(index.find("p2") == .several([try id("P1"), try id("P2")]))
    #expect(index.find("../P2") == .none)
  }
}

@Suite struct ExtensionRosters {
  private func read(_ rows: String, assessments: [String] = ["a"]) throws
    -> Judged<Roster<ExtensionRow>>
  {
    readExtensions(
      Array(("participant,assessment,closes,category,authoriser,recorded\n" + rows).utf8),
      name: "ext.csv", participants: try people(("P1", []), ("P2", [])),
      assessments: try assessments.map(id))
  }

  @Test func `days and moments are both taken`() throws {
    let judged = try read(
      "P1,,2027-03-20,illness,J Doe,2027-03-10T09:00:00Z\nP2,a,2027-03-20T12:00:00+01:00,x,J Doe,\n"
    )
    let rows = try #require(judged.value?.rows)
    #expect(judged.findings.isEmpty)
    #expect(rows.map(\.assessment.text) == ["a", "a"])
    #expect(rows[0].closes == .day(try #require(CivilDate("2027-03-20"))))
    #expect(rows[0].recorded == .instant(try #require(Instant(rfc3339: "2027-03-10T09:00:00Z"))))
    #expect(rows[1].closes == .instant(try #require(Instant(rfc3339: "2027-03-20T11:00:00Z"))))
  }

  @Test(arguments: [
    ("P9,a,2027-03-20,x,y,", "roster-unknown-person"),
    ("P1,b,2027-03-20,x,y,", "roster-unknown-assessment"), ("P1,a,,x,y,", "roster-blank"),
    ("P1,a,soon,x,y,", "roster-bad-date"), ("P1,a,2027-03-20T12:00,x,y,", "roster-bad-date"),
    ("P1,a,03/20/2027,x,y,", "roster-bad-date"), ("P1,a,2027-03-20,,y,", "roster-blank"),
    ("P1,a,2027-03-20,x,,", "roster-blank"),
  ])
  func `a bad row is refused by name`(_ row: String, _ code: String) throws {
    let judged = try read(row + "\nP2,a,2027-03-20,x,y,\n")
    #expect(judged.findings.map(\.code) == [code])
    #expect(judged.value?.rows.map(\.participant.text) == ["P2"] && judged.value?.refused == 1)
  }

  @Test func `a blank assessment is refused where there are several`() throws {
    let judged = try read("P1,,2027-03-20,x,y,\n", assessments: ["a", "b"])
    #expect(judged.findings.map(\.code) == ["roster-no-assessment"])
  }

  @Test func `the same extension twice is a note, another close refuses both`() throws {
    let same = try read("P1,a,2027-03-20,x,y,\nP1,a,2027-03-20,x,y,\n")
    #expect(same.findings.map(\.code) == ["roster-repeated-row"])
    #expect(same.value?.rows.count == 1 && same.value?.refused == 0)
    let other = try read("P1,a,2027-03-20,x,y,\nP1,a,2027-03-21,x,y,\n")
    #expect(other.findings.map(\.code) == ["roster-contradiction"])
    #expect(other.value?.rows.isEmpty == true && other.value?.refused == 2)
  }
}
