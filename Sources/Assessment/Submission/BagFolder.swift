import Findings
import Foundation
import Glibc

/// Reads a bag that lies in a folder: every name, every size, every checksum, in one pass.
///
/// No link is followed, not even by the name of the bag's own files: whatever is neither a plain
/// file nor a folder becomes a finding. Nothing is read twice, and nothing is held in memory but
/// the tag files.
package func readBag(folder: String, as profile: BagProfile) -> BagContents {
  var walk = FolderWalk(root: folder, profile: profile)
  walk.list()
  walk.digest()
  return BagContents(
    files: walk.files, folders: walk.folders, tags: walk.tags, findings: walk.findings)
}

/// The walk through one folder.
private struct FolderWalk {
  let root: String
  let profile: BagProfile
  var names: [String] = []
  var files: [BagFile] = []
  var folders: Set<[UInt8]> = []
  var tags: [[UInt8]: [UInt8]] = [:]
  var findings: [Finding] = []

  init(root: String, profile: BagProfile) {
    self.root = root
    self.profile = profile
  }

  private mutating func refuse(_ code: String, _ name: String, _ message: String) {
    findings.append(
      Finding(
        code, .refused, name.escaped, message, remedy: "copy the bag again, as plain files"))
  }

  /// Lists the files and folders by `lstat`, so that no link is followed.
  mutating func list() {
    var open = [""]
    while let folder = open.popLast() {
      let path = folder.isEmpty ? root : root + "/" + folder
      guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        refuse("bag-unreadable", folder, "cannot be read")
        continue
      }
      for entry in entries {
        let name = folder.isEmpty ? entry : folder + "/" + entry
        var status = stat()
        guard lstat(root + "/" + name, &status) == 0 else {
          refuse("bag-unreadable", name, "cannot be read; perhaps its name is not UTF-8")
          continue
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: names.append(name)
        case S_IFDIR:
          folders.insert(Array(name.utf8))
          open.append(name)
        case S_IFLNK: refuse("bag-link", name, "is a link; a bag holds plain files only")
        default: refuse("bag-link", name, "is a device or a pipe; a bag holds plain files only")
        }
      }
    }
  }

  /// Reads each file once, for its checksums and, where it is a tag file, for its text.
  mutating func digest() {
    let algorithms = names.map { Array($0.utf8) }.algorithmsNeeded
    for name in names {
      guard let file = read(name, algorithms) else {
        refuse("bag-unreadable", name, "cannot be read")
        continue
      }
      files.append(file)
    }
  }

  private mutating func read(_ name: String, _ algorithms: Set<BagAlgorithm>) -> BagFile? {
    let path = Array(name.utf8)
    guard let handle = openPlainFile(root + "/" + name) else { return nil }
    var intake = BagIntake(path, algorithms, profile)
    do {
      while let block = try handle.read(upToCount: 1 << 18) { intake.take(block) }
    } catch {
      return nil
    }
    return intake.finish(&tags, &findings)
  }
}

/// Opens a file for reading without following a link or waiting on a pipe; nil where it is no
/// plain file or cannot be read.
func openPlainFile(_ path: String) -> FileHandle? {
  let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return handle
}
