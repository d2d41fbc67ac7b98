/// A run of bytes with little-endian numbers in it, indexed from 0.
///
/// Asking beyond its end is a fault of the caller: whoever makes one knows how long it is.
struct Record {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func byte(_ offset: Int) -> UInt8 { bytes[bytes.startIndex + offset] }

  func u16(_ offset: Int) -> Int { Int(byte(offset)) | Int(byte(offset + 1)) << 8 }

  func u32(_ offset: Int) -> UInt32 {
    UInt32(u16(offset)) | UInt32(u16(offset + 2)) << 16
  }

  func int32(_ offset: Int) -> Int { Int(u32(offset)) }

  /// A 64-bit number; one beyond `Int.max` becomes it, which no size or place in a file reaches.
  func int64(_ offset: Int) -> Int {
    Int(clamping: UInt64(u32(offset)) | UInt64(u32(offset + 4)) << 32)
  }

  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
    bytes[bytes.startIndex + offset..<bytes.startIndex + offset + count]
  }

  func slice(from offset: Int) -> ArraySlice<UInt8> {
    bytes[(bytes.startIndex + offset)...]
  }
}

extension Int {
  /// The sum, or `Int.max` where it would be greater.
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
