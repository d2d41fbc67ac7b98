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
  /// The folder of the name before, with its slash, as far as it was judged already.
  private var folder = ""

  /// Judges all names but those over the limits, which are refused already.
  static func judge(
    _ members: [Member], _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    var collisions = Collisions()
    collisions.holders.reserveCapacity(members.count)
    var found = FindingList()
    for member in members where member.name.utf8.count <= limits.pathBytes {
      collisions.add(member.name, isFolder: member.kind == .folder, &found)
    }
    for finding in found.all { findings.add(limits.namesArePaths ? finding : finding.aboutAName) }
  }

  mutating func add(_ name: String, isFolder: Bool, _ findings: inout FindingList) {
    let folded = Self.folded(name)
    // Most lie beside the one before, and nothing is new above them.
    if !isFolder, !folder.isEmpty, let last = folded.utf8.lastIndex(of: 0x2F),
      folded.utf8[...last].elementsEqual(folder.utf8),
      !folded.utf8[last...].elementsEqual("/.".utf8)
    {
      return claim(folded, Holder(name: name, isFolder: false, isEntry: true), &findings)
    }
    let parts = folded.utf8.split(separator: 0x2F).filter { !$0.elementsEqual([0x2E]) }
    var path = ""
    for (index, part) in parts.enumerated() {
      path += (index == 0 ? "" : "/") + String(decoding: part, as: UTF8.self)
      let isLast = index == parts.count - 1
      if isLast { folder = String(decoding: path.utf8.dropLast(part.count), as: UTF8.self) }
      claim(path, Holder(name: name, isFolder: isFolder || !isLast, isEntry: isLast), &findings)
    }
  }

  private mutating func claim(
    _ path: String, _ holder: Holder, _ findings: inout FindingList
  ) {
    if holder.isEntry {
      let other = holders.updateValue(holder, forKey: path)
      if let other { judge(holder, against: other, &findings) }
    } else if let other = holders[path] {
      judge(holder, against: other, &findings)
    } else {
      holders[path] = holder
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
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return name.utf8.contains { (0x41...0x5A).contains($0) } ? name.lowercased() : name
    }
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

extension Collisions {
  /// Takes the name of a file that is to be written, if our own check would take it, alone and
  /// beside those before.
  mutating func claim(_ name: String) throws(ArchiveError) {
    var findings = FindingList()
    for problem in NameRules.problems(of: name, ArchiveLimits()) where problem.isRefused {
      findings.add(problem.finding(for: name))
    }
    if name.utf8.last == 0x2F {
      findings.refuse("kind-mismatch", name, "a file's name may not end in a slash")
    }
    add(name, isFolder: false, &findings)
    guard findings.all.isEmpty else { throw .refused(findings.all) }
  }
}
