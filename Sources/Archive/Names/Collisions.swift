import Findings
import Foundation

/// Names that would be one on some computer: equal after normalisation and case folding, as on
/// macOS and Windows, or a file and a folder at once.
struct Collisions {
  private struct Holder {
    let name: String
    let isFolder: Bool
    /// Whether an entry stands for it, or it is only a folder above one.
    let isEntry: Bool
  }

  private var holders: [String: Holder] = [:]

  /// Judges all names but those over the limits, which are refused already.
  static func judge(
    _ members: [Member], _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    var collisions = Collisions()
    var found = FindingList()
    for member in members where member.name.utf8.count <= limits.pathBytes {
      collisions.add(member.name, isFolder: member.kind == .folder, &found)
    }
    for finding in found.all { findings.add(limits.namesArePaths ? finding : finding.aboutAName) }
  }

  mutating func add(_ name: String, isFolder: Bool, _ findings: inout FindingList) {
    let parts = Self.folded(name).utf8.split(separator: 0x2F).filter { !$0.elementsEqual([0x2E]) }
    var path = ""
    for (index, part) in parts.enumerated() {
      path += (index == 0 ? "" : "/") + String(decoding: part, as: UTF8.self)
      let isLast = index == parts.count - 1
      let holder = Holder(name: name, isFolder: isFolder || !isLast, isEntry: isLast)
      guard let other = holders[path] else {
        holders[path] = holder
        continue
      }
      judge(holder, against: other, &findings)
      if isLast { holders[path] = holder }
    }
  }

  private func judge(
    _ holder: Holder, against other: Holder, _ findings: inout FindingList
  ) {
    if holder.isFolder != other.isFolder {
      findings.refuse(
        "file-and-folder", holder.name, "it is a file and a folder of one name, with \(other.name)",
        remedy: Remedy.rename)
    } else if holder.isEntry, other.isEntry {
      let isSame = holder.name.utf8.elementsEqual(other.name.utf8)
      findings.refuse(
        isSame ? "name-duplicate" : "name-collision", holder.name,
        isSame
          ? "the archive holds it more than once"
          : "it would be the same file as \(other.name) on Windows or macOS",
        remedy: Remedy.rename)
    }
  }

  /// The name after canonical decomposition and full case folding; `==` on the result is canonical
  /// equivalence (Unicode 16, section 3.13, D145).
  static func folded(_ name: String) -> String {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name.lowercased() }
    var folded = ""
    for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
      folded += Self.folded(scalar)
    }
    return folded
  }

  /// Lower, upper and lower again folds as CaseFolding.txt does, but for the dotless i, which that
  /// table leaves alone.
  private static func folded(_ scalar: Unicode.Scalar) -> String {
    guard scalar.value >= 0x80 else { return scalar.properties.lowercaseMapping }
    guard scalar.value != 0x0131 else { return String(scalar) }
    return scalar.properties.lowercaseMapping.uppercased().lowercased()
  }
}
