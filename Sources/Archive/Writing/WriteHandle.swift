import CArchive
import Glibc

/// Owns libarchive's writer and frees it on every path.
///
/// One that is dropped before it was closed writes no more, not even a directory.
@safe struct WriteHandle: ~Copyable {
  private let archive: OpaquePointer
  private let locale: UTF8Locale
  private let sink: UnsafeMutablePointer<Sink>

  /// A writer into a file that somebody else owns; `path` is its name in errors.
  init(_ descriptor: Int32, path: String) throws(ArchiveError) {
    let locale = try UTF8Locale()
    guard let made = unsafe archive_write_new() else {
      throw .library(act: "write an archive", reason: "no memory")
    }
    self.locale = locale
    unsafe archive = made
    unsafe sink = .allocate(capacity: 1)
    unsafe sink.initialize(to: Sink(descriptor: descriptor, path: path))
  }

  deinit {
    unsafe sink.pointee.isOpen = false
    unsafe archive_write_free(archive)
    unsafe sink.deinitialize(count: 1)
    unsafe sink.deallocate()
  }

  /// Opens a deflated ZIP with names in UTF-8, without padding at its end.
  func open(_ effort: DeflateEffort) throws(ArchiveError) {
    let level = effort == .least ? ",compression-level=1" : ""
    try perform("start the archive") {
      var code = unsafe archive_write_set_format_zip(archive)
      if code == ARCHIVE_OK {
        code = unsafe archive_write_set_options(
          archive, "zip:compression=deflate,hdrcharset=UTF-8" + level)
      }
      if code == ARCHIVE_OK { code = unsafe archive_write_set_bytes_in_last_block(archive, 1) }
      if code == ARCHIVE_OK { code = unsafe archive_write_open(archive, sink, nil, takeBytes, nil) }
      return code
    }
  }

  /// Begins a plain file; time and owner are never set, so the same files give the same bytes.
  func begin(_ name: String, bytes: Int, storing: Bool) throws(ArchiveError) {
    guard let entry = unsafe archive_entry_new2(archive) else {
      throw .library(act: "write an entry", reason: "no memory")
    }
    defer { unsafe archive_entry_free(entry) }
    try perform("write an entry") {
      unsafe storing
        ? archive_write_zip_set_compression_store(archive)
        : archive_write_zip_set_compression_deflate(archive)
    }
    try perform("write an entry") {
      unsafe archive_entry_set_pathname_utf8(entry, name)
      unsafe archive_entry_set_filetype(entry, UInt32(0o100000))
      unsafe archive_entry_set_perm(entry, 0o644)
      unsafe archive_entry_set_uid(entry, 0)
      unsafe archive_entry_set_gid(entry, 0)
      unsafe archive_entry_set_size(entry, Int64(bytes))
      return unsafe archive_write_header(archive, entry)
    }
  }

  func write(_ bytes: ArraySlice<UInt8>) throws(ArchiveError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = locale.scoped {
        unsafe rest.withUnsafeBytes {
          unsafe archive_write_data(archive, $0.baseAddress, $0.count)
        }
      }
      guard count > 0 else {
        try require(unsafe Status(count, archive), "write an entry")
        throw .library(act: "write an entry", reason: "it takes no more bytes")
      }
      if let failure = unsafe sink.pointee.failure { throw failure }
      rest = rest.dropFirst(count)
    }
  }

  func endEntry() throws(ArchiveError) {
    try perform("write an entry") { unsafe archive_write_finish_entry(archive) }
  }

  func close() throws(ArchiveError) {
    try perform("finish the archive") { unsafe archive_write_close(archive) }
  }

  private func perform(_ act: String, _ call: () -> Int32) throws(ArchiveError) {
    let code = locale.scoped(call)
    try require(unsafe Status(code, archive), act)
  }

  private func require(_ status: Status, _ act: String) throws(ArchiveError) {
    if let failure = unsafe sink.pointee.failure { throw failure }
    switch status {
    case .done: return
    case .end: throw .library(act: act, reason: "it ended too early")
    case .failed(let reason): throw .library(act: act, reason: reason)
    }
  }
}

/// Where the bytes of an archive go: into a file, until that fails or the writer is dropped.
///
/// libarchive gives its memory back only where its writes succeed, so it is always told that they
/// did; what became of them stands here.
private struct Sink {
  let descriptor: Int32
  let path: String
  var failure: ArchiveError?
  var isOpen = true

  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while done < bytes.count, isOpen, failure == nil {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        failure = .system(act: "write", path: path, code: errno)
      }
    }
  }
}

private func takeBytes(
  _: OpaquePointer?, _ sink: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  guard let sink = unsafe sink?.assumingMemoryBound(to: Sink.self) else { return -1 }
  unsafe sink.pointee.write(UnsafeRawBufferPointer(start: bytes, count: count))
  return count
}
