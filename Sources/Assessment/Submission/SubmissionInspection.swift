package import Archive
package import Findings
import Foundation

/// What is in a submission package, and whether it is whole.
package struct SubmissionInspection: Sendable {
  /// One file of the response in the staging folder.
  package struct StagedFile: Sendable, Hashable {
    /// What the participant calls it; never a path.
    package let name: String
    package let bytes: Int
    package let sha256: Digest
    /// The words that the package claims.
    package let words: Int?
    /// Where it lies, under a name of ours; nil where nothing was staged.
    package let path: String?
  }

  /// Names the package: SHA-256 of its `tagmanifest-sha256.txt`; nil where it has none.
  package let contentDigest: Digest?
  /// What `submission.json` says; nil where it cannot be believed.
  package let record: SubmissionRecord?
  /// The files of the response; empty unless nothing was refused.
  package let files: [StagedFile]
  package let findings: [Finding]

  package var assessment: Identifier? { record?.assessment }
  package var verdict: Verdict { findings.verdict }
}

/// Inspects a submission package wholly: container, bag, record, every checksum.
///
/// A folder is taken for an unzipped package. Files are staged from a ZIP alone, into a folder that
/// must be private and empty, under numbers; what is refused leaves nothing in it.
/// - Throws: `ArchiveError` where the machine fails, never for what is in the package.
package func inspectSubmission(
  path: String, staging: String? = nil, limits: ArchiveLimits = ArchiveLimits()
) throws(ArchiveError) -> SubmissionInspection {
  var isFolder: ObjCBool = false
  if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
    let contents = readBag(folder: path, as: .submission)
    return inspect(ArchivedBag(contents: contents, staged: [:]))
  }
  return inspect(try readBag(archive: path, as: .submission, limits: limits, staging: staging))
}

/// Judges a bag that was read as a submission.
func inspect(_ bag: ArchivedBag) -> SubmissionInspection {
  let contents = bag.contents
  // A container that was refused has its own findings; the bag inside was never seen.
  guard !contents.files.isEmpty || contents.findings.verdict != .refused else {
    return SubmissionInspection(
      contentDigest: nil, record: nil, files: [], findings: contents.findings)
  }
  var findings = judgeBag(contents, as: .submission).findings
  var record: SubmissionRecord?
  if let bytes = contents.tags[Array("submission.json".utf8)] {
    let judged = SubmissionRecord.read(bytes)
    record = judged.value
    findings += judged.findings + (record?.faults(against: contents.files) ?? [])
  } else {
    findings.append(
      Finding(
        "submission-record-missing", .refused, "submission.json",
        "is missing, so this is a bag and no submission package",
        remedy: "make the package with npq package, or with the provider's page"))
  }
  let tagManifest = contents.tags[Array("tagmanifest-sha256.txt".utf8)]
  let refused = findings.verdict == .refused
  if refused { for path in bag.staged.values { try? FileManager.default.removeItem(atPath: path) } }
  let files = (refused ? nil : record)?.files.map { file in
    SubmissionInspection.StagedFile(
      name: file.name, bytes: file.bytes, sha256: file.sha256, words: file.words,
      path: bag.staged[Array("data/".utf8) + Array(file.name.utf8)])
  }
  return SubmissionInspection(
    contentDigest: tagManifest.map { Digest(of: $0) }, record: record, files: files ?? [],
    findings: findings)
}
