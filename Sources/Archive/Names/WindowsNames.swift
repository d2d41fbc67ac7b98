/// Names that Windows cannot keep or opens as something else.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces" (learn.microsoft.com), read 2025.
enum WindowsNames {
  static func problems(of part: ArraySlice<UInt8>) -> [NameProblem] {
    guard !part.elementsEqual([dot]), !part.elementsEqual([dot, dot]) else { return [] }
    var problems: [NameProblem] = []
    if part.last == dot || part.last == blank { problems.append(.trailing) }
    if isDevice(part) { problems.append(.reserved) }
    if isShort(part) { problems.append(.shortForm) }
    if part.contains(where: { "<>\"|?*".utf8.contains($0) }) {
      problems.append(.windowsMark)
    }
    return problems
  }

  private static let dot: UInt8 = 0x2E
  private static let blank: UInt8 = 0x20

  private static let devices: Set<String> = {
    let digits = (1...9).map(String.init) + ["¹", "²", "³"]
    return Set(
      ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
        + digits.flatMap { ["COM\($0)", "LPT\($0)"] })
  }()

  /// A device's name counts with any ending, and with blanks before it.
  private static func isDevice(_ part: ArraySlice<UInt8>) -> Bool {
    var stem = part.prefix { $0 != dot }
    while stem.last == blank { stem.removeLast() }
    guard stem.contains(where: { $0 >= 0x80 }) || (3...7).contains(stem.count) else { return false }
    return devices.contains(String(decoding: stem, as: UTF8.self).uppercased())
  }

  /// The 8.3 form of another name, as `PROGRA~1`.
  private static func isShort(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count <= 12, part.contains(0x7E) else { return false }
    let pieces = part.split(separator: dot, omittingEmptySubsequences: false)
    guard pieces.count <= 2, let stem = pieces.first, stem.count <= 8,
      pieces.count < 2 || pieces[1].count <= 3, let tilde = stem.lastIndex(of: 0x7E)
    else { return false }
    let digits = stem[(tilde + 1)...]
    return tilde > stem.startIndex && tilde - stem.startIndex <= 6 && !digits.isEmpty
      && digits.allSatisfy { (0x30...0x39).contains($0) } && digits.first != 0x30
  }
}
