import Findings
import Glibc

/// The bytes of an archive: an open file, of which only the ranges asked for are read, or an array.
///
/// A small file is read into an array at once, which takes a fraction of the time. A larger one
/// stays open from the check to the last entry, so that what was checked is what is read.
struct ByteSource: ~Copyable {
  let size: Int
  let path: String
  private let descriptor: Int32
  private let memory: [UInt8]

  init(bytes: [UInt8]) {
    size = bytes.count
    path = "archive"
    descriptor = -1
    memory = bytes
  }

  /// Opens a plain file; what is missing or no file is refused, what the system denies is thrown.
  init(path: String) throws(ArchiveError) {
    let opened = try Self.open(path)
    var status = stat()
    guard unsafe fstat(opened, &status) == 0 else {
      let code = errno
      close(opened)
      throw .system(act: "read", path: path, code: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw .refused([Self.notAFile])
    }
    let small = try Self.small(opened, Int(status.st_size), path)
    if small != nil { close(opened) }
    size = small?.count ?? Int(status.st_size)
    self.path = path
    descriptor = small == nil ? opened : -1
    memory = small ?? []
  }

  /// The bytes of an open file, where they are few enough to be read at once; closed if it fails.
  private static func small(
    _ opened: Int32, _ size: Int, _ path: String
  ) throws(ArchiveError) -> [UInt8]? {
    guard size <= 1_000_000 else { return nil }
    do throws(ArchiveError) {
      return try read(opened, 0..<size, path)
    } catch {
      close(opened)
      throw error
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Opens without waiting for the other end of a pipe.
  private static func open(_ path: String) throws(ArchiveError) -> Int32 {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .refused([notFound]) }
    let opened = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    if opened >= 0 { return opened }
    switch errno {
    case ENOENT, ENOTDIR, ENAMETOOLONG: throw .refused([notFound])
    case ENXIO: throw .refused([notAFile])
    case let code: throw .system(act: "read", path: path, code: code)
    }
  }

  /// Copies bytes into a buffer and says how many; fewer than it holds only at the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, Denial> {
    guard offset >= 0, offset < size else { return .success(0) }
    let wanted = min(buffer.count, size - offset)
    guard descriptor < 0 else {
      return unsafe Self.fill(
        UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), descriptor, at: offset)
    }
    unsafe memory.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + wanted]))
    }
    return .success(wanted)
  }

  /// Copies what follows an offset to an open file; nought or less where the system cannot.
  func copy(from offset: Int, to target: Int32) -> Int {
    guard descriptor >= 0 else { return 0 }
    return copyInside(descriptor, from: offset, count: size - offset, to: target)
  }

  /// The bytes of a range; nil where the archive does not reach so far.
  func bytes(at offset: Int, count: Int) throws(ArchiveError) -> [UInt8]? {
    try slice(at: offset, count: count).map { Array($0) }
  }

  /// The bytes of a range, not copied where they are in memory; nil where the archive does not
  /// reach so far.
  func slice(at offset: Int, count: Int) throws(ArchiveError) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { return nil }
    if descriptor < 0 { return memory[offset..<offset + count] }
    let bytes = try Self.read(descriptor, offset..<offset + count, path)
    return bytes.count == count ? bytes[...] : nil
  }

  /// Gives all bytes in their order, a block at a time.
  func eachBlock(_ take: (ArraySlice<UInt8>) -> Void) throws(ArchiveError) {
    guard descriptor >= 0 else { return take(memory[...]) }
    var block = [UInt8](repeating: 0, count: 1 << 17)
    var offset = 0
    while offset < size {
      let count = min(block.count, size - offset)
      let result = unsafe block.withUnsafeMutableBytes { buffer in
        unsafe Self.fill(
          UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), descriptor, at: offset)
      }
      if case .failure(let denial) = result {
        throw .system(act: "read", path: path, code: denial.code)
      }
      guard case .success(count) = result else { throw .changed(path: path) }
      take(block[..<count])
      offset += count
    }
  }

  /// Reads a range of an open file; fewer bytes only where it ends before.
  private static func read(
    _ descriptor: Int32, _ range: Range<Int>, _ path: String
  ) throws(ArchiveError) -> [UInt8] {
    var result = Result<Int, Denial>.success(0)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      result = unsafe fill(
        UnsafeMutableRawBufferPointer(buffer), descriptor, at: range.lowerBound)
      filled = (try? result.get()) ?? 0
    }
    if case .failure(let denial) = result {
      throw .system(act: "read", path: path, code: denial.code)
    }
    return bytes
  }

  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ descriptor: Int32, at offset: Int
  ) -> Result<Int, Denial> {
    var done = 0
    while done < buffer.count {
      let count = unsafe pread(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
        off_t(offset + done))
      if count == 0 { break }
      if count > 0 { done += count } else if errno != EINTR { return .failure(Denial(code: errno)) }
    }
    return .success(done)
  }

  /// The number of the system's error when a read was denied.
  struct Denial: Error {
    let code: Int32
  }

  private static let notFound = Finding(
    "not-found", .refused, "", "there is no such file", remedy: "check the path and its spelling")
  private static let notAFile = Finding(
    "not-a-file", .refused, "", "this is a folder or a device, not a file",
    remedy: "name the ZIP file itself")
}

/// The bytes of a plain file, read at once; nil where it has more than `most`.
/// - Throws: `ArchiveError.refused` for what is missing or no plain file, `.system` for what may not
///   be read.
package func readPlainFile(_ path: String, most: Int) throws(ArchiveError) -> [UInt8]? {
  let source = try ByteSource(path: path)
  guard source.size <= most else { return nil }
  guard let bytes = try source.bytes(at: 0, count: source.size) else {
    throw .changed(path: path)
  }
  return bytes
}

/// All bytes of a plain file, as it was when it was opened.
///
/// What somebody cuts off meanwhile ends it with an error; read by way of memory that stands for
/// the file (`mmap`), it would end the process.
/// - Throws: `ArchiveError.changed` for such a file, `.system` for what is missing or may not be read.
package func readWhole(_ path: String) throws(ArchiveError) -> [UInt8] {
  do throws(ArchiveError) {
    let source = try ByteSource(path: path)
    guard let bytes = try source.bytes(at: 0, count: source.size) else {
      throw .changed(path: path)
    }
    return bytes
  } catch {
    if case .refused = error { throw .system(act: "read", path: path, code: ENOENT) }
    throw error
  }
}

/// Gives the bytes of a plain file of any size in their order, a block at a time.
///
/// The blocks of a large file lie in the same memory one after the other, which stays in the
/// processor's cache.
/// - Throws: `ArchiveError.refused` for what is missing or no plain file, `.system` for what may not
///   be read, `.changed` for what is cut off meanwhile.
package func readBlocks(
  _ path: String, _ take: (ArraySlice<UInt8>) -> Void
) throws(ArchiveError) {
  try ByteSource(path: path).eachBlock(take)
}

/// A moving view over a source that turns many small reads into few larger ones.
struct ByteWindow {
  let stride: Int
  private var start = 0
  private var bytes: ArraySlice<UInt8> = []

  init(stride: Int) {
    self.stride = stride
  }

  /// The bytes of a range, indexed from 0; nil where the archive does not reach so far.
  mutating func read(
    _ source: borrowing ByteSource, at offset: Int, count: Int
  ) throws(ArchiveError) -> Record? {
    guard offset >= 0, offset <= source.size, count <= source.size - offset else { return nil }
    if offset < start || offset + count > start + bytes.count {
      let reach = min(max(count, stride), source.size - offset)
      guard let fresh = try source.slice(at: offset, count: reach) else { return nil }
      bytes = fresh
      start = offset
    }
    let place = bytes.startIndex + offset - start
    return Record(bytes[place..<place + count])
  }
}
