import Archive
import Foundation
import Glibc

/// One file on its way into a staging folder, under a name of ours.
struct StagedCopy {
  let path: String
  private let handle: FileHandle
  private var failed = false

  init(_ path: String) throws(ArchiveError) {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(act: "write", path: path, code: errno) }
    self.path = path
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  mutating func write(_ block: ArraySlice<UInt8>) {
    guard !failed else { return }
    do { try handle.write(contentsOf: block) } catch { failed = true }
  }

  func finish() throws(ArchiveError) {
    guard !failed, fsync(handle.fileDescriptor) == 0 else {
      throw .system(act: "write", path: path, code: failed ? ENOSPC : errno)
    }
  }
}
