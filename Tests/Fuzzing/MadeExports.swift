import Findings
import Foundation

@testable import Assessment
@testable import Sealing

/// What platforms and other offices hand out, small.
enum MadeExports {
  private static func parted(_ parts: [(String, String)]) -> [UInt8] {
    Parted(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) }).bytes
  }

  /// One export of each platform, in the names that it gives.
  static let exports: [[UInt8]] = [
    parted([
      ("Ada L_12_assignsubmission_file/essay.docx", "x"),
      ("Bob_13_assignsubmission_onlinetext_/onlinetext.html", "<p>words</p>"),
    ]),
    parted([("lovelaceada_LATE_12_345_essay-1.docx", "x"), ("anon_12_346_text.html", "<p>a</p>")]),
    parted([
      ("12-345 - Ada L - Mar 15, 2027 1159 PM/essay.docx", "x"), ("index.html", "<table></table>"),
    ]),
    parted([
      ("Case study_ada_attempt_2027-03-15-23-59-01_essay.docx", "x"),
      (
        "Case study_ada_attempt_2027-03-15-23-59-01.txt",
        """
        Name: Ada L (ada)
        Assignment: Case study
        Date Submitted: 15 March 2027 23:59:01 o'clock GMT
        Current Mark: Needs Marking

        Submission Field:
        <p>typed</p>

        Comments:
        There are no student comments for this assignment.

        Files:
        \tOriginal filename: essay.docx
        \tFilename: Case study_ada_attempt_2027-03-15-23-59-01_essay.docx
        """
      ),
    ]),
    parted([
      ("Case study/Lovelace, Ada(ada)/Submission attachment(s)/essay.docx", "x"),
      ("Case study/Lovelace, Ada(ada)/timestamp.txt", "20270315235901000"),
      (
        "Case study/grades.csv",
        "\"Case study\",\"Points\"\n\"Display ID\",\"ID\"\n\"ada\",\"ada\"\n"
      ),
    ]),
  ]

  static let answers = [
    "id,email,completion time,Question one\n1,a@x.example,3/15/27 23:59:01,\"It was, so to say\"\n",
    "Identifier,Full name,Email address,Status,Last modified (submission)\n"
      + "Participant 12,Ada,a@x.example,Submitted for grading,\"Monday, 15 March 2027, 11:59 PM\"\n",
    "Student,ID,SIS User ID,SIS Login ID,Section,Case (7)\nPoints Possible,,,,,10\n"
      + "\"L, Ada\",12,a1,ada,A,\n",
  ]

  static let rosters = [
    "id,dfe_id,trn,email,lms_id,name,qualification,phase\nada,,1234567,a@x.example,12,Ada,NPQLT,P\n",
    "id,name,qualifications,capacity,minimum,from,until\nA1,B,NPQLT;NPQSL,10,2,2027-03-01,\n",
    "file,participant,received\nessay.docx,ada,2027-03-15T23:59:01\nx.odt,1234567,15/03/2027\n",
    "participant,status,message,replaced_by\nada,200,,\nbob,422,\"{\"\"a\"\":1}\",new-1\n",
  ]

  static let allocations = [
    "script,qualification,school,trust,phase,tutor,markings\ns1,NPQLT,St A,T,P,A2,2\n",
    "assessor,qualifications,capacity,minimum,phase\nA1,NPQLT;NPQSL,3,1,B\n",
    "script,assessor,reason\ns1,A2,knows\n", "script,assessor,marking\ns1,A1,1\n",
    "assessor,at least,at most\nA1,1,3\n",
  ]

  /// A mark scheme in each format but ours, after the byte that chooses it.
  static var schemes: [[UInt8]] {
    guard let rubric = MadePack.rubric, let date = CivilDate(year: 2027, month: 1, day: 1) else {
      return []
    }
    let formats = RubricFormat.allCases.filter { $0 != .yaml && $0 != .xlsx }
    return formats.enumerated().map { number, format in
      let written = ExchangedRubric(rubric).written(as: format, on: date, name: "r").value ?? []
      return [UInt8(number)] + written
    }
  }

  /// A pack as it lies open, and inside a page.
  static var packs: [[UInt8]] {
    guard let pack = Identifier("A1-1"), let assessor = Identifier("A1"),
      let rubric = MadePack.rubric, let scheme = try? PackRubric(rubric),
      let bytes = try? PagePack(
        pack: pack, series: "spring", assessor: .init(id: assessor, name: "Ada"),
        papers: [], schemes: [.init(scheme)], scripts: []
      ).bytes()
    else { return [] }
    let script = """
      "scripts":[{"script":"\(MadePack.scripts[0])","qualification":"NPQLT","paper":"spring",\
      "counted":2,"blocks":[{"kind":"table","rows":[[[{"kind":"paragraph","runs":[{"text":"a"},\
      {"limit":true}]}]]]}]}]
      """
    let open = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "\"scripts\":[]", with: script)
    return [
      Array(open.utf8),
      Array("<html>npq-marking-pack 1 plain\n\(bytes.base64EncodedString())\n</html>".utf8),
      Array("npq-marking-pack 1 plain deflate-raw 5\nAQUA+v9oZWxsbw==\n".utf8),
      Array("npq-marking-pack 1 pbkdf2-sha256 600000 AAAA AAAA\nAAAA\n".utf8),
    ]
  }

  /// Streams with each kind of block, after the byte that chooses the limit.
  static let streams: [[UInt8]] = [
    [18, 0x78, 0x9C, 0x4B, 0x4C, 0x4A, 0x4E, 0x49, 0x4D, 0x4B, 0x84, 0x02, 0x00],
    [18, 0x78, 0x01, 0x01, 0x03, 0x00, 0xFC, 0xFF, 0x61, 0x62, 0x63],
    [
      0x12, 0x78, 0xDA, 0x15, 0x88, 0x31, 0x01, 0x00, 0x00, 0x0C, 0x82, 0xAA, 0x58, 0x8D,
      0xE9, 0xFA, 0x57, 0x98, 0x83, 0x0B, 0x60, 0x50, 0x64, 0x10, 0x36, 0x19, 0x3A, 0x8A,
      0xEB, 0x12, 0x7D, 0x75, 0xFA, 0x00, 0x1D, 0x97, 0x0E, 0x46,
    ],
  ]
}
