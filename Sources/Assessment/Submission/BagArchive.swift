package import Archive
import Findings
import Foundation
import Glibc

/// A bag that was read from a ZIP.
package struct ArchivedBag: Sendable {
  package let contents: BagContents
  /// Where the payload was put, by its path in the bag; empty where no folder was given.
  package let staged: [[UInt8]: String]
}

/// Reads a bag from a ZIP in one pass, after the container check.
///
/// Where a staging folder is given, payload files go into it under numbers, never under their own
/// names; the folder must be private and empty. An archive that is refused leaves findings and
/// nothing else.
/// - Throws: `ArchiveError` where the machine fails, never for what is in the archive.
package func readBag(
  archive path: String, as profile: BagProfile, limits: ArchiveLimits, staging: String? = nil
) throws(ArchiveError) -> ArchivedBag {
  var intake = ArchiveIntake(profile: profile, staging: staging)
  do throws(ArchiveError) {
    try intake.take(ZipReader(path: path, limits: limits))
  } catch {
    intake.discard()
    guard case .refused(let findings) = error else { throw error }
    return ArchivedBag(contents: BagContents(findings: findings), staged: [:])
  }
  return intake.bag
}

/// Reads a bag from a ZIP that is open already, before any of its entries; nothing is staged.
func readBag(
  from archive: consuming ZipReader, as profile: BagProfile
) throws(ArchiveError) -> ArchivedBag {
  var intake = ArchiveIntake(profile: profile, staging: nil)
  do throws(ArchiveError) {
    try intake.take(archive)
  } catch {
    intake.discard()
    guard case .refused(let findings) = error else { throw error }
    return ArchivedBag(contents: BagContents(findings: findings), staged: [:])
  }
  return intake.bag
}

/// A ZIP's entries on their way into a bag.
private struct ArchiveIntake {
  let profile: BagProfile
  let staging: String?
  private var files: [BagFile] = []
  private var folders: Set<[UInt8]> = []
  private var tags: [[UInt8]: [UInt8]] = [:]
  private var findings: [Finding] = []
  private var staged: [[UInt8]: String] = [:]

  init(profile: BagProfile, staging: String?) {
    self.profile = profile
    self.staging = staging
  }

  var bag: ArchivedBag {
    ArchivedBag(
      contents: BagContents(files: files, folders: folders, tags: tags, findings: findings),
      staged: staged)
  }

  /// Removes what was staged.
  func discard() {
    for path in staged.values { unlink(path) }
  }

  mutating func take(_ archive: consuming ZipReader) throws(ArchiveError) {
    findings = archive.report.findings
    if profile == .submission, let finding = archive.report.noPackage {
      findings.append(finding)
      return
    }
    let root = BagRoot(of: archive.report.entries.map(\.name), profile)
    findings += root.findings
    let algorithms = archive.report.entries.compactMap { root.inside($0.name) }.algorithmsNeeded
    while let entry = try archive.next() {
      guard let path = root.inside(entry.name), !path.isEmpty else { continue }
      addFolders(above: path)
      if entry.kind == .folder {
        folders.insert(path)
        continue
      }
      var intake = BagIntake(path, algorithms, profile)
      var copy = try stage(path)
      try archive.read { block in
        intake.take(block)
        copy?.write(block)
      }
      try copy?.finish()
      files.append(intake.finish(&tags, &findings))
    }
  }

  private mutating func addFolders(above path: [UInt8]) {
    for (index, byte) in path.enumerated() where byte == UInt8(ascii: "/") {
      folders.insert(Array(path[..<index]))
    }
  }

  private mutating func stage(_ path: [UInt8]) throws(ArchiveError) -> StagedCopy? {
    guard let staging, BagRole(path) == .payload else { return nil }
    let number = String(staged.count + 1)
    let place = staging + "/" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    let copy = try StagedCopy(place)
    staged[path] = place
    return copy
  }
}

extension ContainerReport {
  /// Says that an archive is none of ours where nothing in it is a bag's or a package's own, so that
  /// nobody has to read what each part of a package is missed for.
  fileprivate var noPackage: Finding? {
    let files = entries.filter { $0.kind == .file }.map(\.name)
    let isOurs = files.contains { name in
      ["/bagit.txt", "/submission.json"].contains { own in
        name.utf8.suffix(own.utf8.count).elementsEqual(own.utf8)
          || name.utf8.elementsEqual(own.utf8.dropFirst())
      }
    }
    guard !isOurs else { return nil }
    let litter = Set(findings.lazy.filter { $0.code == "litter" }.map(\.subject))
    let own = files.filter { !litter.contains($0) }
    let what = own.count == 1 ? own[0].escaped : spoken(own.count, "file")
    return Finding(
      "submission-record-missing", .refused, "", "is a ZIP of \(what), and no submission package",
      remedy: own.count == 1
        ? "take the document out of the ZIP and receive that by itself"
        : "take out the one document that is the response and receive that by itself, or ask which "
          + "it is")
  }
}
