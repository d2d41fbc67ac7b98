import Archive
import Assessment
import Foundation
import GRDB

/// The files that come in with a join: every one that the other record relies on and this folder
/// lacks, and the letters and receipts that were written there.
struct JoinFiles {
  let from, to: URL

  /// Takes them over, each as a whole, and brings their names to the disk.
  func take(_ expected: [KeptFile], watch: Watch) throws {
    let missing = expected.filter { !isThere($0.path) }
    _ = try onAllCores(missing, watch: watch) { file in try self.take(file) }
    for name in Set(missing.map(\.folder.rawValue)) {
      try syncFolder(to.appending(path: name).path)
    }
    try takeLetters()
  }

  private func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: to.appending(path: path).path)
  }

  private func take(_ file: KeptFile) throws {
    let source = from.appending(path: file.path)
    guard FileManager.default.fileExists(atPath: source.path) else {
      // A package that is the original itself has no file of its own.
      guard case .package = file.content else { throw LedgerError.damaged(file.path) }
      return
    }
    let bytes = try readWhole(source.path)
    if case .bytes(let digest) = file.content, Digest(of: bytes) != digest {
      throw LedgerError.damaged(file.path)
    }
    try writeWhole(
      bytes, to: to.appending(path: file.path).path, replacing: true, syncing: .bytes)
  }

  /// What lies in the folders of `send/`, without what this copy has under the same name.
  private func takeLetters() throws {
    let manager = FileManager.default
    let send = from.appending(path: "send")
    for folder in try manager.contentsOfDirectory(atPath: send.path).sorted() {
      let source = send.appending(path: folder)
      guard Self.isPlain(source, .typeDirectory), !isLeftOver(folder) else { continue }
      let target = to.appending(path: "send").appending(path: folder)
      try manager.createDirectory(
        at: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for name in try manager.contentsOfDirectory(atPath: source.path).sorted() {
        let file = source.appending(path: name)
        guard Self.isPlain(file, .typeRegular), !isLeftOver(name),
          !manager.fileExists(atPath: target.appending(path: name).path)
        else { continue }
        try writeWhole(
          [UInt8](try Data(contentsOf: file)), to: target.appending(path: name).path,
          replacing: false, syncing: .bytes)
      }
      try syncFolder(target.path)
    }
  }

  private static func isPlain(_ url: URL, _ type: FileAttributeType) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType == type
  }
}
