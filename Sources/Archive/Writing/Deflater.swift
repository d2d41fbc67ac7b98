import CZlib

/// Deflates one entry after the other in the same memory (RFC 1951, with nothing around it).
@safe struct Deflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(ArchiveError) {
    let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe made.initialize(to: z_stream())
    let code = unsafe deflateInit2_(
      made, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      unsafe made.deallocate()
      throw Self.failure(code)
    }
    unsafe stream = made
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Forgets the entry before.
  func restart() throws(ArchiveError) {
    let code = unsafe deflateReset(stream)
    guard code == Z_OK else { throw Self.failure(code) }
  }

  /// Takes in a block of an entry, below 4 GB, and gives what it came to so far; of the last block
  /// all that there is.
  func deflate(_ block: ArraySlice<UInt8>, isLast: Bool) throws(ArchiveError) -> [UInt8] {
    guard block.count <= UInt32.max else {
      throw .library(act: "write an entry", reason: "it is too large to be packed in memory")
    }
    var packed: [UInt8] = []
    var code = Z_OK
    let room = unsafe Int(deflateBound(stream, UInt(block.count)))
    unsafe block.withUnsafeBufferPointer { input in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(input.count)
      repeat {
        let more = step(isLast, room, &code)
        if packed.isEmpty { packed = more } else { packed += more }
      } while unsafe stream.pointee.avail_out == 0 && code == Z_OK
    }
    // Nothing more to do is no failure before the end.
    guard code == (isLast ? Z_STREAM_END : Z_OK) || !isLast && code == Z_BUF_ERROR else {
      throw Self.failure(code)
    }
    return packed
  }

  private func step(_ isLast: Bool, _ room: Int, _ code: inout Int32) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: room) { output, filled in
      unsafe stream.pointee.next_out = output.baseAddress
      unsafe stream.pointee.avail_out = UInt32(room)
      code = unsafe CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      filled = unsafe room - Int(stream.pointee.avail_out)
    }
  }

  private static func failure(_ code: Int32) -> ArchiveError {
    .library(act: "write an entry", reason: "zlib answers \(code)")
  }
}
