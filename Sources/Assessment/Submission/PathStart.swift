import Glibc

/// What stands at a path, as far as its first bytes tell.
package enum PathStart: Equatable {
  case missing, folder, unreadable
  /// A plain file with at most its first 32 bytes.
  case file([UInt8])

  package init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .missing
      return
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      self = .folder
      return
    }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      self = .unreadable
      return
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 32)
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      self = .unreadable
      return
    }
    let count = read(descriptor, &bytes, bytes.count)
    self = count < 0 ? .unreadable : .file(Array(bytes.prefix(count)))
  }
}
