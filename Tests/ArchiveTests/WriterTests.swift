import Archive
import Findings
import Foundation
import Testing

@Suite struct WriterTests {
  static let files: [(String, [UInt8])] = [
    ("submission/bagit.txt", Array("BagIt-Version: 1.0\n".utf8)),
    ("submission/data/Étude 事例.txt", (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 3) }),
    ("submission/empty", []),
  ]

  private func write(_ files: [(String, [UInt8])], to url: URL) throws {
    var writer = try ZipWriter(path: url.path)
    for (name, bytes) in files { try writer.add(name, bytes: bytes) }
    try writer.finish()
  }

  private func writeSized(_ files: [(String, [UInt8])], to url: URL) throws {
    var writer = try SizedZipWriter(path: url.path, replacing: false, effort: .usual)
    for (name, bytes) in files { try writer.add(name, bytes: bytes) }
    try writer.finish()
  }

  private func read(_ url: URL) throws -> [(String, [UInt8])] {
    var reader = try ZipReader(path: url.path, limits: ArchiveLimits())
    #expect(reader.report.findings.isEmpty, "\(reader.report.findings)")
    var files: [(String, [UInt8])] = []
    while let entry = try reader.next() { files.append((entry.name, try reader.readAll())) }
    return files
  }

  @Test func `what is written is read again, in order and without a word`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try write(Self.files, to: url)
      let found = try read(url)
      #expect(found.map(\.0) == Self.files.map(\.0))
      #expect(found.map(\.1) == Self.files.map(\.1))
    }
  }

  @Test(arguments: [0, 10, 1_000_000, 1_000_001, 3_456_789])
  func `a file is copied whole, and never over another`(count: Int) throws {
    try withFolder { folder in
      let (from, to) = (folder.appending(path: "from").path, folder.appending(path: "to").path)
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37 >> 7) }
      try writeWhole(bytes, to: from, replacing: false)
      try copyWhole(from, to: to)
      #expect(FileManager.default.contents(atPath: to) == Data(bytes))
      #expect(throws: ArchiveError.self) { try copyWhole(from, to: to) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test(arguments: 0..<40)
  func `any three files come back as they were`(_ draw: Int) throws {
    var state = UInt64(draw) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let letters = Array("abcäß事👩‍🏫 .-_()".filter { $0 != " " && $0 != "." })
    let files = (0..<3).map { index in
      let name = String((0...next(20)).map { _ in letters[next(letters.count)] })
      let few = next(2) == 0
      let bytes = (0..<next(150_000)).map { _ in UInt8(next(few ? 3 : 256)) }
      return ("\(index)/\(name)", bytes)
    }
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try write(files, to: url)
      let found = try read(url)
      #expect(found.map(\.0) == files.map(\.0))
      #expect(found.map(\.1) == files.map(\.1))
    }
  }

  @Test func `the same files are the same bytes, from memory and from the disk`() throws {
    try withFolder { folder in
      let first = folder.appending(path: "1.zip")
      let second = folder.appending(path: "2.zip")
      try write(Self.files, to: first)
      var writer = try ZipWriter(path: second.path)
      for (index, file) in Self.files.enumerated() {
        let source = folder.appending(path: "\(index)")
        try Data(file.1).write(to: source)
        try writer.add(file.0, file: source.path)
      }
      try writer.finish()
      #expect(try Data(contentsOf: first) == Data(contentsOf: second))
    }
  }

  @Test func `it is the same bytes in every time zone and locale, and twice`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var made: Set<Data> = []
    for (zone, locale) in [
      ("UTC", "C"), ("Europe/London", "C.UTF-8"), ("America/New_York", "POSIX"),
      ("Asia/Kathmandu", "C"), ("UTC", "C"),
    ] {
      let url = folder.appending(path: "a.zip")
      await #expect(processExitsWith: .success) {
        [path = url.path as String, zone = zone as String, locale = locale as String] in
        setenv("TZ", zone, 1)
        setenv("LC_ALL", locale, 1)
        tzset()
        setlocale(LC_ALL, "")
        var writer = try ZipWriter(path: path)
        for (name, bytes) in WriterTests.files { try writer.add(name, bytes: bytes) }
        try writer.finish()
        var reader = try ZipReader(path: path, limits: ArchiveLimits())
        for file in WriterTests.files {
          guard try reader.next()?.name == file.0, try reader.readAll() == file.1 else { exit(1) }
        }
      }
      made.insert(try Data(contentsOf: url))
    }
    #expect(made.count == 1)
  }

  /// What comes packed, by how it begins; the rest of each could be deflated to almost nothing.
  static let packed: [(String, [UInt8])] = [
    ("a.png", [0x89, 0x50, 0x4E, 0x47]), ("a.jpeg", [0xFF, 0xD8, 0xFF, 0xE0]),
    ("a.gif", Array("GIF89a".utf8)), ("a.webp", Array("RIFF    WEBP".utf8)),
    ("a.docx", [0x50, 0x4B, 3, 4]), ("a.gz", [0x1F, 0x8B]), ("a.pdf", Array("%PDF-1.7".utf8)),
    ("a.age", Array("age-encryption.org/v1\n".utf8)), ("empty", []),
  ].map { ($0, $1.isEmpty ? [] : $1 + [UInt8](repeating: 7, count: 300_000)) }
  static let plain: [(String, [UInt8])] = [
    ("a.txt", Array("word ".utf8)), ("a.wav", Array("RIFF    WAVE".utf8)),
    ("b.pdf", Array("% no PDF".utf8)),
  ].map { ($0, $1 + [UInt8](repeating: 7, count: 300_000)) }

  @Test func `what comes packed is stored, and all else is deflated`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try writeSized(Self.packed + Self.plain, to: url)
      #expect(try read(url).map(\.1) == (Self.packed + Self.plain).map(\.1))
      let listing = try Tool("python3").run(
        [
          "-c",
          "import zipfile; [print(i.filename, i.compress_type, i.flag_bits) for i in zipfile.ZipFile('a.zip').infolist()]",
        ], in: folder)
      let expected = Self.packed.map { "\($0.0) 0 0\n" } + Self.plain.map { "\($0.0) 8 0\n" }
      #expect(listing.output == expected.joined())
    }
  }

  @Test func `whoever reads it as it comes finds the end of each entry`() throws {
    try withFolder { folder in
      try writeSized(Self.packed + Self.files, to: folder.appending(path: "a.zip"))
      try Data((Self.packed + Self.files).flatMap(\.1)).write(to: folder.appending(path: "all"))
      _ = try Tool("bsdtar")
      // From a pipe nobody can look at the directory first.
      let script = "set -o pipefail; cat a.zip | bsdtar -xOf - | cmp - all"
      let result = try Tool("bash").run(["-c", script], in: folder, ["LC_ALL": "C.UTF-8"])
      #expect(result.code == 0, "\(result.output)")
    }
  }

  @Test func `in memory it is the same bytes as in a file`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try writeSized(Self.files + Self.packed, to: url)
      var made = try ZipBytes()
      for (name, bytes) in Self.files + Self.packed { try made.add(name, bytes: bytes) }
      #expect([UInt8](try Data(contentsOf: url)) == made.finish())
    }
  }

  @Test(arguments: [0, 1, 100, 70_000, 300_000])
  func `a file that was deflated before stands as if the writer had deflated it`(count: Int) throws
  {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let deflated = try DeflatedFile(bytes, .least)
    #expect(inflate(deflated: deflated.packed[...], limit: count) == bytes)
    #expect(count == 0 || inflate(deflated: deflated.packed[...], limit: count - 1) == nil)
    #expect(inflate(deflated: deflated.packed.dropLast(), limit: count) == nil)
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      var writer = try SizedZipWriter(path: url.path, replacing: false, effort: .least)
      try writer.add("deflated", deflated)
      try writer.add("stored", bytes: bytes, storing: true)
      try writer.add("usual", bytes: bytes)
      try writer.finish()
      #expect(try read(url).map(\.1) == [bytes, bytes, bytes])
      for (name, arguments) in [
        ("unzip", ["-tqq", "a.zip"]), ("python3", ["-m", "zipfile", "-t", "a.zip"]),
      ] {
        let result = try Tool(name).run(arguments, in: folder)
        #expect(result.code == 0, "\(name): \(result.output)")
      }
    }
  }

  @Test func `it may have more entries than 16 bits can count`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      var writer = try SizedZipWriter(path: url.path, replacing: false, effort: .least)
      for number in 0..<65_536 { try writer.add("\(number)", bytes: [1]) }
      try writer.finish()
      var limits = ArchiveLimits()
      limits.entries = 70_000
      let reader = try ZipReader(path: url.path, limits: limits)
      #expect(reader.report.entries.count == 65_536)
      #expect(reader.report.findings.isEmpty, "\(reader.report.findings)")
      for (name, arguments) in [
        ("unzip", ["-tqq", "a.zip"]), ("python3", ["-m", "zipfile", "-t", "a.zip"]),
      ] {
        let result = try Tool(name).run(arguments, in: folder)
        #expect(result.code == 0, "\(name): \(result.output)")
      }
    }
  }

  @Test(arguments: [false, true]) func `other programs agree that it is whole`(isSized: Bool) throws
  {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try isSized ? writeSized(Self.files, to: url) : write(Self.files, to: url)
      let environment = ["LC_ALL": "C.UTF-8"]
      for (name, arguments) in [
        ("unzip", ["-tqq", "a.zip"]), ("7z", ["t", "a.zip"]),
        ("python3", ["-m", "zipfile", "-t", "a.zip"]),
      ] {
        let tool = try Tool(name)
        let result = try tool.run(arguments, in: folder, environment)
        #expect(result.code == 0, "\(name): \(result.output)")
        #expect(!result.output.lowercased().contains("warning"), "\(name): \(result.output)")
      }
      let listing = try Tool("python3").run(
        ["-c", "import zipfile; print(zipfile.ZipFile('a.zip').namelist())"], in: folder,
        environment)
      #expect(listing.output.contains("Étude 事例.txt"))
    }
  }

  @Test func `nothing tells who made it or when`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      try write([("a", [1])], to: url)
      let bytes = [UInt8](try Data(contentsOf: url))
      #expect(Array(bytes[10..<14]) == le(0x0021_0000, 4), "midnight of 1 January 1980")
      let listing = try Tool("python3").run(
        [
          "-c",
          "import zipfile; i = zipfile.ZipFile('a.zip').infolist()[0]; print(i.extra.hex(), oct(i.external_attr >> 16))",
        ],
        in: folder)
      // The one field that libarchive always writes: version 1, owner 0, group 0.
      #expect(listing.output.contains("75780b000104000000000400000000 0o100644"))
    }
  }

  @Test func `a writer that is dropped leaves nothing`() throws {
    try withFolder { folder in
      do {
        var writer = try ZipWriter(path: folder.appending(path: "a.zip").path)
        try writer.add("a", bytes: [1, 2, 3])
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test(arguments: [
    ("../x", "path-climbs"), ("/x", "path-absolute"), ("CON", "name-reserved"),
    ("x/", "kind-mismatch"), ("A.txt", "name-collision"), ("a.txt", "name-duplicate"),
    ("a.txt/b", "file-and-folder"),
  ])
  func `a name that we would refuse is not written`(_ name: String, _ code: String) throws {
    try withFolder { folder in
      var writer = try ZipWriter(path: folder.appending(path: "a.zip").path)
      try writer.add("a.txt", bytes: [])
      do throws(ArchiveError) {
        try writer.add(name, bytes: [])
        Issue.record("\(name) was written")
      } catch {
        guard case .refused(let findings) = error else { throw error }
        #expect(findings.map(\.code) == [code])
      }
    }
  }

  @Test func `a file that is not there adds nothing, and the archive goes on without it`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "a.zip")
      var writer = try ZipWriter(path: url.path)
      #expect(throws: ArchiveError.self) { try writer.add("a", file: "/no/such/file") }
      try writer.add("a", bytes: [1])
      try writer.finish()
      #expect(try read(url).map(\.1) == [[1]])
    }
  }
}
