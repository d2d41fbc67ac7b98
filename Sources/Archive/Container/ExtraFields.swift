/// The extra fields of one header: runs of an id, a length and bytes (APPNOTE 4.5).
struct ExtraFields {
  /// Each field's id and where its bytes lie within the extra fields.
  let fields: [(id: Int, range: Range<Int>)]
  private let record: Record

  /// Nil where a field runs over the end; trailing zeros are padding, as Android's tools write.
  init?(_ bytes: ArraySlice<UInt8>) {
    let record = Record(bytes)
    var fields: [(id: Int, range: Range<Int>)] = []
    var offset = 0
    while record.count - offset >= 4 {
      let length = record.u16(offset + 2)
      guard length <= record.count - offset - 4 else { break }
      fields.append((record.u16(offset), offset + 4..<offset + 4 + length))
      offset += 4 + length
    }
    guard record.slice(from: offset).allSatisfy({ $0 == 0 }) else { return nil }
    self.fields = fields
    self.record = record
  }

  /// The fields of one kind.
  func all(_ id: Int) -> [Record] {
    // Asked of every entry for fields that hardly any has.
    guard holds(id) else { return [] }
    return fields.filter { $0.id == id }.map {
      Record(record.slice($0.range.lowerBound, $0.range.count))
    }
  }

  func holds(_ id: Int) -> Bool { fields.contains { $0.id == id } }

  /// Whether one of them says that the entry is encrypted.
  var hasPassword: Bool { holds(Self.aes) || holds(Self.strongEncryption) }

  static let zip64 = 0x0001
  static let strongEncryption = 0x0017
  static let aes = 0x9901
  static let unicodePath = 0x7075
  /// libarchive's own, which may hold another mode than the directory's.
  static let libarchive = 0x6C78

  /// Fields that ordinary programs write: times, owners, NTFS times, a Java mark, padding, Office's
  /// room to grow, and the names in Unicode.
  static let ordinary: Set<Int> = [
    0x0000, zip64, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, unicodePath, 0x6375, 0xCAFE, 0xD935,
    0xA220, 0xA11E, strongEncryption, aes,
  ]
}
