import Findings

/// An archive that was taken apart on its bytes, before any other code sees it.
struct Container {
  /// In the order in which they lie in the file.
  let members: [Member]
  let report: ContainerReport
  /// Where the ZIP64 locator stands, if there is one.
  let locator: Int?

  /// Judges every byte of an archive but the compressed ones.
  init(_ source: borrowing ByteSource, _ limits: ArchiveLimits) throws(ArchiveError) {
    var findings = FindingList()
    let end = try Self.end(of: source, limits, &findings)
    members = try Self.members(of: source, end, limits, &findings)
    locator = end?.locator
    report = ContainerReport(entries: members.map(\.entry), findings: findings.all)
  }

  private static func end(
    of source: borrowing ByteSource, _ limits: ArchiveLimits, _ findings: inout FindingList
  ) throws(ArchiveError) -> EndRecord? {
    guard source.size > 0 else {
      findings.refuse("empty-file", "the file is empty", remedy: Remedy.sendAgain)
      return nil
    }
    if source.size > limits.archiveBytes {
      findings.refuse(
        "archive-too-large",
        "the archive has \(source.size) bytes and the limit is \(limits.archiveBytes)",
        remedy: "send only the files that were asked for, or make them smaller")
    }
    return try EndRecord.find(in: source, &findings)
  }

  private static func members(
    of source: borrowing ByteSource, _ end: EndRecord?, _ limits: ArchiveLimits,
    _ findings: inout FindingList
  ) throws(ArchiveError) -> [Member] {
    guard let end, var members = try Directory.read(source, end, limits, &findings) else {
      return []
    }
    if members.isEmpty {
      findings.refuse("empty-archive", "there is nothing in the archive")
    }
    members.sort { $0.numbers.offset < $1.numbers.offset }
    var window = ByteWindow(stride: 4_096)
    for index in members.indices {
      members[index].local = try LocalHeader.read(
        for: members[index], source, limits, &window, &findings)
      EntryRules.judge(&members[index], limits, &findings)
      NameRules.judge(members[index], limits, &findings)
    }
    try Spans.judge(
      members, directoryOffset: end.directoryOffset, source, &window, &findings)
    EntryRules.judgeTotal(members, limits, &findings)
    Collisions.judge(members, limits, &findings)
    return members
  }
}

/// Judges whether a ZIP is what it seems and safe to unpack, without inflating anything.
///
/// Only the headers are read, never the whole. What is missing, no file or no ZIP is a finding.
/// - Throws: `ArchiveError.system` where the file is there and cannot be read.
package func checkContainer(
  path: String, limits: ArchiveLimits
) throws(ArchiveError) -> ContainerReport {
  do throws(ArchiveError) {
    return try Container(ByteSource(path: path), limits).report
  } catch {
    guard case .refused(let findings) = error else { throw error }
    return ContainerReport(entries: [], findings: findings)
  }
}

/// Judges an archive that lies in memory, as `checkContainer(path:limits:)` does one in a file.
package func checkContainer(
  bytes: [UInt8], limits: ArchiveLimits
) throws(ArchiveError) -> ContainerReport {
  try Container(ByteSource(bytes: bytes), limits).report
}
