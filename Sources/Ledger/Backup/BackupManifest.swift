package import Assessment
package import Foundation

/// What a backup says of itself: which series, up to where, and which files.
///
/// It stands signed in the archive, so that a backup proves itself without the series.
package struct BackupManifest: Sendable, Codable {
  /// The version of this form.
  package let backup: Int
  package let series: String
  /// The last head of the record, as one line.
  package let head: String
  package let made: Instant
  /// How many files of the series there are, and their bytes.
  package let files, bytes: Int
  /// The digest of their list, which is too long to be signed itself.
  package let list: Digest

  static let name = "backup.json"
  /// The list of all files with their digests, as `sha256sum -c` reads it.
  static let listName = "files.sha256"
  /// The folder of the series inside the archive.
  static let folder = "series/"
  static let version = 2

  /// The line of a file in the list, by its name in the archive.
  static func line(_ name: String, _ digest: Digest) -> [UInt8] {
    Array("\(digest)  \(name)\n".utf8)
  }
}

/// The first form, in which every file stood.
struct FirstBackupManifest: Codable {
  struct File: Codable {
    /// Where it lies in the series.
    let path: String
    let bytes: Int
    let sha256: Digest
  }

  let backup: Int
  let series, head: String
  let made: Instant
  let files: [File]

  /// The list of the files, as it stands beside the manifest now.
  var list: [UInt8] {
    files.flatMap { BackupManifest.line(BackupManifest.folder + $0.path, $0.sha256) }
  }

  var manifest: BackupManifest {
    BackupManifest(
      backup: backup, series: series, head: head, made: made, files: files.count,
      bytes: files.reduce(0) { $0 + $1.bytes }, list: Digest(of: list))
  }
}

/// What a restored series is.
package struct RestoredSeries: Sendable {
  package let folder: URL
  package let manifest: BackupManifest
  package let verification: SeriesVerification
  /// Where the series that stood there before lies now; nil where none did.
  package let before: URL?
}
