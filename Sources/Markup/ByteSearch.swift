import Glibc

extension Collection where Element == UInt8, Index == Int {
  /// Where a run of bytes stands first, at or after a place.
  ///
  /// The C library looks at many bytes at a time, and a document is searched for dozens of marks.
  package func firstIndex(of needle: [UInt8], from start: Int) -> Int? {
    guard !needle.isEmpty, start >= startIndex, needle.count <= endIndex - start else {
      return nil
    }
    // A capital is rarer in XML than what a mark begins with.
    let rare = needle.firstIndex { (0x41...0x5A).contains($0) } ?? 0
    let found = withContiguousStorageIfAvailable { bytes -> Int in
      guard let base = bytes.baseAddress else { return -1 }
      let end = bytes.count - needle.count + 1
      var index = start - startIndex
      while index < end,
        let place = unsafe memchr(base + index + rare, Int32(needle[rare]), end - index)
      {
        index = unsafe UnsafeRawPointer(place) - UnsafeRawPointer(base) - rare
        if unsafe memcmp(base + index, needle, needle.count) == 0 { return index }
        index += 1
      }
      return -1
    }
    guard let found, found >= 0 else { return nil }
    return startIndex + found
  }
}
