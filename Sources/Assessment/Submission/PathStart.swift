import Glibc

/// What stands at a path, as far as its first bytes tell.
package enum PathStart: Equatable {
  case missing, folder, unreadable
  /// A plain file with its first bytes, which are all of them where it is small.
  case file([UInt8], isWhole: Bool)

  /// As small as most packages: so much is read at once, and not a second time.
  private static let small = 1_000_000

  package init(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      self.init(unopened: path)
      return
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      self = .unreadable
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: self = .folder
    case S_IFREG:
      let size = Int(status.st_size)
      var bytes = [UInt8](repeating: 0, count: size > Self.small ? 64 : size)
      let count = read(descriptor, &bytes, bytes.count)
      self = count < 0 ? .unreadable : .file(Array(bytes.prefix(count)), isWhole: count == size)
    default: self = .unreadable
    }
  }

  /// What cannot be opened without following a link, or at all.
  private init(unopened path: String) {
    var status = stat()
    if stat(path, &status) != 0 {
      self = .missing
    } else {
      self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .unreadable
    }
  }
}
