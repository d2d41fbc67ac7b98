import Glibc

/// When a file that is written comes to the disk.
package enum Syncing: Sendable {
  /// Its bytes before it has its name, then its name.
  case bytesAndName
  /// Its bytes before it has its name; its name by `syncFolder`, with those of others.
  case bytes
  /// With many others, by a `DiskBarrier`; until then nothing relies on it.
  case later
}

/// Brings all that was written into some folders since it was made to the disk at once.
///
/// A disk takes hardly longer for a hundred small files together than for one by itself. What was
/// not brought there when the power failed may be there in part.
package struct DiskBarrier: ~Copyable {
  /// One folder for each file system, open from the beginning, so that what failed since is told.
  private let folders: [(path: String, descriptor: Int32)]

  package init(over paths: [String]) throws(ArchiveError) {
    var systems: Set<UInt64> = []
    var opened: [(path: String, descriptor: Int32)] = []
    for path in paths {
      let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      var status = stat()
      guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else {
        let code = errno
        for folder in opened { close(folder.descriptor) }
        throw .system(act: "open", path: path, code: code)
      }
      if systems.insert(UInt64(status.st_dev)).inserted {
        opened.append((path, descriptor))
      } else {
        close(descriptor)
      }
    }
    folders = opened
  }

  deinit {
    for folder in folders { close(folder.descriptor) }
  }

  package func sync() throws(ArchiveError) {
    for folder in folders where syncFileSystem(of: folder.descriptor) != 0 {
      throw .system(act: "write", path: folder.path, code: errno)
    }
  }
}
