import Foundation

/// A file written beside its place, which appears there whole or not at all.
///
/// It is nobody else's to read (0600) from its first byte. Whoever began it ends it with `keep`
/// or `abandon`. Where the file system can, it has no name at all until the end, so that not even a
/// killed process leaves it.
struct StagedFile: Sendable {
  let path: String
  /// The name that it has so far; nil where it has none.
  private let temporary: String?
  private let handle: FileHandle

  /// Opens a new file beside the path; never one that is there, and never through a link.
  init(for path: String) throws(FileError) {
    let (folder, name) = Self.split(path)
    if let nameless = Self.nameless(in: folder) {
      handle = FileHandle(fileDescriptor: nameless, closeOnDealloc: true)
      self.path = path
      temporary = nil
      return
    }
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
    var named = temporary
    if named == nil { named = try name(replacing: replacing) }
    if let named {
      if replacing { try rename(named) } else { try link(named) }
    }
    try Self.syncFolder(of: path)
  }

  /// Removes what was written so far.
  func abandon() {
    try? handle.close()
    if let temporary { unlink(temporary) }
  }

  /// A file without a name; nil where the file system or the system knows none.
  private static func nameless(in folder: String) -> Int32? {
    guard access("/proc/self/fd", X_OK) == 0 else { return nil }
    // O_TMPFILE, which Glibc gives to C alone.
    let made = open(folder, 0o20000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, mode_t(0o600))
    return made >= 0 ? made : nil
  }

  /// Gives a file without a name its own, or where it replaces another one first, beside it.
  ///
  /// - Returns: The name from which it still has to be renamed; nil where it is in its place.
  private func name(replacing: Bool) throws(FileError) -> String? {
    let own = "/proc/self/fd/\(handle.fileDescriptor)"
    guard replacing else {
      if linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return nil }
      throw errno == EEXIST
        ? .exists(path: path) : .system(act: "write", path: path, code: errno)
    }
    let (folder, name) = Self.split(path)
    for attempt in 1...100 {
      let beside = "\(folder)/.\(name).part-\(attempt)"
      if linkat(AT_FDCWD, own, AT_FDCWD, beside, AT_SYMLINK_FOLLOW) == 0 { return beside }
      guard errno == EEXIST else { throw .system(act: "write", path: path, code: errno) }
    }
    throw .exists(path: "\(folder)/.\(name).part-100")
  }

  private func rename(_ temporary: String) throws(FileError) {
    guard Foundation.rename(temporary, path) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
  }

  /// Gives the file its name only if the name is free, in one step where the file system can.
  private func link(_ temporary: String) throws(FileError) {
    if Foundation.link(temporary, path) == 0 {
      unlink(temporary)
      return
    }
    guard errno != EEXIST else { throw .exists(path: path) }
    // Memory sticks (FAT, exFAT) know no links: look first, then rename.
    var status = stat()
    guard lstat(path, &status) != 0 else { throw .exists(path: path) }
    try rename(temporary)
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
