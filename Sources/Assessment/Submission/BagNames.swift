import Findings

extension BagJudge {
  /// Names that cannot travel, names that collide, and litter.
  mutating func judgeNames() {
    let strict = profile == .submission
    for path in contents.files.map(\.path) + contents.folders.sorted(by: precedes) {
      if path.contains(UInt8(ascii: "\\")) {
        add("bag-path", .refused, path, "has a name with a backslash, a folder on Windows")
        continue
      }
      let name = path.split(separator: UInt8(ascii: "/")).last ?? []
      for fault in faults(ofName: name) {
        add(
          "bag-name", strict ? .refused : .warning, path, fault,
          remedy: strict ? again : "take care when you copy the bag to another system")
      }
    }
    for path in contents.files.map(\.path) where isLitter(path) {
      add(
        "bag-litter", .warning, path, "is left over from a computer's system and nobody's work",
        remedy: "nothing has to be done; it is not passed on")
    }
    judgeCollisions(strict ? .refused : .warning)
  }

  private mutating func judgeCollisions(_ severity: Finding.Severity) {
    var seen: [[UInt8]: [UInt8]] = [:]
    let all = contents.files.map(\.path) + contents.folders
    guard Set(all.map { foldedPath($0) }).count < all.count else { return }
    for path in Set(all).sorted(by: precedes) {
      let key = foldedPath(path)
      if let other = seen[key] {
        add(
          "bag-collision", severity, path,
          "differs from \(shownPath(other)) only in case or in how letters are composed",
          remedy: "give the two files clearly different names and make the bag again")
      } else {
        seen[key] = path
      }
    }
    for path in contents.files.map(\.path) where contents.folders.contains(path) {
      add("bag-collision", .refused, path, "is both a file and a folder")
    }
  }

  private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
