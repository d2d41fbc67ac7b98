package import Archive
import Findings
import Foundation

/// What could be saved of a damaged package, and what could not.
package struct Salvage: Sendable {
  /// A file that came out whole.
  package struct Saved: Sendable, Hashable {
    /// Its path inside the bag, as the archive has it; never a path to write to.
    package let name: String
    package let bytes: Int
    package let sha256: Digest
    /// Whether a manifest vouches for it; else its own checksum in the ZIP does, alone.
    package let isListed: Bool
    /// Where it lies, under a name of ours.
    package let path: String
  }

  /// A file that did not.
  package struct Lost: Sendable, Hashable {
    package let name: String
    package let reason: String
  }

  package let saved: [Saved]
  package let lost: [Lost]
  /// What `submission.json` says, where it was saved; nobody vouches for whose it is.
  package let record: SubmissionRecord?
  /// Whether the manifest of the response's files was saved.
  package let hasManifest: Bool
}

/// Takes every whole file out of a damaged package into a folder, which must be private and empty.
///
/// Where a manifest is left, a file counts by its digest; where none is, by its own checksum in
/// the ZIP, and only where an unbroken row of entries leads to it.
/// - Throws: `ArchiveError` where the machine fails, or where nothing can be read at all.
package func salvageSubmission(
  path: String, staging: String, limits: ArchiveLimits = ArchiveLimits()
) throws(ArchiveError) -> Salvage {
  var intake = SalvageIntake(staging: staging)
  try intake.take(SalvageReader(path: path, limits: limits))
  return SalvageJudge(intake).salvage
}
