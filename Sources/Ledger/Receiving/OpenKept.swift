import Archive
import Assessment
import Foundation
import Sealing

extension Ledger {
  /// The files of a response that is kept: out of its package, or as they were received.
  ///
  /// What was sealed for the office is opened with its key.
  func files(
    of row: ArrivalRecord, in folder: URL, _ office: AgeIdentity?
  ) throws -> [(path: String, name: String)] {
    let store = Store(folder: self.folder.appending(path: "store"))
    if let content = row.content {
      let package = store.url(of: content).path
      if FileManager.default.fileExists(atPath: package) {
        return try packaged(package, in: folder)
      }
    }
    var (path, name) = (store.url(of: row.original).path, row.name)
    if name.lowercased().hasSuffix(".age"), let office {
      let plain = folder.appending(path: "opened").path
      try unsealFile(at: path, to: plain, with: AgeKeys(identities: [office]))
      (path, name) = (plain, String(name.dropLast(".age".count)))
    }
    return name.lowercased().hasSuffix(".zip") ? try packaged(path, in: folder) : [(path, name)]
  }

  private func packaged(
    _ path: String, in folder: URL
  ) throws -> [(path: String, name: String)] {
    let staging = folder.appending(path: "files")
    try FileManager.default.createDirectory(
      at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let inspection = try inspectSubmission(path: path, staging: staging.path)
    return inspection.files.compactMap { file in file.path.map { ($0, file.name) } }
  }
}
