import Archive
package import Assessment
package import Findings
package import Foundation
package import Sealing

/// How a backup is restored.
package struct RestoreRequest: Sendable {
  /// The sealed backup.
  package let backup: String
  /// The folder in which the series is to stand.
  package let target: URL
  package let keys: AgeKeys
  /// The key that signs for the series, as it was published; nil to take the one in the backup.
  package let key: VerificationKey?
  /// Whether a series that stands there is put aside.
  package let replacing: Bool
  package let now: Instant

  package init(
    backup: String, target: URL, keys: AgeKeys, key: VerificationKey?, replacing: Bool, now: Instant
  ) {
    self.backup = backup
    self.target = target
    self.keys = keys
    self.key = key
    self.replacing = replacing
    self.now = now
  }
}

/// Opens a backup beside its place, proves it there, and only then gives it the place.
///
/// What stood there before is put aside and never removed. The value is nil where the backup could
/// not be proved, and then nothing has changed.
package func restoreSeries(_ request: RestoreRequest) throws -> Judged<RestoredSeries> {
  let target = request.target.standardizedFileURL
  let isThere = FileManager.default.fileExists(atPath: target.path)
  guard !isThere || request.replacing else { return Judged(nil, [.standsThere(target.path)]) }
  let place = try PrivateFolder(in: target.deletingLastPathComponent(), named: ".restore-")
  let archive = place.url.appending(path: "backup.zip")
  try unsealFile(at: request.backup, to: archive.path, with: request.keys)
  let series = place.url.appending(path: "series")
  let opened: BackupContents
  do {
    opened = try BackupContents(archive: archive.path, into: series)
  } catch ArchiveError.refused(let findings) {
    return Judged(nil, findings)
  } catch let shortage as BackupContents.Shortage {
    return Judged(nil, [.noRoom(target.path, shortage)])
  }
  let proved = try opened.manifest(signedWith: request.key)
  guard let manifest = proved.value else { return Judged(nil, proved.findings) }
  let verification = try verifySeries(
    in: series, with: SeriesEvidence(key: request.key, deposits: [manifest.head]), at: request.now)
  guard verification.findings.verdict != .refused else {
    return Judged(nil, verification.findings)
  }
  let later = isThere ? lost(of: target, to: series) : nil
  let before = try isThere ? putAside(target, at: request.now) : nil
  try FileManager.default.moveItem(at: series, to: target)
  try syncFolder(target.deletingLastPathComponent().path)
  return Judged(
    RestoredSeries(
      folder: target, manifest: manifest, verification: verification, before: before),
    verification.findings + [later].compactMap(\.self))
}

/// What stood in a series, and is not in the backup that takes its place; nil where nothing is lost,
/// or nobody can tell.
private func lost(of target: URL, to series: URL) -> Finding? {
  guard let before = try? Ledger(auditing: target), let now = try? Ledger(auditing: series),
    let (name, last) = try? (before.name(), before.lastEvent()), name == (try? now.name()),
    let end = try? now.lastEvent(), last > end
  else { return nil }
  return Finding(
    "backup-older", .warning, target.path,
    "the backup ends at event \(end), and what stood there goes on to event \(last)",
    remedy: "if what was put aside is sound, npq join brings in what it holds beyond the backup")
}

extension Ledger {
  /// Opens a backup of a copy of this series in a folder that is gone afterwards, once it is proved.
  package func withBackup<Value>(
    _ path: String, keys: AgeKeys, key: VerificationKey?, at now: Instant,
    _ body: (URL) throws -> Judged<Value>
  ) throws -> Judged<Value> {
    let place = try workingFolder()
    let target = place.url.appending(path: "series")
    let restored = try restoreSeries(
      RestoreRequest(
        backup: path, target: target, keys: keys, key: key, replacing: false, now: now))
    guard restored.value != nil else { return Judged(nil, restored.findings) }
    return try body(target)
  }
}

/// Gives a series that is to be replaced another name, when nobody works in it.
private func putAside(_ target: URL, at now: Instant) throws -> URL {
  let holder = SeriesTurn.Holder(
    command: "restore", person: "", process: ProcessInfo.processInfo.processIdentifier,
    since: now.description)
  let turn = try SeriesTurn(in: target, as: holder) { _ in }
  let stamp = now.description.filter { $0 != ":" && $0 != "-" }
  let name = "\(target.lastPathComponent).before-\(stamp)"
  let aside = target.deletingLastPathComponent().appending(path: name)
  try FileManager.default.moveItem(at: target, to: aside)
  _ = consume turn
  return aside
}

/// The files of a backup as they came out of its archive.
private struct BackupContents {
  private let folder: URL
  private var manifest: [UInt8] = []
  private var signature: [UInt8] = []
  /// The list of files as it came.
  private let list: URL
  /// The digest of the list of what came.
  private let came: Digest

  /// What the disk has no room for.
  struct Shortage: Error {
    let needed: Int
    let free: Int
  }

  /// Unpacks into a folder; the names in the archive were judged before as any stranger's.
  init(archive: String, into folder: URL) throws {
    var reader = try ZipReader(path: archive, limits: Self.limits)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try Self.requireRoom(for: reader.report, in: folder)
    self.folder = folder
    list = folder.deletingLastPathComponent().appending(path: BackupManifest.listName)
    var lines = Digest.Stream()
    let disk = try DiskBarrier(over: [folder.path])
    while let entry = try reader.next() {
      if entry.name == BackupManifest.name { manifest = try reader.readAll() }
      if entry.name == BackupManifest.name + ".sig" { signature = try reader.readAll() }
      if entry.name == BackupManifest.listName { _ = try Self.write(&reader, to: list) }
      guard entry.name.hasPrefix(BackupManifest.folder), !entry.name.hasSuffix("/") else {
        continue
      }
      let path = String(entry.name.dropFirst(BackupManifest.folder.count))
      let digest = try Self.write(&reader, to: folder.appending(path: path))
      lines.update(BackupManifest.line(entry.name, digest))
    }
    came = lines.digest
    try disk.sync()
  }

  /// A backup is as large as its series, and takes as long; the disk is what limits it.
  private static var limits: ArchiveLimits {
    var limits = ArchiveLimits.inbox
    limits.namesArePaths = true
    limits.entries = .max
    limits.archiveBytes = .max
    limits.entryBytes = .max
    limits.totalBytes = .max
    limits.seconds = .max
    return limits
  }

  private static func requireRoom(for report: ContainerReport, in folder: URL) throws {
    let system = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
    guard let free = (system[.systemFreeSize] as? NSNumber)?.intValue else { return }
    let needed = report.entries.reduce(0) { $0 + $1.bytes }
    guard needed <= free else { throw Shortage(needed: needed, free: free) }
  }

  private static func write(_ reader: inout ZipReader, to url: URL) throws -> Digest {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LedgerError.noTurn(url.path, errno) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var stream = Digest.Stream()
    var failure: (any Error)?
    try reader.read { block in
      stream.update(block)
      do { try file.write(contentsOf: Data(block)) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    return stream.digest
  }

  /// The manifest, if it is signed and every file is there as it says, and no other.
  func manifest(signedWith given: VerificationKey?) throws -> Judged<BackupManifest> {
    let beside = FileManager.default.contents(atPath: folder.path + "/signing.pub")
      .flatMap { try? VerificationKey(publicText: [UInt8]($0)) }
    guard let key = given ?? beside,
      (try? verifySignature(String(decoding: signature, as: UTF8.self), of: manifest, with: key))
        != nil,
      let (manifest, listed) = read(manifest)
    else {
      return Judged(
        nil, [.notProved("", "does not bear the signature of its series over its list of files")])
    }
    if came == manifest.list { return Judged(manifest) }
    guard let listed, Digest(of: listed) == manifest.list else {
      return Judged(
        nil, [.notProved(BackupManifest.listName, "is not the list of files that was signed")])
    }
    let differing = try differing(from: listed)
    guard differing.isEmpty else {
      return Judged(
        nil, differing.map { .notProved($0, "is not in the backup as its list says") })
    }
    return Judged(manifest)
  }

  /// The manifest, and the list of files where it came; nil where it is none.
  private func read(_ bytes: [UInt8]) -> (manifest: BackupManifest, listed: [UInt8]?)? {
    let decoder = JSONDecoder()
    if let manifest = try? decoder.decode(BackupManifest.self, from: Data(bytes)) {
      guard manifest.backup == BackupManifest.version else { return nil }
      return (manifest, FileManager.default.contents(atPath: list.path).map { [UInt8]($0) })
    }
    guard let first = try? decoder.decode(FirstBackupManifest.self, from: Data(bytes)),
      first.backup == 1
    else { return nil }
    return (first.manifest, first.list)
  }

  /// The files that are not as a list says, by their paths in the series.
  private func differing(from listed: [UInt8]) throws -> [String] {
    var left: [String: Substring] = [:]
    for line in String(decoding: listed, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      left[String(parts[1].dropFirst(1 + BackupManifest.folder.count))] = parts[0]
    }
    var differing: [String] = []
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      guard walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      let digest = try Digest(ofFile: folder.appending(path: path))
      if left.removeValue(forKey: path) ?? "" != digest.description { differing.append(path) }
    }
    return (differing + left.keys).sorted()
  }
}

extension Finding {
  fileprivate static func standsThere(_ path: String) -> Finding {
    Finding(
      "output-exists", .refused, path, "stands there already",
      remedy: "choose a new folder, or give --replace, which puts what stands there aside")
  }

  fileprivate static func noRoom(_ path: String, _ shortage: BackupContents.Shortage) -> Finding {
    Finding(
      "backup-no-room", .refused, path,
      "the series takes \(shortage.needed) bytes and the disk has room for \(shortage.free)",
      remedy: "make room there, or name a folder on another disk")
  }

  fileprivate static func notProved(_ path: String, _ message: String) -> Finding {
    Finding(
      "backup-not-proved", .refused, path, message,
      remedy: "nothing was replaced; take another backup")
  }
}
