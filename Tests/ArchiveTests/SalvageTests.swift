import Findings
import Testing

@testable import Archive

@Suite struct SalvageTests {
  /// What a reader gets out of an archive: anchored members by name, whole ones with their text.
  private func salvaged(
    _ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()
  ) throws -> (whole: [String: String], lost: [String: String], stray: [String]) {
    var reader = try SalvageReader(bytes: bytes, limits: limits)
    var whole: [String: String] = [:]
    var lost: [String: String] = [:]
    var stray: [String] = []
    for (index, member) in reader.members.enumerated() {
      guard member.isAnchored else {
        stray.append(member.name)
        continue
      }
      var text: [UInt8] = []
      do throws(ArchiveError) {
        try reader.read(index) { text += $0 }
        whole[member.name] = String(decoding: text, as: UTF8.self)
      } catch {
        guard case .refused(let findings) = error else { throw error }
        lost[member.name] = findings.first?.message
      }
    }
    return (whole, lost, stray)
  }

  /// Entries in every form in which writers leave their sizes.
  private static let forms: [ZipItem] = [
    ZipItem("stored"), ZipItem(raw: Array("deflated".utf8), Array("b".utf8), deflated: true),
    ZipItem("streamed").streamed(), ZipItem("streamed-wide").streamed(wide: true),
    ZipItem("bare").streamed(signed: false),
    ZipItem("bare-wide").streamed(signed: false, wide: true),
    ZipItem("last").streamed(),
  ]

  @Test func `of an archive that was cut, just the entries before the cut are saved`() throws {
    let whole = ZipBuilder().with { $0.items = Self.forms }.bytes()
    let ends = Self.forms.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.localBytes().count) }
    for cut in 1...whole.count {
      let before = zip(Self.forms, ends.dropFirst()).filter { $1 <= cut }
        .map { String(decoding: $0.0.local.name, as: UTF8.self) }
      let found = try salvaged(Array(whole.prefix(cut)))
      #expect(found.whole.keys.sorted() == before.sorted(), "cut at \(cut)")
    }
  }

  @Test func `the text of each entry comes out as it went in`() throws {
    let found = try salvaged(ZipBuilder(ZipItem("a", "one"), ZipItem("b", "two")).bytes())
    #expect(found.whole == ["a": "one", "b": "two"])
    #expect(found.lost.isEmpty)
  }

  @Test func `a changed byte costs its own entry alone`() throws {
    var bytes = ZipBuilder(ZipItem("a", "one"), ZipItem("b", "two"), ZipItem("c", "three")).bytes()
    let start = ZipItem("a", "one").localBytes().count
    bytes[start + LocalHeader.length + 1] ^= 1
    let found = try salvaged(bytes)
    #expect(found.whole == ["a": "one", "c": "three"])
    #expect(found.lost.keys.sorted() == ["b"])
  }

  @Test(arguments: 0..<30)
  func `whatever byte of a header is smashed, its neighbours are saved`(offset: Int) throws {
    for items in [[ZipItem("a"), ZipItem("b"), ZipItem("c")], Array(Self.forms[2...4])] {
      var bytes = ZipBuilder().with { $0.items = items }.bytes()
      bytes[items[0].localBytes().count + offset] ^= 0xFF
      let found = try salvaged(bytes).whole
      for item in [items[0], items[2]] {
        #expect(found[String(decoding: item.local.name, as: UTF8.self)] == "some words")
      }
    }
  }

  @Test func `an entry that only the directory knows is named as lost`() throws {
    var bytes = ZipBuilder(ZipItem("a"), ZipItem("b")).bytes()
    bytes[0] = 0
    #expect(try salvaged(bytes).lost == ["a": "its own header is damaged"])
  }

  @Test func `a damaged descriptor is made good by the directory`() throws {
    let item = ZipItem("a").streamed()
    var bytes = ZipBuilder(item, ZipItem("b")).bytes()
    bytes[item.localBytes().count - 12] ^= 1
    #expect(try salvaged(bytes).whole.keys.sorted() == ["a", "b"])
  }

  @Test func `the entries of a ZIP within a cut ZIP are no entries of it`() throws {
    let inner = ZipBuilder(ZipItem("inner-1"), ZipItem("inner-2")).bytes()
    for outer in [
      ZipItem(raw: Array("outer".utf8), inner + [1, 2, 3]),
      ZipItem(raw: Array("outer".utf8), inner + [1, 2, 3]).streamed(),
    ] {
      let bytes = ZipBuilder(ZipItem("first"), outer).bytes()
      let end = ZipItem("first").localBytes().count + outer.localBytes().count
      for cut in [end - outer.descriptor.count - 2, end - outer.descriptor.count - 30] {
        let found = try salvaged(Array(bytes.prefix(cut)))
        #expect(found.whole.keys.sorted() == ["first"])
        #expect(found.lost == ["outer": "it is cut off"])
        #expect(found.stray.allSatisfy { $0.hasPrefix("inner") })
      }
      #expect(try salvaged(Array(bytes.prefix(end))).stray.isEmpty)
    }
  }

  private static let unwanted: [(ZipItem, String)] = [
    (ZipItem("../up"), "its path climbs out of its folder with .."),
    (ZipItem("/root"), "its path starts at the root or home of a computer"),
    (ZipItem("x").both { $0.flags |= 1 }, "it has a password"),
    (ZipItem("x").both { $0.method = 12 }, "it is compressed in a way that is not opened"),
    (
      ZipItem(raw: [0xC0, 0xAE, 0x2E, 0x2F, 0x61], [1]),
      "its name is damaged or disguised UTF-8"
    ),
  ]

  @Test(arguments: unwanted)
  func `what is refused of a whole archive is not saved from a damaged one`(
    _ item: ZipItem, _ reason: String
  ) throws {
    let found = try salvaged(Array(ZipBuilder(item, ZipItem("good")).bytes().dropLast()))
    #expect(found.whole.keys.sorted() == ["good"])
    #expect(found.lost.map(\.value) == [reason])
  }

  @Test func `the limits hold for a damaged archive as for a whole one`() throws {
    let bytes = Array(
      ZipBuilder(ZipItem("a", "12345"), ZipItem("b", "123"), ZipItem("c", "123")).bytes().dropLast()
    )
    var limits = ArchiveLimits()
    limits.entryBytes = 4
    #expect(try salvaged(bytes, limits).whole.keys.sorted() == ["b", "c"])
    limits.totalBytes = 5
    #expect(try salvaged(bytes, limits).whole.keys.sorted() == ["b"])
    limits.entries = 1
    let reader = try SalvageReader(bytes: bytes, limits: limits)
    let (count, isComplete) = (reader.members.count, reader.isComplete)
    #expect(count == 1 && !isComplete)
    limits.archiveBytes = bytes.count - 1
    #expect(throws: ArchiveError.self) { _ = try SalvageReader(bytes: bytes, limits: limits) }
  }

  @Test func `a bomb is not inflated`() throws {
    let bomb = ZipItem("bomb").both { $0.bytes = 90_000_000 }
    let found = try salvaged(Array(ZipBuilder(bomb, ZipItem("b")).bytes().dropLast()))
    #expect(found.whole.keys.sorted() == ["b"])
    #expect(found.lost.keys.sorted() == ["bomb"])
  }

  @Test(arguments: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 7, 8], [0x50, 0x4B, 1, 2]] as [[UInt8]])
  func `a file of nothing but marks is given up soon`(mark: [UInt8]) throws {
    let bytes = [[UInt8]](repeating: mark, count: 300_000).flatMap { $0 }
    let reader = try SalvageReader(bytes: bytes, limits: ArchiveLimits())
    let (count, isComplete) = (reader.members.count, reader.isComplete)
    #expect(count <= ArchiveLimits().entries && !isComplete)
  }

  @Test func `whatever bytes are changed, nothing comes out that did not go in`() throws {
    let whole = ZipBuilder().with { $0.items = Self.forms }.bytes()
    var state: UInt64 = 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<2_000 {
      var bytes = whole
      for _ in 0..<3 { bytes[draw(bytes.count)] = UInt8(draw(256)) }
      let found = try salvaged(Array(bytes.prefix(bytes.count - draw(40))))
      let other = found.whole.filter { $0.value != "some words" && $0.value != "b" }
      #expect(other.isEmpty)
    }
  }
}
