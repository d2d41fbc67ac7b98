import Findings
import Markup
import Testing

@testable import Documents

@Suite struct PortableTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  static let page = ["We looked at how pupils learn", "and wrote down what we saw in class."]

  private func read(_ bytes: [UInt8], _ poppler: Poppler = Poppler()) -> DocumentReading {
    readPortable(bytes, name: "a.pdf", poppler)
  }

  @Test func `the words of a PDF are counted`() {
    let reading = read(Made.portable([Self.page]))
    #expect(reading.words == [.body: 14])
    #expect(reading.findings.isEmpty)
    #expect(reading.traces == [Trace("Info", .properties, "Producer")])
  }

  @Test func `a line that returns on most pages is a header or footer`() {
    let pages = (1...3).map { ["Ada, class four"] + Self.page + ["Page \($0) of 3"] }
    let reading = read(Made.portable(pages))
    #expect(reading.words == [.body: 42, .headers: 9, .footers: 12])
  }

  @Test func `a PDF without words looks scanned`() {
    let reading = read(Made.portable([[]]))
    #expect(reading.codes == ["looks-scanned"])
    #expect(reading.findings.gravest == .held)
  }

  static let active: [(String, String, [String], String, Finding.Severity)] = [
    (
      "a program is started", "/OpenAction << /S /Launch /F (cmd.exe) >>", [], "pdf-launch",
      .refused
    ),
    (
      "with a disguised name", "/OpenAction << /S /#4caunch /F (cmd.exe) >>", [], "pdf-launch",
      .refused
    ),
    (
      "from a compressed object", "",
      [
        "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 28 >>\nstream\n%DATA%\nendstream"
      ], "pdf-launch", .refused
    ),
    (
      "JavaScript", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", [], "pdf-javascript",
      .held
    ),
    ("disguised JavaScript", "/OpenAction << /S /J#61vaScript >>", [], "pdf-javascript", .held),
    ("a form that is sent", "/AA << /S /SubmitForm >>", [], "pdf-active", .held),
    (
      "an object that cannot be opened", "",
      [
        "<< /Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode] /Length 2 >>\nstream\n00\nendstream"
      ], "pdf-unusual", .held
    ),
    (
      "an attachment",
      "/Names << /EmbeddedFiles << /Names [(a.txt) 5 0 R] >> >>",
      [
        "<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>",
        "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream",
      ],
      "embedded-file", .held
    ),
  ]

  /// `1 0 << /S /Launch >>`, packed.
  private static let launch: [UInt8] = [
    0x78, 0x01, 0x33, 0x54, 0x30, 0x50, 0xB0, 0xB1, 0x51, 0xD0, 0x0F, 0x56, 0xD0, 0xF7, 0x49,
    0x2C, 0xCD, 0x4B, 0xCE, 0x50, 0xB0, 0xB3, 0x03, 0x00, 0x2E, 0x6D, 0x05, 0x02,
  ]

  @Test(arguments: active)
  func `what a viewer would carry out is named`(
    _ rule: String, _ catalogue: String, _ objects: [String], _ code: String,
    _ severity: Finding.Severity
  ) {
    var bytes = Made.portable([Self.page], catalogue: catalogue, objects: objects)
    if let place = bytes.firstIndex(of: Array("%DATA%".utf8), from: 0) {
      bytes.replaceSubrange(place..<(place + 6), with: Self.launch)
    }
    let reading = read(bytes)
    #expect(
      reading.findings.first { $0.code == code }?.severity == severity, "\(rule): \(reading.codes)")
  }

  @Test(arguments: [
    ("stream\n9 0 obj << /S /Launch >> endobj\nendstream\n", "pdf-launch"),
    ("% stream\n9 0 obj << /S /Launch >> endobj\n", "pdf-launch"),
    ("(\n9 0 obj << /S /Launch >> endobj\n)\n", "pdf-launch"),
    ("stream\n9 0 obj << /Type /ObjStm >> stream\nx\nendstream\n", "pdf-unusual"),
    ("<< % (\n/S /Launch % )\n>>\n", "pdf-launch"),
    ("<< /N 1 /First 4 >> stream\n1 0 << /S /Launch >>\nendstream\n", "pdf-launch"),
    ("<< /Type /ObjStm /Filter 7 0 R >> stream\nx\nendstream\n", "pdf-unusual"),
    (
      "<< /Type /ObjStm /Filter /FlateDecode /DecodeParms 7 0 R >> stream\nx\nendstream\n",
      "pdf-unusual"
    ),
  ])
  func `an object is seen in what only looks like a stream or a string`(
    _ text: String, _ code: String
  ) {
    let names = PortableNames(Array("%PDF-1.5\n".utf8) + Array(text.utf8))
    #expect(names.findings(subject: "a.pdf").map(\.code) == [code])
  }

  @Test(arguments: [
    ("/Names << /EmbeddedFiles 5 0 R >>", true), ("/Subtype /File#41ttachment", true),
    ("/Type /ObjStm /Filter /LZWDecode >> stream\nx\nendstream", true), ("/Names 5 0 R", false),
  ])
  func `files are looked for where there may be any`(_ text: String, _ may: Bool) {
    #expect(PortableNames(Array("<< \(text) >>".utf8)).mayHoldFiles == may)
  }

  @Test func `words about launching in the text are only words`() {
    let reading = read(Made.portable([["The /Launch of /JavaScript at school went well"]]))
    #expect(reading.findings.isEmpty)
  }

  static let unseen: [(String, String, [DocumentPart: Int], [String])] = [
    ("white", "1 g (these white words) Tj 0 g", [.body: 14, .hidden: 3], ["pale-text"]),
    ("nearly white", "0.95 g (these words too) Tj 0 g", [.body: 14, .hidden: 3], ["pale-text"]),
    ("grey", "0.8 g (these grey words) Tj 0 g", [.body: 17], []),
    ("drawn in no way", "3 Tr (these lost words) Tj 0 Tr", [.body: 14, .hidden: 3], ["pale-text"]),
    (
      "under something white", "(these covered words) Tj ET 1 g 60 620 300 40 re f BT",
      [.body: 14, .hidden: 3], ["pale-text"]
    ),
    ("one point high", "/F1 1 Tf (these tiny words) Tj", [.body: 14, .hidden: 3], ["tiny-text"]),
    ("beside the page", "1000 0 Td (these words) Tj", [.body: 14], []),
  ]

  @Test(arguments: unseen)
  func `words that are not seen on the page do not count`(
    _ rule: String, _ drawing: String, _ words: [DocumentPart: Int], _ codes: [String]
  ) {
    let reading = read(Made.portable([Self.page + [") Tj \(drawing) ("]]))
    #expect(reading.words == words, "\(rule)")
    #expect(lengthFindings(reading, name: "a.pdf").map(\.code) == codes, "\(rule)")
  }

  @Test func `words of which hardly any are drawn are named and count`() {
    let reading = read(Made.portable([[") Tj 1 g (We looked at how pupils learn"]]))
    #expect(reading.words == [.body: 6] && reading.doubtfulWords == 6)
  }

  @Test(arguments: ["%PDF-1.4\n", "%PDF-1.4\ntrailer << /Root 1 0 R >>\n%%EOF"])
  func `a damaged PDF is refused`(_ text: String) {
    #expect(read(Array(text.utf8)).codes == ["damaged-document"])
  }

  @Test func `a missing poppler is said plainly`() {
    var poppler = Poppler()
    poppler.searchPath = "/nowhere"
    let reading = read(Made.portable([Self.page]), poppler)
    #expect(reading.codes == ["poppler-missing"])
    #expect(reading.verdict == .failed)
    #expect(reading.findings[0].message.contains("poppler-utils"))
  }

  @Test func `a program that takes too long is stopped`() throws {
    var poppler = Poppler()
    poppler.wallSeconds = 1
    let outcome = try Poppler.withFolder(holding: []) { (folder) throws(DocumentError) in
      try poppler.run(Poppler.Job("sleep", ["20"]), then: [Poppler.Job("true", [])], in: folder)
    }
    #expect(outcome.map(\.wasStopped) == [true, true])
  }

  @Test func `a program cannot fill the disk`() throws {
    var poppler = Poppler()
    poppler.outputBytes = 10_240
    let outcome = try Poppler.withFolder(holding: []) { (folder) throws(DocumentError) in
      let zeros = try poppler.run(Poppler.Job("cat", ["/dev/zero"]), in: folder)[0]
      return (zeros.wasStopped, zeros.isFine, zeros.output.count)
    }
    #expect(outcome.0 && !outcome.1 && outcome.2 <= 10_240)
  }

  @Test func `a program that fails keeps the others from being run`() throws {
    let jobs = ["cat", "echo"].map { Poppler.Job($0, ["in.pdf"]) }
    try Poppler.withFolder(holding: [65]) { (folder) throws(DocumentError) in
      let all = try Poppler().run(jobs[0], then: jobs, in: folder)
      #expect(all.map(\.output) == [[65], [65], Array("in.pdf\n".utf8)])
      let none = try Poppler().run(Poppler.Job("cat", ["nothing"]), then: jobs, in: folder)
      #expect(none.map(\.status) == [1, 124, 124] && none[0].errors.contains("nothing"))
    }
  }

  @Test func `a clean copy holds the same words, no trace and no time`() throws {
    let path = try folder.write(
      "in.pdf",
      Made.portable([Self.page], info: "/Author (Ada Lovelace) /CreationDate (D:20260101)"))
    let copies = try ["a.pdf", "b.pdf"].map {
      try writeCleanCopy(of: path, as: .pdf, to: folder.path($0), masks: [])
    }
    #expect(copies[0].findings.isEmpty && copies[0].format == .pdf)
    #expect(copies[0].traces == [Trace("Info", .properties, "Author, Producer, CreationDate")])
    #expect(try folder.bytes("a.pdf") == folder.bytes("b.pdf"))
    let again = readDocument(path: folder.path("a.pdf"), name: "a.pdf")
    #expect(again.traces.isEmpty && again.words == [.body: 14])
    #expect(try !folder.bytes("a.pdf").contains("Ada"))
  }

  @Test func `a drawing with other gaps between its letters says the same`() throws {
    let text = [["Case study: Garsdale High", "Even so the parents rely on it"]]
    let path = try folder.write("in.pdf", Made.portable(text))
    let copy = try writeCleanCopy(of: path, as: .pdf, to: folder.path("out.pdf"), masks: [])
    #expect(copy.findings.isEmpty)
  }

  @Test func `a PDF that names the person becomes text`() throws {
    let path = try folder.write("in.pdf", Made.portable([["By Ada Lovelace"] + Self.page]))
    let copy = try writeCleanCopy(
      of: path, as: .pdf, to: folder.path("out"),
      masks: [Mask(text: "Ada Lovelace", replacement: "S1")])
    #expect(copy.format == .txt)
    #expect(copy.findings.map(\.code) == ["pdf-became-text"])
    let text = String(decoding: try folder.bytes("out"), as: UTF8.self)
    #expect(text.hasPrefix("By S1") && !text.contains("Ada"))
  }
}
