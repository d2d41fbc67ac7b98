import Findings
import Sheets
import Testing

@testable import Assessment

private func list(_ text: String) -> PlatformList? {
  guard case .list(let list) = platformTable(Array(text.utf8), name: "l.csv", zone: "Europe/London")
  else { return nil }
  return list
}

@Suite struct PlatformLists {
  static let english = """
    \u{FEFF}Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
    "Participant 4567","Ann O'Lee",ann@school.example,"Submitted for grading",,100.00,Yes,"Monday, 15 March 2027, 11:59 PM",-,
    "Participant 4568","Bob Hay",bob@school.example,"No submission",,100.00,Yes,-,-,
    "Participant 4569","Cy Bee",cy@school.example,"Draft (not submitted)",,100.00,Yes,"Monday, 15 March 2027, 9:00 PM",-,
    """
  static let german = """
    ID;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"
    Teilnehmer/in4567;"Ann O'Lee";ann@school.example;"Zur Bewertung abgegeben";;100,00;Ja;"Montag, 15. März 2027, 23:59";-;
    Teilnehmer/in4568;"Bob Hay";bob@school.example;"Keine Abgabe";;100,00;Ja;-;-;
    Teilnehmer/in4569;"Cy Bee";cy@school.example;"Entwurf (nicht abgegeben)";;100,00;Ja;"Montag, 15. März 2027, 21:00";-;
    """
  static let welsh = """
    Dynodydd,"Enw llawn","Cyfeiriad e-bost",Statws,Gradd,"Uchafswm gradd","Gellir newid y radd","Newidiwyd ddiwethaf (cyflwyniad)","Newidiwyd ddiwethaf (gradd)","Sylwadau adborth"
    "Cyfranogwr 4567","Ann O'Lee",ann@school.example,"Cyflwynwyd i'w raddio",,100.00,Ie,"Dydd Llun, 15 Mawrth 2027, 11:59 PM",-,
    "Cyfranogwr 4568","Bob Hay",bob@school.example,"Dim cyflwyniad",,100.00,Ie,-,-,
    "Cyfranogwr 4569","Cy Bee",cy@school.example,"Drafft (heb ei gyflwyno)",,100.00,Ie,"Dydd Llun, 15 Mawrth 2027, 9:00 PM",-,
    """

  @Test(arguments: [english, german, welsh])
  func `a grading worksheet is read in the language of its site`(_ text: String) throws {
    let read = try #require(list(text))
    #expect(read.platform == .moodle)
    #expect(read.listings.map(\.handedIn) == [true, false, false])
    #expect(read.listings.map(\.person.email)[0] == "ann@school.example")
    #expect(read.listings[0].time?.instant?.description == "2027-03-15T23:59:00Z")
    var read2 = export(.moodle, ["Ann O'Lee_4567_assignsubmission_file/e.docx"])
    read2.join(read.listings)
    #expect(read2.handIns[0].person.email == "ann@school.example")
    #expect(read2.handIns[0].time?.hasSeconds == false)
  }

  @Test func `blind, with its maximum in old capitals and further columns, it is still one`() throws
  {
    let text = """
      Identifier,Status,"Allow submissions from","Due date",Group,Grade,"Maximum Grade","Marking workflow state (Release grades and feedback)","Grade can be changed","Last modified (submission)","Online text","Last modified (grade)","Feedback comments"
      "Participant 1","Submitted for grading",-,-,,,100.00,"Not marked",Yes,"Monday, 15 March 2027, 9:00 PM","<p>x, ""y""</p>",-,
      """
    let read = try #require(list(text))
    #expect(read.listings[0].handedIn == true && read.listings[0].person.name == nil)
  }

  @Test func `an address is found in a language that nobody foresaw`() throws {
    let text = """
      Azonosító,"Teljes név",Levélcím,Állapot,Pont,"Zuletzt geändert (Abgabe)"
      "Résztvevő 7",Ann,ann@school.example,Kész,,"Montag, 15. März 2027, 23:59"
      """
    #expect(try #require(list(text)).listings[0].person.email == "ann@school.example")
  }

  @Test func `Canvas' grade book says logins, and nothing of handing in`() throws {
    let text = """
      Student,ID,SIS User ID,SIS Login ID,Section,Case study (991)
      "    Points Possible",,,,,18
      "O'Lee, Ann",48210,p1,alee,A,
      """
    let read = try #require(list(text))
    #expect(read.platform == .canvas && read.listings.count == 1)
    #expect(read.listings[0].person.login == "alee" && read.listings[0].handedIn == nil)
  }

  @Test(arguments: [
    "file,participant,time\ne.docx,p1,2027-03-15T23:41:00Z\n",
    "id,name,qualification\np1,Ann,NPQLT\n", "", "only one column\nx\n",
  ])
  func `other tables are no list of a platform`(_ text: String) {
    #expect(list(text) == nil)
  }

  @Test func `answers typed into boxes become a document with the questions as headings`() throws {
    let text = #"""
      ID,Completion time,Email,Name,School,"What is the problem?","What, then?"
      1,2027-03-15 23:41:00,ann@school.example,Ann,Hay,"# Not a heading
      2. not a list","So be it, ""quoted"""
      2,,bob@school.example,Bob,Hay,,
      """#
    let read = readAnswers(Array(text.utf8), name: "a.csv", zone: "Europe/London")
    let export = try #require(read.value)
    #expect(export.handIns.count == 1 && read.findings.map(\.code) == ["answers-columns"])
    let handIn = try #require(export.handIns.first)
    #expect(handIn.person.email == "ann@school.example")
    guard case .made(let original, let made) = handIn.files[0].source else { return }
    #expect(
      String(decoding: made, as: UTF8.self) == """
        # What is the problem?

        \\# Not a heading

        2\\. not a list

        # What, then?

        So be it, "quoted"

        """)
    #expect(readCSV(original, name: "o", required: []).value?.rows.count == 1)
  }

  @Test func `answers that say whose they are nowhere are refused`() {
    let read = readAnswers(Array("Name,Q\nAnn,text\n".utf8), name: "a.csv", zone: "UTC")
    #expect(read.value == nil && read.findings.map(\.code) == ["answers-without-person"])
  }
}
