import Archive
import Findings
import Testing

@Suite struct ContainerTests {
  @Test(arguments: Flaw.ends + Flaw.headers + Flaw.spans + Flaw.kinds + Flaw.extras)
  func `each flaw of a container is refused under its own code`(_ flaw: Flaw) throws {
    let found = try findings(flaw.bytes)
    #expect(found.refusals.contains(flaw.code), "\(found)")
    #expect(throws: ArchiveError.self) {
      _ = try ZipReader(bytes: flaw.bytes, limits: ArchiveLimits())
    }
  }

  @Test func `all that is wrong is said at once`() throws {
    let found = try findings(
      ZipBuilder(
        ZipItem("../up"), ZipItem("/root"), ZipItem("a").both { $0.method = 12 },
        ZipItem("b").with { $0.attributes = 0o120777 << 16 }
      ).bytes())
    let codes: Set = ["path-climbs", "path-absolute", "method-not-allowed", "not-a-plain-file"]
    #expect(found.refusals == codes)
  }

  @Test func `an archive cut at any byte is refused`() throws {
    let whole = ZipBuilder(
      ZipItem("a.txt").streamed(), ZipItem("folder/", ""), ZipItem("folder/b.txt")
    ).bytes()
    #expect(try findings(whole).isEmpty)
    for count in 0..<whole.count {
      let found = try findings(Array(whole.prefix(count)))
      let expected = count == 0 ? "empty-file" : count == 1 ? "not-a-zip" : "truncated"
      #expect(found.refusals == [expected], "cut to \(count) bytes")
    }
  }

  @Test func `with any single byte changed it is refused, or says the same bytes`() throws {
    let data = Array("some words".utf8)
    let whole = ZipBuilder(
      ZipItem(raw: Array("a.txt".utf8), data, deflated: true).streamed(), ZipItem("b/", ""),
      ZipItem("b/c.txt")
    ).bytes()
    for index in whole.indices {
      for change in [0x01, 0x08, 0x20, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] ^= change
        var files: [[UInt8]] = []
        do throws(ArchiveError) {
          var reader = try ZipReader(bytes: bytes, limits: ArchiveLimits())
          while let entry = try reader.next() {
            let read = try reader.readAll()
            if entry.kind == .file { files.append(read) }
          }
        } catch {
          continue
        }
        #expect(files == [data, data], "byte \(index) changed by \(change)")
      }
    }
  }

  @Test func `the names of what is no ZIP are said`() throws {
    let tar = [UInt8](repeating: 0, count: 257) + Array("ustar".utf8)
    let cases: [([UInt8], String)] = [
      (tar + [UInt8](repeating: 0, count: 250), "a tar archive"),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a 7z archive"),
      (Array("Rar!\u{1A}\u{7}\u{0}".utf8), "a RAR archive"),
      ([0x1F, 0x8B, 8, 0], "a gzip file"), (Array("BZh91AY".utf8), "a bzip2 file"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz file"),
      (Array("MSCF".utf8), "a cabinet of Windows (.cab)"),
      (Array("%PDF-1.7".utf8), "a PDF document"),
      (
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        "an old or password-protected Office document"
      ),
      (Array("MZ\u{0}".utf8), "a program of Windows"),
      (Array("words".utf8), "something other than a ZIP archive"),
    ]
    for (bytes, name) in cases {
      let found = try findings(bytes)
      #expect(found.map(\.code) == ["not-a-zip"])
      #expect(found.first?.message == "this is \(name)")
    }
  }

  @Test func `a tar from before POSIX is known by its checksum`() throws {
    var head = Array("letter.txt".utf8) + [UInt8](repeating: 0, count: 502)
    head.replaceSubrange(148..<156, with: Array("        ".utf8))
    let sum = String(head.reduce(0) { $0 + Int($1) }, radix: 8)
    head.replaceSubrange(148..<148 + sum.utf8.count, with: Array(sum.utf8))
    #expect(try findings(head).first?.message == "this is a tar archive")
  }

  @Test func `limits are named with their numbers`() throws {
    var limits = ArchiveLimits()
    limits.entries = 2
    limits.entryBytes = 8
    limits.totalBytes = 12
    limits.archiveBytes = 100
    let three = ZipBuilder(ZipItem("a"), ZipItem("b"), ZipItem("c")).bytes()
    let many = try findings(three, limits)
    #expect(many.refusals == ["too-many-entries", "archive-too-large"])
    #expect(many.contains { $0.message == "the archive holds 3 entries and the limit is 2" })
    let two = try findings(ZipBuilder(ZipItem("a"), ZipItem("b")).bytes(), limits)
    #expect(two.refusals == ["entry-too-large", "total-too-large", "archive-too-large"])
    #expect(two.contains { $0.message == "it has 10 bytes and the limit is 8" })
    #expect(two.contains { $0.message == "all entries have 20 bytes and the limit is 12" })
  }

  @Test func `of a thousand equal findings fifty are shown and the rest are counted`() throws {
    var builder = ZipBuilder()
    builder.items = (0..<1_000).map { ZipItem("../\($0)") }
    let found = try findings(builder.bytes())
    #expect(found.count == 51)
    #expect(found.last?.message == "the same is so of 950 more entries")
  }

  @Test func `what is missing or no file is a finding`() throws {
    let missing = try checkContainer(path: "/no/such/file.zip", limits: ArchiveLimits())
    #expect(missing.findings.refusals == ["not-found"])
    let folder = try checkContainer(path: "/tmp", limits: ArchiveLimits())
    #expect(folder.findings.refusals == ["not-a-file"])
    let device = try checkContainer(path: "/dev/null", limits: ArchiveLimits())
    #expect(device.findings.refusals == ["not-a-file"])
  }
}
