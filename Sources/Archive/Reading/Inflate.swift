import CZlib

/// Inflates a zlib stream (RFC 1950 and 1951), as the objects in a PDF are packed.
///
/// Nil where the stream is damaged or holds more than `limit` bytes. The checksum is not looked
/// at: what a viewer would read of a damaged stream is worth seeing too.
package func inflate(zlib bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
  guard bytes.count > 2, bytes[bytes.startIndex] & 0x0F == 8 else { return nil }
  return inflate(deflated: bytes.dropFirst(2), limit: limit)
}

/// Inflates what was deflated (RFC 1951), with nothing around it.
///
/// Nil where it is damaged or holds more than `limit` bytes.
package func inflate(deflated bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
  var stream = unsafe z_stream()
  let size = unsafe Int32(MemoryLayout<z_stream>.size)
  // A negative size of the window: neither head nor checksum is read.
  guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK else { return nil }
  defer { unsafe inflateEnd(&stream) }
  var output: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  var packed = Array(bytes)
  let status = unsafe packed.withUnsafeMutableBufferPointer { packed in
    unsafe stream.next_in = packed.baseAddress
    unsafe stream.avail_in = UInt32(clamping: packed.count)
    var status = Z_OK
    while status == Z_OK {
      status = unsafe block.withUnsafeMutableBufferPointer { block in
        unsafe stream.next_out = block.baseAddress
        unsafe stream.avail_out = UInt32(block.count)
        return unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
      }
      let made = unsafe block.count - Int(stream.avail_out)
      guard made <= limit - output.count else { return Z_MEM_ERROR }
      output += block[..<made]
    }
    return status
  }
  return status == Z_STREAM_END ? output : nil
}
