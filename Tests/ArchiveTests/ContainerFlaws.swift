extension Flaw {
  private static let honest = ZipItem("a.txt")

  private static func built(_ change: (inout ZipBuilder) -> Void) -> [UInt8] {
    var builder = ZipBuilder(honest, ZipItem("b.txt"))
    change(&builder)
    return builder.bytes()
  }

  /// Flaws of the archive's end and directory.
  static let ends: [Flaw] = [
    Flaw("nothing", "empty-file", [UInt8]()),
    Flaw("an empty ZIP", "empty-archive", ZipBuilder().bytes()),
    Flaw("a comment", "archive-comment", built { $0.comment = Array("hello".utf8) }),
    Flaw("a ZIP in the comment", "two-ends", built { $0.comment = ZipBuilder(honest).bytes() }),
    Flaw("bytes after the end", "hidden-bytes", built { $0.suffix = Array("more".utf8) }),
    Flaw("bytes before the start", "hidden-bytes", built { $0.prefix = Array("MZ..".utf8) }),
    Flaw(
      "a prefix that offsets leave out", "hidden-bytes",
      built {
        $0.prefix = Array("GIF89a".utf8)
        $0.countsPrefix = false
      }),
    Flaw("two archives joined", "hidden-bytes", ZipBuilder(honest).bytes() + built { _ in }),
    Flaw("a gap after the directory", "hidden-bytes", built { $0.afterDirectory = [0, 0] }),
    Flaw("a gap before the directory", "hidden-bytes", built { $0.beforeDirectory = [0, 0] }),
    Flaw("too small a count", "count-mismatch", built { $0.end.entries = 1 }),
    Flaw("too great a count", "count-mismatch", built { $0.end.entries = 7 }),
    Flaw("two counts", "multi-volume", built { $0.end.entriesHere = 1 }),
    Flaw("a disk number", "multi-volume", built { $0.end.disk = 1 }),
    Flaw("a directory beyond the end", "directory-damaged", built { $0.end.offset = 0x7FFF_FFFF }),
    Flaw("a directory too long", "directory-damaged", built { $0.end.size = 0x7FFF_FFFF }),
    Flaw("a directory too short", "directory-damaged", built { $0.end.size = 60 }),
    Flaw("a mark without ZIP64", "directory-damaged", built { $0.end.offset = 0xFFFF_FFFF }),
    Flaw("a ZIP64 count that differs", "count-mismatch", built { $0.wide = { $0.entries = 3 } }),
    Flaw("2^40 entries", "too-many-entries", built { $0.wide = { $0.entries = 1 << 40 } }),
    Flaw("2^63-1 entries", "too-many-entries", built { $0.wide = { $0.entries = .max } }),
    Flaw("2^64-1 entries", "too-many-entries", built { $0.wide = { $0.entries = -1 } }),
    Flaw("a ZIP64 offset of 2^63-1", "directory-damaged", built { $0.wide = { $0.offset = .max } }),
    Flaw("a ZIP64 offset of 2^64-1", "directory-damaged", built { $0.wide = { $0.offset = -1 } }),
    Flaw("a ZIP64 size of 2^64-1", "directory-damaged", built { $0.wide = { $0.size = -1 } }),
    Flaw("a locator to nowhere", "zip64-mismatch", built { $0.wide = { $0.recordOffset = .max } }),
    Flaw(
      "a locator to another place", "zip64-mismatch", built { $0.wide = { $0.recordOffset = 0 } }),
    Flaw("a ZIP64 record in parts", "zip64-mismatch", built { $0.wide = { $0.disks = 2 } }),
    Flaw(
      "a ZIP64 record of wrong length", "zip64-mismatch", built { $0.wide = { $0.recordSize = 40 } }
    ),
    Flaw(
      "a ZIP64 record for an encrypted directory", "encrypted",
      built {
        $0.wide = {
          $0.recordSize = 72
          $0.extra = [UInt8](repeating: 0, count: 28)
        }
      }),
    Flaw(
      "an end record that contradicts its ZIP64 partner", "zip64-mismatch",
      built {
        $0.wide = { _ in }
        $0.end.entries = 1
        $0.end.entriesHere = 1
      }),
    Flaw(
      "a wrong signature in the directory", "directory-damaged",
      honest.with { $0.central.signature = 7 }),
    Flaw("an encrypted directory", "encrypted", honest.with { $0.central.signature = 0x0806_4B50 }),
  ]

  /// Ways in which a local header can differ from the directory.
  private static let changes: [(String, @Sendable (inout ZipItem.Header) -> Void)] = [
    ("name", { $0.name = Array("b.txt".utf8) }), ("flags", { $0.flags = 0x0800 }),
    ("method", { $0.method = 8 }), ("time", { $0.time += 2 }), ("checksum", { $0.crc ^= 1 }),
    ("compressed size", { $0.compressed += 1 }), ("size", { $0.bytes += 1 }),
    ("checksum of zero", { $0.crc = 0 }), ("size of zero", { $0.bytes = 0 }),
  ]

  /// Headers that say other things than the directory.
  static let headers: [Flaw] =
    changes.map { name, change in
      Flaw("another \(name)", "header-mismatch", honest.with { change(&$0.local) })
    } + [
      Flaw("no header", "header-missing", honest.with { $0.local.signature = 0 }),
      Flaw("an offset beyond the end", "header-missing", honest.with { $0.offset = 0x7FFF_0000 }),
      Flaw("an offset at the end", "header-missing", honest.with { $0.offset = 180 }),
      Flaw(
        "a streamed header with a wrong checksum", "header-mismatch",
        honest.streamed().with { $0.local.crc = 1 }),
      Flaw("stored in two sizes", "size-mismatch", honest.both { $0.bytes = 11 }),
    ]

  /// Bytes with two owners, or none.
  static let spans: [Flaw] = [
    Flaw("a gap between entries", "hidden-bytes", honest, ZipItem("b").with { $0.before = [0] }),
    Flaw(
      "an entry that the directory leaves out", "hidden-bytes", honest,
      ZipItem("c").with { $0.before = ZipItem("b").localBytes() }),
    Flaw(
      "two records for one body", "entries-overlap", honest, ZipItem("a.txt").with { $0.offset = 0 }
    ),
    Flaw(
      "a body that runs into the next", "entries-overlap",
      honest.both {
        $0.bytes = 60
        $0.compressed = 60
      }, ZipItem("b")),
    Flaw(
      "a body that runs into the directory", "entries-overlap",
      honest.both {
        $0.bytes = 60
        $0.compressed = 60
      }),
    Flaw(
      "a size of 4 GB", "entries-overlap",
      honest.both {
        $0.bytes = 0xFFFF_FFF0
        $0.compressed = 0xFFFF_FFF0
      }),
    Flaw("no descriptor", "descriptor-mismatch", honest.streamed().with { $0.descriptor = [] }),
    Flaw(
      "a descriptor with a wrong checksum", "descriptor-mismatch",
      honest.streamed().with { $0.descriptor[4] ^= 1 }),
    Flaw(
      "a descriptor with a wrong size", "descriptor-mismatch",
      honest.streamed(wide: true).with { $0.descriptor[20] ^= 1 }),
    Flaw(
      "a descriptor without its size", "descriptor-mismatch",
      honest.streamed(signed: false).with { $0.descriptor.removeLast(4) }),
    Flaw(
      "bytes after a descriptor", "hidden-bytes",
      honest.streamed().with { $0.descriptor += [0, 0, 0, 0] }),
    Flaw(
      "a descriptor that nothing announces", "hidden-bytes",
      honest.with { $0.descriptor = ZipItem("a.txt").streamed().descriptor }),
  ]

  /// Links and devices, whatever system the entry says it is from.
  private static let types: [Flaw] = [0o01, 0o02, 0o06, 0o12, 0o14, 0o16].flatMap { type in
    [0, 3, 7, 10, 19].map { host in
      let item = honest.with {
        $0.attributes = (type << 12 | 0o777) << 16
        $0.host = host
      }
      return Flaw("type \(type) from host \(host)", "not-a-plain-file", item)
    }
  }

  private static let methods: [Flaw] = [1, 6, 9, 12, 14, 19, 93, 95, 98, 65_535].map { method in
    Flaw("method \(method)", "method-not-allowed", honest.both { $0.method = method })
  }

  private static let passwords: [Flaw] = [0x0001, 0x0041, 0x2000].map { flags in
    Flaw("flags \(flags) of encryption", "encrypted", honest.both { $0.flags = flags })
  }

  private static let attributes: [Flaw] = [
    Flaw("a volume label", "not-a-plain-file", honest.with { $0.attributes = 0x08 }),
    Flaw(
      "a reparse point", "not-a-plain-file",
      honest.with {
        $0.attributes = 0x420
        $0.host = 10
      }),
    Flaw(
      "a folder by its mode alone", "kind-mismatch",
      honest.with { $0.attributes = 0o040755 << 16 }),
    Flaw("a folder by its DOS bit alone", "kind-mismatch", honest.with { $0.attributes = 0x10 }),
    Flaw("a folder with content", "folder-with-data", ZipItem("a/", "words")),
    Flaw(
      "a mode in libarchive's own field", "not-a-plain-file",
      honest.with { $0.local.extra = extra(0x6C78, [4] + le(0o120777 << 16, 4)) }),
    Flaw("a patch", "method-not-allowed", honest.both { $0.flags = 0x20 }),
    Flaw("AES by its method", "encrypted", honest.both { $0.method = 99 }),
    Flaw(
      "AES by its field", "encrypted",
      honest.both { $0.extra = extra(0x9901, [2, 0, 0x41, 0x45, 3, 8, 0]) }),
  ]

  /// Entries that are more than a plain file or folder, or not openly readable.
  static let kinds: [Flaw] = types + attributes + methods + passwords

  /// Extra fields that lie.
  static let extras: [Flaw] = [
    Flaw(
      "a field over the end", "extra-damaged",
      honest.both { $0.extra = le(0x5455, 2) + le(9, 2) + [1] }),
    Flaw("a mark without a ZIP64 field", "zip64-mismatch", honest.both { $0.bytes = 0xFFFF_FFFF }),
    Flaw(
      "a ZIP64 field too short", "zip64-mismatch",
      honest.both {
        $0.bytes = 0xFFFF_FFFF
        $0.extra = extra(1, le(10, 4))
      }),
    Flaw(
      "a ZIP64 field twice", "zip64-mismatch",
      honest.both {
        $0.bytes = 0xFFFF_FFFF
        $0.compressed = 0xFFFF_FFFF
        $0.extra = extra(1, le(10, 8) + le(10, 8)) + extra(1, le(9, 8) + le(9, 8))
      }),
    Flaw(
      "an idle ZIP64 field that differs", "zip64-mismatch",
      honest.both { $0.extra = extra(1, le(11, 8) + le(10, 8)) }),
    Flaw(
      "a ZIP64 size of 2^64-1", "entry-too-large",
      honest.with {
        $0.central.bytes = 0xFFFF_FFFF
        $0.central.extra = extra(1, le(-1, 8))
      }),
    Flaw(
      "a ZIP64 compressed size of 2^63-1", "entries-overlap",
      honest.with {
        $0.central.compressed = 0xFFFF_FFFF
        $0.central.extra = extra(1, le(.max, 8))
      }),
    Flaw(
      "a ZIP64 offset of 2^63-1", "header-missing",
      honest.with {
        $0.offset = 0xFFFF_FFFF
        $0.central.extra = extra(1, le(.max, 8))
      }),
    Flaw(
      "a second name", "unicode-path-differs",
      honest.both { $0.extra = unicodePath("../evil", for: $0.name) }),
    Flaw(
      "a second name in the header alone", "unicode-path-differs",
      honest.with { $0.local.extra = unicodePath("b.txt", for: $0.local.name) }),
    Flaw(
      "a second name of another checksum", "unicode-path-differs",
      honest.both { $0.extra = unicodePath("a.txt", for: [1]) }),
    Flaw(
      "two second names", "unicode-path-differs",
      honest.both {
        $0.extra = unicodePath("a.txt", for: $0.name) + unicodePath("a.txt", for: $0.name)
      }),
  ]
}
