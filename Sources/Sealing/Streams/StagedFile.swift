import Foundation

/// A file written beside its place, which appears there whole or not at all.
///
/// It is nobody else's to read (0600) from its first byte. Whoever began it ends it with `keep`
/// or `abandon`.
struct StagedFile: Sendable {
  let path: String
  private let temporary: String
  private let handle: FileHandle

  /// Opens a new file beside the path; never one that is there, and never through a link.
  init(for path: String) throws(FileError) {
    let (folder, name) = Self.split(path)
    for attempt in 1...100 {
      let temporary = "\(folder)/.\(name).part-\(attempt)"
      let descriptor = open(
        temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(0o600))
      if descriptor >= 0 {
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.path = path
        self.temporary = temporary
        return
      }
      guard errno == EEXIST else { throw .system(act: "write to", path: path, code: errno) }
    }
    throw .exists(path: "\(folder)/.\(name).part-100")
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    do { try handle.write(contentsOf: bytes) } catch { throw FileError("write", path, error) }
  }

  /// Puts the file in its place and makes sure that it stays there.
  func keep(replacing: Bool) throws(FileError) {
    guard fsync(handle.fileDescriptor) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
    if replacing { try rename() } else { try link() }
    try Self.syncFolder(of: path)
  }

  /// Removes what was written so far.
  func abandon() {
    try? handle.close()
    unlink(temporary)
  }

  private func rename() throws(FileError) {
    guard Foundation.rename(temporary, path) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
  }

  /// Gives the file its name only if the name is free, in one step where the file system can.
  private func link() throws(FileError) {
    if Foundation.link(temporary, path) == 0 {
      unlink(temporary)
      return
    }
    guard errno != EEXIST else { throw .exists(path: path) }
    // Memory sticks (FAT, exFAT) know no links: look first, then rename.
    var status = stat()
    guard lstat(path, &status) != 0 else { throw .exists(path: path) }
    try rename()
  }

  private static func syncFolder(of path: String) throws(FileError) {
    let folder = split(path).folder
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(act: "open", path: folder, code: errno) }
    defer { close(descriptor) }
    // Some network folders cannot be synced; the file itself is.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .system(act: "write to", path: folder, code: errno)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    return (folder, String(decoding: bytes[(slash + 1)...], as: UTF8.self))
  }
}

/// Writes a file whole, readable by its owner alone, where none was.
func writeNewFile(
  _ bytes: [UInt8], to path: String, replacing: Bool = false
) throws(FileError) {
  let file = try StagedFile(for: path)
  do throws(FileError) {
    try file.write(bytes)
    try file.keep(replacing: replacing)
  } catch {
    file.abandon()
    throw error
  }
}
