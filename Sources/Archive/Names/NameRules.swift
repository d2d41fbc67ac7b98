import Findings

extension Finding {
  /// The finding where nothing is ever written under the name.
  var aboutAName: Finding {
    guard severity == .refused else { return self }
    return Finding(
      code, .warning, subject, message, remedy: "nothing has to be done: its name is not used")
  }
}

/// What an entry may be called, so that every computer can keep it under that name and no list or
/// terminal shows another one.
///
/// All tests are made on bytes and scalars: to Swift a slash with an accent is no slash, to the
/// kernel it is.
enum NameRules {
  static func judge(
    _ member: Member, _ limits: ArchiveLimits, _ findings: inout FindingList
  ) {
    let isPlain = PlainName.isPlain(member.name, limits)
    guard !isPlain || member.encoding != .ascii else { return }
    var found = FindingList()
    judgeEncoding(member, &found)
    for problem in isPlain ? [] : manyProblems(of: member.name, limits) {
      found.add(problem.finding(for: member.name))
    }
    for finding in found.all { findings.add(limits.namesArePaths ? finding : finding.aboutAName) }
  }

  /// Everything that is wrong with a name, or worth a look.
  static func problems(of name: String, _ limits: ArchiveLimits) -> [NameProblem] {
    guard !PlainName.isPlain(name, limits) else { return [] }
    return manyProblems(of: name, limits)
  }

  /// The same after a long look, which a plain name does not need.
  static func manyProblems(of name: String, _ limits: ArchiveLimits) -> [NameProblem] {
    let bytes = Array(name.utf8)
    var parts = bytes.split(separator: slash, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
    let path = pathProblems(bytes, parts, limits)
    guard bytes.count <= max(limits.pathBytes, 4_096) else { return path }
    return path + ScalarRules.problems(of: name)
      + parts.flatMap { WindowsNames.problems(of: $0) } + litter(parts)
  }

  private static let slash: UInt8 = 0x2F
  private static let dot: UInt8 = 0x2E

  private static func pathProblems(
    _ bytes: [UInt8], _ parts: [ArraySlice<UInt8>], _ limits: ArchiveLimits
  ) -> [NameProblem] {
    var problems: [NameProblem] = []
    if bytes.isEmpty { problems.append(.empty) }
    if bytes.first == slash || parts.first.map(Array.init) == [0x7E] { problems.append(.absolute) }
    if parts.contains(where: { $0.elementsEqual([dot, dot]) }) { problems.append(.climbs) }
    if bytes.contains(0x5C) { problems.append(.backslash) }
    let isDrive = parts.first.map { isDriveLetter($0) } ?? false
    if isDrive { problems.append(.drive) }
    if parts.dropFirst(isDrive ? 1 : 0).contains(where: { $0.contains(0x3A) }) {
      problems.append(.colon)
    }
    if parts.dropFirst().contains(where: \.isEmpty)
      || parts.contains(where: { $0.elementsEqual([dot]) })
    {
      problems.append(.untidy)
    }
    if bytes.count > limits.pathBytes {
      problems.append(.longPath(bytes: bytes.count, limit: limits.pathBytes))
    }
    if let longest = parts.map(\.count).max(), longest > limits.componentBytes {
      problems.append(.longPart(bytes: longest, limit: limits.componentBytes))
    }
    if parts.count > limits.depth {
      problems.append(.deep(parts: parts.count, limit: limits.depth))
    }
    return problems
  }

  private static func isDriveLetter(_ part: ArraySlice<UInt8>) -> Bool {
    guard let letter = part.first, part.dropFirst().first == 0x3A else { return false }
    return (0x41...0x5A).contains(letter & 0xDF)
  }

  /// What operating systems and office programs leave lying about; lock files hold a user's name.
  private static func litter(_ parts: [ArraySlice<UInt8>]) -> [NameProblem] {
    let isLitter = parts.contains { part in
      // Most names need no more than a look at their first letter.
      guard let first = part.first, "~._$tTeEdD".utf8.contains(first) else { return false }
      return part.starts(with: "~$".utf8) || part.starts(with: "._".utf8)
        || part.starts(with: ".~lock.".utf8)
        || litterNames.contains(String(decoding: part, as: UTF8.self).lowercased())
    }
    return isLitter ? [.litter] : []
  }

  private static let litterNames: Set = [
    "__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized",
    ".trashes", ".spotlight-v100", ".fseventsd", "$recycle.bin",
  ]

  private static func judgeEncoding(_ member: Member, _ findings: inout FindingList) {
    switch member.encoding {
    case .ascii, .utf8, .explained: break
    case .unmarkedUTF8:
      findings.note(
        "name-unmarked", member.name, "its name is UTF-8 and does not say so, as on macOS")
    case .guessed:
      findings.warn(
        "name-legacy", member.name,
        "its name is in an old character set and was read by a guess (code page 437)",
        remedy:
          "check how the name is shown; if it is wrong, rename the file and make the ZIP again"
      )
    case .broken:
      findings.refuse(
        "name-not-utf8", member.name, "its name is damaged or disguised UTF-8",
        remedy: Remedy.rename)
    }
  }
}
