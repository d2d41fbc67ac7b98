import Findings
import Glibc

/// A file that appears under its name whole or not at all.
///
/// It is written beside its place under a name that no one else uses, and renamed at the end;
/// whoever drops it before leaves nothing behind. Where nothing stands there and the file system
/// can, it has no name at all until the end, so that not even a killed process leaves it, and the
/// folder, for which all that write into it wait in turn, is changed once instead of twice.
/// The folder is opened once, so that no one can slip another one under the path.
struct OutputFile: ~Copyable {
  let descriptor: Int32
  private let path: String
  private let folder: Int32
  private let name: String
  /// The name that it has so far; nil where it has none.
  private let partial: String?
  private let replacing: Bool
  private var renamed = false

  init(path: String, replacing: Bool, mode: UInt16) throws(ArchiveError) {
    let (parent, name) = try Self.split(path)
    let folder = unsafe open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .system(act: "open the folder of", path: path, code: errno) }
    do throws(ArchiveError) {
      let isThere = try Self.exists(name, in: folder, path)
      if isThere, !replacing { throw .exists(path: path) }
      if !isThere, let nameless = Self.nameless(in: folder, mode: mode) {
        (partial, descriptor) = (nil, nameless)
      } else {
        (partial, descriptor) = try Self.create(in: folder, path, for: name, mode: mode)
      }
    } catch {
      close(folder)
      throw error
    }
    // What is for everybody is so whatever the process keeps to itself.
    if mode & 0o077 != 0 { fchmod(descriptor, mode_t(mode)) }
    self.path = path
    self.folder = folder
    self.name = name
    self.replacing = replacing
  }

  deinit {
    close(descriptor)
    if !renamed, let partial { unsafe unlinkat(folder, partial, 0) }
    close(folder)
  }

  func write(_ bytes: ArraySlice<UInt8>) throws(ArchiveError) {
    let code: Int32 = unsafe bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count >= 0 { done += count } else if errno != EINTR { return errno }
      }
      return 0
    }
    if code != 0 { throw .system(act: "write", path: path, code: code) }
  }

  /// Gives the file its name, with or behind its bytes on the disk.
  consuming func commit(_ syncing: Syncing = .bytesAndName) throws(ArchiveError) {
    guard syncing == .later || fsync(descriptor) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
    if let partial {
      try rename(partial)
    } else {
      try giveFirstName()
    }
    renamed = true
    guard syncing != .bytesAndName || fsync(folder) == 0 || errno == EINVAL else {
      throw .system(act: "write the folder of", path: path, code: errno)
    }
  }

  private func rename(_ partial: String) throws(ArchiveError) {
    guard replacing else { return try renameWithoutReplacing(partial) }
    guard unsafe renameat(folder, partial, folder, name) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
  }

  /// Gives a file without a name its first one: what came there meanwhile is replaced only where
  /// that may be.
  private func giveFirstName() throws(ArchiveError) {
    if link(as: name) { return }
    guard errno == EEXIST else { throw .system(act: "write", path: path, code: errno) }
    guard replacing else { throw .exists(path: path) }
    for partial in Self.partialNames(for: name) {
      if link(as: partial) {
        if unsafe renameat(folder, partial, folder, name) == 0 { return }
        let code = errno
        unsafe unlinkat(folder, partial, 0)
        throw .system(act: "write", path: path, code: code)
      }
      guard errno == EEXIST else { break }
    }
    throw .system(act: "write", path: path, code: errno)
  }

  /// Whether a file without a name got this one, which never replaces.
  private func link(as name: String) -> Bool {
    unsafe linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", folder, name, AT_SYMLINK_FOLLOW) == 0
  }

  /// A file without a name; nil where the file system or the system knows none.
  private static func nameless(in folder: Int32, mode: UInt16) -> Int32? {
    guard unsafe access("/proc/self/fd", X_OK) == 0 else { return nil }
    // O_TMPFILE, which Glibc gives to C alone.
    let made = unsafe openat(
      folder, ".", 0o20000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, mode_t(mode))
    return made >= 0 ? made : nil
  }

  /// Gives the file its name by a second link, which never replaces.
  ///
  /// File systems without links, as on USB sticks, are asked first.
  private func renameWithoutReplacing(_ partial: String) throws(ArchiveError) {
    if unsafe linkat(folder, partial, folder, name, 0) == 0 {
      unsafe unlinkat(folder, partial, 0)
      return
    }
    if errno == EEXIST { throw .exists(path: path) }
    if try Self.exists(name, in: folder, path) { throw .exists(path: path) }
    guard unsafe renameat(folder, partial, folder, name) == 0 else {
      throw .system(act: "write", path: path, code: errno)
    }
  }

  private static func exists(
    _ name: String, in folder: Int32, _ path: String
  ) throws(ArchiveError) -> Bool {
    var status = stat()
    if unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return true }
    guard errno == ENOENT else { throw .system(act: "write", path: path, code: errno) }
    return false
  }

  /// Names for a file that is not whole, of which the first free one is taken; what a killed run left
  /// behind is passed over.
  ///
  /// Each file begins at a place of its own in the row, so that many at once do not ask for the same.
  private static func partialNames(for wanted: String) -> some Sequence<String> {
    let start = wanted.utf8.reduce(5381) { $0 &* 33 &+ UInt($1) }
    return (0..<10_000 as Range<UInt>).lazy.map {
      ".npq-partial-\(1 + (start &+ $0) % 10_000)"
    }
  }

  /// A file under the first partial name that is free.
  private static func create(
    in folder: Int32, _ path: String, for wanted: String, mode: UInt16
  ) throws(ArchiveError) -> (name: String, descriptor: Int32) {
    for name in partialNames(for: wanted) {
      let made = unsafe openat(
        folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
      if made >= 0 { return (name, made) }
      guard errno == EEXIST else { break }
    }
    throw .system(act: "write", path: path, code: errno)
  }

  private static func split(_ path: String) throws(ArchiveError) -> (parent: String, name: String) {
    let bytes = Array(path.utf8)
    let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard let last = parts.last, !last.isEmpty, !bytes.contains(0) else {
      throw .system(act: "write", path: path, code: EISDIR)
    }
    let parent = bytes.dropLast(last.count)
    return (
      parent.isEmpty ? "." : String(decoding: parent, as: UTF8.self),
      String(decoding: last, as: UTF8.self)
    )
  }
}

/// Writes a file whole or not at all: beside its place, then under its name.
/// - Throws: `ArchiveError.exists` where something stands there and is not to be replaced.
package func writeWhole(
  _ bytes: [UInt8], to path: String, replacing: Bool, mode: UInt16 = 0o600,
  syncing: Syncing = .bytesAndName
) throws(ArchiveError) {
  let file = try OutputFile(path: path, replacing: replacing, mode: mode)
  try file.write(bytes[...])
  try file.commit(syncing)
}

/// Copies a file whole or not at all, inside the system where it can.
/// - Throws: `ArchiveError.exists` where something stands there.
package func copyWhole(
  _ path: String, to place: String, mode: UInt16 = 0o600, syncing: Syncing = .bytesAndName
) throws(ArchiveError) {
  let source = try ByteSource(path: path)
  let file = try OutputFile(path: place, replacing: false, mode: mode)
  var offset = 0
  while offset < source.size {
    let count = source.copy(from: offset, to: file.descriptor)
    guard count <= 0 else {
      offset += count
      continue
    }
    guard let block = try source.bytes(at: offset, count: min(1 << 20, source.size - offset))
    else { throw .changed(path: path) }
    try file.write(block[...])
    offset += block.count
  }
  try file.commit(syncing)
}

/// Brings the names of the files in a folder to the disk.
package func syncFolder(_ path: String) throws(ArchiveError) {
  let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard folder >= 0 else { throw .system(act: "open", path: path, code: errno) }
  defer { close(folder) }
  guard fsync(folder) == 0 || errno == EINVAL else {
    throw .system(act: "write", path: path, code: errno)
  }
}

/// Gives a file that was written whole another place on the same disk.
package func moveWhole(_ path: String, to place: String) throws(ArchiveError) {
  guard unsafe rename(path, place) == 0 else {
    throw .system(act: "write", path: place, code: errno)
  }
}
