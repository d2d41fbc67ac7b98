import Findings
import Testing

@testable import Assessment

/// Reads an export given by the paths in it.
func export(
  _ platform: Platform, _ paths: [String], texts: [Int: String] = [:], numbers: Set<String> = [],
  logins: Set<String> = []
) -> PlatformExport {
  let context = ExportContext(
    name: "export.zip", zone: "Europe/London", texts: texts.mapValues { Array($0.utf8) },
    numbers: numbers, logins: logins)
  return readExport(platform, paths.map { ExportMember(path: $0, bytes: 9) }, context)
}

/// What each response is called and holds, as `key: file, file`.
func shown(_ export: PlatformExport) -> [String] {
  export.handIns.map { "\($0.key): \($0.files.map(\.name).joined(separator: ", "))" }
}

// The rules are those of formats.md 5.2, 5.5, 5.8 and 5.9; the names are as awkward as they come.
@Suite struct PlatformNames {
  static let moodle: [(path: String, key: String, number: String, file: String)] = [
    ("Ann O'Lee_4567_assignsubmission_file/essay.docx", "Ann O'Lee_4567", "4567", "essay.docx"),
    ("Ann O'Lee_4567_assignsubmission_file_/essay.docx", "Ann O'Lee_4567", "4567", "essay.docx"),
    ("李明慧_7_assignsubmission_file/sub/plan.pdf", "李明慧_7", "7", "plan.pdf"),
    ("Zoë Adeyemi-Clarke _12_assignsubmission_file/a.odt", "Zoë Adeyemi-Clarke _12", "12", "a.odt"),
    ("4217 12_99_assignsubmission_file_essay_v2.docx", "4217 12_99", "99", "essay_v2.docx"),
    (
      "Ann_1_assignsubmission_file_x_assignsubmission_file_y.txt", "Ann_1", "1",
      "x_assignsubmission_file_y.txt"
    ),
    ("Participant_300_assignsubmission_file/e.docx", "Participant_300", "300", "e.docx"),
    ("course/Ann_1_assignsubmission_file/e.docx", "Ann_1", "1", "e.docx"),
    (
      String(repeating: "n", count: 255) + "_1_assignsubmission_file/e.docx",
      String(repeating: "n", count: 255) + "_1", "1", "e.docx"
    ),
  ]

  @Test(arguments: moodle)
  func `a Moodle path says the number of the participant`(
    _ row: (path: String, key: String, number: String, file: String)
  ) throws {
    let path = try #require(MoodlePath(ExportPath(row.path)))
    #expect(path.key == row.key && path.number == row.number && path.file == row.file)
  }

  @Test(arguments: [
    "Ann_assignsubmission_file/essay.docx", "Default group_assignsubmission_file/e.docx",
    "Ann_x1_assignsubmission_file/e.docx", "Ann_1_assignsubmission_file_",
    "Ann_1_assignsubmission_file/../../etc/passwd", "essay.docx",
  ])
  func `what has no number or climbs is nobody's response in Moodle`(_ path: String) {
    #expect(MoodlePath(ExportPath(path)) == nil)
  }

  @Test func `typed text and files of one participant of Moodle are one response`() {
    let read = export(
      .moodle,
      [
        "Ann_1_assignsubmission_onlinetext/texte en ligne.html",
        "Ann_1_assignsubmission_onlinetext/photo.png", "Ann_1_assignsubmission_file/e.docx",
        "Ann_2_assignsubmission_file/e.docx", "__MACOSX/._x", "notes.txt",
      ])
    #expect(shown(read) == ["Ann_1: texte en ligne.html, photo.png, e.docx", "Ann_2: e.docx"])
    #expect(read.handIns[0].files.map(\.kind) == [.webPage, .embedded, .document])
    let members = (0..<6).map { ExportMember(path: $0 == 4 ? "__MACOSX/._x" : "x", bytes: 9) }
    #expect(read.strays(of: members) == [5])
  }

  static let litter: [(Platform, paths: [String], handIns: [String], aside: Set<Int>)] = [
    (
      .moodle, ["Ann_1_assignsubmission_file/~$e.docx", "Ann_1_assignsubmission_file/e.docx"],
      ["Ann_1: e.docx"], [0]
    ),
    (
      .moodle, ["Ann_1_assignsubmission_file/e.docx", "Ann_1_assignsubmission_file/.DS_Store"],
      ["Ann_1: e.docx"], [1]
    ),
    (
      .moodle,
      ["Ann_1_assignsubmission_file/e.docx", "__MACOSX/Ann_1_assignsubmission_file/._e.docx"],
      ["Ann_1: e.docx"], [1]
    ),
    (.moodle, ["Ann_1_assignsubmission_file/Thumbs.db"], [], [0]),
    // All that somebody handed in is theirs, whatever it is called.
    (.moodle, ["Ann_1_assignsubmission_file/~$e.docx"], ["Ann_1: ~$e.docx"], []),
    (.moodle, ["Ann_1_assignsubmission_file/.docx"], ["Ann_1: .docx"], []),
    (
      .canvas,
      ["leeann_48210_9001_e.docx", "~$eann_48210_9001_e.docx", "._leeann_48210_9001_e.docx"],
      ["leeann_48210: e.docx"], [1, 2]
    ),
  ]

  @Test(arguments: litter)
  func `what systems leave beside a response is no part of it`(
    _ row: (platform: Platform, paths: [String], handIns: [String], aside: Set<Int>)
  ) {
    let read = export(row.platform, row.paths)
    #expect(shown(read) == row.handIns && read.besides == row.aside)
    #expect(read.strays(of: row.paths.map { ExportMember(path: $0, bytes: 9) }).isEmpty)
  }

  static let canvas: [(name: String, user: String, late: Bool, file: String)] = [
    ("leeann_48210_9001_essay.docx", "48210", false, "essay.docx"),
    ("leeann_LATE_48210_9001_my_final_essay.docx", "48210", true, "my_final_essay.docx"),
    ("_48210_9001_essay.docx", "48210", false, "essay.docx"),
    ("lee_ann_48210_9001_12_34_plan.docx", "48210", false, "12_34_plan.docx"),
    ("user_2_48210_9001_essay.docx", "48210", false, "essay.docx"),
    ("4217_48210_9001_essay-1.docx", "48210", false, "essay-1.docx"),
    ("leeann_48210_text.html", "48210", false, "text.html"),
    ("leeann_LATE_48210_link.html", "48210", true, "link.html"),
    ("anon_aB3xZ_9001_essay.docx", "aB3xZ", false, "essay.docx"),
    ("LATE_anon_aB3xZ_9001_essay.docx", "aB3xZ", true, "essay.docx"),
  ]

  @Test(arguments: canvas)
  func `a Canvas name says the number of the user`(
    _ row: (name: String, user: String, late: Bool, file: String)
  ) throws {
    let name = try #require(CanvasName(row.name, numbers: ["48210"]))
    #expect(name.user == row.user && name.isLate == row.late && name.file == row.file)
  }

  @Test func `without a roster the first two numbers of a Canvas name count`() throws {
    #expect(try #require(CanvasName("leeann_1_2_3_e.docx", numbers: [])).user == "1")
    #expect(CanvasName("essay_final.docx", numbers: []) == nil)
    #expect(CanvasName("leeann_48210_essay.docx", numbers: ["48210"]) == nil)
  }

  static let brightspace: [(path: String, name: String, instant: String, file: String)] = [
    (
      "39786-640693 - Aiden Rodriguez - Mar 10, 2027 1022 AM/Main.docx", "Aiden Rodriguez",
      "2027-03-10T10:22:00Z", "Main.docx"
    ),
    (
      "Case study/39786-640693 - Ann - Marie O'Lee - Mar 15, 2027 1159 PM/a - b.docx",
      "Ann - Marie O'Lee", "2027-03-15T23:59:00Z", "a - b.docx"
    ),
    (
      "39786-640693 - 10023 - Zoë Clarke- 15 March, 2027 2341 - essay - v2.docx", "Zoë Clarke",
      "2027-03-15T23:41:00Z", "essay - v2.docx"
    ),
    (
      "39786-640693 - 李明慧 - Mar 8, 2027 700 AM/e.pdf", "李明慧", "2027-03-08T07:00:00Z", "e.pdf"
    ),
  ]

  @Test(arguments: brightspace)
  func `a Brightspace path says who and the minute`(
    _ row: (path: String, name: String, instant: String, file: String)
  ) throws {
    let path = try #require(BrightspacePath(ExportPath(row.path)))
    #expect(path.name == row.name && path.file == row.file)
    let time = PlatformTime(path.date, zone: "Europe/London")
    #expect(time.instant?.description == row.instant && !time.hasSeconds)
  }

  @Test func `several responses of one person in Brightspace stand in the order of their times`() {
    let read = export(
      .brightspace,
      [
        "1-2 - Ann Lee - Mar 15, 2027 1159 PM/new.docx",
        "1-2 - Ann Lee - Mar 9, 2027 900 AM/old.docx", "index.html",
      ], numbers: ["1"])
    #expect(shown(read) == ["1-2 - Ann Lee: old.docx", "1-2 - Ann Lee: new.docx"])
    #expect(read.handIns.allSatisfy { $0.person.number == "1" } && read.besides == [2])
  }

  static let note = """
    Name: Ann O'Lee (j_lee)
    Assignment: Case_study
    Date Submitted: Monday, 15 March 2027 21:41:03 o'clock GMT
    Current Mark: Needs Marking

    Submission Field:
    There is no student submission text data for this assignment.

    Comments:
    There are no student comments for this assignment.

    Files:
    \tOriginal filename: my essay (final).docx
    \tFilename: Case_study_j_lee_attempt_2027-03-15-21-41-03_my essay final.docx
    """

  @Test func `Blackboard's note says the login that the name does not part`() throws {
    let front = "Case_study_j_lee_attempt_2027-03-15-21-41-03"
    let read = export(
      .blackboard, ["\(front).txt", "\(front)_my essay final.docx"], texts: [0: Self.note])
    let handIn = try #require(read.handIns.first)
    #expect(read.handIns.count == 1 && handIn.person.login == "j_lee")
    #expect(handIn.files.map(\.name) == ["my essay (final).docx"])
    #expect(handIn.time?.instant?.description == "2027-03-15T21:41:03Z")
  }

  @Test func `without its note a known login is taken, else what follows the last underscore`() {
    let path = "Case_study_j_lee_attempt_2027-03-15-21-41-03_e.docx"
    #expect(export(.blackboard, [path], logins: ["j_lee"]).handIns[0].person.login == "j_lee")
    #expect(export(.blackboard, [path]).handIns[0].person.login == "lee")
  }

  @Test func `each attempt of Blackboard is a response, and typed text is one too`() {
    let typed = Self.note.replacing(
      "There is no student submission text data for this assignment.", with: "<p>My answer.</p>")
    let read = export(
      .blackboard,
      ["A_x_attempt_2027-03-09-09-00-00.txt", "A_x_attempt_2027-03-10-09-00-00_attempt_1.docx"],
      texts: [0: typed])
    #expect(shown(read) == ["A_x: text.txt", "A_x: attempt_1.docx"])
    #expect(typedText(.attemptNote, Array(typed.utf8)) == Array("My answer.\n".utf8))
  }

  @Test func `Sakai's folders say the login, its time and its list`() throws {
    let list = """
      "Case study","Points"

      "Display ID","ID","Last Name","First Name","grade","Submission date"
      "alee","p1","O'Lee","Ann","","15 Mar 2027 21:41:03"
      "bob","p2","Bob","B","",""
      """
    let folder = "Case study/O'Lee, Ann (Annie)(alee)"
    let read = export(
      .sakai,
      [
        "Case study/grades.csv", "\(folder)/Submission attachment(s)/essay, v2 (1).docx",
        "\(folder)/timestamp.txt", "\(folder)/comments.txt",
        "\(folder)/Feedback Attachment(s)/old.pdf",
      ], texts: [0: list, 2: "20270315214103000\n"])
    let handIn = try #require(read.handIns.first)
    #expect(handIn.person.login == "alee" && handIn.files.map(\.name) == ["essay, v2 (1).docx"])
    #expect(handIn.time?.instant?.description == "2027-03-15T21:41:03Z")
    #expect(read.listings.map(\.handedIn) == [true, false] && read.besides == [0, 2, 3, 4])
  }

  static let kinds: [(paths: [String], platform: Platform?)] = [
    (["A_1_assignsubmission_file/e.docx", "B_2_assignsubmission_file/e.docx"], .moodle),
    (["a_48210_9_e.docx"], .canvas), (["a_1_9_e.docx"], nil), (["anon_x_9_e.docx"], .canvas),
    (["1-2 - A B - Mar 9, 2027 900 AM/e.docx", "index.html"], .brightspace),
    (["C_x_attempt_2027-03-15-21-41-03.txt"], .blackboard),
    (["r/A, B(x)/timestamp.txt", "r/grades.csv"], .sakai),
    (["essay.docx", "plan_2027_final.docx"], nil), ([], nil), (["__MACOSX/x"], nil),
    (["A_1_assignsubmission_file/e.docx", "x.docx", "y.docx"], nil),
  ]

  @Test(arguments: kinds)
  func `an export is known by the names in it`(_ row: (paths: [String], platform: Platform?)) {
    let members = row.paths.map { ExportMember(path: $0, bytes: 9) }
    #expect(platform(of: members, numbers: ["48210"]) == row.platform)
  }
}
