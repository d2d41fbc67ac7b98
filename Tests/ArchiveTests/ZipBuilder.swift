/// Builds ZIPs byte by byte, and can lie in every field.
struct ZipBuilder: Sendable {
  var items: [ZipItem] = []
  var prefix: [UInt8] = []
  var beforeDirectory: [UInt8] = []
  var afterDirectory: [UInt8] = []
  var comment: [UInt8] = []
  var suffix: [UInt8] = []
  /// Whether offsets count from the first byte of the file, with the prefix.
  var countsPrefix = true
  var end = EndFields()
  /// Writes the ZIP64 end record and locator with what `wide` makes of them.
  var wide: (@Sendable (inout Wide) -> Void)?

  /// The numbers of the end record; nil is the truth.
  struct EndFields: Sendable {
    var disk = 0
    var directoryDisk = 0
    var entriesHere: Int?
    var entries: Int?
    var size: Int?
    var offset: Int?
  }

  struct Wide {
    var recordSize = 44
    var entries: Int
    var size: Int
    var offset: Int
    var recordOffset: Int
    var disks = 1
    var extra: [UInt8] = []
    var plainIsMarked = true
  }

  init(_ items: ZipItem...) {
    self.items = items
  }

  func with(_ change: (inout ZipBuilder) -> Void) -> ZipBuilder {
    var builder = self
    change(&builder)
    return builder
  }

  /// The archive with the lies told.
  func bytes() -> [UInt8] {
    var out = prefix
    let base = countsPrefix ? 0 : prefix.count
    var records: [[UInt8]] = []
    for item in items {
      out += item.before
      let offset = out.count - base
      out += item.localBytes()
      records.append(item.centralBytes(offset: offset))
    }
    out += beforeDirectory
    let directoryOffset = out.count - base
    let directory = records.flatMap { $0 }
    out += directory + afterDirectory
    return out + endBytes(at: out.count - base, directoryOffset, directory.count) + comment + suffix
  }

  private func endBytes(at place: Int, _ offset: Int, _ size: Int) -> [UInt8] {
    var fields = end
    var out: [UInt8] = []
    if let change = wide {
      var wide = Wide(entries: items.count, size: size, offset: offset, recordOffset: place)
      change(&wide)
      out += le(0x0606_4B50, 4) + le(wide.recordSize, 8) + le(45, 2) + le(45, 2) + le(0, 4)
      out += le(0, 4) + le(wide.entries, 8) + le(wide.entries, 8) + le(wide.size, 8)
      out += le(wide.offset, 8) + wide.extra
      out += le(0x0706_4B50, 4) + le(0, 4) + le(wide.recordOffset, 8) + le(wide.disks, 4)
      if wide.plainIsMarked {
        fields.entries = fields.entries ?? 0xFFFF
        fields.entriesHere = fields.entriesHere ?? 0xFFFF
        fields.size = fields.size ?? 0xFFFF_FFFF
        fields.offset = fields.offset ?? 0xFFFF_FFFF
      }
    }
    let count = fields.entries ?? items.count
    out += le(0x0605_4B50, 4) + le(fields.disk, 2) + le(fields.directoryDisk, 2)
    out += le(fields.entriesHere ?? count, 2) + le(count, 2)
    out += le(fields.size ?? size, 4) + le(fields.offset ?? offset, 4)
    return out + le(comment.count, 2)
  }
}

/// One entry with everything that its two headers say.
struct ZipItem: Sendable {
  /// The fields that both headers have.
  struct Header: Sendable {
    var signature: Int
    var name: [UInt8]
    var flags: Int
    var method: Int
    var time = 0x5A21_0000
    var crc: Int
    var compressed: Int
    var bytes: Int
    var extra: [UInt8] = []
  }

  var local: Header
  var central: Header
  var body: [UInt8]
  var descriptor: [UInt8] = []
  var before: [UInt8] = []
  var host = 3
  var attributes = 0o100644 << 16
  var comment: [UInt8] = []
  /// Where the directory says that it lies, if not where it does.
  var offset: Int?

  /// An honest stored entry.
  init(_ name: String, _ text: String = "some words", flags: Int = 0) {
    self.init(raw: Array(name.utf8), Array(text.utf8), flags: flags)
  }

  /// An honest entry, stored or in a deflate block that compresses nothing.
  init(raw name: [UInt8], _ data: [UInt8], flags: Int = 0, deflated: Bool = false) {
    body = deflated ? Self.deflateBlock(data) : data
    local = Header(
      signature: 0x0403_4B50, name: name, flags: flags, method: deflated ? 8 : 0,
      crc: crc32(data), compressed: body.count, bytes: data.count)
    central = local
    central.signature = 0x0201_4B50
    if name.last == 0x2F { attributes = 0o040755 << 16 | 0x10 }
  }

  /// Sets a field of both headers.
  func both(_ change: (inout Header) -> Void) -> ZipItem {
    with {
      change(&$0.local)
      change(&$0.central)
    }
  }

  func with(_ change: (inout ZipItem) -> Void) -> ZipItem {
    var item = self
    change(&item)
    return item
  }

  /// The entry as a stream would write it: sizes after the bytes.
  func streamed(signed: Bool = true, wide: Bool = false) -> ZipItem {
    with {
      $0.local.flags |= 8
      $0.central.flags |= 8
      let size = wide ? 8 : 4
      $0.descriptor =
        (signed ? le(0x0807_4B50, 4) : []) + le($0.local.crc, 4) + le($0.local.compressed, size)
        + le($0.local.bytes, size)
      $0.local.crc = 0
      $0.local.compressed = 0
      $0.local.bytes = 0
    }
  }

  func localBytes() -> [UInt8] {
    le(local.signature, 4) + le(20, 2) + fields(local) + le(local.name.count, 2)
      + le(local.extra.count, 2) + local.name + local.extra + body + descriptor
  }

  func centralBytes(offset: Int) -> [UInt8] {
    le(central.signature, 4) + le(20 | host << 8, 2) + le(20, 2) + fields(central)
      + le(central.name.count, 2) + le(central.extra.count, 2) + le(comment.count, 2) + le(0, 2)
      + le(0, 2) + le(attributes, 4) + le(self.offset ?? offset, 4) + central.name
      + central.extra + comment
  }

  private func fields(_ header: Header) -> [UInt8] {
    le(header.flags, 2) + le(header.method, 2) + le(header.time, 4) + le(header.crc, 4)
      + le(header.compressed, 4) + le(header.bytes, 4)
  }

  /// A deflate stream of one stored block (RFC 1951, section 3.2.4).
  static func deflateBlock(_ data: [UInt8]) -> [UInt8] {
    [1] + le(data.count, 2) + le(~data.count, 2) + data
  }
}

/// The lowest bytes of a number, lowest first.
func le(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The checksum bit by bit, as its definition has it.
func crc32(_ bytes: [UInt8]) -> Int {
  var crc: UInt32 = .max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return Int(~crc)
}

/// An extra field of one kind.
func extra(_ id: Int, _ bytes: [UInt8]) -> [UInt8] {
  le(id, 2) + le(bytes.count, 2) + bytes
}

/// Info-ZIP's second name for an entry.
func unicodePath(_ path: String, for name: [UInt8]) -> [UInt8] {
  extra(0x7075, [1] + le(crc32(name), 4) + Array(path.utf8))
}
