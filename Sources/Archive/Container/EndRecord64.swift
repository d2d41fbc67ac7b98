/// The ZIP64 end record and its locator, which stand before the plain end record.
enum EndRecord64 {
  case none
  case found(EndRecord)
  case damaged(String)
  case encrypted

  static let locatorSignature: UInt32 = 0x0706_4B50
  static let signature: UInt32 = 0x0606_4B50
  private static let locatorLength = 20
  private static let length = 56

  /// Wherever a locator's signature stands there is a ZIP64 record, for other readers trust it.
  static func find(
    before place: Int, in source: borrowing ByteSource
  ) throws(ArchiveError) -> EndRecord64 {
    guard let bytes = try source.bytes(at: place - locatorLength, count: locatorLength) else {
      return .none
    }
    let locator = Record(bytes[...])
    guard locator.u32(0) == locatorSignature else { return .none }
    let start = locator.int64(8)
    // Windows and OneDrive write 0 as the number of disks where 1 is meant.
    guard locator.u32(4) == 0, locator.u32(16) <= 1 else {
      return .damaged("this is one part of a ZIP64 archive in several parts")
    }
    guard start <= place - locatorLength - length,
      let found = try source.bytes(at: start, count: length)
    else { return .damaged("the ZIP64 end record does not stand where its locator says") }
    return read(Record(found[...]), start: start, locator: place - locatorLength)
  }

  private static func read(_ record: Record, start: Int, locator: Int) -> EndRecord64 {
    let room = locator - start
    guard record.u32(0) == signature else {
      return .damaged("the ZIP64 end record does not stand where its locator says")
    }
    // Version 2 of the record, which is longer, exists for encrypted directories (7.3.4).
    let size = record.int64(4)
    if size > 44, room == size.addingSaturated(12) { return .encrypted }
    guard size == 44, room == length else {
      return .damaged("the ZIP64 end record is not as long as it says")
    }
    guard record.u32(16) == 0, record.u32(20) == 0, record.int64(24) == record.int64(32) else {
      return .damaged("this is one part of a ZIP64 archive in several parts")
    }
    return .found(
      EndRecord(
        entries: record.int64(32), directoryOffset: record.int64(48),
        directorySize: record.int64(40), limit: start, locator: locator))
  }
}
