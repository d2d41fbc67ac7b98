import Archive
import Findings
import Foundation
import Testing

@Suite struct ReaderTests {
  /// Reads every entry to its end and tells the code of what refused it.
  private func refusal(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) -> String? {
    do throws(ArchiveError) {
      var reader = try ZipReader(bytes: bytes, limits: limits)
      while try reader.next() != nil { _ = try reader.readAll() }
      return nil
    } catch {
      guard case .refused(let findings) = error else { return "\(error)" }
      return findings.first { $0.severity == .refused }?.code
    }
  }

  private static let deflated = ZipItem(raw: [0x61], Array("some words".utf8), deflated: true)

  @Test(arguments: [
    Flaw("a wrong checksum", "checksum-mismatch", ZipItem("a").both { $0.crc ^= 1 }),
    Flaw("a wrong checksum of deflated bytes", "checksum-mismatch", deflated.both { $0.crc ^= 1 }),
    Flaw(
      "a wrong checksum in a stream", "checksum-mismatch",
      deflated.both { $0.crc ^= 1 }.streamed()),
    Flaw("a checksum of nothing", "checksum-mismatch", ZipItem("a", "").both { $0.crc = 1 }),
    Flaw(
      "a checksum of nothing that is deflated", "checksum-mismatch",
      ZipItem(raw: [0x61], [], deflated: true).both { $0.crc = 1 }),
    Flaw("more bytes than stated", "size-mismatch", deflated.both { $0.bytes = 9 }),
    Flaw("fewer bytes than stated", "size-mismatch", deflated.both { $0.bytes = 11 }),
    Flaw("no deflate stream", "size-mismatch", deflated.with { $0.body[0] = 7 }),
    Flaw(
      "bytes after the deflate stream", "damaged",
      deflated.with { $0.body += [9, 9] }.both { $0.compressed += 2 }),
    Flaw(
      "a deflate stream cut short", "size-mismatch",
      deflated.with { $0.body.removeLast(4) }.both { $0.compressed -= 4 }),
  ])
  func `bytes that are not what the header says are refused`(_ flaw: Flaw) throws {
    #expect(try findings(flaw.bytes).isEmpty, "the container alone is in order")
    #expect(refusal(flaw.bytes) == flaw.code)
  }

  @Test func `an entry is handed out in blocks and whole`() throws {
    let data = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let bytes = ZipBuilder(ZipItem(raw: [0x61], data), ZipItem("b", "")).bytes()
    var reader = try ZipReader(bytes: bytes, limits: ArchiveLimits())
    let first = try reader.next()
    #expect(first == reader.report.entries.first)
    var read: [UInt8] = []
    var longest = 0
    try reader.read {
      read += $0
      longest = max(longest, $0.count)
    }
    #expect(read == data)
    #expect(longest <= 262_144)
    #expect(try reader.readAll().isEmpty, "an entry is read once")
    #expect(try reader.next()?.name == "b")
    #expect(try reader.readAll().isEmpty)
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test func `entries may be passed over`() throws {
    let bytes = ZipBuilder(ZipItem("b").streamed(), Self.deflated, ZipItem("c", "last")).bytes()
    var reader = try ZipReader(bytes: bytes, limits: ArchiveLimits())
    while let entry = try reader.next() {
      guard entry.name == "c" else { continue }
      #expect(try reader.readAll() == Array("last".utf8))
    }
  }

  @Test func `entries come in the order of the file, whatever the directory's`() throws {
    let first = ZipItem("first", "1")
    let second = ZipItem("second", "22")
    let records =
      second.centralBytes(offset: first.localBytes().count) + first.centralBytes(offset: 0)
    let bodies = first.localBytes() + second.localBytes()
    let end = Array(ZipBuilder().bytes()[..<8]) + le(2, 2) + le(2, 2) + le(records.count, 4)
    let bytes: [UInt8] = bodies + records + end + le(bodies.count, 4) + le(0, 2)
    var reader = try ZipReader(bytes: bytes, limits: ArchiveLimits())
    #expect(try reader.next()?.name == "first")
    #expect(try reader.readAll() == Array("1".utf8))
    #expect(try reader.next()?.name == "second")
    #expect(try reader.readAll() == Array("22".utf8))
  }

  @Test func `no time at all is too little`() throws {
    var limits = ArchiveLimits()
    limits.seconds = -1
    #expect(refusal(ZipBuilder(ZipItem("a")).bytes(), limits) == "time-limit")
  }

  @Test func `a small page of one letter is no bomb and a large one is`() throws {
    try withFolder { folder in
      for (count, code) in [(500_000, nil), (5_000_000, "ratio-too-high")] as [(Int, String?)] {
        let path = folder.appending(path: "\(count).zip").path
        var writer = try ZipWriter(path: path)
        try writer.add("a.txt", bytes: [UInt8](repeating: 0x61, count: count))
        try writer.finish()
        let found = try checkContainer(path: path, limits: ArchiveLimits()).findings
        #expect(found.first?.code == code)
      }
    }
  }

  /// Seconds for which this thread had the processor: what else the machine does is not counted.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func `overlap bombs and seventy thousand entries are refused at once`() throws {
    let start = Self.processorSeconds()
    let kernel = ZipItem(raw: [0x61], [UInt8](repeating: 0, count: 10_000))
    var overlapping = ZipBuilder(kernel)
    overlapping.items += (0..<900).map { _ in kernel.with { $0.offset = 0 } }
    overlapping.items = overlapping.items.enumerated().map { index, item in
      item.both { $0.name = Array("a\(index)".utf8) }
    }
    #expect(try findings(overlapping.bytes()).refusals.contains("entries-overlap"))

    var many = ZipBuilder()
    many.items = (0..<70_000).map { ZipItem("\($0)", "") }
    many.wide = { _ in }
    let bytes = many.bytes()
    #expect(try findings(bytes).refusals == ["too-many-entries"])
    many.wide = nil
    #expect(try findings(many.bytes()).refusals == ["too-many-entries"])
    var limits = ArchiveLimits()
    limits.entries = 100_000
    #expect(try findings(bytes, limits).isEmpty)
    #expect(Self.processorSeconds() - start < 60)
  }

  @Test func `a file that may not be read is the system's fault`() throws {
    try withFolder { folder in
      let path = folder.appending(path: "a.zip").path
      try Data(ZipBuilder(ZipItem("a")).bytes()).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      guard !FileManager.default.isReadableFile(atPath: path) else {
        try Test.cancel("the superuser reads everything")
      }
      #expect(throws: ArchiveError.system(act: "read", path: path, code: 13)) {
        _ = try checkContainer(path: path, limits: ArchiveLimits())
      }
    }
  }
}
