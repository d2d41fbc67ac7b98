import Foundation

/// Where bytes come from, block by block.
protocol ByteSource {
  /// The next bytes, at most `count`; none at the end, and at the end alone.
  mutating func read(upTo count: Int) throws(AgeError) -> [UInt8]
}

/// Bytes in memory as a source.
struct ArraySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func read(upTo count: Int) -> [UInt8] {
    let block = rest.prefix(count)
    rest = rest.dropFirst(block.count)
    return Array(block)
  }
}

/// An open file as a source.
struct FileSource: ByteSource {
  let path: String
  private let handle: FileHandle

  /// Opens a plain file.
  init(path: String) throws(FileError) {
    // Without O_NONBLOCK a named pipe put in place of the file would hold us up for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(act: "open", path: path, code: errno) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    self.path = path
    guard try status().st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
  }

  /// What the system says of the open file.
  func status() throws(FileError) -> stat {
    var status = stat()
    guard fstat(handle.fileDescriptor, &status) == 0 else {
      throw .system(act: "look at", path: path, code: errno)
    }
    return status
  }

  mutating func read(upTo count: Int) throws(AgeError) -> [UInt8] {
    do throws(FileError) { return try block(upTo: count) } catch { throw .file(error) }
  }

  /// The next bytes of the file.
  func block(upTo count: Int) throws(FileError) -> [UInt8] {
    do {
      return Array(try handle.read(upToCount: count) ?? Data())
    } catch {
      throw FileError("read", path, error)
    }
  }

  /// All bytes of the file, if they are no more than the limit.
  func whole(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block = try block(upTo: 64 * 1_024)
      guard !block.isEmpty else { return bytes }
      bytes += block
      guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    }
  }
}
