import CArchive
import Findings

/// Owns libarchive's reader and everything that its callbacks touch, and frees both on every path.
@safe struct ReadHandle: ~Copyable {
  private let archive: OpaquePointer
  private let state: UnsafeMutablePointer<ReadState>
  private let locale: UTF8Locale

  /// Only allocates; what can go wrong afterwards goes wrong in a value that frees itself.
  init(_ source: consuming ByteSource, _ view: PlainView) throws(ArchiveError) {
    let locale = try UTF8Locale()
    guard let made = unsafe archive_read_new() else {
      throw .library(act: "open an archive", reason: "no memory")
    }
    self.locale = locale
    unsafe archive = made
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: ReadState(source, view))
  }

  deinit {
    unsafe archive_read_free(archive)
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Opens the archive with the one format and no filter.
  func open() throws(ArchiveError) {
    let state = unsafe UnsafeMutableRawPointer(self.state)
    let status = locale.scoped {
      var code = unsafe archive_read_support_format_zip_seekable(archive)
      if code == ARCHIVE_OK { code = unsafe archive_read_set_seek_callback(archive, seekBytes) }
      if code == ARCHIVE_OK {
        code = unsafe archive_read_open2(archive, state, nil, readBytes, skipBytes, nil)
      }
      return unsafe Status(code, archive)
    }
    try require(status, "open the archive")
  }

  /// Moves to the next entry; false at the end.
  func advance() throws(ArchiveError) -> Bool {
    var entry: OpaquePointer?
    let status = locale.scoped {
      unsafe Status(archive_read_next_header(archive, &entry), archive)
    }
    if case .end = status { return false }
    try require(status, "read the next entry")
    return true
  }

  /// What one step of inflating came to.
  enum Step {
    case bytes, end, damaged, wrongChecksum
  }

  /// Inflates more of the entry into a buffer, which is left empty at the end.
  ///
  /// With the last block of a damaged entry libarchive gives both the bytes and a warning; only
  /// its block function hands over the two.
  func read(into buffer: inout [UInt8]) throws(ArchiveError) -> Step {
    var block: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let status = locale.scoped {
      let code = unsafe archive_read_data_block(archive, &block, &count, &offset)
      return unsafe Status(code, archive)
    }
    buffer.removeAll(keepingCapacity: true)
    if let block = unsafe block, count > 0 {
      unsafe buffer.append(contentsOf: UnsafeRawBufferPointer(start: block, count: count))
    }
    switch status {
    case .done: return .bytes
    case .end: return .end
    case .failed(let reason):
      try denied()
      // Its own words are all that libarchive tells one fault from another by.
      return reason.contains("bad CRC") ? .wrongChecksum : .damaged
    }
  }

  /// Throws what the system denied to a callback, which is no fault of the archive.
  private func denied() throws(ArchiveError) {
    if let code = unsafe state.pointee.denied {
      throw .system(act: "read", path: unsafe state.pointee.source.path, code: code)
    }
  }

  private static func refusal(_ act: String, _ reason: String) -> Finding {
    Finding(
      "damaged", .refused, "", "cannot \(act): \(reason)", remedy: Remedy.sendAgain)
  }

  private func require(_ status: Status, _ act: String) throws(ArchiveError) {
    switch status {
    case .done: return
    case .end: throw .refused([Self.refusal(act, "it ends too early")])
    case .failed(let reason):
      try denied()
      throw .refused([Self.refusal(act, reason)])
    }
  }
}
