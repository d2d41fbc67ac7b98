package import Assessment
package import Foundation

/// What a backup says of itself: which series, up to where, and every file with its digest.
///
/// It stands signed in the archive, so that a backup proves itself without the series.
package struct BackupManifest: Sendable, Codable {
  /// One file of the series.
  package struct File: Sendable, Codable {
    /// Where it lies in the series.
    package let path: String
    package let bytes: Int
    package let sha256: Digest
  }

  /// The version of this form.
  package let backup: Int
  package let series: String
  /// The last head of the record, as one line.
  package let head: String
  package let made: Instant
  package let files: [File]

  static let name = "backup.json"
  /// The folder of the series inside the archive.
  static let folder = "series/"

  func bytes() throws -> [UInt8] { [UInt8](try canonicalJSON(self)) }
}

/// What a restored series is.
package struct RestoredSeries: Sendable {
  package let folder: URL
  package let manifest: BackupManifest
  package let verification: SeriesVerification
  /// Where the series that stood there before lies now; nil where none did.
  package let before: URL?
}
