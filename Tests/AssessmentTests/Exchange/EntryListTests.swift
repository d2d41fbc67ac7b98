import Assessment
import Findings
import Testing

private func people(_ ids: String...) throws -> PersonIndex {
  var index = PersonIndex()
  for text in ids { index.add(try id(text), knownAs: ["\(text)@s.uk"]) }
  return index
}

@Suite struct AdjustmentLists {
  private func read(
    _ rows: String, known: [String]? = nil
  ) throws -> Judged<Roster<EntryRow<Adjustment>>> {
    readAdjustments(
      Array(
        "participant,days,word limit,formats,files,instruction,authoriser,reason\n\(rows)".utf8),
      name: "adjustments.csv", participants: try people("P1", "P2"), instructions: known)
  }

  @Test func `every column is read, and the reason stands apart`() throws {
    let judged = try read("p1@s.uk,4,1875,PDF; odt,2,do not mark spelling,Head,a letter\n")
    let row = try #require(judged.value?.rows.first)
    #expect(judged.findings.isEmpty)
    #expect(
      row.value
        == Adjustment(
          days: 4, words: 1875, formats: ["pdf", "odt"], files: 2,
          instruction: "do not mark spelling"))
    #expect(row.participant.text == "P1" && row.reason == "a letter" && row.authoriser == "Head")
    #expect(!"\(row.value)".contains("letter"))
  }

  @Test(arguments: [
    ("P1,,,,,,Head,", "adjustment-empty"), ("P1,0,,,,,Head,", "roster-bad-number"),
    ("P1,,,rtf,,,Head,", "roster-bad-format"), ("P9,1,,,,,Head,", "roster-unknown-person"),
    ("P1,,,,,he is dyslexic,Head,", "instruction-tells-why"),
    ("P1,,,,,\"one\ntwo\",Head,", "instruction-too-long"),
  ])
  func `a bad row is refused by name`(_ row: String, _ code: String) throws {
    let judged = try read("\(row)\nP2,1,,,,,Head,\n")
    #expect(judged.findings.map(\.code) == [code])
    #expect(judged.value?.rows.map(\.participant.text) == ["P2"])
  }

  @Test func `an instruction must be one of the policy's, where it has a list`() throws {
    let known = ["do not mark spelling and grammar"]
    let judged = try read(
      "P1,,,,,do not mark spelling and grammar,H,\nP2,,,,,be kind,H,\n", known: known)
    #expect(judged.findings.map(\.code) == ["instruction-unknown"])
    #expect(judged.value?.rows.map(\.participant.text) == ["P1"])
  }

  @Test func `two rows that differ for one person are both refused`() throws {
    let judged = try read("P1,1,,,,,H,\nP1,2,,,,,H,\nP2,3,,,,,H,\nP2,3,,,,,H,\n")
    #expect(judged.findings.map(\.code) == ["roster-contradiction", "roster-repeated-row"])
    #expect(judged.value?.rows.map(\.participant.text) == ["P2"])
  }

  @Test func `a later adjustment holds where both say something`() {
    let both = Adjustment(days: 2, words: 1700).with(Adjustment(words: 1800, files: 2))
    #expect(both == Adjustment(days: 2, words: 1800, files: 2))
  }
}

@Suite struct EngagementLists {
  @Test(arguments: [
    ("90", 9000), ("88.5", 8850), ("88,25 %", 8825), ("100", 10_000), ("0", 0), ("0.885", nil),
    ("1.5", 150), ("101", nil), ("-1", nil), ("88.555", nil), ("", nil), ("n/a", nil),
  ])
  func `a per cent is read in hundredths, and a share is none`(_ text: String, _ value: Int?) {
    #expect(hundredths(ofPercent: text) == value)
  }

  @Test func `parts are weighed exactly, and never rounded up`() throws {
    let judged = readEngagement(
      Array("participant,Attendance,quizzes\nP1,90,89.99\nP2,90,\n".utf8), name: "e.csv",
      participants: try people("P1", "P2"), parts: ["attendance": 50, "quizzes": 50])
    #expect(judged.value?.rows.map(\.value) == [8999])
    #expect(judged.findings.map(\.code) == ["roster-blank"])
  }
}

@Suite struct IntegrityLists {
  @Test func `a score opens a case only above the line that is given`() throws {
    let text = "Email,Overall similarity,by\nP1@s.uk,34%,Turnitin\nP2@s.uk,30,Turnitin\n"
    for (line, states) in [(30, [IntegrityCheck.State.open, .closed]), (nil, [.closed, .closed])] {
      let judged = readIntegrityChecks(
        Array(text.utf8), name: "t.csv", participants: try people("P1", "P2"), openOver: line)
      #expect(judged.findings.isEmpty)
      #expect(judged.value?.rows.map(\.value.state) == states)
      #expect(judged.value?.rows.map(\.value.check) == ["similarity", "similarity"])
      #expect(judged.value?.rows.map(\.authoriser) == ["Turnitin", "Turnitin"])
    }
  }

  @Test func `two checks of one person are two facts`() throws {
    let judged = readIntegrityChecks(
      Array("participant,check,state\nP1,similarity,closed\nP1,viva,open\nP1,Odd one,open\n".utf8),
      name: "t.csv", participants: try people("P1"))
    #expect(judged.value?.rows.map(\.value.check) == ["similarity", "viva"])
    #expect(judged.findings.map(\.code) == ["roster-bad-check"])
  }
}
