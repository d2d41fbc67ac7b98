import Archive
package import Assessment
package import Findings
import Foundation
import GRDB
package import Sealing

extension Ledger {
  /// Writes a backup of the whole series: consistent though others work, signed, and sealed.
  ///
  /// The record is copied by SQLite's own backup first; every file that it relies on is there then
  /// and never changes. Nothing leaves the series unsealed.
  ///
  /// - Returns: What the backup says of itself, and a finding for each file that is not in it.
  package func backUp(
    to path: String, for lock: AgeLock, signing key: SigningKey, at now: Instant,
    using random: inout some RandomNumberGenerator
  ) throws -> (manifest: BackupManifest, findings: [Finding]) {
    // What a killed one left goes too where nothing is left to do.
    let place = try workingFolder()
    if FileManager.default.fileExists(atPath: path) { throw ArchiveError.exists(path: path) }
    let copy = place.url.appending(path: Self.fileName)
    let database = try DatabaseQueue(path: copy.path)
    try queue.backup(to: database)
    let (series, head) = try database.read { (try $0.setting("origin") ?? "", try $0.deposit()) }
    try database.close()
    let archive = place.url.appending(path: "backup.zip")
    var writer = try ZipWriter(path: archive.path, .least)
    var list = try BackupList(at: place.url.appending(path: BackupManifest.listName))
    var findings: [Finding] = []
    try writer.add(copy, as: Self.fileName, to: &list)
    try Self.eachFileToKeep(in: folder) { path in
      do {
        try writer.add(folder.appending(path: path), as: path, to: &list)
      } catch ArchiveError.refused(let problems) {
        findings += problems.map { .leftOut(path, $0.message) }
      }
    }
    let manifest = BackupManifest(
      backup: BackupManifest.version, series: series, head: head, made: now, files: list.files,
      bytes: list.bytes, list: try list.finish())
    let bytes = [UInt8](try canonicalJSON(manifest))
    try writer.add(BackupManifest.listName, file: list.place.path)
    try writer.add(BackupManifest.name, bytes: bytes)
    let signature = try sign(bytes, with: key, comment: "npq backup of the series \(series)")
    try writer.add(BackupManifest.name + ".sig", bytes: Array(signature.utf8))
    try writer.finish()
    try sealFile(at: archive.path, to: path, for: lock, using: &random)
    return (manifest, findings)
  }

  /// Every file of a series but its record and what is only worked with, folder by folder: no more
  /// than the names in some folders are held.
  private static func eachFileToKeep(
    in folder: URL, beneath parent: String = "", _ body: (String) throws -> Void
  ) throws {
    let apart: Set = [
      PreparedScripts.folderName, fileName, fileName + "-journal", SeriesTurn.fileName,
    ]
    let place = folder.appending(path: parent).path
    for name in try FileManager.default.contentsOfDirectory(atPath: place).sorted() {
      let path = parent + name
      if isLeftOver(name) || apart.contains(path) { continue }
      var status = stat()
      guard lstat(folder.appending(path: path).path, &status) == 0 else {
        if errno == ENOENT { continue }
        throw ArchiveError.system(act: "look at", path: path, code: errno)
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: try body(path)
      case S_IFDIR: try eachFileToKeep(in: folder, beneath: path + "/", body)
      default: continue
      }
    }
  }
}

/// The list of a backup's files, written as they are added: that of a national series would be held
/// in memory otherwise.
private struct BackupList {
  let place: URL
  private(set) var files = 0
  private(set) var bytes = 0
  private let file: FileHandle
  private var stream = Digest.Stream()
  private var waiting: [UInt8] = []

  init(at place: URL) throws {
    self.place = place
    try Data().write(to: place, options: .withoutOverwriting)
    file = try FileHandle(forWritingTo: place)
  }

  mutating func add(_ name: String, bytes: Int, sha256: Digest) throws {
    files += 1
    self.bytes += bytes
    waiting += BackupManifest.line(name, sha256)
    if waiting.count > 1_000_000 { try write() }
  }

  /// - Returns: The digest of the whole list.
  mutating func finish() throws -> Digest {
    try write()
    try file.close()
    return stream.digest
  }

  private mutating func write() throws {
    stream.update(waiting)
    try file.write(contentsOf: waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}

extension ZipWriter {
  /// Above this a file is read a block at a time.
  private static var atOnce: Int { 16_000_000 }

  /// Adds a file of a series, and its line to the list.
  ///
  /// What was packed before is stored, and so are marking packs: of a sealed page deflating takes a
  /// quarter away, for nine tenths of the time that the whole backup takes.
  fileprivate mutating func add(
    _ url: URL, as path: String, to list: inout BackupList
  ) throws {
    let name = BackupManifest.folder + path
    let isPack = path.hasPrefix("packs/")
    // Read once, so that what is added is what was digested, whoever writes meanwhile.
    if let bytes = try readPlainFile(url.path, most: Self.atOnce) {
      try add(name, bytes: bytes, storing: isPack || isPackedBefore(bytes[...]))
      return try list.add(name, bytes: bytes.count, sha256: Digest(of: bytes))
    }
    let digest = try Digest(ofFile: url)
    let size = try add(name, file: url.path, storing: isPack)
    guard try Digest(ofFile: url) == digest else { throw ArchiveError.changed(path: url.path) }
    try list.add(name, bytes: size, sha256: digest)
  }
}

extension Finding {
  fileprivate static func leftOut(_ path: String, _ why: String) -> Finding {
    Finding(
      "backup-left-out", .warning, path, "is not in the backup: \(why)",
      remedy: "give the file a plain name, or copy it yourself")
  }
}
