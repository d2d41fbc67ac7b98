import CZlib

/// How much work deflating is worth.
package enum DeflateEffort: Sendable {
  /// As zlib does by itself.
  case usual
  /// A fraction of the time, for a twentieth more bytes.
  case least

  fileprivate var level: Int32 { self == .least ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION }
}

/// Deflates one entry after the other in the same memory (RFC 1951, with nothing around it).
@safe struct Deflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ effort: DeflateEffort) throws(ArchiveError) {
    let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe made.initialize(to: z_stream())
    let code = unsafe deflateInit2_(
      made, effort.level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
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

  /// Deflates an entry below 4 GB.
  func deflate(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    guard bytes.count < UInt32.max else {
      throw .library(act: "write an entry", reason: "it is too large to be packed in memory")
    }
    var code = unsafe deflateReset(stream)
    let room = unsafe Int(deflateBound(stream, UInt(bytes.count)))
    let packed = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe [UInt8](unsafeUninitializedCapacity: room) { output, filled in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(truncatingIfNeeded: room)
        if code == Z_OK { code = unsafe CZlib.deflate(stream, Z_FINISH) }
        filled = unsafe room - Int(stream.pointee.avail_out)
      }
    }
    guard code == Z_STREAM_END else { throw Self.failure(code) }
    return packed
  }

  private static func failure(_ code: Int32) -> ArchiveError {
    .library(act: "write an entry", reason: "zlib answers \(code)")
  }
}
