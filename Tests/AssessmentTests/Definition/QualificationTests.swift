import Assessment
import Findings
import Testing

@Suite struct Qualifications {
  @Test func `there are five specialist, five leadership and one closed qualification`() {
    #expect(Qualification.allCases.filter { $0.group == .specialist }.count == 5)
    #expect(Qualification.allCases.filter { $0.group == .leadership }.count == 5)
    #expect(Qualification.allCases.filter { $0.group == nil } == [.npqml])
    #expect(Qualification.allCases.filter { $0.status == .closed } == [.npqml])
    #expect(Qualification.npqsenco.group == .leadership)
  }

  @Test func `every one but NPQML has a course identifier of its own`() {
    let identifiers = Qualification.allCases.compactMap(\.courseIdentifier)
    #expect(Set(identifiers).count == 10)
    #expect(Qualification.npqml.courseIdentifier == nil)
    #expect(Qualification.npqltd.courseIdentifier == "npq-leading-teaching-development")
  }

  @Test(arguments: [
    (Qualification.npqlt, 12, 3...3, 0, 15...15), (.npqltd, 12, 3...3, 0, 15...15),
    (.npqlbc, 12, 3...3, 0, 15...15), (.npqll, 12, 3...3, 0, 15...15),
    (.npqlpm, 12, 3...3, 0, 15...15), (.npqsl, 18, 3...3, 0, 21...21),
    (.npqh, 18, 3...3, 6, 21...21), (.npqel, 18, 3...3, 0, 21...21),
    (.npqeyl, 18, 3...3, 0, 21...21), (.npqsenco, 18, 3...4, 0, 21...22),
  ])
  func `programmes take the months that a provider publishes`(
    _ qualification: Qualification, teaching: Int, period: ClosedRange<Int>, more: Int,
    whole: ClosedRange<Int>
  ) {
    #expect(qualification.teachingMonths == teaching)
    #expect(qualification.assessmentPeriodMonths == period)
    #expect(qualification.newHeadExtensionMonths == more)
    #expect(qualification.programmeMonths == whole)
  }

  @Test func `NPQML has no months and no first teaching of a reformed framework`() {
    #expect(Qualification.npqml.programmeMonths == nil)
    #expect(Qualification.npqml.firstTeaching == nil)
    #expect(Qualification.npqml.newHeadExtensionMonths == 0)
  }

  @Test(arguments: [
    (2021, 6), (2022, 2), (2024, 2),
  ])
  func `so many frameworks were first taught in a year`(_ year: Int, count: Int) {
    #expect(Qualification.allCases.filter { $0.firstTeaching?.year == year }.count == count)
  }

  @Test(arguments: zip(Qualification.allCases, [9, 4, 6, 6, 8, 10, 10, 10, 7, 8, 6]))
  func `a framework has so many different areas`(_ qualification: Qualification, count: Int) {
    #expect(qualification.areas.count == count)
    #expect(Set(qualification.areas).count == count)
  }
}

@Suite struct QualificationNames {
  @Test(arguments: [
    ("NPQSENCO", Qualification.npqsenco), ("NPQS", .npqsenco), ("NPQSENCo", .npqsenco),
    ("npq-senco", .npqsenco), ("NPQ for SENCOs", .npqsenco), ("npqlt", .npqlt),
    ("NPQ LT", .npqlt), ("npq_lbc", .npqlbc), ("Leading literacy", .npqll),
    ("NPQ in Leading Primary Mathematics", .npqlpm),
    ("National Professional Qualification for Leading Teacher Development", .npqltd),
    ("npq-leading-teaching-development", .npqltd), ("389040001", .npqh), ("389040005", .npqml),
    ("389040011", .npqll), ("  NPQSL ", .npqsl), ("npq-headship", .npqh),
  ])
  func `a spelling in use names its qualification`(_ name: String, _ expected: Qualification) {
    #expect(Qualification(named: name) == expected)
  }

  @Test func `every code, identifier and alias names its own qualification and no other`() {
    for qualification in Qualification.allCases {
      let names = [qualification.code, qualification.courseIdentifier].compactMap(\.self)
      for name in names + qualification.aliases {
        #expect(Qualification(named: name) == qualification, "\(name)")
      }
    }
  }

  @Test(arguments: ["", "NPQ", "NPQLX", "NPQLTT", "389040002", "NPQLＴ", "NPQLT\u{0}", "NPQLT;"])
  func `anything else names none`(_ name: String) {
    #expect(Qualification(named: name) == nil)
  }

  @Test func `an unknown name is refused with the codes to choose from`() {
    let finding = Qualification.unknown("NPQXX", subject: "roster.csv:3")
    #expect(finding.code == "unknown-qualification")
    #expect(finding.severity == .refused)
    #expect(finding.subject == "roster.csv:3")
    for qualification in Qualification.allCases {
      #expect(finding.remedy.contains(qualification.code))
    }
  }

  @Test(arguments: ["EHCO", "npq-early-headship-coaching-offer", "aso"])
  func `a coaching offer is refused for having no assessment`(_ name: String) {
    #expect(Qualification(named: name) == nil)
    #expect(Qualification.unknown(name, subject: "").message.contains("no assessment"))
  }
}
